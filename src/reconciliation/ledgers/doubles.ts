/** What stands twice in one book. */
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import { barePunctuation, sameAmount, sameNumber } from "./keys.ts";

/**
 * Of items of one side those that are a double of another one, each with that other. An item that found its partner in
 * the other book is never the double; of several that found none the first stays. Without a number nothing is a double:
 * equal amounts on one day are genuine.
 * @param items All of the side, in order. @param left Those without a partner.
 */
export function doublesAmong(
  items: readonly LedgerItem[],
  left: ReadonlySet<LedgerItem>,
): ReadonlyMap<LedgerItem, LedgerItem> {
  const originals = new Map<string, LedgerItem>();
  for (const item of items) {
    if (!left.has(item)) for (const key of keysOf(item)) originals.set(key, item);
  }
  const doubles = new Map<LedgerItem, LedgerItem>();
  for (const item of items) {
    if (!left.has(item)) continue;
    const keys = keysOf(item);
    const original = keys.map((key) => originals.get(key)).find((found) => found !== undefined);
    if (original !== undefined) doubles.set(item, original);
    else for (const key of keys) originals.set(key, item);
  }
  return doubles;
}

/** The same number and amount, of instalments the same due day too; on one day, whatever the punctuation. */
function keysOf(item: LedgerItem): readonly string[] {
  const number = sameNumber(item);
  const bare = barePunctuation(item.number);
  return [
    ...(number === undefined ? [] : [`number|${number}|${item.amount}|${item.dueDay ?? ""}`]),
    ...(bare === undefined ? [] : [`bare|${bare}|${sameAmount(item)}|${item.day}|${item.dueDay ?? ""}`]),
  ];
}
