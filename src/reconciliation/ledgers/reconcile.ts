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

/** Of the items of a side that count: all, and some of them. */
export interface Shares<Value> {
  readonly items: Value;
  /** In a match without a difference. */
  readonly matched: Value;
  /** Receivables of the ledger, and not only imported. */
  readonly bornOnChain: Value;
  /** Of those matched: by the ledger's identity, and not by a rule. */
  readonly byIdentity: Value;
}

export interface CurrencyResult {
  /** ISO 4217. */
  readonly currency: string;
  readonly balances: Sides<bigint>;
  /** Without a difference. */
  readonly matches: readonly Match[];
  readonly differences: readonly Difference[];
  readonly bridge: Bridge;
  readonly counts: Sides<Shares<number>>;
  /** What those items come to: the sum of their magnitudes, minor units. */
  readonly values: Sides<Shares<bigint>>;
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
  const shares = { supplier: sharesOf("supplier", counted, matches), buyer: sharesOf("buyer", counted, matches) };
  return {
    ...{ currency, balances, matches, differences },
    bridge: bridgeOf(balances, differences),
    counts: { supplier: countsOf(shares.supplier), buyer: countsOf(shares.buyer) },
    values: { supplier: valuesOf(shares.supplier), buyer: valuesOf(shares.buyer) },
    later: { supplier: later.supplier.length, buyer: later.buyer.length },
  };
}

function sharesOf(side: BookSide, counted: Part["counted"], matches: readonly Match[]): Shares<readonly LedgerItem[]> {
  const items = counted[side];
  return {
    items,
    matched: matches.flatMap((match) => match.items[side]),
    bornOnChain: items.filter(({ receivable }) => receivable !== undefined),
    byIdentity: matches.flatMap((match) => (match.rule === "receivable" ? match.items[side] : [])),
  };
}

function countsOf({ items, matched, bornOnChain, byIdentity }: Shares<readonly LedgerItem[]>): Shares<number> {
  return {
    ...{ items: items.length, matched: matched.length },
    ...{ bornOnChain: bornOnChain.length, byIdentity: byIdentity.length },
  };
}

function valuesOf({ items, matched, bornOnChain, byIdentity }: Shares<readonly LedgerItem[]>): Shares<bigint> {
  return {
    ...{ items: magnitudesOf(items), matched: magnitudesOf(matched) },
    ...{ bornOnChain: magnitudesOf(bornOnChain), byIdentity: magnitudesOf(byIdentity) },
  };
}

function magnitudesOf(items: readonly LedgerItem[]): bigint {
  let total = 0n;
  for (const { amount } of items) total += amount < 0n ? -amount : amount;
  return total;
}
