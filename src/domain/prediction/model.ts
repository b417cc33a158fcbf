/**
 * How the customers of a book pay, learned from what was known at a cut. Statistics by counting: how many items that
 * were as late as this one were paid on each later day, of the customer, of its segment and of all. The fewer of its
 * own a customer has, the more its segment counts, and the segment's the more all do.
 *
 * The past may be forgotten: an item then counts half as much for each {@link MEMORIES} days that have gone by since it
 * was due. Which memory is right is tried on the last months before the cut, on nothing after it.
 */
import type { Cut } from "../indicators/book.ts";
import { countsOf, WHOLE } from "./curve.ts";
import type { Counts, Weighed } from "./curve.ts";
import { LATE_DAYS, wasLate } from "./late.ts";
import { EARLIEST } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { strengthOf } from "./strength.ts";
import type { Cases } from "./strength.ts";

/** Changes whenever the same history would give another prediction. */
export const MODEL_VERSION = "payment-curve/1";
/** With fewer items of which the outcome is known nothing is predicted (I03). */
export const FEWEST_OUTCOMES = 20;
/** Days in which an item comes to count half; the first forgets nothing. */
export const MEMORIES = [undefined, 360, 120] as const;
export type Memory = (typeof MEMORIES)[number];

export type SegmentOf = (customer: string) => string | undefined;

/** How much groups differ in a stretch of days late, which ends with the next. */
export interface Strength {
  /** Days late. */
  readonly from: number;
  /** Items as whom a customer behaves like its segment. */
  readonly customer: number;
  /** Customers as whom a segment behaves like all. */
  readonly segment: number;
}

/** What was seen of a group. */
export interface Group {
  readonly counts: Counts;
  /** Items of the group. */
  readonly items: number;
  readonly customers: number;
}

export interface PaymentModel {
  readonly kind: "model";
  readonly cut: Cut;
  readonly memory: Memory;
  readonly all: Group;
  readonly segments: ReadonlyMap<string, Group>;
  /** What each customer's items were; counted when they are asked for. */
  readonly customers: ReadonlyMap<string, readonly Weighed[]>;
  readonly segmentOf: SegmentOf;
  readonly strengths: readonly Strength[];
  /** Items of which the outcome is known: paid, or over 90 days late. */
  readonly known: number;
}

/** A history that says too little. */
export interface TooFew {
  readonly kind: "tooFew";
  readonly known: number;
  readonly needed: number;
}

/** With one memory, whichever is right. */
export function modelWith(
  outcomes: readonly Outcome[],
  { cut, segmentOf, memory }: Pick<PaymentModel, "cut" | "segmentOf" | "memory">,
): PaymentModel | TooFew {
  const known = outcomes.filter((one) => one.isPaid || one.last > LONGEST).length;
  if (known < FEWEST_OUTCOMES) return { kind: "tooFew", known, needed: FEWEST_OUTCOMES };
  const weighed = outcomes.flatMap((outcome) => {
    const weight = weightOf(outcome, cut.day, memory);
    return weight === 0 ? [] : [{ outcome, weight }];
  });
  const customers = Map.groupBy(weighed, ({ outcome }) => outcome.item.customer);
  const segments = Map.groupBy(customers, ([customer]) => segmentOf(customer));
  return {
    ...{ kind: "model", cut, memory, customers, segmentOf, known },
    all: groupOf(weighed, customers.size),
    segments: new Map(
      [...segments].flatMap(([segment, own]) => {
        const items = own.flatMap(([, outcomesOfOne]) => outcomesOfOne);
        return segment === undefined ? [] : [[segment, groupOf(items, own.length)]];
      }),
    ),
    strengths: strengthsOf(customers, [...segments.values()], cut.day),
  };
}

const LONGEST = Math.max(...LATE_DAYS);

function groupOf(items: readonly Weighed[], customers: number): Group {
  return { counts: countsOf(items), items: items.length, customers };
}

/** Half for each span of memory that has gone by since the due day; what is not due yet counts in full. */
function weightOf({ due }: Outcome, day: number, memory: Memory): number {
  if (memory === undefined || due >= day) return WHOLE;
  return Math.floor(WHOLE / 2 ** Math.floor((day - due) / memory));
}

const FEWEST_CUSTOMERS = 5;
const FEWEST_SEGMENTS = 2;
const PPM = 1_000_000n;

/** By what was late at all, of that over 30 days, and of that over 90. */
function strengthsOf(
  customers: ReadonlyMap<string, readonly Weighed[]>,
  segments: readonly (readonly (readonly [string, readonly Weighed[]])[])[],
  day: number,
): readonly Strength[] {
  return LATE_DAYS.map((days, place) => {
    const reached = LATE_DAYS[place - 1];
    const cases = new Map([...customers].map(([customer, items]) => [customer, casesOf(items, reached, days, day)]));
    const bySegment = segments.map((own) => {
      const found = own.map(([customer]) => cases.get(customer) ?? NO_CASES).filter(({ of }) => of > 0n);
      const rates = found.map(({ sum, of }) => (PPM * sum) / of);
      return {
        of: BigInt(rates.length),
        sum: rates.reduce((sum, rate) => sum + rate, 0n),
        squares: rates.reduce((sum, rate) => sum + rate * rate, 0n),
      };
    });
    return {
      from: reached === undefined ? EARLIEST : reached + 1,
      customer: strengthOf([...cases.values()], FEWEST_CUSTOMERS),
      segment: strengthOf(bySegment, FEWEST_SEGMENTS),
    };
  });
}

const NO_CASES: Cases = { of: 0n, sum: 0n, squares: 0n };

/** Of the items that were late enough and whose question is answered: one for each that was later, else nought. */
function casesOf(items: readonly Weighed[], reached: number | undefined, days: number, day: number): Cases {
  let of = 0n;
  let late = 0n;
  for (const { outcome } of items) {
    const answer = wasLate(outcome, days, day);
    if (answer === undefined || (reached !== undefined && wasLate(outcome, reached, day) !== true)) continue;
    of += 1n;
    if (answer) late += 1n;
  }
  return { of, sum: late, squares: late };
}
