/** How a firm's book is read from a table: what its owner declares, and else what the file itself says. */
import { BOOK_FIELDS } from "../../domain/bookFormat.ts";
import type { BookField, Signs } from "../../domain/bookFormat.ts";
import type { BookSide, ItemKind } from "../../domain/ledgerItem.ts";
import type { DateFormat, DecimalMark, Delimiter, Encoding } from "../../domain/tableFormats.ts";
import { DocumentError } from "../errors.ts";
import { guessColumns } from "../table/columns.ts";
import type { ColumnsOf } from "../table/columns.ts";
import { Evidence, plainAmount } from "../table/figures.ts";
import type { HeaderEvidence, Table } from "../table/openTable.ts";
import type { CsvRecord } from "../table/records.ts";
import { BOOK_WORDS, kindOfWord } from "./words.ts";

export type BookColumns = ColumnsOf<BookField>;

/** What its owner says of a file; whatever is left out, the file says itself, or it is refused. */
export interface BookDeclarations {
  readonly columns?: BookColumns;
  readonly delimiter?: Delimiter;
  readonly encoding?: Encoding;
  readonly decimal?: DecimalMark;
  readonly dates?: DateFormat;
  readonly signs?: Signs;
  /** ISO 4217, for a file without a column of currencies. */
  readonly currency?: string;
}

export interface BookReading {
  readonly side: BookSide;
  readonly headers: readonly string[];
  /** The line on which they end; what stands above it are titles. */
  readonly headerLine: number;
  /** Undefined of a spreadsheet. */
  readonly encoding: Encoding | undefined;
  readonly columns: BookColumns;
  readonly decimal: DecimalMark;
  /** Undefined where the file holds no date. */
  readonly dates: DateFormat | undefined;
  readonly signs: Signs;
  readonly currency: string | undefined;
}

const AMOUNTS = ["open", "amount", "debit", "credit"] as const;
const DATES = ["date", "dueDate"] as const;

/** @throws DocumentError `TABLE_UNREADABLE` for what neither the owner nor the file says */
export async function readingOf(table: Table, side: BookSide, said: BookDeclarations): Promise<BookReading> {
  const { headers, headerLine, encoding } = table;
  const columns = { ...guessed(headers), ...said.columns };
  checkColumns(columns, headers, said.currency);
  const cellOf = cellsOf(columns, headers);
  const evidence = new Evidence();
  const tally = createTally();
  for await (const record of table.records()) {
    for (const field of AMOUNTS) evidence.amount(cellOf(record, field));
    for (const field of DATES) evidence.date(cellOf(record, field));
    tally.take(figureOf(record, columns, cellOf), kindOfWord(cellOf(record, "kind")));
  }
  const decimal = said.decimal ?? evidence.decimal;
  if (decimal === undefined) {
    throw undeclared("decimal mark", "its amounts could have a decimal point or a decimal comma", "declare which");
  }
  const dates = said.dates ?? evidence.dates;
  if (dates === undefined && tally.rows > 0) {
    const [problem, form] = evidence.hasShortYears
      ? ["its years have two digits, so that its days fit several forms", "DD.MM.YY (00 to 69 are 2000 to 2069)"]
      : ["its dates fit several forms or none", "DD/MM/YYYY"];
    throw undeclared("form of dates", problem, `declare which, such as ${form}`);
  }
  const signs = said.signs ?? tally.signs(side, columns);
  if (signs === undefined) {
    throw undeclared("signs", "some claims are above zero and some below", "declare owed, reversed or byKind");
  }
  return { side, headers, headerLine, encoding, columns, decimal, dates, signs, currency: said.currency };
}

/** Beside a debit and a credit, a balance is that of the account after the line, and not what is open of it. */
function guessed(headers: readonly string[]): BookColumns {
  const { open, ...columns } = guessColumns(BOOK_FIELDS, BOOK_WORDS, headers);
  const isAccount = columns.debit !== undefined && columns.credit !== undefined;
  return open === undefined || isAccount ? columns : { ...columns, open };
}

