/** Sums by currency; what is sealed is in none of them. */
import type { Schemas } from "../../data/gateway.ts";
import { amountOf, unitsOf } from "../receivable/detail.ts";

interface Summand {
  readonly amount: string | null;
  readonly currency: Schemas["Currency"];
}

export interface Sum {
  readonly amount: string;
  readonly currency: Schemas["Currency"];
}

export function sumsOf(rows: readonly Summand[]): readonly Sum[] {
  const sums = new Map<string, { units: bigint; readonly currency: Schemas["Currency"] }>();
  for (const { amount, currency } of rows) {
    if (amount === null || currency.address === null) continue;
    const sum = sums.get(currency.address) ?? { units: 0n, currency };
    sum.units += unitsOf(amount);
    sums.set(currency.address, sum);
  }
  return [...sums.values()].map(({ units, currency }) => ({ amount: amountOf(units, currency), currency }));
}
