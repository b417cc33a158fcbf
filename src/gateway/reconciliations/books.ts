/** The files of a firm's book, read one after another. */
import { DocumentError } from "../../documents/errors.ts";
import { readBook } from "../../documents/ledger/readBook.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import type { BookFile } from "../../wire/newReconciliation.ts";

export interface GivenFile {
  /** By which whoever keeps it knows it. */
  readonly number: number;
  /** What its lines are told by, such as "file 3"; empty of the only one. */
  readonly name: string;
  readonly how: "replace" | "add";
  readonly content: Uint8Array;
  readonly said: Omit<BookFile, "upload">;
}

/** What became of a file: its items, or why it is not whole. */
export type ReadFile =
  | { readonly number: number; readonly items: readonly LedgerItem[] }
  | { readonly number: number; readonly fault: string };

/** A file that somebody has to mend. */
export class BookRefused extends Error {}

const SHOWN_FAULTS = 20;
/** Of one side, however many files they come in. */
const MOST_ITEMS = 500_000;

/**
 * @param items What earlier files hold. @param isLenient Whether a file that is not whole changes nothing, and is told.
 * @throws BookRefused for the first file that is not whole, unless lenient
 */
export async function readFiles(
  side: BookSide,
  { files, items }: { readonly files: readonly GivenFile[]; readonly items: readonly LedgerItem[] },
  isLenient: boolean,
): Promise<{ readonly items: readonly LedgerItem[]; readonly read: readonly ReadFile[] }> {
  let standing = items;
  const read: ReadFile[] = [];
  for (const file of files) {
    try {
      const found = await itemsOf(side, file);
      const next = file.how === "replace" ? found : [...standing, ...found];
      if (next.length > MOST_ITEMS) {
        throw new BookRefused(`the ${side}'s book would have ${next.length} items: give at most ${MOST_ITEMS}`);
      }
      standing = next;
      read.push({ number: file.number, items: found });
    } catch (error) {
      if (!isLenient || !(error instanceof BookRefused)) throw error;
      read.push({ number: file.number, fault: error.message });
    }
  }
  return { items: standing, read };
}

async function itemsOf(side: BookSide, { name, content, said }: GivenFile): Promise<readonly LedgerItem[]> {
  if (content.length === 0) throw new BookRefused(`the ${side}'s file is here no more: send it again`);
  const book = await readBook(content, side, said as Parameters<typeof readBook>[2]).catch((error: unknown) => {
    if (error instanceof DocumentError) throw new BookRefused(`the ${side}'s file: ${error.message}`);
    throw error;
  });
  if (book.faults.length === 0) {
    return name === "" ? book.items : book.items.map((item) => ({ ...item, place: `${name}, ${item.place}` }));
  }
  const faults = book.faults.slice(0, SHOWN_FAULTS).map(({ line, field, value, message }) => {
    return `line ${line}, ${field} ${JSON.stringify(value)}: ${message}`;
  });
  throw new BookRefused(`the ${side}'s file cannot be read whole: ${faults.join("; ")}`);
}
