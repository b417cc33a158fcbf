/** A firm's book of another firm, from a file: the supplier's receivables or the buyer's payables. */
import type { BookField } from "../../domain/bookFormat.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { DecimalError, parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import type { BookSide, ItemKind, LedgerItem } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import { dayNumber } from "../../domain/terms.ts";
import { shorten } from "../errors.ts";
import { plainAmount, plainDate } from "../table/figures.ts";
import { openTable } from "../table/openTable.ts";
import type { CsvRecord } from "../table/records.ts";
import { codePoint, firstUnseen } from "../visible.ts";
import { cellsOf, readingOf } from "./bookReading.ts";
import type { BookDeclarations, BookReading } from "./bookReading.ts";
import { kindOfWord, yesOrNo } from "./words.ts";

/** What is wrong in a line; the item is not among the items, and so the book is not whole. */
export interface BookFault {
  readonly line: number;
  readonly field: string;
  readonly value: string;
  /** What is wrong and the way out. */
  readonly message: string;
}

export interface Book {
  readonly reading: BookReading;
  readonly items: readonly LedgerItem[];
  readonly faults: readonly BookFault[];
}

const MOST_FAULTS = 100;
const RECEIVABLE = /^0x[0-9a-fA-F]{64}$/;
/** What parts the numbers that a payment names. */
const NUMBERS_PARTED = /[,;|\n]+/;
const MOST_SETTLED = 500;
const LONGEST_CELL = 500;

/**
 * Reads CSV. Amounts become minor units of their currency, above zero for what the buyer owes, whatever sign the file
 * writes. A line that cannot be read is a fault, of which at most 100 are told.
 * @throws DocumentError where the file as a whole cannot be read, or leaves open how it is to be read.
 */
export async function readBook(file: Uint8Array, side: BookSide, said: BookDeclarations = {}): Promise<Book> {
  const table = await openTable(file, said.delimiter);
  const reading = await readingOf(table, side, said);
  const cellOf = cellsOf(reading.columns, reading.headers);
  const items: LedgerItem[] = [];
  const faults: BookFault[] = [];
  for await (const record of table.records()) {
    const cells: CellOf = (field) => cellOf(record, field);
    try {
      if (isTotal(cells)) checkTotal(items, reading, cells);
      else items.push(itemOf(record, reading, cells));
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      if (faults.length < MOST_FAULTS) faults.push({ line: record.line, ...error.fault });
    }
  }
  return { reading, items, faults };
}

/** A line without document and date that has an amount: what people put under a list. */
function isTotal(cellOf: CellOf): boolean {
  return cellOf("number") === "" && cellOf("date") === "" && (cellOf("open") || cellOf("amount")) !== "";
}

/** What is called a total has to be one, or an item has lost its number and date. @throws CellFault */
function checkTotal(items: readonly LedgerItem[], reading: BookReading, cellOf: CellOf): void {
  const field = reading.columns.open === undefined ? "amount" : "open";
  const [first] = items;
  const isOneCurrency = items.every(({ currency }) => currency === first?.currency);
  if (first === undefined || !isOneCurrency) {
    throw new CellFault(field, cellOf(field), "the line has no number and no date: fill them in, or take the line out");
  }
  const said = amountOf(reading, cellOf, currencyOf(first.currency));
  const total = items.reduce((sum, item) => sum + asWritten(item, reading), 0n);
  if (said === total) return;
  const message = "the line has no number and no date and is not the sum of those above: mend or take out the line";
  throw new CellFault(field, cellOf(field), message);
}

/** The amount with the sign that the file gives it, as far as signs tell nothing but deductions. */
function asWritten({ kind, amount }: LedgerItem, { signs, side }: BookReading): bigint {
  return signs === "byKind" && isDeduction(kind, side) ? -amount : amount;
}

class CellFault extends Error {
  readonly fault: Omit<BookFault, "line">;

  constructor(field: string, value: string, message: string) {
    super(message);
    this.fault = { field, value: shorten(value), message };
  }
}

type CellOf = (field: BookField) => string;

