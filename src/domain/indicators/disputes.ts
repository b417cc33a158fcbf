/** What is disputed of a book, and by whom (R39). */
import type { Description } from "./description.ts";
import { addTo, byAmount, ppmOf } from "./exact.ts";
import type { ItemStanding } from "./standing.ts";

export const DISPUTED = {
  name: "disputed",
  unit: "amount",
  formula: "sum of disputed; share = disputed / receivables",
  inputs: {
    disputed: "the part of each item that its buyer disputes, at most what is open of it",
    receivables: "open principal that is not written off",
  },
  undefinedWhere: "the share: nothing is open in all",
} as const satisfies Description;

const TOP = 10;

/** Minor units; shares in parts per million. */
export interface Disputes {
  readonly items: number;
  readonly amount: bigint;
  readonly share: bigint | undefined;
  /** Who dispute most, the greatest first, at most ten of them. */
  readonly customers: readonly { readonly customer: string; readonly amount: bigint }[];
}

/** Of what is not written off. */
export function disputesOf(standings: readonly ItemStanding[]): Disputes {
  const sums = new Map<string, bigint>();
  let [items, amount, open] = [0, 0n, 0n];
  for (const standing of standings) {
    if (standing.isWrittenOff) continue;
    open += standing.open;
    if (standing.disputed === 0n) continue;
    items += 1;
    amount += standing.disputed;
    addTo(sums, standing.item.customer, standing.disputed);
  }
  const customers = [...sums].toSorted(([, a], [, b]) => byAmount(b, a)).slice(0, TOP);
  return {
    items,
    amount,
    share: ppmOf(amount, open),
    customers: customers.map(([customer, sum]) => ({ customer, amount: sum })),
  };
}
