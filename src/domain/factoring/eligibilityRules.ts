/** The words of a borrowing base (R66): what is known of items and buyers, what was agreed, and what is taken off. */

/**
 * What may be excluded by contract, of an item or of all items of a buyer. A low band is that of a credit policy that
 * makes nothing of it eligible (A05); where there is such a policy it is always excluded.
 */
export const ELIGIBILITY_MARKS = [
  "lowBand",
  "unverified",
  "foreign",
  "government",
  "affiliate",
  "billAndHold",
  "progressBilling",
] as const;
export type EligibilityMark = (typeof ELIGIBILITY_MARKS)[number];

/** Whose an item is by now: a supplier can sell only what it holds (R67). */
export type ItemHolder = "supplier" | "factor" | "another";

/** In the order in which they are applied; what an earlier one took off, a later one does not see. */
export const ELIGIBILITY_RULES = [
  "notHeld",
  "aged",
  "crossAged",
  "creditsInPrior",
  "disputed",
  "notAccepted",
  ...ELIGIBILITY_MARKS,
  "contra",
  "concentration",
] as const;
export type EligibilityRule = (typeof ELIGIBILITY_RULES)[number];

/** An open item of the supplier's book. */
export interface EligibilityItem {
  readonly id: string;
  readonly buyer: string;
  /** `factor` where one has financed it and not given it back. */
  readonly heldBy: ItemHolder;
  /** Open amount, minor units; negative for a credit. */
  readonly amount: bigint;
  /** Days since 1970-01-01; of a credit its own day, twice. */
  readonly invoiceDay: number;
  readonly dueDay: number;
  /** Of the amount, minor units (R39). */
  readonly disputed: bigint;
  /** Whether the buyer accepted it (R75). */
  readonly accepted: boolean;
  readonly marks: ReadonlySet<EligibilityMark>;
}

/** What is known of a buyer; one that is not listed is a group of its own and is owed nothing. */
export interface EligibilityBuyer {
  readonly buyer: string;
  /** Its group of affiliates (R50). */
  readonly group: string;
  /** What the supplier owes this buyer, minor units (contra). */
  readonly payable: bigint;
  /** Of all its items. */
  readonly marks: ReadonlySet<EligibilityMark>;
}

/** What the factor agreed with the supplier. Rates in parts per million. */
export interface EligibilityPolicy {
  /** The day that ages are reckoned to. */
  readonly day: number;
  /** An item is aged beyond either; undefined where only the other was agreed. R66: 90 and 60. */
  readonly mostDaysFromInvoice: number | undefined;
  readonly mostDaysPastDue: number | undefined;
  /** A buyer of whose balance more than this is aged is excluded whole; undefined for never. R66: 100,000. */
  readonly crossAgeing: number | undefined;
  readonly excluded: ReadonlySet<EligibilityMark>;
  readonly concentration: ConcentrationLimit | undefined;
  readonly advanceRate: number;
}

/** What one rule takes off, minor units; below nought where an aged credit had lowered the gross amount. */
export interface Exclusion {
  readonly rule: EligibilityRule;
  /** The item; undefined where the rule is about a buyer or a group. */
  readonly item: string | undefined;
  /** The buyer; undefined where the rule is about a group. */
  readonly buyer: string | undefined;
  readonly group: string;
  readonly amount: bigint;
  readonly reason: string;
  /** The two sums that the rule compared: aged and balance, receivable and payable, group and limit. */
  readonly compared: Compared | undefined;
}

/** Minor units. */
export interface Compared {
  readonly amount: bigint;
  readonly with: bigint;
}

/** How much of one group of affiliates may be in the base (R50, R66). */
export interface ConcentrationLimit {
  /** Parts per million; R66: 200,000. */
  readonly limit: number;
  /**
   * Of the gross amount that the supplier holds, or of what is eligible before this limit: it has to be said, since
   * they differ.
   */
  readonly of: "gross" | "eligible";
}

/** A group and its limit, minor units. */
export interface GroupShare {
  readonly group: string;
  /** What is eligible of it before the limit; below nought where its credits are more. */
  readonly amount: bigint;
  /** Undefined where no limit was agreed. */
  readonly limit: bigint | undefined;
  readonly excess: bigint;
}
