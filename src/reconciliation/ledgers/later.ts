/** What one book has within the period and the other only after it. */
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import { matchBooks } from "./matching.ts";
import type { LedgerPolicy } from "./policy.ts";
import { createPool, sumOf } from "./pool.ts";
import type { Sides } from "./pool.ts";

export function otherSide(side: BookSide): BookSide {
  return side === "supplier" ? "buyer" : "supplier";
}

/**
 * Of what is left of both books, the items that the other book has after the cut-off, each with those later items. What
 * both have after it belongs to each other and explains nothing; nor does a later item of another amount.
 * @param left Dated up to the cut-off. @param later Dated after it.
 */
export function straddling(
  left: Sides<readonly LedgerItem[]>,
  later: Sides<readonly LedgerItem[]>,
  policy: LedgerPolicy,
): ReadonlyMap<LedgerItem, readonly LedgerItem[]> {
  const found = new Map<LedgerItem, readonly LedgerItem[]>();
  const after = createPool(later);
  matchBooks(after, policy);
  for (const side of BOOK_SIDES) {
    const other = otherSide(side);
    const none: Sides<readonly LedgerItem[]> = { supplier: [], buyer: [] };
    const pool = createPool({ ...none, [side]: left[side], [other]: after.left(other) });
    matchBooks(pool, policy);
    for (const { items } of pool.matches) {
      if (sumOf(items.supplier) !== sumOf(items.buyer)) continue;
      for (const item of items[side]) found.set(item, items[other]);
    }
  }
  return found;
}
