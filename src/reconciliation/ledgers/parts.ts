/** What two books say in one currency: within the period, after it, and what of it has found a partner. */
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import { createPool, inOrder } from "./pool.ts";
import type { Pool, Sides } from "./pool.ts";

export interface Part {
  /** ISO 4217. */
  readonly currency: string;
  /** Dated up to the cut-off, in order. */
  readonly counted: Sides<readonly LedgerItem[]>;
  /** Dated after it. */
  readonly later: Sides<readonly LedgerItem[]>;
  /** Of what is counted. */
  readonly pool: Pool;
}

/** @param cutOff Days since 1970-01-01, inclusive. */
export function partOf(items: Sides<readonly LedgerItem[]>, currency: string, cutOff: number): Part {
  const of = (side: BookSide, isLater: boolean): readonly LedgerItem[] =>
    inOrder(items[side].filter((item) => item.currency === currency && item.day > cutOff === isLater));
  const counted = { supplier: of("supplier", false), buyer: of("buyer", false) };
  const later = { supplier: of("supplier", true), buyer: of("buyer", true) };
  return { currency, counted, later, pool: createPool(counted) };
}
