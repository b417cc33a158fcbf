/** Late interest, segment by segment, so that a person can follow it: balance by balance and rate by rate (R24). */
import { countedDays } from "./dayCount.ts";
import type { DayCount } from "./dayCount.ts";
import type { Decimal } from "./decimal.ts";
import { accrualFor, percentsOf } from "./engine.ts";
import type { Standing } from "./engine.ts";
import { ratePeriods } from "./lateRate.ts";
import type { LateRate } from "./lateRate.ts";
import { MAX_CHARGES, openPrincipal } from "./money.ts";
import type { Replayed } from "./history.ts";

/** The days after `from` up to `to`, on one balance at one rate. */
export interface WorkingSegment {
  readonly from: number;
  readonly to: number;
  /** By the day count. */
  readonly days: number;
  /** What was overdue on those days, minor units. */
  readonly principal: bigint;
  /** Per cent a year. */
  readonly percent: Decimal;
  readonly source: string;
  /** The interest of the segment times {@link Working.denominator}; nothing is rounded here. */
  readonly numerator: bigint;
}

export interface Working {
  readonly segments: readonly WorkingSegment[];
  /** Sum of the segments; over the denominator it is the exact interest in minor units. */
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Rounded once, half up (R25), minor units. */
  readonly interest: bigint;
  /** The fixed recovery sum, if anything is or was late. */
  readonly fixedSum: bigint;
  /** Charges paid or waived. */
  readonly settled: bigint;
  /** What remains, never below nought. */
  readonly charges: bigint;
}

/** Principal that was overdue until a day. */
interface Piece {
  readonly principal: bigint;
  readonly until: number;
}

/** The charges of a replayed receivable on a day; equal to those of the engine that replayed it. */
export function workingOf(replayed: Replayed, rate: LateRate, count: DayCount, day: number): Working {
  const { dueDay, fixedSum, graceDays } = replayed.terms;
  const late = piecesOf(replayed, day).filter(({ until }) => until - dueDay > graceDays);
  const accrual = accrualFor(percentsOf(rate), count);
  const leaving = new Map<number, bigint>();
  for (const { principal, until } of late) leaving.set(until, (leaving.get(until) ?? 0n) + principal);
  const cuts = [...leaving.keys()].sort((a, b) => a - b);
  let overdue = late.reduce((total, { principal }) => total + principal, 0n);
  const segments = ratePeriods(rate, dueDay, cuts.at(-1) ?? dueDay).flatMap((period) => {
    const ends = cuts.filter((cut) => cut > period.from && cut < period.to);
    return [...ends, period.to].map((to, i): WorkingSegment => {
      const from = ends[i - 1] ?? period.from;
      const principal = overdue;
      overdue -= leaving.get(to) ?? 0n;
      const { percent, source } = period;
      const numerator = principal * accrual.of({ from, to, percent });
      return { from, to, days: countedDays(count, from, to), principal, percent, source, numerator };
    });
  });
  const numerator = segments.reduce((total, segment) => total + segment.numerator, 0n);
  const interest = (2n * numerator + accrual.whole) / (2n * accrual.whole);
  const fixed = late.length > 0 ? fixedSum : 0n;
  const settled = replayed.position.chargesSettled;
  const total = interest + fixed < MAX_CHARGES ? interest + fixed : MAX_CHARGES;
  const charges = total > settled ? total - settled : 0n;
  return { segments, numerator, denominator: accrual.whole, interest, fixedSum: fixed, settled, charges };
}

/** Open principal until the day, and every part that was paid until its own; credits reduce the item (R32). */
function piecesOf(replayed: Replayed, day: number): readonly Piece[] {
  const standing: Standing = replayed;
  const returned = new Set(
    replayed.steps.flatMap(({ entry, refused }) =>
      entry.kind === "return" && refused === undefined ? [entry.reference] : [],
    ),
  );
  const paid = replayed.steps.flatMap(({ entry, settled }) => {
    if (settled === undefined || entry.kind === "return") return [];
    if (entry.kind === "receipt" && returned.has(entry.reference)) return [];
    return [{ principal: settled.principal, until: entry.day }];
  });
  const open = { principal: openPrincipal(standing.terms, standing.position), until: day };
  return [...paid, open].filter(({ principal }) => principal > 0n);
}
