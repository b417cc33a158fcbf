/** The history of a file, read whole or not at all. */
import { DocumentError } from "../../documents/errors.ts";
import { readHistory } from "../../documents/history/readHistory.ts";
import type { HistorySaid } from "../../documents/history/historyColumns.ts";
import { visible } from "../../documents/visible.ts";
import { currencyByCode } from "../../domain/currency.ts";
import type { Book } from "../../domain/indicators/book.ts";
import { dateOfDay } from "../../domain/terms.ts";
import { CommandError, EXIT } from "../exit.ts";
import { readFileBytes } from "../readText.ts";

/** A book of each currency. @throws CommandError HISTORY_UNREADABLE, USAGE */
export async function booksIn(file: string, said: HistorySaid): Promise<readonly Book[]> {
  const currency = said.currency?.toUpperCase();
  if (currency !== undefined && currencyByCode(currency) === undefined) {
    const message = `--currency is ${JSON.stringify(visible(currency))}: write a current code of ISO 4217, such as EUR`;
    throw new CommandError("USAGE", message, EXIT.usage);
  }
  const bytes = readFileBytes(file, "give fewer years of it");
  try {
    const books = await readHistory(bytes, { ...said, currency });
    if (books.length === 0) throw unreadable(file, "it holds no invoice: give a line for each");
    return books.map((book) => ({ ...book, unapplied: [] }));
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw unreadable(file, error.message, error);
  }
}

function unreadable(file: string, why: string, cause?: Error): CommandError {
  return new CommandError("HISTORY_UNREADABLE", `${visible(file)}: ${visible(why)}`, EXIT.document, { cause });
}

/**
 * The last day that any line tells of. @param today Days since 1970-01-01: one mistyped year would make it the day on
 * which everything else is long overdue.
 * @throws CommandError HISTORY_UNREADABLE where that is a day to come
 */
export function lastDayOf(file: string, books: readonly Book[], today: number): number {
  let last = { day: 0, number: "" };
  for (const { items } of books) {
    for (const { moves, number } of items) {
      for (const { day } of moves) if (day > last.day) last = { day, number };
    }
  }
  if (last.day <= today) return last.day;
  const told = `invoice ${JSON.stringify(last.number)} tells of ${dateOfDay(last.day)}, a day that is still to come`;
  throw unreadable(file, `${told}: mend it, or say with --as-of which day is today`);
}
