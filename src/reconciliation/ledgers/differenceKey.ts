/** What a difference is about, so that what was said of it is still found when books are compared anew. */
import { keccakOfText } from "../../domain/hash.ts";
import { BOOK_SIDES, familyOf } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Difference } from "./differences.ts";
import { numberKey } from "./keys.ts";
import { compareText } from "./pool.ts";

/**
 * For each difference of a run the hash of its documents: of each its side, currency, what it is and its name, and
 * amount and day of one that has no name. An amount that changes leaves a difference what it is about. A double is
 * another question than its original, and of several with the same documents each has a key of its own.
 */
export function differenceKeys(differences: readonly Pick<Difference, "items" | "class">[]): readonly Hex[] {
  const seen = new Map<string, number>();
  return differences.map(({ items, class: name }) => {
    const names = BOOK_SIDES.flatMap((side) => items[side].map((item) => nameOf(side, item)));
    const about = JSON.stringify([name === "DUPLICATE", names.toSorted(compareText)]);
    const place = seen.get(about) ?? 0;
    seen.set(about, place + 1);
    return keccakOfText(`${place} ${about}`);
  });
}

/** What tells an item from others of its side, whatever is open of it. */
export function nameOf(side: BookSide, item: LedgerItem): string {
  const { currency, receivable, number, amount, day, dueDay } = item;
  const name = receivable?.toLowerCase() ?? numberKey(number);
  const due = (dueDay ?? "").toString();
  return JSON.stringify([side, currency, familyOf(item), due, ...(name === "" ? [amount.toString(), day] : [name])]);
}
