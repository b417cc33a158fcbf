/** Distributions of payment time and of payment amount, as bars with their count and their money. */
import { FEWEST_CASES, quantile } from "../collections/rates.ts";
import { formatDecimal, fromMinorUnits } from "../decimal.ts";
import { sortedAmounts } from "./payments.ts";
import type { Payment } from "./payments.ts";
import type { Description } from "./description.ts";

const THIN = `the quantiles: fewer than ${FEWEST_CASES} payments`;

export const DAYS_LATE_HISTOGRAM = {
  name: "daysLateHistogram",
  unit: "count",
  formula: "payments, and their amount, by days late; median and P90 by nearest rank",
  inputs: { "days late": "value day of the payment less due day in force", amount: "money that settled principal" },
  undefinedWhere: THIN,
} as const satisfies Description;
export const AMOUNT_HISTOGRAM = {
  name: "paymentAmountHistogram",
  unit: "count",
  formula: "payments, and their amount, by size in steps of 1, 2 and 5; median and P90 by nearest rank",
  inputs: { amount: "money that settled principal of an item, without what was taken back" },
  undefinedWhere: THIN,
} as const satisfies Description;

/** From `from` on, and before `to`; undefined where it has no such end. */
export interface Bar<T> {
  readonly from: T | undefined;
  readonly to: T | undefined;
  readonly count: number;
  /** Minor units. */
  readonly amount: bigint;
}

export interface Histogram<T> {
  readonly n: number;
  readonly median: T | undefined;
  readonly p90: T | undefined;
  readonly bars: readonly Bar<T>[];
}

/** Its ends as a reader writes them. @param decimals Of what its sizes are counted in. */
export function barText({ from, to }: Bar<number | bigint>, decimals: number): string {
  const [least, greatest] = [from, to].map((size) => {
    return size === undefined ? "" : formatDecimal(fromMinorUnits(BigInt(size), decimals));
  });
  return `[${least},${greatest})`;
}

/** Days late at which a bar begins: early by more than 30 days, up to 30, up to 7, on the day, then late. */
const DAYS_LATE_STEPS = [-30, -7, 0, 1, 8, 16, 31, 61, 91] as const;

export function daysLateHistogram(payments: readonly Payment[]): Histogram<number> {
  const sorted = payments.map(({ daysLate }) => daysLate).toSorted((a, b) => a - b);
  return {
    n: sorted.length,
    median: quantile(sorted, 50),
    p90: quantile(sorted, 90),
    bars: barsOf(DAYS_LATE_STEPS, payments, ({ daysLate }) => daysLate),
  };
}

/** From the step at or below the smallest payment to the one above the greatest. */
export function amountHistogram(payments: readonly Payment[]): Histogram<bigint> {
  const sorted = sortedAmounts(payments);
  const steps = amountSteps(sorted[0] ?? 0n, sorted.at(-1) ?? 0n);
  const bars = barsOf(steps, payments, ({ amount }) => amount);
  return {
    n: sorted.length,
    median: quantile(sorted, 50),
    p90: quantile(sorted, 90),
    bars: bars.filter(({ from, to }) => from !== undefined && to !== undefined),
  };
}

function amountSteps(smallest: bigint, greatest: bigint): readonly bigint[] {
  if (smallest <= 0n) return [];
  const steps: bigint[] = [];
  for (let power = 1n; ; power *= 10n) {
    for (const step of [power, 2n * power, 5n * power]) {
      while (steps.length > 0 && step <= smallest) steps.pop();
      steps.push(step);
      if (step > greatest) return steps;
    }
  }
}

function barsOf<T extends number | bigint>(
  steps: readonly T[],
  payments: readonly Payment[],
  sizeOf: (payment: Payment) => T,
): readonly Bar<T>[] {
  const counts = new Array<number>(steps.length + 1).fill(0);
  const amounts = new Array<bigint>(steps.length + 1).fill(0n);
  for (const payment of payments) {
    const size = sizeOf(payment);
    const found = steps.findIndex((step) => size < step);
    const place = found === -1 ? steps.length : found;
    counts[place] = (counts[place] ?? 0) + 1;
    amounts[place] = (amounts[place] ?? 0n) + payment.amount;
  }
  return counts.map((count, place) => ({
    from: steps[place - 1],
    to: steps[place],
    count,
    amount: amounts[place] ?? 0n,
  }));
}
