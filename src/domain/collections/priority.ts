/**
 * Which open item is worth a person's time first (G11): amount x chance of being late x days x value of contact. A
 * fixed formula over what was counted, in integers, and every factor is shown with what it comes from.
 */
import type { Hex } from "../receivable.ts";

/** What is known of an item that waits for somebody. */
export interface WorkItem {
  readonly item: Hex;
  /** Asked for, minor units; what is disputed or promised is not. */
  readonly asked: bigint;
  readonly dueDay: number;
  /** Of the customer's items that were settled in the last year: how many, and how many of them late. */
  readonly settled: number;
  readonly settledLate: number;
  /** How often the customer was reached in the last 30 days. */
  readonly contacts: number;
  /** Whether a promise was broken and nobody has spoken to the customer since. */
  readonly hasBrokenPromise: boolean;
}

/** Parts per million wherever a factor is a share. */
export interface Priority {
  /** `asked x chance x days x value / 10^12`, rounded down. */
  readonly score: bigint;
  readonly asked: bigint;
  /** `(late + 1) / (settled + 2)`, rounded down: of a customer without a history one half, and never nought or one. */
  readonly chance: { readonly ppm: number; readonly late: number; readonly settled: number };
  /** Days past due, from 1 (not due yet) to 365: beyond a year an item is no more urgent by its age. */
  readonly days: { readonly factor: number; readonly pastDue: number };
  /**
   * `1 / (1 + contacts)`, rounded down, and twice that after a broken promise: the next word is worth less each time.
   */
  readonly value: { readonly ppm: number; readonly contacts: number; readonly hasBrokenPromise: boolean };
}

const PARTS_PER_MILLION = 1_000_000;
const MOST_DAYS = 365;
const SHARES = BigInt(PARTS_PER_MILLION) ** 2n;

/** @param day Days since 1970-01-01. */
export function priorityOf(work: WorkItem, day: number): Priority {
  const { asked, settled, settledLate: late, contacts, hasBrokenPromise, dueDay } = work;
  const chance = Math.floor(((late + 1) * PARTS_PER_MILLION) / (settled + 2));
  const pastDue = Math.max(0, day - dueDay);
  const factor = Math.min(Math.max(1, pastDue), MOST_DAYS);
  const value = Math.floor(PARTS_PER_MILLION / (1 + contacts)) * (hasBrokenPromise ? 2 : 1);
  return {
    score: (asked * BigInt(chance) * BigInt(factor) * BigInt(value)) / SHARES,
    asked,
    chance: { ppm: chance, late, settled },
    days: { factor, pastDue },
    value: { ppm: value, contacts, hasBrokenPromise },
  };
}

/** The most urgent first: by score, then sum, then age, then id, so that the order is always the same. */
export function mostUrgentFirst(work: readonly WorkItem[], day: number): readonly (WorkItem & Priority)[] {
  return work
    .map((item) => ({ ...item, ...priorityOf(item, day) }))
    .sort(
      (a, b) =>
        descending(a.score, b.score) ||
        descending(a.asked, b.asked) ||
        a.dueDay - b.dueDay ||
        (a.item === b.item ? 0 : a.item < b.item ? -1 : 1),
    );
}

function descending(a: bigint, b: bigint): number {
  return a === b ? 0 : a > b ? -1 : 1;
}
