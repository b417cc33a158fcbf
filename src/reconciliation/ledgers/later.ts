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

/** What comes after the cut-off, and what is left of both books up to it. */
export interface AroundCutOff {
  /** The last day that counts, days since 1970-01-01. */
  readonly cutOff: number;
  readonly left: Sides<readonly LedgerItem[]>;
  readonly later: Sides<readonly LedgerItem[]>;
}

/**
 * Of what is left of both books, the items that the other book has soon after the cut-off, each with those later items.
 * What both have after it belongs to each other and explains nothing; nor does a later item of another amount, nor one
 * later than the policy has it: by a date that is far off a firm would put off what it owes an answer to for ever.
 */
export function straddling(
  { cutOff, left, later }: AroundCutOff,
  policy: LedgerPolicy,
): ReadonlyMap<LedgerItem, readonly LedgerItem[]> {
  const found = new Map<LedgerItem, readonly LedgerItem[]>();
  const after = createPool(later);
  matchBooks(after, policy);
  for (const side of BOOK_SIDES) {
    const other = otherSide(side);
    const none: Sides<readonly LedgerItem[]> = { supplier: [], buyer: [] };
    const soon = after.left(other).filter(({ day }) => day <= cutOff + policy.laterDays);
    const pool = createPool({ ...none, [side]: left[side], [other]: soon });
    matchBooks(pool, policy);
    for (const { items } of pool.matches) {
      if (sumOf(items.supplier) !== sumOf(items.buyer)) continue;
      for (const item of items[side]) found.set(item, items[other]);
    }
  }
  return found;
}
