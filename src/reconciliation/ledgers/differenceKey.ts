/** What a difference is about, so that what was said of it is still found when books are compared anew. */
import { keccakOfText } from "../../domain/hash.ts";
import { BOOK_SIDES, familyOf } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Difference } from "./differences.ts";
import { numberKey } from "./keys.ts";
import { compareText } from "./pool.ts";

type Keyed = Pick<Difference, "items" | "class">;

/**
 * For each difference of a run the hash of its documents: of each its side, currency, what it is and its name, and
 * amount, day and due day of one that has no name. An amount or a due day that changes leaves a difference what it is
 * about; only instalments, of one name and all different, are told apart by their due days. A double is another
 * question than its original, and of several with the same documents each has a key of its own.
 */
export function differenceKeys(differences: readonly Keyed[]): readonly Hex[] {
  const plain = differences.map((difference) => aboutOf(difference, plainNameOf));
  const alike = Map.groupBy(plain, (about) => about);
  const seen = new Map<string, number>();
  return differences.map((difference, index) => {
    const bare = plain[index] ?? "";
    const about = alike.get(bare)?.length === 1 ? bare : aboutOf(difference, nameOf);
    const place = seen.get(about) ?? 0;
    seen.set(about, place + 1);
    return keccakOfText(`${place} ${about}`);
  });
}

/** What tells an item from others of its side, instalments of one number too, whatever is open of it. */
export function nameOf(side: BookSide, item: LedgerItem): string {
  const { receivable, dueDay } = item;
  const due = receivable === undefined ? (dueDay ?? "").toString() : "";
  return JSON.stringify([plainNameOf(side, item), due]);
}

/** What tells an item from others of its side, without what its firm alone can change from one file to the next. */
function plainNameOf(side: BookSide, item: LedgerItem): string {
  const { currency, receivable, number, amount, day, dueDay } = item;
  const name = receivable?.toLowerCase() ?? numberKey(number);
  const unnamed = [amount.toString(), day, (dueDay ?? "").toString()];
  return JSON.stringify([side, currency, familyOf(item), ...(name === "" ? unnamed : [name])]);
}

function aboutOf({ items, class: name }: Keyed, naming: typeof nameOf): string {
  const names = BOOK_SIDES.flatMap((side) => items[side].map((item) => naming(side, item)));
  return JSON.stringify([name === "DUPLICATE", names.toSorted(compareText)]);
}
