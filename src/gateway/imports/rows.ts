/** A record of a file into a row of parties or of open items, or what is wrong with it. */
import { plainAmount, plainDate } from "../../documents/table/figures.ts";
import type { CsvRecord } from "../../documents/table/records.ts";
import { currencyByCode } from "../../domain/currency.ts";
import {
  absolute,
  compare,
  DecimalError,
  formatDecimal,
  fromMinorUnits,
  parseDecimal,
  shortest,
  toMinorUnits,
  ZERO,
} from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import { InvoiceNumberError, normaliseInvoiceNumber } from "../../domain/invoiceNumber.ts";
import type { DateFormat, DecimalMark } from "../../domain/tableFormats.ts";
import type { LineFault } from "../../store/imports.ts";
import type { ColumnMapping, ImportField, NewImport } from "../../wire/import.ts";
import { line } from "../../wire/personal.ts";
import { FIELDS, fieldsOf } from "./columns.ts";

/** What of a row the file says; a column that is not mapped says nothing, an empty cell says that there is nothing. */
export type Said = Readonly<Partial<Record<ImportField | "invoice", string>>>;

export interface ReadRow {
  readonly line: number;
  readonly said: Said;
  readonly faults: readonly LineFault[];
}

export interface Reading {
  readonly kind: NewImport["kind"];
  readonly headers: readonly string[];
  readonly mapping: ColumnMapping;
  readonly decimal: DecimalMark | undefined;
  readonly dates: DateFormat | undefined;
}

const LONGEST_SHOWN = 100;
const LENGTHS: Readonly<Partial<Record<ImportField, number>>> = {
  ...{ party: 100, name: 300, legalId: 200, vatId: 50, number: 200, purchaseOrder: 100, item: 300, receipt: 100 },
};
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const COUNTRY = /^[A-Z]{2}$/;
const LINE = /^\d{1,4}$/;

export function readRow(record: CsvRecord, reading: Reading): ReadRow {
  const { line: at, cells, fault } = record;
  if (fault !== undefined) return { line: at, said: {}, faults: [{ field: "record", value: "", message: fault }] };
  if (cells.length !== reading.headers.length) {
    const message = `the record has ${cells.length} cells and the headers ${reading.headers.length}: give it as many`;
    return { line: at, said: {}, faults: [{ field: "record", value: shownValue(cells.join(" ")), message }] };
  }
  const said: Partial<Record<ImportField | "invoice", string>> = {};
  const faults: LineFault[] = [];
  const cellOf = cellsOf(cells, reading);
  for (const field of fieldsOf(reading.kind)) {
    const cell = cellOf(field);
    if (cell === undefined) continue;
    const read = readCell(field, cell, reading, cellOf("currency") ?? "");
    if (typeof read === "string") said[field] = read;
    else faults.push({ field, value: shownValue(cell), message: read.fault });
  }
  if (reading.kind === "openItems") completeItem(said, faults);
  return { line: at, said, faults };
}

/** The cell of a field; undefined where no column is mapped. */
export function cellsOf(
  cells: readonly string[],
  { headers, mapping }: Pick<Reading, "headers" | "mapping">,
): (field: ImportField) => string | undefined {
  return (field) => {
    const header = mapping[field];
    return header === undefined ? undefined : (cells[headers.indexOf(header)] ?? "").trim();
  };
}

type Cell = string | { readonly fault: string };

function readCell(field: ImportField, cell: string, { kind, decimal, dates }: Reading, currency: string): Cell {
  if (cell === "") {
    return FIELDS[kind].required.includes(field) ? { fault: "it is empty: fill it in" } : "";
  }
  switch (field) {
    case "address":
      return ADDRESS.test(cell) ? cell.toLowerCase() : { fault: "write 0x and 40 hex digits" };
    case "country":
      return COUNTRY.test(cell) ? cell : { fault: "write two capital letters of ISO 3166-1" };
    case "line":
      return LINE.test(cell) ? Number(cell).toString() : { fault: "write a whole number from 0 to 9999" };
    case "currency":
      return currencyByCode(cell) === undefined ? { fault: "write a current code of ISO 4217, such as EUR" } : cell;
    case "issueDate":
    case "dueDate":
      return readDate(cell, dates);
    case "quantity":
    case "price":
      return readFigure(cell, decimal);
    case "amount":
    case "open":
      return readAmount(field, cell, decimal, currency);
    default:
      return readText(cell, LENGTHS[field] ?? LONGEST_SHOWN);
  }
}

