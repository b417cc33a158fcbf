/**
 * Early warning (N01, B05): what each rule is, what it is set to, and what it says. A warning names its figure and its
 * threshold, so that whoever reads it can see why it was given. Days are counted from 1970-01-01.
 */
export const WARNING_RULES = [
  "lateDrift",
  "firstLate",
  "overdueShare",
  "disputesRising",
  "dilutionRising",
  "bankReturn",
  "concentration",
  "largerInvoice",
  "belowTier",
  "dormantRevived",
  "brokenPromises",
  "gradeLowered",
  "insolvency",
  "oldPayeePaid",
  "limitNear",
  "limitExceeded",
  "gradeExpired",
  "accountsStale",
] as const;
export type WarningRule = (typeof WARNING_RULES)[number];

/** What a figure and its threshold count: whole days, things, or parts per million. */
type WarningUnit = "days" | "count" | "ppm";

interface RuleSpec {
  readonly unit: WarningUnit;
  /** What is used until an organisation sets something else. */
  readonly threshold: bigint;
  /** How many days back it looks. */
  readonly windowDays: number;
  /**
   * What it reads: the book at a cut, dated signs, or how things stand now. The past of the last is not kept, so that
   * such a rule cannot be tried on history.
   */
  readonly reads: "book" | "signs" | "standing";
  /** Whether each case is told of on its own; else a warning lasts while the figure stays at or above the threshold. */
  readonly isEachOnItsOwn: boolean;
  /** Whether it comes with an invoice, which nobody can be late with before it is due. */
  readonly comesWithInvoice?: true;
  readonly says: string;
}

const YEAR = 365;

export const RULE_SPECS: Readonly<Record<WarningRule, RuleSpec>> = {
  lateDrift: {
    ...{ unit: "days", threshold: 10n, windowDays: 90, reads: "book", isEachOnItsOwn: false },
    says: "The customer pays so many days later than in the year before, weighted by amount (5 items each at least).",
  },
  firstLate: {
    ...{ unit: "days", threshold: 5n, windowDays: 90, reads: "book", isEachOnItsOwn: true },
    says: "A customer that paid at least 5 items and none of them late is so many days past due.",
  },
  overdueShare: {
    ...{ unit: "ppm", threshold: 500_000n, windowDays: 0, reads: "book", isEachOnItsOwn: false },
    says: "So much of what the customer owes is past due (3 open items at least).",
  },
  disputesRising: {
    ...{ unit: "ppm", threshold: 100_000n, windowDays: 90, reads: "book", isEachOnItsOwn: false },
    says: "The disputed share of what the customer owes rose by so much since the start of the window.",
  },
  dilutionRising: {
    ...{ unit: "ppm", threshold: 30_000n, windowDays: 90, reads: "book", isEachOnItsOwn: false },
    says: "Credits, as a share of gross sales, rose by so much over the year before (5 invoices in each at least).",
  },
  bankReturn: {
    ...{ unit: "count", threshold: 1n, windowDays: 30, reads: "book", isEachOnItsOwn: true },
    says: "A payment of the customer was taken back.",
  },
  concentration: {
    ...{ unit: "ppm", threshold: 200_000n, windowDays: 0, reads: "book", isEachOnItsOwn: false },
    says: "One customer, or one group of affiliates, owes so much of all that is open (R50).",
  },
  largerInvoice: {
    ...{ unit: "ppm", threshold: 3_000_000n, windowDays: 30, reads: "book", isEachOnItsOwn: true },
    comesWithInvoice: true,
    says: "An invoice is so many times the median of the customer's invoices of the year before (5 at least).",
  },
  belowTier: {
    ...{ unit: "count", threshold: 3n, windowDays: 30, reads: "book", isEachOnItsOwn: false },
    comesWithInvoice: true,
    says: "So many invoices of the customer lie just under a tier of approvals for what exceeds a limit.",
  },
  dormantRevived: {
    ...{ unit: "days", threshold: 365n, windowDays: 30, reads: "book", isEachOnItsOwn: true },
    comesWithInvoice: true,
    says: "An invoice follows after so many days without any.",
  },
  brokenPromises: {
    ...{ unit: "count", threshold: 2n, windowDays: 180, reads: "signs", isEachOnItsOwn: false },
    says: "The customer broke so many promises to pay (R46).",
  },
  gradeLowered: {
    ...{ unit: "count", threshold: 1n, windowDays: 30, reads: "standing", isEachOnItsOwn: true },
    says: "A trusted grade of the customer is lower than the one before it.",
  },
  insolvency: {
    ...{ unit: "count", threshold: 1n, windowDays: YEAR, reads: "signs", isEachOnItsOwn: true },
    says: "The customer was reported insolvent.",
  },
  oldPayeePaid: {
    ...{ unit: "count", threshold: 1n, windowDays: 30, reads: "signs", isEachOnItsOwn: true },
    says: "The customer paid somebody who is no longer to be paid.",
  },
  limitNear: {
    ...{ unit: "ppm", threshold: 800_000n, windowDays: 0, reads: "standing", isEachOnItsOwn: false },
    says: "So much of a customer's limit is used, and not more than all of it: what is beyond is limitExceeded's.",
  },
  limitExceeded: {
    ...{ unit: "ppm", threshold: 1_000_000n, windowDays: 0, reads: "standing", isEachOnItsOwn: false },
    says: "More than so much of a customer's limit is used.",
  },
  gradeExpired: {
    ...{ unit: "days", threshold: 0n, windowDays: 0, reads: "standing", isEachOnItsOwn: false },
    says: "The customer's grade expired so many days ago, and none took its place.",
  },
  accountsStale: {
    ...{ unit: "days", threshold: 0n, windowDays: 0, reads: "standing", isEachOnItsOwn: false },
    says: "The customer's last accounts have been stale (15 months after their period) for so many days.",
  },
};

