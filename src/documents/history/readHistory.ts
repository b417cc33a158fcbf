/**
 * Invoices with the days on which they were settled, from a file: one line for each settlement, or one without a day
 * where an invoice is open. What stands on the lines of one invoice has to be the same on each.
 */
import { setImmediate as pause } from "node:timers/promises";
import { currencyByCode } from "../../domain/currency.ts";
import type { Currency } from "../../domain/currency.ts";
import { DecimalError, parseDecimal, toMinorUnits } from "../../domain/decimal.ts";
import type { BookItem } from "../../domain/indicators/book.ts";
import { itemOfHistory, UTC_END } from "../../domain/indicators/fromHistory.ts";
import type { HistoryInvoice, Settlement } from "../../domain/indicators/fromHistory.ts";
import { dayNumber } from "../../domain/terms.ts";
import { DocumentError } from "../errors.ts";
import { plainAmount, plainDate } from "../table/figures.ts";
import { openTable } from "../table/openTable.ts";
import type { CsvRecord } from "../table/records.ts";
import { codePoint, firstUnseen } from "../visible.ts";
import { historyEvidence, historyReading, SLICE } from "./historyColumns.ts";
import type { HistoryField, HistoryReading, HistorySaid } from "./historyColumns.ts";

/** The history of one currency. */
export interface HistoryBook {
  /** ISO 4217. */
  readonly currency: string;
  readonly exponent: number;
  /** In the order in which the file first names them. */
  readonly items: readonly BookItem[];
}

/** An invoice and its currency, ISO 4217. */
export interface HistoryRow extends HistoryInvoice {
  readonly currency: string;
}

const MOST_LINES = 500_000;
const LONGEST_NAME = 200;
/** Addresses of the ledger are the same however they are spelt. */
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;

/**
 * The history of each currency, as items of a book whose days are those of UTC.
 * @throws DocumentError that names the line, the field, its value and the way out
 */
export async function readHistory(file: Uint8Array, said: HistorySaid = {}): Promise<readonly HistoryBook[]> {
  const rows = await readHistoryRows(file, said);
  return [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, own]) => {
    const items = own.map((row) => itemOfHistory(row, UTC_END));
    return { currency, exponent: currencyByCode(currency)?.exponent ?? 0, items };
  });
}

/** The invoices of a file, each once. @throws DocumentError as {@link readHistory} */
export async function readHistoryRows(file: Uint8Array, said: HistorySaid = {}): Promise<readonly HistoryRow[]> {
  const table = await openTable(file, said, historyEvidence(said));
  const reading = await historyReading(table, said);
  const drafts = new Map<string, Draft>();
  let lines = 0;
  for await (const record of table.records()) {
    lines += 1;
    if (lines > MOST_LINES) {
      throw faultOf(record.line, "file", "", `it has more than ${MOST_LINES} lines`, "import it in several files");
    }
    if (lines % SLICE === 0) await pause();
    const line = lineOf(record, reading);
    const key = JSON.stringify([line.currency.code, line.customer, line.number]);
    const draft = drafts.get(key);
    if (draft === undefined) drafts.set(key, settleFirst(line));
    else settleMore(draft, line);
  }
  return [...drafts.values()].map(({ line: { currency, ...line }, settlements }) => {
    const { customer, number, issued, due, amount } = line;
    return { currency: currency.code, customer, number, issued, due, amount, settlements };
  });
}

interface Line {
  readonly at: number;
  readonly customer: string;
  readonly number: string;
  readonly issued: number;
  readonly due: number;
  readonly currency: Currency;
  readonly amount: bigint;
  /** Undefined where it is open. */
  readonly settled: number | undefined;
  /** Undefined where all that is open was settled. */
  readonly paid: bigint | undefined;
}

/** An invoice as far as it was read. */
interface Draft {
  readonly line: Line;
  readonly settlements: Settlement[];
  rest: bigint;
}

function settleFirst(line: Line): Draft {
  const draft = { line, settlements: [], rest: line.amount };
  settle(draft, line);
  return draft;
}

function settleMore(draft: Draft, line: Line): void {
  for (const field of ["issued", "due", "amount"] as const) {
    if (draft.line[field] === line[field]) continue;
    const problem = `the same invoice has another value on line ${draft.line.at}`;
    throw faultOf(line.at, field, line.number, problem, "give all lines of an invoice the same");
  }
  if (line.settled === undefined || draft.settlements.length === 0) {
    const problem = `line ${draft.line.at} tells of the same invoice, and one of the two has no day of settlement`;
    throw faultOf(line.at, "settled", line.number, problem, "give an invoice one line for each settlement");
  }
  settle(draft, line);
}

