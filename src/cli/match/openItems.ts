/** A creditor's open items and the parties that owe them, from one table. */
import { DocumentError } from "../../documents/errors.ts";
import { guessColumns } from "../../documents/table/columns.ts";
import type { ColumnsOf, FieldWords } from "../../documents/table/columns.ts";
import { Evidence, plainAmount, plainDate } from "../../documents/table/figures.ts";
import { openTable } from "../../documents/table/openTable.ts";
import type { CsvRecord } from "../../documents/table/records.ts";
import { visible } from "../../documents/visible.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal, shortest } from "../../domain/decimal.ts";
import type { DateFormat, DecimalMark } from "../../domain/tableFormats.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { ItemDiscount, OpenItem, Party } from "../../reconciliation/cash/model.ts";
import { CommandError, EXIT } from "../exit.ts";
import { readFileBytes } from "../readText.ts";
import { minorUnitsOf } from "./figures.ts";

const FIELDS = [
  "number",
  "payer",
  "payerName",
  "payerAccount",
  "currency",
  "open",
  "issued",
  "due",
  "references",
  "discountPercent",
  "discountUntil",
  "disputed",
] as const;
type Field = (typeof FIELDS)[number];

const WORDS: FieldWords<Field> = {
  number:
    "number invoicenumber invoiceno invoice documentnumber documentno rechnungsnummer belegnummer 发票号码 单据编号",
  payer: "payer payerid customerid customer customernumber debtor debtornumber kundennummer debitor 客户编号",
  payerName: "payername customername debtorname kunde name kundenname 客户名称",
  payerAccount: "payeraccount iban account bankaccount konto 银行账号",
  currency: "currency currencycode curr währung devise moneda 币种 货币",
  open: "open openamount outstanding amountdue amount offen offenerbetrag betrag 未收金额 余额 金额",
  issued: "issued issuedate invoicedate documentdate date belegdatum rechnungsdatum datum 开票日期 日期",
  due: "due duedate netduedate fälligkeit fälligam échéance 到期日",
  references: "references reference otherreferences creditorreference assignment referenz 参考号",
  discountPercent: "discountpercent discount skonto skontosatz 折扣率",
  discountUntil: "discountuntil discountdate skontodatum 折扣到期日",
  disputed: "disputed dispute strittig 争议",
};
const NEEDED: readonly Field[] = ["number", "payer", "currency", "open", "issued", "due"];
const DATES = ["issued", "due", "discountUntil"] as const;
const MOST_FAULTS = 10;
const MOST_REFERENCES = 20;
/** Of one per cent, in parts per million. */
const PER_CENT_DECIMALS = 4;
const WHOLE = 1_000_000n;
const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ["", false],
  ["no", false],
  ["yes", true],
]);

export interface OpenItems {
  readonly items: readonly OpenItem[];
  readonly parties: readonly Party[];
}

interface Reading {
  readonly columns: ColumnsOf<Field>;
  readonly headers: readonly string[];
  readonly decimal: DecimalMark;
  readonly dates: DateFormat;
}

/** What is wrong in one cell. */
class CellFault extends Error {}

/** @throws CommandError ITEMS_UNREADABLE with what is wrong, line by line */
export async function readOpenItems(file: string): Promise<OpenItems> {
  const bytes = readFileBytes(file, "split it by payer");
  try {
    return await itemsOf(file, bytes);
  } catch (error) {
    if (error instanceof DocumentError) throw unreadable(file, error.message);
    throw error;
  }
}

function unreadable(file: string, message: string): CommandError {
  return new CommandError("ITEMS_UNREADABLE", `${visible(file)}: ${visible(message)}`, EXIT.document);
}