/** A rule as it is used. */
export interface RuleSetting {
  readonly rule: WarningRule;
  /** In the rule's unit. */
  readonly threshold: bigint;
  readonly windowDays: number;
}

/** What a rule says. */
export interface Warning {
  readonly rule: WarningRule;
  /** The customer; of `concentration` the group, or the customer that is in none. */
  readonly subject: string;
  /** What it is about beside the subject; "" of a warning that lasts while the figure does. */
  readonly occasion: string;
  /** The day on which it began, where the facts say so; else the day of the look. */
  readonly since: number;
  readonly figure: bigint;
  readonly threshold: bigint;
  /** Of how many things the figure is made: items, invoices or signs. */
  readonly n: number;
  /** The items that it is about, 20 at most. */
  readonly items: readonly string[];
}

/** So many items are named. */
export const MOST_NAMED = 20;

/**
 * A warning that lasts is over once the figure is below the threshold. What comes back within so many days is the same
 * one, so that a figure that goes up and down about its threshold is told of once, and counts once.
 */
export const SPELL_DAYS = 30;

/** The figures of a thin history are refused (R45). */
export const LEAST_ITEMS = 5;

export const SIGN_KINDS = ["brokenPromises", "gradeLowered", "insolvency", "oldPayeePaid"] as const;
export type SignKind = (typeof SIGN_KINDS)[number];

/** Something that happened to a customer beside its items. */
export interface Sign {
  readonly kind: SignKind;
  readonly customer: string;
  readonly day: number;
  /** When it became known, unix seconds. */
  readonly at: number;
  /** When it became known that it is so no more, unix seconds. */
  readonly until?: number;
  /** Tells one from another. */
  readonly reference: string;
}

/** How a customer stands now; what is not known is left out. */
export interface CustomerStanding {
  readonly customer: string;
  readonly limitUsePpm?: bigint;
  /** The day from which on its grade, or its accounts, no longer count. */
  readonly gradeExpired?: number;
  readonly accountsStale?: number;
}
