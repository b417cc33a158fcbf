/** What a difference is about, so that what was said of it is still found when books are compared anew. */
import { keccakOfText } from "../../domain/hash.ts";
import { BOOK_SIDES, familyOf } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Difference } from "./differences.ts";
import { numberKey } from "./keys.ts";
import { compareText } from "./pool.ts";

/**
 * The hash of its documents: of each its side, currency, what it is and its name, and amount and day of one that has no
 * name. Amounts that change, and a class that changes, leave a difference what it is.
 */
export function differenceKey({ items }: Pick<Difference, "items">): Hex {
  const names = BOOK_SIDES.flatMap((side) => items[side].map((item) => nameOf(side, item)));
  return keccakOfText(JSON.stringify(names.toSorted(compareText)));
}

function nameOf(side: BookSide, item: LedgerItem): string {
  const { currency, receivable, number, amount, day, dueDay } = item;
  const name = receivable?.toLowerCase() ?? numberKey(number);
  const due = (dueDay ?? "").toString();
  return JSON.stringify([side, currency, familyOf(item), due, ...(name === "" ? [amount.toString(), day] : [name])]);
}
