/** How customers pay (R45): every payment of an item that stands is a case, with its days late and its amount. */
import { FEWEST_CASES, quantile, rateOf } from "../collections/rates.ts";
import type { Description } from "./description.ts";
import { hundredthsOf, ppmOf } from "./exact.ts";
import type { Payment } from "./payments.ts";

const THIN = `fewer than ${FEWEST_CASES} payments`;

export const PAYMENT_BEHAVIOUR = {
  name: "paymentBehaviour",
  unit: "days",
  formula: "sum of amount x days late / sum of amount; median and P90 of days late; payments on time / payments",
  inputs: {
    amount: "money that settled principal of an item, without what was taken back",
    "days late": "value day of the payment less due day in force; below nought where it was paid before",
    "on time": "days late of nought or below",
  },
  undefinedWhere: THIN,
} as const satisfies Description;

export interface Behaviour {
  /** Payments. Fewer than five show chance: nothing else has a value then. */
  readonly n: number;
  /** Minor units. */
  readonly amount: bigint;
  /** Weighted by amount, hundredths of a day. */
  readonly meanDaysLate: bigint | undefined;
  /** Whole days, by nearest rank: each is a case that happened. */
  readonly medianDaysLate: number | undefined;
  readonly p90DaysLate: number | undefined;
  /** Parts per million, of the payments and of their amount. */
  readonly onTime: number | undefined;
  readonly onTimeByAmount: bigint | undefined;
}

export function behaviourOf(payments: readonly Payment[]): Behaviour {
  let [amount, weighted, amountOnTime, onTime] = [0n, 0n, 0n, 0];
  for (const payment of payments) {
    amount += payment.amount;
    weighted += payment.amount * BigInt(payment.daysLate);
    if (payment.daysLate > 0) continue;
    onTime += 1;
    amountOnTime += payment.amount;
  }
  const sorted = payments.map(({ daysLate }) => daysLate).toSorted((a, b) => a - b);
  const isThin = payments.length < FEWEST_CASES;
  return {
    n: payments.length,
    amount,
    meanDaysLate: isThin ? undefined : hundredthsOf(weighted, amount),
    medianDaysLate: quantile(sorted, 50),
    p90DaysLate: quantile(sorted, 90),
    onTime: rateOf(onTime, payments.length).rate,
    onTimeByAmount: isThin ? undefined : ppmOf(amountOnTime, amount),
  };
}

/** Of each customer that paid, in the order of its first item. */
export function behaviourByCustomer(payments: readonly Payment[]): ReadonlyMap<string, Behaviour> {
  const parts = Map.groupBy(payments, ({ item }) => item.customer);
  return new Map([...parts].map(([customer, part]) => [customer, behaviourOf(part)]));
}