function readText(cell: string, most: number): Cell {
  const plain = cell.normalize("NFC");
  const read = line(most).safeParse(plain);
  return read.success ? plain : { fault: read.error.issues[0]?.message ?? "write plain text" };
}

function readDate(cell: string, format: DateFormat | undefined): Cell {
  if (format === undefined) return { fault: "several forms of dates fit this file: declare `dates`" };
  return plainDate(cell, format) ?? { fault: `write a day of the calendar as ${format}, or declare other \`dates\`` };
}

function readAmount(field: string, cell: string, mark: DecimalMark | undefined, code: string): Cell {
  const plain = plainAmount(cell, mark);
  if (plain === undefined) {
    const fault =
      mark === undefined
        ? "it could be read with a decimal point or with a decimal comma: declare `decimal`"
        : `write it with a decimal ${mark}, without the currency, or declare the other mark`;
    return { fault };
  }
  const value = parseDecimal(plain);
  const currency = currencyByCode(code);
  if (value === undefined) return { fault: "it has more digits than any amount: correct it" };
  // What is wrong with the currency is said of the currency.
  if (currency === undefined) return plain;
  try {
    return formatDecimal(fromMinorUnits(toMinorUnits(value, currency.exponent, field), currency.exponent));
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error;
    return { fault: `${code} has ${currency.exponent} decimals: write no more` };
  }
}

/** A quantity or a price, with as many decimals as it needs. */
function readFigure(cell: string, mark: DecimalMark | undefined): Cell {
  const value = parseDecimal(plainAmount(cell, mark) ?? "");
  if (value === undefined) return readAmount("", cell, mark, "");
  return value.units < 0n ? { fault: "it is below zero: correct it" } : formatDecimal(shortest(value));
}

/** What follows from several cells. */
function completeItem(said: Partial<Record<ImportField | "invoice", string>>, faults: LineFault[]): void {
  const { number, amount, open, issueDate, dueDate } = said;
  said.line = said.line === undefined || said.line === "" ? "0" : said.line;
  if (number !== undefined) {
    try {
      said.invoice = normaliseInvoiceNumber(number);
    } catch (error) {
      if (!(error instanceof InvoiceNumberError)) throw error;
      faults.push({ field: "number", value: shownValue(number), message: error.message });
    }
  }
  // An item whose column of what is open is empty is settled by nothing.
  if (open === undefined || open === "") said.open = amount ?? "";
  else if (amount !== undefined && !isPartOf(open, amount)) {
    const message = `it is no part of the amount ${amount}: between nothing and all of it may be open`;
    faults.push({ field: "open", value: open, message });
  }
  if (issueDate !== undefined && dueDate !== undefined && issueDate !== "" && dueDate < issueDate) {
    faults.push({ field: "dueDate", value: dueDate, message: `it is before the issue date ${issueDate}: correct one` });
  }
}

function isPartOf(open: string, amount: string): boolean {
  const [part, whole] = [decimalOf(open), decimalOf(amount)];
  const isSameSign = compare(part, ZERO) === 0 || part.units > 0n === whole.units > 0n;
  return isSameSign && compare(absolute(part), absolute(whole)) <= 0;
}

function decimalOf(text: string): Decimal {
  return parseDecimal(text) ?? ZERO;
}

/** Values come from files of strangers: short, and without what is not seen. */
export function shownValue(value: string): string {
  return value.slice(0, LONGEST_SHOWN).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "?");
}
