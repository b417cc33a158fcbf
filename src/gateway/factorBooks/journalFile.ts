/** Journals of what was sold to factors, as files. */
import { typedCsvOf } from "../../documents/account/typedCsv.ts";
import type { CsvCell } from "../../documents/account/typedCsv.ts";
import { dealJournal } from "../../domain/factoring/journal.ts";
import type { DealEntry } from "../../domain/factoring/journal.ts";
import { trialBalances } from "../../domain/factoring/journalBalances.ts";
import type { JournalSide } from "../../domain/factoring/journalChart.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { DealJournalFile } from "../../wire/factorBookReports.ts";
import { savedAs } from "../accountStatements/files.ts";
import type { AnsweredFile } from "../accountStatements/files.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import { shownAsOf } from "./asOf.ts";
import type { ReadBook } from "./reading.ts";
import { amountsIn } from "./showing.ts";

/** A period, days since 1970-01-01, both included. */
export interface JournalPeriod {
  readonly from: number;
  readonly through: number;
}

interface Journal extends JournalPeriod {
  readonly side: JournalSide;
  /** Those of the period. */
  readonly entries: readonly DealEntry[];
  /** Those before it too. */
  readonly all: readonly DealEntry[];
}

/** CSV begins with a byte order mark: spreadsheets take it for something else than UTF-8 without one. */
const BYTE_ORDER_MARK = "\ufeff";
const CSV = "text/csv; charset=utf-8";
const COLUMNS = [
  ...["entry", "date", "kind", "receivable", "number", "desk", "account", "debit", "credit", "currency", "token"],
];

/** @param book Undefined before the first block. */
export function dealJournalFile(
  book: ReadBook | undefined,
  { side, owner, format, ...period }: JournalPeriod & { side: JournalSide; owner: Address; format: "csv" | "json" },
  tokens: Tokens,
): AnsweredFile {
  const all = book === undefined ? [] : dealJournal(book.history, { side, owner, through: period.through });
  const journal: Journal = { ...period, side, all, entries: all.filter(({ day }) => day >= period.from) };
  const headers = savedAs(`deals-${side}-${dateOfDay(period.from)}-${dateOfDay(period.through)}.${format}`);
  if (format === "csv") return { body: BYTE_ORDER_MARK + csvOf(journal, tokens), contentType: CSV, headers };
  const body = `${JSON.stringify(jsonOf(book, journal, tokens))}\n`;
  return { body, contentType: "application/json", headers };
}

function csvOf({ entries }: Journal, tokens: Tokens): string {
  const rows = entries.flatMap(({ id, day, kind, receivable, number, desk, currency, lines }) => {
    const amount = amountsIn(currency, tokens);
    const cell = (units: bigint): CsvCell =>
      units === 0n ? "" : { amount: amount(units) as Intl.StringNumericLiteral };
    const told = [id, dateOfDay(day), kind, receivable ?? "", number.toString(), desk];
    const { code } = shownCurrency(currency, tokens);
    return lines.map(({ account, debit, credit }): readonly CsvCell[] => [
      ...[...told, account, cell(debit), cell(credit), code ?? "", currency],
    ]);
  });
  return typedCsvOf([COLUMNS, ...rows]);
}

function jsonOf(
  book: ReadBook | undefined,
  { side, from, through, entries, all }: Journal,
  tokens: Tokens,
): DealJournalFile {
  return {
    asOf: shownAsOf(book?.asOf),
    ...{ side, from: dateOfDay(from), through: dateOfDay(through) },
    entries: entries.map(({ day, receivable, currency, lines, ...told }) => {
      const amount = amountsIn(currency, tokens);
      return {
        ...{ ...told, date: dateOfDay(day), receivable: receivable ?? null, currency: shownCurrency(currency, tokens) },
        lines: lines.map(({ account, debit, credit }) => ({ account, debit: amount(debit), credit: amount(credit) })),
      };
    }),
    balances: trialBalances(all, from).map(({ account, currency, opening, debit, credit, closing }) => {
      const amount = amountsIn(currency, tokens);
      return {
        ...{ account, currency: shownCurrency(currency, tokens), opening: amount(opening) },
        ...{ debit: amount(debit), credit: amount(credit), closing: amount(closing) },
      };
    }),
  };
}
