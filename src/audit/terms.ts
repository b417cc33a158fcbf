/**
 * What was agreed, as the auditor reads it. Every value that can be opened has a meaning here, sensible or not, since a
 * debtor must be able to pay whatever was sealed.
 */

/** Late interest of `ratePpm` (parts per million a year) from this day on, until the next step begins. */
export interface RateStep {
  /** Calendar day, counted from 1970-01-01. */
  readonly fromDay: number;
  readonly ratePpm: number;
}

/**
 * The terms that move money. Sums are minor units, days are counted from 1970-01-01 in the terms' own time zone, rates
 * are parts per million a year.
 */
export interface AuditTerms {
  readonly amount: bigint;
  readonly dueDay: number;
  /** Minutes that local time is ahead of UTC. */
  readonly utcOffset: number;
  /** Last day of the first discount tier; 0 for none. */
  readonly discountDay1: number;
  /** Sum off the whole amount. */
  readonly discount1: bigint;
  /** Last day of the second tier; 0 for none. */
  readonly discountDay2: number;
  readonly discount2: bigint;
  /** Sliding discount on the days before the due date (R14). */
  readonly slidingRate: number;
  /** Whether a part paid in time earns its part of the discount (R12). */
  readonly discountOnParts: boolean;
  /** One flat rate, or the steps of a floating one by their days (R18, R19); nothing is borne before the first. */
  readonly lateRate: number | readonly RateStep[];
  /** 360, or anything else for 365 (R17). */
  readonly basis: number;
  readonly graceDays: number;
  /** Recovery cost, once for this receivable (R20, R21). */
  readonly fixedSum: bigint;
  /** What a payment settles first: 1 principal, anything else charges (R29). */
  readonly allocation: number;
}

/** Rates are parts per million a year. */
export const PARTS_PER_WHOLE: bigint = 1_000_000n;
/** The most principal that a receivable can hold. */
export const MOST_PRINCIPAL: bigint = 2n ** 92n - 1n;
/** Where charges stop. */
export const MOST_CHARGES: bigint = 2n ** 96n - 1n;
/** Where days late stop. */
export const MOST_DAYS_LATE: number = 2 ** 20 - 1;

/** Principal at the outset. */
export function principalOf({ amount }: AuditTerms): bigint {
  return amount > MOST_PRINCIPAL ? MOST_PRINCIPAL : amount;
}

/** Days of the year that rates are divided by. */
export function yearOf({ basis }: AuditTerms): bigint {
  return basis === 360 ? 360n : 365n;
}

/** Whether a payment settles principal before charges. */
export function settlesPrincipalFirst({ allocation }: AuditTerms): boolean {
  return allocation === 1;
}

/** The late rate as steps; a flat one has a single step that was always in force. */
export function rateStepsOf({ lateRate }: AuditTerms): readonly RateStep[] {
  return typeof lateRate === "number" ? [{ fromDay: Number.NEGATIVE_INFINITY, ratePpm: lateRate }] : lateRate;
}

/** The calendar day on which an instant (unix seconds) falls where the terms are at home (R8). */
export function dayOf({ utcOffset }: AuditTerms, instant: number): number {
  return Math.floor((instant + 60 * utcOffset) / 86_400);
}

/** Days between due date and `day` (R16). Lateness within the grace is forgiven; beyond it, every day counts. */
export function daysLateOn({ dueDay, graceDays }: AuditTerms, day: number): number {
  const days = day - dueDay;
  return days <= 0 || days <= graceDays ? 0 : Math.min(days, MOST_DAYS_LATE);
}
