/** A book in slices of whole customers, so that whoever works through a large one can let others have their turn. */
import type { BookItem } from "../indicators/book.ts";
import type { Watched } from "./watching.ts";

/**
 * Every item, sign and standing in one slice, with all others of its customer. What is said of one customer alone is
 * the same in its slice as in the whole; shares of the whole book are not. @param most Items of a slice, unless one
 * customer has more.
 */
export function slicesOf(watched: Watched, most: number): readonly Watched[] {
  const slices: { readonly customers: Set<string>; readonly items: BookItem[] }[] = [];
  for (const [customer, items] of Map.groupBy(watched.book.items, (item) => item.customer)) {
    const last = slices.at(-1);
    if (last !== undefined && last.items.length + items.length <= most) {
      last.customers.add(customer);
      for (const item of items) last.items.push(item);
    } else slices.push({ customers: new Set([customer]), items: [...items] });
  }
  const placed = new Set(slices.flatMap(({ customers }) => [...customers]));
  const sliced = slices.map(({ customers, items }) => part(watched, items, ({ customer }) => customers.has(customer)));
  return [...sliced, part(watched, [], ({ customer }) => !placed.has(customer))];
}

function part(
  watched: Watched,
  items: readonly BookItem[],
  isOf: (of: { readonly customer: string }) => boolean,
): Watched {
  const { signs, standings } = watched;
  return { ...watched, book: { items }, signs: signs.filter(isOf), standings: standings.filter(isOf) };
}