/** @throws CellFault */
function itemOf(record: CsvRecord, reading: BookReading, cellOf: CellOf): LedgerItem {
  const { cells, fault, line } = record;
  if (fault !== undefined) throw new CellFault("record", "", fault);
  if (cells.length !== reading.headers.length) {
    const counts = `the record has ${cells.length} cells and the headers ${reading.headers.length}`;
    throw new CellFault("record", cells.join(" "), `${counts}: give it as many`);
  }
  const text = (field: BookField): string => {
    const cell = cellOf(field);
    const unseen = firstUnseen(cell.replaceAll("\n", " "));
    if (unseen !== undefined) {
      throw new CellFault(field, cell, `it holds ${codePoint(unseen.character)}, which does not show: take it out`);
    }
    if (cell.length <= LONGEST_CELL) return cell;
    throw new CellFault(field, cell, `it has ${cell.length} characters: write at most ${LONGEST_CELL}`);
  };
  const currency = currencyOf(cellOf("currency") || (reading.currency ?? ""));
  const written = amountOf(reading, cellOf, currency);
  const kind = kindOf(reading, text("kind"), written);
  const amount = reading.signs === "byKind" && isDeduction(kind, reading.side) ? -written : written;
  const receivable = text("receivable");
  if (receivable !== "" && !RECEIVABLE.test(receivable)) {
    throw new CellFault("receivable", receivable, "write 0x and 64 hex digits, or nothing");
  }
  const disputed = yesOrNo(text("disputed"));
  if (disputed === undefined) throw new CellFault("disputed", text("disputed"), "write yes or no");
  return {
    ...{ place: `line ${line}`, kind, number: text("number"), order: text("order"), currency: currency.code, amount },
    day: dayOf("date", cellOf("date"), reading),
    dueDay: cellOf("dueDate") === "" ? undefined : dayOf("dueDate", cellOf("dueDate"), reading),
    ...{ settles: settledBy(text("settles")), disputed, assignedTo: text("assignedTo") },
    receivable: receivable === "" ? undefined : (receivable.toLowerCase() as Hex),
  };
}

function currencyOf(code: string): { readonly code: string; readonly exponent: number } {
  const currency = currencyByCode(code.toUpperCase());
  if (currency === undefined) throw new CellFault("currency", code, "write a current code of ISO 4217, such as EUR");
  return currency;
}

/** What the buyer owes by this line, as far as the sign that the file writes tells. */
function amountOf(
  { columns, decimal, signs, side }: BookReading,
  cellOf: CellOf,
  { code, exponent }: { readonly code: string; readonly exponent: number },
): bigint {
  const unitsOf = (field: BookField, whole: boolean): bigint => {
    const cell = cellOf(field);
    if (cell === "" && !whole) return 0n;
    const value = parseDecimal(plainAmount(cell, decimal) ?? "");
    if (value === undefined) {
      throw new CellFault(field, cell, `write an amount with a decimal ${decimal}, or declare the other mark`);
    }
    try {
      return toMinorUnits(value, exponent, field);
    } catch (error) {
      if (!(error instanceof DecimalError)) throw error;
      throw new CellFault(field, cell, `${code} has ${exponent} decimals: write no more`);
    }
  };
  if (columns.open === undefined && columns.amount === undefined) {
    const booked = unitsOf("debit", false) - unitsOf("credit", false);
    return side === "supplier" ? booked : -booked;
  }
  const units = unitsOf(columns.open === undefined ? "amount" : "open", true);
  return signs === "reversed" ? -units : units;
}

/** Without a column of kinds, what is below zero is what the book's owner deducts. */
function kindOf({ columns, side }: BookReading, cell: string, amount: bigint): ItemKind {
  if (columns.kind === undefined || cell === "") {
    if (amount >= 0n) return "invoice";
    return side === "supplier" ? "creditNote" : "debitNote";
  }
  const kind = kindOfWord(cell);
  if (kind !== undefined) return kind;
  const wayOut = "write invoice, debit note, credit note, payment or unapplied";
  throw new CellFault("kind", cell, `it is no kind of item that is known: ${wayOut}`);
}

/** A debit note of the buyer is a deduction, one of the supplier a claim. */
function isDeduction(kind: ItemKind, side: BookSide): boolean {
  return kind === "debitNote" ? side === "buyer" : kind !== "invoice";
}

function dayOf(field: BookField, cell: string, { dates }: BookReading): number {
  const date = dates === undefined ? undefined : plainDate(cell, dates);
  if (date !== undefined) return dayNumber(date, field);
  throw new CellFault(field, cell, `write a day of the calendar as ${dates ?? "YYYY-MM-DD"}, or declare another form`);
}

function settledBy(cell: string): readonly string[] {
  const numbers = cell.split(NUMBERS_PARTED).map((number) => number.trim());
  return numbers.filter((number) => number !== "").slice(0, MOST_SETTLED);
}
