/**
 * Two books of one pair, compared: what is the same, what is not and why, and the bridge from one balance to the other
 * (reconciliation.md 4.2). Pure; the same items in any order give the same result.
 */
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import { bridgeOf } from "./bridge.ts";
import type { Bridge } from "./bridge.ts";
import { differencesOf } from "./differences.ts";
import type { Difference } from "./differences.ts";
import { matchBooks } from "./matching.ts";
import { partOf } from "./parts.ts";
import type { Part } from "./parts.ts";
import type { LedgerPolicy } from "./policy.ts";
import { compareText, sumOf } from "./pool.ts";
import type { Match, Sides } from "./pool.ts";

export interface Books {
  readonly items: Sides<readonly LedgerItem[]>;
  /** Up to which day items count, inclusive; days since 1970-01-01, in the zone that the pair agreed on. */
  readonly cutOff: number;
}

export interface CurrencyResult {
  /** ISO 4217. */
  readonly currency: string;
  readonly balances: Sides<bigint>;
  /** Without a difference. */
  readonly matches: readonly Match[];
  readonly differences: readonly Difference[];
  readonly bridge: Bridge;
  /**
   * How many items of a side count, how many of them are in a match, and how many of those by the ledger's identity.
   */
  readonly counts: Sides<{ readonly items: number; readonly matched: number; readonly bornOnChain: number }>;
  /** Dated after the cut-off, and so in no balance. */
  readonly later: Sides<number>;
}

/** One result for each currency that either book has up to the cut-off, in the order of their codes. */
export function reconcileBooks({ items, cutOff }: Books, policy: LedgerPolicy): readonly CurrencyResult[] {
  const currencies = [...new Set(BOOK_SIDES.flatMap((side) => items[side].map(({ currency }) => currency)))];
  const parts = currencies.toSorted(compareText).map((currency) => partOf(items, currency, cutOff));
  for (const { pool } of parts) matchBooks(pool, policy);
  const found = differencesOf(parts, cutOff, policy);
  return parts.map((part, index) => resultOf(part, found[index] ?? []));
}

function resultOf({ currency, counted, later, pool }: Part, differences: readonly Difference[]): CurrencyResult {
  const unequal = new Set(differences.flatMap(({ matches }) => matches));
  const matches = pool.matches.filter((match) => !unequal.has(match));
  const balances = { supplier: sumOf(counted.supplier), buyer: sumOf(counted.buyer) };
  const countOf = (side: BookSide): CurrencyResult["counts"][BookSide] => ({
    items: counted[side].length,
    matched: matches.reduce((count, { items }) => count + items[side].length, 0),
    bornOnChain: matches.reduce(
      (count, { rule, items }) => count + (rule === "receivable" ? items[side].length : 0),
      0,
    ),
  });
  return {
    ...{ currency, balances, matches, differences },
    bridge: bridgeOf(balances, differences),
    counts: { supplier: countOf("supplier"), buyer: countOf("buyer") },
    later: { supplier: later.supplier.length, buyer: later.buyer.length },
  };
}
