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
import { cellsOf, headerEvidence, readingOf } from "./bookReading.ts";
import type { BookDeclarations, BookReading } from "./bookReading.ts";
import { isSumWord, kindOfWord, nameOrNone, yesOrNo } from "./words.ts";

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
const LONGEST_CELL = 4_000;

/**
 * Reads CSV or .xlsx, with titles above the headers or without. Amounts become minor units of their currency, above
 * zero for what the buyer owes, whatever sign the file writes. A line that cannot be read is a fault, of which at
 * most 100 are told.
 * @throws DocumentError where the file as a whole cannot be read, or leaves open how it is to be read.
 */
export async function readBook(file: Uint8Array, side: BookSide, said: BookDeclarations = {}): Promise<Book> {
  const table = await openTable(file, said, headerEvidence(said));
  const reading = await readingOf(table, side, said);
  const cellOf = cellsOf(reading.columns, reading.headers);
  const items: LedgerItem[] = [];
  const faults: BookFault[] = [];
  const sums = createSums(reading);
  for await (const record of table.records()) {
    const cells: CellOf = (field) => cellOf(record, field);
    try {
      if (isTotal(record, cells)) sums.check(cells);
      else items.push(sums.add(itemOf(record, reading, cells)));
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      if (faults.length < MOST_FAULTS) faults.push({ line: record.line, ...error.fault });
    }
  }
  return { reading, items, faults };
}

/** What people put under a list: a line that is called a sum, or one without document and date. */
function isTotal({ cells }: CsvRecord, cellOf: CellOf): boolean {
  if (cells.some(isSumWord)) return true;
  return cellOf("number") === "" && cellOf("date") === "" && (cellOf("open") || cellOf("amount")) !== "";
}

interface Sums {
  add(item: LedgerItem): LedgerItem;
  /** What is called a sum has to be that of all lines above it, or an item has lost its number. @throws CellFault */
  check(cellOf: CellOf): void;
}

function createSums(reading: BookReading): Sums {
  const { columns, signs, side } = reading;
  const totals = new Map<string, bigint>();
  const field = columns.open === undefined ? "amount" : "open";
  return {
    add(item) {
      const { kind, currency, amount } = item;
      // With the sign that the file gives it, as far as signs tell nothing but deductions.
      const written = signs === "byKind" && isDeduction(kind, side) ? -amount : amount;
      totals.set(currency, (totals.get(currency) ?? 0n) + written);
      return item;
    },
    check(cellOf) {
      const [only, other] = totals.keys();
      const code = cellOf("currency").toUpperCase() || (other === undefined ? only : undefined);
      const wayOut = "mend or take out the line";
      if (code === undefined || columns[field] === undefined) {
        throw new CellFault("record", cellOf(field), `it looks like a sum and cannot be checked: ${wayOut}`);
      }
      const currency = currencyOf(code);
      if (amountOf(reading, cellOf, currency) === (totals.get(currency.code) ?? 0n)) return;
      throw new CellFault(field, cellOf(field), `it looks like a sum and is not that of the lines above: ${wayOut}`);
    },
  };
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
    ...{ settles: settledBy(text("settles")), disputed, assignedTo: nameOrNone(text("assignedTo")) },
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
  return numbers.filter((number) => number !== "");
}
