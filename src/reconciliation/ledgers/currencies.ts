/** Documents that both books have, in different currencies. */
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import { sameNumber, sameReceivable } from "./keys.ts";
import type { Part } from "./parts.ts";
import { grouped } from "./pool.ts";

/** Items without a partner, each with the one that the other book has under its name in another currency. */
export function otherCurrencies(parts: readonly Part[]): ReadonlyMap<LedgerItem, LedgerItem> {
  const found = new Map<LedgerItem, LedgerItem>();
  for (const keyOf of [sameReceivable, sameNumber]) {
    const buyers = grouped(leftOf(parts, "buyer", found), keyOf);
    for (const [key, supplier] of grouped(leftOf(parts, "supplier", found), keyOf)) {
      for (const [item, twin] of pairsOf(supplier, buyers.get(key) ?? [])) {
        found.set(item, twin);
        found.set(twin, item);
      }
    }
  }
  return found;
}

function leftOf(
  parts: readonly Part[],
  side: BookSide,
  found: ReadonlyMap<LedgerItem, LedgerItem>,
): readonly LedgerItem[] {
  return parts.flatMap(({ pool }) => pool.left(side)).filter((item) => !found.has(item));
}

/** Each item with one of another currency, in their order. */
function* pairsOf(
  items: readonly LedgerItem[],
  others: readonly LedgerItem[],
): Generator<readonly [LedgerItem, LedgerItem]> {
  const queues = [...grouped(others, ({ currency }) => currency)].map(([currency, queue]) => ({
    currency,
    queue,
    next: 0,
  }));
  for (const item of items) {
    const queue = queues.find((one) => one.currency !== item.currency && one.next < one.queue.length);
    const twin = queue?.queue[queue.next];
    if (queue === undefined || twin === undefined) continue;
    queue.next += 1;
    yield [item, twin];
  }
}
