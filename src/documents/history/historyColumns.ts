/** How a file of invoices with the days of their settlement is laid out: what its owner declares, else what it says. */
import { setImmediate as pause } from "node:timers/promises";
import type { DateFormat, DecimalMark, Delimiter, Encoding } from "../../domain/tableFormats.ts";
import { DocumentError } from "../errors.ts";
import { guessColumns } from "../table/columns.ts";
import type { FieldWords } from "../table/columns.ts";
import { Evidence } from "../table/figures.ts";
import type { HeaderEvidence, Table } from "../table/openTable.ts";
import type { CsvRecord } from "../table/records.ts";

export const HISTORY_FIELDS = [
  ...(["customer", "invoice", "issued", "due", "currency", "settled", "paid", "amount"] as const),
] as const;
/** So many lines are read before others get their turn. */
export const SLICE = 2_000;
export type HistoryField = (typeof HISTORY_FIELDS)[number];

/** What its owner says of a file; whatever is left out, the file says itself, or it is refused. */
export interface HistorySaid {
  readonly delimiter?: Delimiter | undefined;
  readonly encoding?: Encoding | undefined;
  readonly decimal?: DecimalMark | undefined;
  readonly dates?: DateFormat | undefined;
  /** ISO 4217, for a file without a column of currencies. */
  readonly currency?: string | undefined;
}

export interface HistoryReading {
  readonly headers: readonly string[];
  readonly decimal: DecimalMark;
  readonly dates: DateFormat;
  readonly currency: string | undefined;
  cellOf(record: CsvRecord, field: HistoryField): string;
}

const WORDS: FieldWords<HistoryField> = {
  customer:
    "customer customerid customerno customernumber customeraddress buyer buyerid debtor client account kunde " +
    "kundennummer kundennr debitor debitorennummer 客户 客户编号 客户编码 买方 买方编号",
  invoice:
    "invoice invoicenumber invoiceno number documentnumber rechnung rechnungsnummer rechnungsnr belegnummer " +
    "发票号码 发票号 发票编号 单据号",
  issued:
    "issued issuedate invoicedate documentdate date rechnungsdatum belegdatum datum 开票日期 发票日期 单据日期 日期",
  due: "due duedate netduedate maturity fällig fälligkeit fälligkeitsdatum fälligam 到期日 到期日期 付款到期日",
  currency: "currency currencycode währung waehrung 币种 货币",
  settled:
    "settled settleddate settlementdate cleared clearingdate cleareddate paid paiddate paidon paymentdate bezahltam " +
    "ausgleichsdatum zahlungsdatum 付款日期 收款日期 回款日期 核销日期",
  paid: "paid paidamount amountpaid settledamount settlementamount payment zahlbetrag bezahlterbetrag 付款金额 收款金额 回款金额",
  amount: "amount invoiceamount grossamount total gross betrag rechnungsbetrag bruttobetrag 金额 发票金额 价税合计",
};
const NEEDED = ["customer", "invoice", "issued", "due", "amount", "settled"] as const;
const DATES = ["issued", "due", "settled"] as const;
const AMOUNTS = ["amount", "paid"] as const;

/** Headers are where every column is that a history needs. */
export function historyEvidence({ currency }: HistorySaid): HeaderEvidence {
  return {
    isHeaders: (cells) => missingIn(cells, currency).length === 0,
    isKnown: (header) => Object.keys(guessColumns(HISTORY_FIELDS, WORDS, [header])).length > 0,
  };
}

/** @throws DocumentError `TABLE_UNREADABLE` for what neither the owner nor the file says */
export async function historyReading(table: Table, said: HistorySaid): Promise<HistoryReading> {
  const { headers } = table;
  const missing = missingIn(headers, said.currency);
  if (missing.length > 0) {
    const wayOut = `give columns with the headers ${HISTORY_FIELDS.join(", ")}; paid may be left out`;
    throw undeclared("columns", `no column was recognised for ${missing.join(", ")}`, wayOut);
  }
  const columns = guessColumns(HISTORY_FIELDS, WORDS, headers);
  const places = new Map(HISTORY_FIELDS.map((field) => [field, headers.indexOf(columns[field] ?? "")]));
  const cellOf: HistoryReading["cellOf"] = ({ cells }, field) => (cells[places.get(field) ?? -1] ?? "").trim();
  const evidence = new Evidence();
  let lines = 0;
  for await (const record of table.records()) {
    lines += 1;
    if (lines % SLICE === 0) await pause();
    for (const field of AMOUNTS) evidence.amount(cellOf(record, field));
    for (const field of DATES) if (cellOf(record, field) !== "") evidence.date(cellOf(record, field));
  }
  const decimal = said.decimal ?? evidence.decimal;
  if (decimal === undefined) {
    throw undeclared("decimal mark", "its amounts could have a decimal point or a decimal comma", "declare which");
  }
  const dates = said.dates ?? evidence.dates;
  if (dates === undefined) {
    throw undeclared("form of dates", "its dates fit several forms or none", "declare which, such as DD/MM/YYYY");
  }
  return { headers, decimal, dates, currency: said.currency, cellOf };
}

function missingIn(headers: readonly string[], currency: string | undefined): readonly string[] {
  const columns = guessColumns(HISTORY_FIELDS, WORDS, headers);
  const needed = currency === undefined ? [...NEEDED, "currency" as const] : NEEDED;
  return needed.filter((field) => columns[field] === undefined);
}

function undeclared(field: string, problem: string, wayOut: string): DocumentError {
  return new DocumentError("TABLE_UNREADABLE", { field, value: "", problem: `${field}: ${problem}`, wayOut });
}