/** The trimmed cell of a field, empty where no column is mapped. */
export function cellsOf(
  columns: BookColumns,
  headers: readonly string[],
): (record: CsvRecord, field: BookField) => string {
  const places = new Map(BOOK_FIELDS.map((field) => [field, headers.indexOf(columns[field] ?? "")]));
  return ({ cells }, field) => (cells[places.get(field) ?? -1] ?? "").trim();
}

function checkColumns(columns: BookColumns, headers: readonly string[], currency: string | undefined): void {
  for (const [field, header] of Object.entries(columns)) {
    const count = headers.filter((one) => one === header).length;
    if (count === 1) continue;
    const problem = count === 0 ? "there is no such column" : `there are ${count} such columns`;
    throw undeclared(`column ${field}`, `${JSON.stringify(header)}: ${problem}`, `name one of: ${headers.join(", ")}`);
  }
  const missing = missingIn(columns, currency);
  if (missing.length === 0) return;
  const wayOut = `say which of these it is: ${headers.join(", ")}`;
  throw undeclared("columns", `no column was recognised for ${missing.join("; ")}`, wayOut);
}

function missingIn(columns: BookColumns, currency: string | undefined): readonly string[] {
  const { debit, credit } = columns;
  const hasAmount = columns.open ?? columns.amount ?? (debit !== undefined && credit !== undefined ? debit : undefined);
  return [
    ...(columns.number === undefined ? ["number"] : []),
    ...(columns.date === undefined ? ["date"] : []),
    ...(hasAmount === undefined ? ["open, amount, or debit and credit"] : []),
    ...(columns.currency === undefined && currency === undefined ? ["currency"] : []),
  ];
}

/** Headers are where every column is that a book needs, and every one that was declared. */
export function headerEvidence({ columns, currency }: BookDeclarations): HeaderEvidence {
  return {
    isHeaders(cells) {
      const isDeclared = Object.values(columns ?? {}).every((header) => cells.includes(header));
      return isDeclared && missingIn({ ...guessed(cells), ...columns }, currency).length === 0;
    },
    isKnown: (header) => Object.keys(guessed([header])).length > 0 || Object.values(columns ?? {}).includes(header),
  };
}

function undeclared(field: string, problem: string, wayOut: string): DocumentError {
  return new DocumentError("TABLE_UNREADABLE", { field, value: "", problem: `${field}: ${problem}`, wayOut });
}

/** The cell that an amount is taken from; of two columns there is none, since they have no sign of their own. */
function figureOf(
  record: CsvRecord,
  { open, amount }: BookColumns,
  cellOf: (record: CsvRecord, field: BookField) => string,
): string {
  if (open !== undefined) return cellOf(record, "open");
  return amount === undefined ? "" : cellOf(record, "amount");
}

interface Tally {
  readonly rows: number;
  take(figure: string, kind: ItemKind | undefined): void;
  /** Undefined where the file says it both ways. */
  signs(side: BookSide, columns: BookColumns): Signs | undefined;
}

/** Counts how a file writes what is owed. */
function createTally(): Tally {
  const seen = { rows: 0, below: 0, claims: 0, claimsBelow: 0, deductions: 0 };
  return {
    get rows() {
      return seen.rows;
    },
    take(figure, kind) {
      const isBelow =
        plainAmount(figure, "point")?.startsWith("-") ?? plainAmount(figure, "comma")?.startsWith("-") ?? false;
      const isClaim = kind === undefined || kind === "invoice";
      seen.rows += 1;
      if (isBelow) seen.below += 1;
      if (isClaim) seen.claims += 1;
      if (isClaim && isBelow) seen.claimsBelow += 1;
      if (kind === "payment" || kind === "creditNote" || kind === "unapplied") seen.deductions += 1;
    },
    signs(side, { open, amount, kind }) {
      if (open === undefined && amount === undefined) return "owed";
      if (kind !== undefined && seen.below === 0 && seen.deductions > 0) return "byKind";
      if (side === "supplier" || seen.claimsBelow === 0) return "owed";
      // Payables are booked below zero. Without kinds, a few below zero may as well be deductions.
      if (seen.claimsBelow === seen.claims) return "reversed";
      return seen.claimsBelow * 2 < seen.claims && kind === undefined ? "owed" : undefined;
    },
  };
}
