/**
 * Country packs (M08, P03): what the law of a place says of terms of payment, as dated facts with their sources. They
 * warn and never refuse, and are no legal advice: which law governs, and whether an exception holds, is for people to
 * say. Deals, payment plans and offers of factors read the caps on terms here too (`factoring/tenorWarnings.ts`).
 *
 * Days are counted from 1970-01-01 where they are numbers; dates of facts are `YYYY-MM-DD`. Rates are parts per million
 * a year, sums minor units of the pack's currency.
 */
export const PACK_CODES = ["EU", "GB", "CN"] as const;
export type PackCode = (typeof PACK_CODES)[number];

export const DEBTOR_KINDS = ["publicBody", "largeFirm", "otherFirm"] as const;
export type DebtorKind = (typeof DEBTOR_KINDS)[number];

/** Where a fact stands, and how sure the pack is of it. */
export interface FactSource {
  readonly instrument: string;
  /** Such as "art. 3(5)", as the instrument writes it; "" where it is a rate, or nobody looked up the place in it. */
  readonly article: string;
  readonly url: string;
  /** When the source was read last. */
  readonly retrieved: string;
  /**
   * `text`: read in the instrument's own words; `secondary`: read where others report it; `unverified`: common
   * knowledge of the field, to be checked before anybody relies on it.
   */
  readonly verified: "text" | "secondary" | "unverified";
}

interface Fact {
  readonly code: string;
  /** First and last day on which it is law; without a last one it still is. */
  readonly from: string;
  readonly until?: string;
  readonly source: FactSource;
  readonly text: string;
}

interface WhomItBinds {
  readonly debtors: readonly DebtorKind[];
  /** Whether it protects small and medium-sized creditors alone. */
  readonly smallCreditorOnly: boolean;
}

/** A longest term, in days or in months from the day on which the term begins. */
export interface TermCap extends Fact, WhomItBinds {
  readonly kind: "termCap" | "voucherTenor";
  readonly term: { readonly days: number } | { readonly months: number };
}

/** Which published rate a bound is reckoned from. */
export const REFERENCES = ["ecbMainRefinancing", "boeBankRate", "lpr1Year"] as const;
export type Reference = (typeof REFERENCES)[number];

/**
 * The rate below (floor) or above (cap) which an agreed rate is worth a second look: `factor` times the reference and
 * a margin, or the margin alone.
 */
export interface RateBound extends Fact, WhomItBinds {
  readonly kind: "interestFloor" | "interestCap";
  readonly reference: Reference | null;
  readonly factor: bigint;
  readonly margin: bigint;
  /** Whether it applies where no late interest is agreed. */
  readonly statutory: boolean;
}

/** The fixed sum for each late payment: of the last band that begins at or below the amount. */
interface RecoverySum extends Fact {
  readonly kind: "recoverySum";
  readonly bands: readonly { readonly from: bigint; readonly sum: bigint }[];
}

/** What has to be true of personal data; checked over the book, not over terms. */
interface PersonalDataRule extends Fact {
  readonly kind: "personalData";
}

export type PackFact = TermCap | RateBound | RecoverySum | PersonalDataRule;

/** A published rate, in force from a day on until the next. */
export interface ReferenceRow {
  readonly reference: Reference;
  readonly from: string;
  readonly ppm: bigint;
  readonly source: FactSource;
}

export interface CountryPack {
  readonly code: PackCode;
  /** Counted up with every change of the pack. */
  readonly version: number;
  /** Currency of its sums, ISO 4217. */
  readonly currency: string;
  /** From this day on somebody has to look whether the law is still so. */
  readonly reviewBy: string;
  /**
   * How a half-year finds its reference rate: by its own first day (directive 2011/7/EU, art. 3(2) and 4(2)) or by the
   * day before it (United Kingdom); `contract` takes that of the day of the contract.
   */
  readonly fixing: "first-day" | "day-before" | "contract";
  readonly facts: readonly PackFact[];
  readonly references: readonly ReferenceRow[];
}
