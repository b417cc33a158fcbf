/** The payments of a book that stand: every one of an item is a case, with its days late and its amount (R45). */
import type { Book, BookItem, Cut } from "./book.ts";
import { byAmount } from "./exact.ts";
import { nettedAt } from "./netting.ts";
import { dueAt } from "./standing.ts";

export interface Payment {
  readonly item: BookItem;
  /** Its value day. */
  readonly day: number;
  /** Below nought before the due day. */
  readonly daysLate: number;
  /** Minor units, above nought. */
  readonly amount: bigint;
}

/** All payments that stand at the cut, in the order of the book. */
export function paymentsAt({ items }: Pick<Book, "items">, cut: Cut): readonly Payment[] {
  const payments: Payment[] = [];
  for (const item of items) {
    const came = nettedAt(item, "payment", cut);
    if (came.length === 0) continue;
    const due = dueAt(item, cut);
    for (const { day, amount } of came) payments.push({ item, day, daysLate: day - due, amount });
  }
  return payments;
}

/** Minor units, sorted upwards. */
export function sortedAmounts(payments: readonly Payment[]): readonly bigint[] {
  return payments.map(({ amount }) => amount).toSorted(byAmount);
}