function settle(draft: Draft, { at, number, settled, paid, amount }: Line): void {
  if (settled === undefined) return;
  const sum = paid ?? draft.rest;
  if (sum <= 0n || sum > draft.rest) {
    const problem = `the settlements of invoice ${number} are more than its amount, or nothing`;
    throw faultOf(at, "paid", (paid ?? amount).toString(), problem, "give what each settlement settled");
  }
  draft.settlements.push({ day: settled, amount: sum });
  draft.rest -= sum;
}

function lineOf(record: CsvRecord, reading: HistoryReading): Line {
  const { cells, fault, line: at } = record;
  if (fault !== undefined) throw faultOf(at, "record", "", fault, "mend the line");
  if (cells.length !== reading.headers.length) {
    const problem = `the record has ${cells.length} cells and the headers ${reading.headers.length}`;
    throw faultOf(at, "record", cells.join(" "), problem, "give it as many");
  }
  const cellOf = (field: HistoryField): string => reading.cellOf(record, field);
  const customer = nameIn(at, "customer", cellOf("customer"));
  const code = (cellOf("currency") || (reading.currency ?? "")).toUpperCase();
  const currency = currencyByCode(code);
  if (currency === undefined) {
    throw faultOf(at, "currency", code, "it is no current code of ISO 4217", "write one, such as EUR");
  }
  const issued = dayIn(at, "issued", cellOf("issued"), reading);
  const paid = cellOf("paid");
  const settled = cellOf("settled");
  if (settled === "" && paid !== "" && amountIn(at, "paid", paid, { reading, currency }) !== 0n) {
    throw faultOf(at, "settled", settled, "money without a day", "say on which day it was paid");
  }
  return {
    ...{ at, currency, issued, number: nameIn(at, "invoice", cellOf("invoice")) },
    customer: ADDRESS.test(customer) ? customer.toLowerCase() : customer,
    due: dayIn(at, "due", cellOf("due"), reading),
    amount: positive(at, amountIn(at, "amount", cellOf("amount"), { reading, currency }), cellOf("amount")),
    settled: settled === "" ? undefined : dayIn(at, "settled", settled, reading),
    paid: paid === "" || settled === "" ? undefined : amountIn(at, "paid", paid, { reading, currency }),
  };
}

function nameIn(at: number, field: HistoryField, cell: string): string {
  const unseen = firstUnseen(cell);
  if (unseen !== undefined) {
    throw faultOf(at, field, cell, `it holds ${codePoint(unseen.character)}, which does not show`, "take it out");
  }
  if (cell !== "" && cell.length <= LONGEST_NAME) return cell;
  throw faultOf(at, field, cell, `it has ${cell.length} characters`, `write from 1 to ${LONGEST_NAME}`);
}

function dayIn(at: number, field: HistoryField, cell: string, { dates }: HistoryReading): number {
  const date = plainDate(cell, dates);
  if (date !== undefined) return dayNumber(date);
  throw faultOf(at, field, cell, `it is no day in the form ${dates}`, "write a day of the calendar in that form");
}

interface AmountForm {
  readonly reading: HistoryReading;
  readonly currency: Currency;
}

function amountIn(at: number, field: HistoryField, cell: string, { reading, currency }: AmountForm): bigint {
  const value = parseDecimal(plainAmount(cell, reading.decimal) ?? "");
  if (value === undefined) {
    throw faultOf(at, field, cell, `it is no amount with a decimal ${reading.decimal}`, "write an amount");
  }
  try {
    return toMinorUnits(value, currency.exponent, field);
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error;
    throw faultOf(at, field, cell, `${currency.code} has ${currency.exponent} decimals`, "write no more");
  }
}

function positive(at: number, amount: bigint, cell: string): bigint {
  if (amount > 0n) return amount;
  const wayOut = "leave out credit notes: they settle nothing by a payment";
  throw faultOf(at, "amount", cell, "an invoice is above nought", wayOut);
}

function faultOf(line: number, field: string, value: string, problem: string, wayOut: string): DocumentError {
  return new DocumentError("TABLE_UNREADABLE", { field, value, problem: `${field}: ${problem}`, wayOut, line });
}
