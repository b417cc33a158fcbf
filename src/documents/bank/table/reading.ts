/**
 * How a bank's table is read: what its owner declares, and else what the file itself says. Of two readings none is
 * chosen.
 */
import { BANK_FIELDS } from "../../../domain/bankFormat.ts";
import type { BankField } from "../../../domain/bankFormat.ts";
import type { DateFormat, DecimalMark, Delimiter } from "../../../domain/tableFormats.ts";
import { guessColumns } from "../../table/columns.ts";
import { Evidence } from "../../table/figures.ts";
import type { Table } from "../../table/openTable.ts";
import type { CsvRecord } from "../../table/records.ts";
import { BankFileError } from "../errors.ts";
import { BANK_WORDS } from "./fields.ts";
import type { BankColumns } from "./fields.ts";

/** What the owner of a file says of it, as far as it does. */
export interface BankTableDeclarations {
  readonly columns?: BankColumns;
  readonly delimiter?: Delimiter;
  readonly decimal?: DecimalMark;
  readonly dates?: DateFormat;
  /** ISO 4217, for a file without a column of currencies. */
  readonly currency?: string;
  /** The account, for a file without a column of accounts. */
  readonly account?: string;
}

/** How a table was read, to be shown and confirmed. */
export interface BankTableReading {
  readonly headers: readonly string[];
  readonly columns: BankColumns;
  readonly decimal: DecimalMark;
  readonly dates: DateFormat;
  /** Whether the column of debits writes a minus itself. */
  readonly debitsAreNegative: boolean;
  readonly currency: string | undefined;
  readonly account: string | undefined;
}

const FIGURES = ["amount", "debit", "credit", "balance"] as const;
const DAYS = ["bookingDate", "valueDate"] as const;

/** The trimmed cell of a field; empty where no column is mapped. */
export type CellOf = (record: CsvRecord, field: BankField) => string;

/** @throws BankFileError `MAPPING_UNCLEAR` for what neither the owner nor the file says */
export async function tableReadingOf(table: Table, said: BankTableDeclarations): Promise<BankTableReading> {
  const { headers } = table;
  const columns = { ...guessColumns(BANK_FIELDS, BANK_WORDS, headers), ...said.columns };
  checkColumns(columns, headers, said.currency);
  const cellOf = cellsOf(columns, headers);
  const evidence = new Evidence();
  let positive = 0;
  let negative = 0;
  for await (const record of table.records()) {
    for (const field of FIGURES) evidence.amount(cellOf(record, field));
    for (const field of DAYS) evidence.date(cellOf(record, field));
    const debit = cellOf(record, "debit");
    if (debit.startsWith("-")) negative += 1;
    else if (/[1-9]/.test(debit)) positive += 1;
  }
  if (positive > 0 && negative > 0) {
    throw unclear("debit", "some debits have a minus and some have none", "name one column as amount instead");
  }
  const decimal = said.decimal ?? evidence.decimal;
  if (decimal === undefined) {
    throw unclear("decimal", "the amounts could have a decimal point or a decimal comma", "declare point or comma");
  }
  const dates = said.dates ?? evidence.dates;
  if (dates === undefined) {
    throw unclear("dates", "the dates fit several forms or none", "declare their form, such as DD/MM/YYYY");
  }
  const { currency, account } = said;
  return { headers, columns, decimal, dates, debitsAreNegative: negative > 0, currency, account };
}

export function cellsOf(columns: BankColumns, headers: readonly string[]): CellOf {
  const places = new Map(BANK_FIELDS.map((field) => [field, headers.indexOf(columns[field] ?? "")]));
  return ({ cells }, field) => (cells[places.get(field) ?? -1] ?? "").trim();
}

function checkColumns(columns: BankColumns, headers: readonly string[], currency: string | undefined): void {
  for (const [field, header] of Object.entries(columns)) {
    const count = headers.filter((one) => one === header).length;
    if (count === 1) continue;
    const problem = count === 0 ? `there is no column "${header}"` : `there are ${count} columns "${header}"`;
    throw unclear(field, problem, `name one of: ${headers.join(", ")}`);
  }
  const { amount, debit, credit } = columns;
  const hasAmount = amount !== undefined || (debit !== undefined && credit !== undefined);
  const missing = [
    ...(columns.bookingDate === undefined && columns.valueDate === undefined ? ["bookingDate"] : []),
    ...(hasAmount ? [] : ["amount, or debit and credit"]),
    ...(columns.currency === undefined && currency === undefined ? ["currency"] : []),
  ];
  if (missing.length === 0) return;
  const problem = `no column was recognised for ${missing.join("; ")}`;
  throw unclear("columns", problem, `say which of these it is: ${headers.join(", ")}`);
}

function unclear(field: string, problem: string, wayOut: string): BankFileError {
  return new BankFileError("MAPPING_UNCLEAR", {
    field,
    value: "",
    problem: `The table is not clear: ${problem}`,
    wayOut,
  });
}
