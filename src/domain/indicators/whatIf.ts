/**
 * What other terms would have done: the payments of the trailing year are played again under them. Nobody's habits are
 * assumed to change but as said here: who paid ten days late pays ten days after the new due day, and as many as are
 * said to take the discount take it, those among them who pay early anyway too.
 */
import { trailingYear } from "../factoring/dilution.ts";
import type { Period } from "../factoring/dilution.ts";
import { PARTS_PER_MILLION } from "../money.ts";
import type { Payment } from "./payments.ts";
import type { Cut } from "./book.ts";
import { monthOf } from "./calendar.ts";
import type { Description } from "./description.ts";
import { addTo, hundredthsOf, rounded } from "./exact.ts";

const YEAR = 365n;

export const WHAT_IF = {
  name: "whatIf",
  unit: "amount",
  formula: "effect = interest - discounts - holding; holding = sum of amount x days moved x cost of capital / 365",
  inputs: {
    amount: "payments of the trailing year by the customers chosen",
    "days moved": "new net days less those agreed, and to the discount day for the share that takes the discount",
    discounts: "amount x share that takes it x discount",
    interest:
      "amount that takes no discount x days late x change of the late rate / 365, as if all were billed and paid",
    assumed: "days late stay as they were, sales too, and nobody pays before the invoice who did not",
  },
  undefinedWhere: "the days: nothing was paid in the trailing year; holding and effect: no cost of capital is set",
} as const satisfies Description;

/** Rates are parts per million, those of interest and of capital a year. */
export interface TermsChange {
  /** All where undefined. */
  readonly customers: ReadonlySet<string> | undefined;
  /** Days from the document to the due day, in place of those of each item; undefined leaves them. */
  readonly netDays: number | undefined;
  readonly discount: { readonly rate: number; readonly days: number; readonly uptake: number } | undefined;
  /** How much is added to the late rate that is agreed; below nought is taken off. */
  readonly lateRateChange: number;
  /** Undefined where none is set. */
  readonly costOfCapital: number | undefined;
}

/** Minor units. */
export interface WhatIf {
  readonly period: Period;
  /** Payments that were played again. */
  readonly n: number;
  readonly amount: bigint;
  /** In the order of months; see `monthOf`. */
  readonly months: readonly { readonly month: number; readonly before: bigint; readonly after: bigint }[];
  /** From document to payment, weighted by amount: hundredths of a day. Their difference is the shift of DSO. */
  readonly daysBefore: bigint | undefined;
  readonly daysAfter: bigint | undefined;
  readonly discounts: bigint;
  /** Above nought where waiting costs more than before. */
  readonly holding: bigint | undefined;
  readonly interest: bigint;
  readonly effect: bigint | undefined;
}

export function whatIf(payments: readonly Payment[], cut: Cut, change: TermsChange): WhatIf {
  const period = trailingYear(cut.day);
  const own = payments.filter(
    ({ item, day }) => day >= period.from && day <= period.through && (change.customers?.has(item.customer) ?? true),
  );
  const months = new Map<number, { before: bigint; after: bigint }>();
  const book = (day: number, side: "before" | "after", amount: bigint): void => {
    const month = months.get(monthOf(day)) ?? { before: 0n, after: 0n };
    month[side] += amount;
    months.set(monthOf(day), month);
  };
  const sums = new Map<"amount" | "before" | "after" | "discounts" | "late", bigint>();
  for (const payment of own) {
    const moved = replay(payment, change);
    addTo(sums, "amount", payment.amount);
    addTo(sums, "before", payment.amount * BigInt(payment.day - payment.item.day));
    addTo(sums, "late", moved.undiscounted * BigInt(Math.max(0, payment.daysLate)));
    addTo(sums, "discounts", moved.discount);
    book(payment.day, "before", payment.amount);
    for (const { day, amount, cash } of moved.parts) {
      addTo(sums, "after", amount * BigInt(day - payment.item.day));
      book(day, "after", cash);
    }
  }
  const sum = (name: "amount" | "before" | "after" | "discounts" | "late"): bigint => sums.get(name) ?? 0n;
  const yearly = (amountDays: bigint, rate: number): bigint =>
    rounded(amountDays * BigInt(rate), YEAR * PARTS_PER_MILLION);
  const { costOfCapital } = change;
  const holding = costOfCapital === undefined ? undefined : yearly(sum("after") - sum("before"), costOfCapital);
  const interest = yearly(sum("late"), change.lateRateChange);
  return {
    period,
    n: own.length,
    amount: sum("amount"),
    months: [...months].toSorted(([a], [b]) => a - b).map(([month, sides]) => ({ month, ...sides })),
    daysBefore: hundredthsOf(sum("before"), sum("amount")),
    daysAfter: hundredthsOf(sum("after"), sum("amount")),
    discounts: sum("discounts"),
    holding,
    interest,
    effect: holding === undefined ? undefined : interest - sum("discounts") - holding,
  };
}

interface Part {
  readonly day: number;
  /** What is settled of the item, and the money that comes for it. */
  readonly amount: bigint;
  readonly cash: bigint;
}

function replay(
  { item, day, daysLate, amount }: Payment,
  { netDays, discount }: TermsChange,
): { readonly parts: readonly Part[]; readonly discount: bigint; readonly undiscounted: bigint } {
  const due = day - daysLate;
  const shifted = netDays === undefined ? day : Math.max(Math.min(item.day, day), day + netDays - (due - item.day));
  if (discount === undefined)
    return { parts: [{ day: shifted, amount, cash: amount }], discount: 0n, undiscounted: amount };
  const taking = rounded(amount * BigInt(discount.uptake), PARTS_PER_MILLION);
  const taken = rounded(taking * BigInt(discount.rate), PARTS_PER_MILLION);
  const early = { day: Math.min(shifted, item.day + discount.days), amount: taking, cash: taking - taken };
  const undiscounted = amount - taking;
  const others = { day: shifted, amount: undiscounted, cash: undiscounted };
  return { parts: [early, others], discount: taken, undiscounted };
}
