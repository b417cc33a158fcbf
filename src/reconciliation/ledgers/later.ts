/** What one book has within the period and the other only after it. */
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import { matchBooks } from "./matching.ts";
import type { LedgerPolicy } from "./policy.ts";
import { createPool } from "./pool.ts";
import type { Sides } from "./pool.ts";

export function otherSide(side: BookSide): BookSide {
  return side === "supplier" ? "buyer" : "supplier";
}

/**
 * Of what is left of both books, the items that the other book has after the cut-off, each with that later item.
 * @param left Dated up to the cut-off. @param later Dated after it.
 */
export function straddling(
  left: Sides<readonly LedgerItem[]>,
  later: Sides<readonly LedgerItem[]>,
  policy: LedgerPolicy,
): ReadonlyMap<LedgerItem, readonly LedgerItem[]> {
  const found = new Map<LedgerItem, readonly LedgerItem[]>();
  for (const side of BOOK_SIDES) {
    const other = otherSide(side);
    const pool = createPool(
      side === "supplier" ? { ...left, buyer: later.buyer } : { ...left, supplier: later.supplier },
    );
    matchBooks(pool, policy);
    for (const { items } of pool.matches) for (const item of items[side]) found.set(item, items[other]);
  }
  return found;
}
