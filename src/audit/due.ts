/**
 * What is due on a day, reckoned from the whole history: no running total is kept, so nothing can drift. Rules R10–R16,
 * R20–R25, R29, R31.
 */
import { closingDiscount, discountOfPart, shareOn } from "./discount.ts";
import { carriedAmong, discountStands, paymentsAmong, termsAfter, totalsOf } from "./history.ts";
import type { Past } from "./history.ts";
import { interestOf, segmentsOf, wasLate } from "./interest.ts";
import type { Segment, Tranche } from "./interest.ts";
import { rational, roundHalfUp } from "./rational.ts";
import type { Rational } from "./rational.ts";
import { MOST_CHARGES, daysLateOn, principalOf } from "./terms.ts";
import type { AuditTerms } from "./terms.ts";

/** The working of the charges on a day. */
export interface Working {
  readonly segments: readonly Segment[];
  /** All interest until that day, before anything was settled: exact, and rounded once. */
  readonly exactInterest: Rational;
  readonly interest: bigint;
  readonly costs: bigint;
  /** Charges already paid or waived. */
  readonly settled: bigint;
}

/** What is due on a day. `payoff = open - discount + charges`, `charges = costs + interest`; minor units. */
export interface Due {
  readonly day: number;
  readonly daysLate: number;
  readonly share: Rational;
  readonly open: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  readonly costs: bigint;
  readonly interest: bigint;
  readonly payoff: bigint;
}

/** The smaller of two sums. */
export function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}

/** `left - right`, but never below zero. */
function excess(left: bigint, right: bigint): bigint {
  return left > right ? left - right : 0n;
}

/** What bears interest: each part until it was paid, the rest until `day`. A credit reduces the item (R32). */
function tranchesOn(terms: AuditTerms, entries: readonly Past[], day: number): Tranche[] {
  const paid = paymentsAmong(entries).map(({ principal, daysLate }) => ({ principal: rational(principal), daysLate }));
  const open = { principal: rational(totalsOf(terms, entries).open), daysLate: daysLateOn(terms, day) };
  return [...paid, open];
}

/** The charges of a day, line by line. */
export function workingOn(terms: AuditTerms, entries: readonly Past[], day: number): Working {
  const tranches = tranchesOn(terms, entries, day);
  const segments = segmentsOf(terms, tranches);
  const exactInterest = interestOf(segments);
  const costs = wasLate(tranches) ? terms.fixedSum : 0n;
  return {
    segments,
    exactInterest,
    interest: roundHalfUp(exactInterest),
    costs,
    settled: totalsOf(terms, entries).charges,
  };
}

function discountOn(terms: AuditTerms, entries: readonly Past[], share: Rational): bigint {
  const { open, credited } = totalsOf(terms, entries);
  if (terms.discountOnParts) return discountOfPart(carriedAmong(entries), { principal: open, share });
  if (discountStands(entries)) return 0n;
  return closingDiscount(share, principalOf(termsAfter(terms, entries)) - credited, open);
}

/** What is due on a day after a history. Days before the last entry are reckoned on all entries all the same. */
export function dueOn(terms: AuditTerms, entries: readonly Past[], day: number): Due {
  const { costs, interest, settled } = workingOn(terms, entries, day);
  const charges = excess(least(costs + interest, MOST_CHARGES), settled);
  // Costs are settled before interest (R29), so what is settled is costs first.
  const costsDue = least(charges, excess(costs, settled));
  const { open } = totalsOf(terms, entries);
  const share = shareOn(termsAfter(terms, entries), day);
  const discount = discountOn(terms, entries, share);
  return {
    day,
    daysLate: daysLateOn(terms, day),
    share,
    open,
    discount,
    charges,
    costs: costsDue,
    interest: charges - costsDue,
    payoff: open - discount + charges,
  };
}
