/**
 * How items leave the state of being unpaid, day by day of lateness: of each day how many could be paid on it and how
 * many were. Items that are still open count until today and no longer (Kaplan and Meier), and those that came late
 * into the book from then on.
 *
 * Whole numbers alone, so that every machine finds the same: counts are in units of {@link WHOLE}, chances in parts of
 * {@link CERTAIN}.
 */
import { EARLIEST, LATEST } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";

/** An item that counts in full; less is an item of long ago, where the past is forgotten. */
export const WHOLE = 64;
/** A chance of one. */
export const CERTAIN = 2 ** 26;
/** Up to it a fraction is exact: a product with twice a chance stays below 2^53. */
const MOST_EXACT = 2 ** 25;
const DAYS = LATEST - EARLIEST + 1;

/** What was seen of a group of items, by days late from {@link EARLIEST} on. */
export interface Counts {
  /** Items that could be paid on the day. */
  readonly waiting: Int32Array;
  /** Those of them that were. */
  readonly paid: Int32Array;
  /** Items that were unpaid before the day and are known on it, also those that came into the book after it. */
  readonly reaching: Int32Array;
}

export interface Weighed {
  readonly outcome: Outcome;
  /** From 1 up to {@link WHOLE}. */
  readonly weight: number;
}

export function countsOf(items: readonly Weighed[]): Counts {
  const [waiting, paid, reaching] = [new Int32Array(DAYS + 1), new Int32Array(DAYS), new Int32Array(DAYS)];
  for (const { outcome, weight } of items) {
    const last = outcome.last - EARLIEST;
    add(waiting, outcome.entry - EARLIEST, weight);
    add(waiting, last + 1, -weight);
    add(reaching, last, weight);
    if (outcome.isPaid) add(paid, last, weight);
  }
  for (let place = 1; place < DAYS; place += 1) add(waiting, place, at(waiting, place - 1));
  for (let place = DAYS - 2; place >= 0; place -= 1) add(reaching, place, at(reaching, place + 1));
  return { waiting, paid, reaching };
}

function add(counts: Int32Array, place: number, weight: number): void {
  counts[place] = at(counts, place) + weight;
}

function at(counts: Int32Array, place: number): number {
  return counts[place] ?? 0;
}

/** Of a day late, in units of {@link WHOLE}. */
export function countOn(counts: Int32Array, daysLate: number): number {
  return at(counts, daysLate - EARLIEST);
}

/**
 * The chance that an item which is unpaid at the end of the day late `from` is unpaid at the end of each later one. Its
 * first entry is that day itself, and certain.
 */
export interface Curve {
  /** Days late, from {@link EARLIEST} - 1. */
  readonly from: number;
  readonly unpaid: readonly number[];
}

/** The curve of a group as it was seen, nothing added. @param to The last day late of it. */
export function seenCurve(counts: Counts, from: number, to: number): Curve {
  const unpaid = [CERTAIN];
  let left = CERTAIN;
  for (let day = from + 1; day <= to; day += 1) {
    const paid = countOn(counts.paid, day);
    if (paid > 0) left -= partOf(left, paid, countOn(counts.waiting, day));
    unpaid.push(left);
  }
  return { from, unpaid };
}

/** From which day late on a group is drawn towards the larger one as if so many more items had been seen. */
export interface Drawn {
  /** Days late. */
  readonly from: number;
  /** In units of {@link WHOLE}, above nought. */
  readonly strength: number;
}

/**
 * The curve of a group as if more items had been seen that behave like the larger group: the fewer its own, the more it
 * is like that one. Where nothing is open it is, in each stretch,
 * (items unpaid after it + strength × the larger group's share of them) ÷ (items unpaid before it + strength).
 * @param larger From the same day late. @param stretches In the order of their days.
 */
export function shrunkCurve(counts: Counts, larger: Curve, stretches: readonly Drawn[]): Curve {
  const unpaid = [CERTAIN];
  let left = CERTAIN;
  let base = CERTAIN;
  let next = stretches.findIndex(({ from }) => from > larger.from + 1);
  if (next < 0) next = stretches.length;
  for (let place = 1; place < larger.unpaid.length; place += 1) {
    const day = larger.from + place;
    const before = larger.unpaid[place - 1] ?? 0;
    if (day === stretches[next]?.from) {
      next += 1;
      base = before;
    }
    const strength = stretches[next - 1]?.strength ?? 0;
    const paid = countOn(counts.paid, day) * base + strength * (before - (larger.unpaid[place] ?? 0));
    if (paid > 0) left -= partOf(left, paid, countOn(counts.waiting, day) * base + strength * before);
    unpaid.push(left);
  }
  return { from: larger.from, unpaid };
}

/** A part of a chance, rounded half up, as exactly as whole numbers below 2^53 allow. */
function partOf(chance: number, part: number, whole: number): number {
  let [numerator, denominator] = [part, whole];
  while (denominator > MOST_EXACT) {
    numerator = Math.floor((numerator + 1) / 2);
    denominator = Math.floor((denominator + 1) / 2);
  }
  return Math.floor((2 * chance * numerator + denominator) / (2 * denominator));
}

/** The chance that it is unpaid at the end of a day late: certain before the curve begins. */
export function unpaidAfter({ from, unpaid }: Curve, daysLate: number): number {
  return daysLate <= from ? CERTAIN : (unpaid[daysLate - from] ?? unpaid.at(-1) ?? CERTAIN);
}

const PPM = 1_000_000;

/** A chance in parts per million, rounded half up. */
export function ppmOfChance(chance: number): number {
  return Math.floor((2 * chance * PPM + CERTAIN) / (2 * CERTAIN));
}
