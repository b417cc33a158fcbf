/**
 * Late interest the way it is reckoned on paper: one line for each stretch of days over which neither the balance nor
 * the rate changed (R24), the lines added as fractions (R25).
 */
import { ZERO, compare, multiply, rational, sum } from "./rational.ts";
import type { Rational } from "./rational.ts";
import { PARTS_PER_WHOLE, rateStepsOf, yearOf } from "./terms.ts";
import type { AuditTerms } from "./terms.ts";

/** Principal that bears interest for its first `daysLate` days: those until it was paid, or until today. */
export interface Tranche {
  readonly principal: Rational;
  readonly daysLate: number;
}

/** A line of the working: an unchanging balance at an unchanging rate. */
export interface Segment {
  /** First and last day that count. The day after the due date is the first, the day of payment the last (R16). */
  readonly firstDay: number;
  readonly lastDay: number;
  readonly days: number;
  /** Minor units. */
  readonly balance: Rational;
  /** Parts per million a year. */
  readonly ratePpm: number;
  /** Days of the year: 360 or 365. */
  readonly basis: bigint;
  /** Minor units, exact. */
  readonly interest: Rational;
}

/** The ends of the stretches of equal balance, in days after the due date. */
function turningPoints(tranches: readonly Tranche[]): number[] {
  const bearing = tranches.filter(({ principal, daysLate }) => daysLate > 0 && compare(principal, ZERO) > 0);
  return [...new Set(bearing.map(({ daysLate }) => daysLate))].sort((left, right) => left - right);
}

function balanceUntil(tranches: readonly Tranche[], daysLate: number): Rational {
  return sum(tranches.filter((tranche) => tranche.daysLate >= daysLate).map(({ principal }) => principal));
}

function segment(terms: AuditTerms, balance: Rational, firstDay: number, lastDay: number, ratePpm: number): Segment {
  const days = lastDay - firstDay + 1;
  const basis = yearOf(terms);
  const share = rational(BigInt(ratePpm) * BigInt(days), PARTS_PER_WHOLE * basis);
  return { firstDay, lastDay, days, balance, ratePpm, basis, interest: multiply(balance, share) };
}

/** Cuts a stretch of equal balance where the rate changes. Days before the first step bear nothing. */
function cutByRate(terms: AuditTerms, balance: Rational, firstDay: number, lastDay: number): Segment[] {
  const steps = rateStepsOf(terms);
  return steps.flatMap(({ fromDay, ratePpm }, index) => {
    const first = Math.max(firstDay, fromDay);
    const last = Math.min(lastDay, (steps[index + 1]?.fromDay ?? Number.POSITIVE_INFINITY) - 1);
    return first > last ? [] : [segment(terms, balance, first, last, ratePpm)];
  });
}

/** The working of late interest, oldest line first. */
export function segmentsOf(terms: AuditTerms, tranches: readonly Tranche[]): Segment[] {
  let reckoned = 0;
  return turningPoints(tranches).flatMap((end) => {
    const lines = cutByRate(terms, balanceUntil(tranches, end), terms.dueDay + reckoned + 1, terms.dueDay + end);
    reckoned = end;
    return lines;
  });
}

/** Whether anything at all was late; only then are recovery costs due. */
export function wasLate(tranches: readonly Tranche[]): boolean {
  return turningPoints(tranches).length > 0;
}

/** Interest of all lines, exact. */
export function interestOf(segments: readonly Segment[]): Rational {
  return sum(segments.map(({ interest }) => interest));
}
