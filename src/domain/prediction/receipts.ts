/**
 * What comes in by the ends of some periods, drawn many times: each draw says of every part of the book when it is
 * paid, as its chances go, and the sums of all draws say how much is as likely as not, and how much is nearly sure.
 *
 * The items of one customer are paid alike more often than chance has it. So an item takes its luck from one of the
 * customer's items drawn before it, the more often the less is known of the customer (Pólya's urn): its own chances
 * stay what they are.
 */
import { CERTAIN } from "./curve.ts";
import { diceFrom } from "./dice.ts";
import type { Roll } from "./dice.ts";

export const DRAWS = 1_000;
/** Draws in a hundred that reach a quantile at least. */
const REACHED = { p50: 50, p90: 90 } as const;
/** Sums of numbers stay exact below it; what is larger is drawn in larger units. */
const MOST_EXACT = 2n ** 52n;

/** What is paid at once, and the chances by which period's end it is, in parts of {@link CERTAIN}; they never fall. */
export interface Part {
  readonly amount: bigint;
  readonly chances: readonly number[];
}

/** The parts of one item share their luck. */
export interface DrawnItem {
  readonly parts: readonly Part[];
}

export interface DrawnCustomer {
  readonly items: readonly DrawnItem[];
  /** As many items tell how this customer pays: its own, and those it is given of its segment. */
  readonly known: number;
}

/** Minor units. */
export interface Receipts {
  readonly expected: bigint;
  /** At least so much comes in with a chance of one half. */
  readonly p50: bigint;
  /** At least so much comes in with a chance of nine tenths: the careful figure. */
  readonly p90: bigint;
}

export interface PeriodReceipts {
  readonly within: Receipts;
  /** From the beginning of the first period on. */
  readonly until: Receipts;
}

/** @param periods How many, as the chances of each part are. */
export function drawReceipts(
  customers: readonly DrawnCustomer[],
  periods: number,
  seed: number,
): readonly PeriodReceipts[] {
  const unit = unitOf(customers);
  const flat = customers.map(({ items, known }) => ({ known, items: items.map((item) => inUnits(item, unit)) }));
  const roll = diceFrom(seed);
  const within = Array.from({ length: periods }, () => new Float64Array(DRAWS));
  for (let draw = 0; draw < DRAWS; draw += 1) for (const customer of flat) drawCustomer(customer, roll, within, draw);
  const running = new Float64Array(DRAWS);
  let before = 0n;
  return within.map((sums, period) => {
    for (let draw = 0; draw < DRAWS; draw += 1) running[draw] = (running[draw] ?? 0) + (sums[draw] ?? 0);
    const expected = expectedBy(customers, period);
    const receipts = {
      within: { expected: expected - before, ...quantilesOf(sums, unit) },
      until: { expected, ...quantilesOf(running, unit) },
    };
    before = expected;
    return receipts;
  });
}

interface UnitPart {
  readonly amount: number;
  readonly chances: readonly number[];
}

interface UnitCustomer {
  readonly items: readonly (readonly UnitPart[])[];
  readonly known: number;
}

/** The power of ten of minor units in which all sums stay exact: 1 but for tokens with many decimals. */
function unitOf(customers: readonly DrawnCustomer[]): bigint {
  let total = 0n;
  for (const { items } of customers) for (const { parts } of items) for (const { amount } of parts) total += amount;
  let unit = 1n;
  while (total / unit >= MOST_EXACT) unit *= 10n;
  return unit;
}

function inUnits({ parts }: DrawnItem, unit: bigint): readonly UnitPart[] {
  return parts.map(({ amount, chances }) => ({ amount: Number(amount / unit), chances }));
}

function drawCustomer({ items, known }: UnitCustomer, roll: Roll, within: readonly Float64Array[], draw: number): void {
  const lucks: number[] = [];
  for (const parts of items) {
    const earlier = Math.floor((lucks.length * CERTAIN) / (known + lucks.length));
    const isAlike = lucks.length > 0 && roll(CERTAIN) < earlier;
    const luck = isAlike ? (lucks[Math.floor((roll(CERTAIN) * lucks.length) / CERTAIN)] ?? 0) : roll(CERTAIN);
    lucks.push(luck);
    for (const { amount, chances } of parts) {
      const period = chances.findIndex((chance) => luck < chance);
      const sums = within[period];
      if (sums !== undefined) sums[draw] = (sums[draw] ?? 0) + amount;
    }
  }
}

function expectedBy(customers: readonly DrawnCustomer[], period: number): bigint {
  let weighed = 0n;
  for (const { items } of customers) {
    for (const { parts } of items) {
      for (const { amount, chances } of parts) weighed += amount * BigInt(chances[period] ?? 0);
    }
  }
  return (2n * weighed + BigInt(CERTAIN)) / (2n * BigInt(CERTAIN));
}

/** By nearest rank: each is the sum of a draw. */
function quantilesOf(sums: Float64Array, unit: bigint): Pick<Receipts, "p50" | "p90"> {
  const sorted = sums.toSorted();
  const reachedBy = (percent: number): bigint => {
    return BigInt(sorted[Math.floor((DRAWS * (100 - percent)) / 100)] ?? 0) * unit;
  };
  return { p50: reachedBy(REACHED.p50), p90: reachedBy(REACHED.p90) };
}
