/** What of an open item comes in when: by the habit of its customer, or as was promised or planned. */
import type { ItemStanding } from "../indicators/standing.ts";
import { CERTAIN, unpaidAfter } from "./curve.ts";
import type { Curves, Reaching } from "./customerCurve.ts";
import type { Part } from "./receipts.ts";

/** A promise or an instalment whose day is still to come. */
export interface Agreed {
  /** What is still to be paid of it, minor units. */
  readonly amount: bigint;
  /** Days since 1970-01-01, after the cut. */
  readonly day: number;
}

export interface Awaited {
  readonly parts: readonly Part[];
  /** Of the parts, what was promised or planned. */
  readonly agreed: bigint;
  /** What nothing is said of, since too few items were ever as late. */
  readonly unpredicted: bigint;
}

export interface AwaitedBy {
  /** Days, of the cut and of the ends of the periods. */
  readonly today: number;
  readonly ends: readonly number[];
  /** Parts per million; undefined where too few promises came due. */
  readonly kept: number | undefined;
  readonly curves: Curves;
}

/** @param standing Of an item that is open. @param agreed In the order of their days. */
export function awaitedOf(standing: ItemStanding, agreed: readonly Agreed[], by: AwaitedBy): Awaited {
  const { item, due } = standing;
  let rest = standing.open - standing.disputed;
  let sum = 0n;
  const parts: Part[] = [];
  for (const { amount, day } of agreed) {
    const taken = amount < rest ? amount : rest;
    if (taken <= 0n) continue;
    parts.push({ amount: taken, chances: agreedChances(item.customer, day, due, by) });
    rest -= taken;
    sum += taken;
  }
  const found = rest > 0n ? by.curves.of(item.customer, by.today - due) : undefined;
  if (found === undefined) return { parts, agreed: sum, unpredicted: rest };
  const chances = by.ends.map((end) => paidAfter(found, end - due));
  return { parts: [...parts, { amount: rest, chances }], agreed: sum, unpredicted: 0n };
}

const PPM = 1_000_000;

/**
 * On its day with the chance that this customer keeps its word, and later as it pays what is due. Where nobody knows
 * how it keeps its word, the day counts as a new due day.
 */
function agreedChances(
  customer: string,
  day: number,
  due: number,
  { today, ends, kept, curves }: AwaitedBy,
): readonly number[] {
  if (kept === undefined) {
    const asDue = curves.of(customer, today - day);
    return ends.map((end) => (asDue === undefined ? 0 : paidAfter(asDue, end - day)));
  }
  const onDay = Math.floor((kept * CERTAIN) / PPM);
  const broken = curves.of(customer, day - due);
  return ends.map((end) => {
    if (end < day) return 0;
    const later = broken === undefined ? 0 : paidAfter(broken, end - due);
    return onDay + Math.floor(((CERTAIN - onDay) * later) / CERTAIN);
  });
}

/** The chance of being paid by the end of a day late. What lies beyond what the history tells of is not counted on. */
function paidAfter({ curve, reach }: Reaching, daysLate: number): number {
  return CERTAIN - unpaidAfter(curve, Math.min(reach, daysLate));
}
