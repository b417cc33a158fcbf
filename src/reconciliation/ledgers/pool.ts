/** What is not yet matched of two books, and what was matched by which rule. */
import type { MatchRule } from "../../domain/ledgerDifference.ts";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";

export type Sides<Value> = Readonly<Record<BookSide, Value>>;

/** Items of both sides that are the same thing; their sums may differ where identity or number says so. */
export interface Match {
  readonly rule: MatchRule;
  readonly items: Sides<readonly LedgerItem[]>;
}

export interface Pool {
  /** What is left of a side, in the order of {@link inOrder}. */
  left(side: BookSide): readonly LedgerItem[];
  /** All that was ever in a side, in order. */
  all(side: BookSide): readonly LedgerItem[];
  /** Takes doubles out of what can be matched; each with its original. */
  setAside(side: BookSide, doubles: ReadonlyMap<LedgerItem, LedgerItem>): void;
  /** What was set aside of a side. */
  aside(side: BookSide): ReadonlyMap<LedgerItem, LedgerItem>;
  /** Takes items out as one match. */
  match(rule: MatchRule, items: Sides<readonly LedgerItem[]>): void;
  readonly matches: readonly Match[];
}

export function createPool(items: Sides<readonly LedgerItem[]>): Pool {
  const all = { supplier: inOrder(items.supplier), buyer: inOrder(items.buyer) };
  const left = { supplier: new Set(all.supplier), buyer: new Set(all.buyer) };
  const aside: Sides<Map<LedgerItem, LedgerItem>> = { supplier: new Map(), buyer: new Map() };
  const matches: Match[] = [];
  return {
    matches,
    all: (side) => all[side],
    aside: (side) => aside[side],
    setAside(side, doubles) {
      for (const [item, original] of doubles) if (left[side].delete(item)) aside[side].set(item, original);
    },
    left: (side) => [...left[side]],
    match(rule, taken) {
      for (const side of BOOK_SIDES) for (const item of taken[side]) left[side].delete(item);
      matches.push({ rule, items: taken });
    },
  };
}

/** By what items say and never by where they stand, so that a book in another order gives the same result. */
export function inOrder(items: readonly LedgerItem[]): LedgerItem[] {
  const keyed = items.map((item) => ({ item, key: contentOf(item) }));
  return keyed.sort((one, other) => compareText(one.key, other.key)).map(({ item }) => item);
}

/** Days before 1970 sort before those after it. */
const DAY_SHIFT = 10_000_000;
const DAY_DIGITS = 8;

function contentOf(item: LedgerItem): string {
  const days = [item.day, item.dueDay ?? -DAY_SHIFT].map((day) =>
    (day + DAY_SHIFT).toString().padStart(DAY_DIGITS, "0"),
  );
  const { number, order, kind, amount, settles, disputed, assignedTo, receivable, place } = item;
  return JSON.stringify([
    ...[days, number, kind, amount.toString(), order, settles, disputed, assignedTo, receivable ?? "", place],
  ]);
}

/** By code units, whatever the machine's language. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function sumOf(items: readonly LedgerItem[]): bigint {
  let total = 0n;
  for (const { amount } of items) total += amount;
  return total;
}

/** Items by what they have in common; those for which there is no key are in no group. */
export function grouped(
  items: readonly LedgerItem[],
  keyOf: (item: LedgerItem) => string | undefined,
): Map<string, LedgerItem[]> {
  const groups = new Map<string, LedgerItem[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