async function itemsOf(file: string, bytes: Uint8Array): Promise<OpenItems> {
  const table = await openTable(bytes);
  const columns = guessColumns(FIELDS, WORDS, table.headers);
  const missing = NEEDED.filter((field) => columns[field] === undefined);
  if (missing.length > 0) {
    throw unreadable(file, `no column for ${missing.join(", ")} among ${table.headers.join(", ")}: name them so`);
  }
  const evidence = new Evidence();
  for await (const record of table.records()) {
    evidence.amount(cellOf(record, columns, table.headers, "open"));
    for (const field of DATES) evidence.date(cellOf(record, columns, table.headers, field));
  }
  const { decimal, dates = "YYYY-MM-DD" } = evidence;
  if (decimal === undefined) throw unreadable(file, "its amounts fit a decimal point and a comma: write a point");
  const reading = { columns, headers: table.headers, decimal, dates };
  const items: OpenItem[] = [];
  const parties = new Map<string, { names: Set<string>; accounts: Set<string> }>();
  const faults: string[] = [];
  for await (const record of table.records()) {
    try {
      items.push(itemOf(record, reading));
      note(parties, record, reading);
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      if (faults.length < MOST_FAULTS) faults.push(`line ${record.line}, ${error.message}`);
    }
  }
  if (faults.length > 0) throw unreadable(file, faults.join("; "));
  return { items, parties: [...parties].map(([id, { names, accounts }]) => party(id, names, accounts)) };
}

function party(id: string, names: ReadonlySet<string>, accounts: ReadonlySet<string>): Party {
  return { id, names: [...names], accounts: [...accounts] };
}

function cellOf({ cells }: CsvRecord, columns: ColumnsOf<Field>, headers: readonly string[], field: Field): string {
  const header = columns[field];
  return header === undefined ? "" : (cells[headers.indexOf(header)] ?? "").trim();
}

function note(
  parties: Map<string, { names: Set<string>; accounts: Set<string> }>,
  record: CsvRecord,
  { columns, headers }: Reading,
): void {
  const text = (field: Field): string => cellOf(record, columns, headers, field);
  const known = parties.get(text("payer")) ?? { names: new Set(), accounts: new Set() };
  parties.set(text("payer"), known);
  if (text("payerName") !== "") known.names.add(text("payerName"));
  if (text("payerAccount") !== "") known.accounts.add(text("payerAccount"));
}

/** @throws CellFault */
function itemOf(record: CsvRecord, reading: Reading): OpenItem {
  if (record.fault !== undefined) throw new CellFault(record.fault);
  const text = (field: Field): string => cellOf(record, reading.columns, reading.headers, field);
  const needed = (field: Field): string => text(field) || fail(field, "", "write it");
  const currency = currencyByCode(needed("currency"));
  if (currency === undefined) return fail("currency", text("currency"), "write a code of ISO 4217, such as EUR");
  const plain = plainAmount(needed("open"), reading.decimal) ?? "";
  const amount = minorUnitsOf(plain, currency.exponent);
  if (amount === undefined) {
    return fail("open", text("open"), `write an amount with at most ${currency.exponent} decimals`);
  }
  const number = needed("number");
  const others = text("references").split(/[;|]/).slice(0, MOST_REFERENCES);
  return {
    ...{ id: number, payer: needed("payer"), currency: currency.code, amount },
    issued: dayOf("issued", needed("issued"), reading),
    due: dayOf("due", needed("due"), reading),
    references: [number, ...others.map((other) => other.trim()).filter((other) => other !== "")],
    discount: discountOf(text("discountPercent"), text("discountUntil"), reading),
    disputed: TRUTH.get(text("disputed").toLowerCase()) ?? fail("disputed", text("disputed"), "write yes or no"),
  };
}

function discountOf(percent: string, until: string, reading: Reading): ItemDiscount | undefined {
  if (percent === "" && until === "") return undefined;
  const value = parseDecimal(plainAmount(percent, reading.decimal) ?? "");
  const rate = value === undefined ? undefined : minorUnitsOf(percent.replace(",", "."), PER_CENT_DECIMALS);
  if (value === undefined || rate === undefined || shortest(value).units <= 0n || rate >= WHOLE) {
    return fail("discountPercent", percent, "write per cent above 0 and below 100, with a day until which it holds");
  }
  return { rate, until: dayOf("discountUntil", until, reading), onParts: false };
}

function dayOf(field: Field, text: string, { dates }: Reading): number {
  const date = plainDate(text, dates);
  return date === undefined ? fail(field, text, `write a day of the calendar as ${dates}`) : dayNumber(date, field);
}

function fail(field: Field, value: string, wayOut: string): never {
  throw new CellFault(`${field} ${JSON.stringify(value)}: ${wayOut}`);
}
