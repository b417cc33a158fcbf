/** Two books as they were uploaded, read and compared: what is kept of the result, or what has to be mended. */
import { DocumentError } from "../../documents/errors.ts";
import { readBook } from "../../documents/ledger/readBook.ts";
import type { Book } from "../../documents/ledger/readBook.ts";
import type { ReconciliationStep } from "../../domain/ledgerDifference.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import { differenceKeys } from "../../reconciliation/ledgers/differenceKey.ts";
import { LEDGER_POLICY } from "../../reconciliation/ledgers/policy.ts";
import { reconcileBooks } from "../../reconciliation/ledgers/reconcile.ts";
import type { ResultRow } from "../../store/reconciliationRows.ts";
import type { BookFile, ShownCurrencyResult } from "../../wire/reconciliation.ts";
import { differenceRow, matchRow, shownResult } from "./showing.ts";

interface UploadedBook {
  readonly file: Uint8Array;
  readonly said: Omit<BookFile, "upload">;
}

/** Plain data, since it goes to another thread. */
export interface Comparison {
  readonly books: Readonly<Record<BookSide, UploadedBook>>;
  /** `YYYY-MM-DD`: the last day that counts, and until when whoever owns a difference answers. */
  readonly cutOff: string;
  readonly due: string;
}

export interface Compared {
  readonly summary: readonly ShownCurrencyResult[];
  readonly rows: readonly ResultRow[];
}

/** A file that somebody has to mend. */
export class BookRefused extends Error {}

const SHOWN_FAULTS = 20;

/** @param step Told of each step before it begins. @throws BookRefused where a book is not whole */
export async function compareBooks(
  { books, cutOff, due }: Comparison,
  step: (name: ReconciliationStep) => void,
): Promise<Compared> {
  step("readingSupplier");
  const supplier = await bookOf("supplier", books.supplier);
  step("readingBuyer");
  const buyer = await bookOf("buyer", books.buyer);
  step("matching");
  const items = { supplier: supplier.items, buyer: buyer.items };
  const results = reconcileBooks({ items, cutOff: dayNumber(cutOff) }, LEDGER_POLICY);
  const rows = results.flatMap(({ currency, differences, matches }) => {
    const keys = differenceKeys(differences);
    return [
      ...differences.map((difference, place) => differenceRow(currency, difference, keys[place] ?? ZERO_HASH, due)),
      ...matches.map((match) => matchRow(currency, match)),
    ];
  });
  return { summary: results.map(shownResult), rows };
}

async function bookOf(side: BookSide, { file, said }: UploadedBook): Promise<Book> {
  if (file.length === 0) throw new BookRefused(`the ${side}'s file is here no more: send it again`);
  const book = await readBook(file, side, said as Parameters<typeof readBook>[2]).catch((error: unknown) => {
    if (error instanceof DocumentError) throw new BookRefused(`the ${side}'s file: ${error.message}`);
    throw error;
  });
  if (book.faults.length === 0) return book;
  const faults = book.faults.slice(0, SHOWN_FAULTS).map(({ line, field, value, message }) => {
    return `line ${line}, ${field} ${JSON.stringify(value)}: ${message}`;
  });
  throw new BookRefused(`the ${side}'s file cannot be read whole: ${faults.join("; ")}`);
}
