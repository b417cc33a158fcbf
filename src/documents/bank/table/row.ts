/** A row of a bank's table into an entry. */
import type { BankAmount } from "../../../domain/bankAmount.ts";
import type { BankField } from "../../../domain/bankFormat.ts";
import type { BankDetail, BankEntry } from "../../../domain/bankStatement.ts";
import { plainAmount, plainDate } from "../../table/figures.ts";
import type { CsvRecord } from "../../table/records.ts";
import { readAmount, signed } from "../amounts.ts";
import type { FindingLog } from "../findingLog.ts";
import { accountNumber, filled, reference } from "../text.ts";
import { isCreditWord } from "./fields.ts";
import type { BankTableReading } from "./reading.ts";

/** One row with what is needed to read it. */
export interface Row {
  readonly record: CsvRecord;
  readonly index: number;
  readonly currency: string | undefined;
  readonly cell: (field: BankField) => string;
}

/** @returns undefined, with an error finding, for a row whose amount, sign or day cannot be read. */
export function entryOf(row: Row, reading: BankTableReading, log: FindingLog): BankEntry | undefined {
  const { record, index, cell } = row;
  const at = `entries[${index}]`;
  const { line } = record;
  const problem = record.fault ?? cellCount(record, reading);
  if (problem !== undefined) {
    log.error("FORMAT-ENTRY", at, "The row cannot be read.", { actual: problem, line });
    return undefined;
  }
  const money = moneyOf(row, reading, `${at}.amount`, log);
  const bookingDate = dateOf(row, "bookingDate", reading, at, log);
  const valueDate = dateOf(row, "valueDate", reading, at, log);
  if (money === undefined || bookingDate === "unreadable" || valueDate === "unreadable") return undefined;
  return {
    ...money,
    index,
    line,
    status: "booked",
    reversal: false,
    bookingDate,
    valueDate,
    bankReference: reference(cell("bankReference")),
    reference: reference(cell("reference")),
    transactionCode: undefined,
    batch: undefined,
    charges: [],
    additionalInformation: undefined,
    details: [detailOf(row)],
  };
}

function cellCount({ cells }: CsvRecord, { headers }: BankTableReading): string | undefined {
  return cells.length === headers.length ? undefined : `${cells.length} cells, ${headers.length} headers`;
}

/** One signed column, one with a column of signs, or two columns of which one is filled. */
function moneyOf(row: Row, reading: BankTableReading, at: string, log: FindingLog): BankAmount | undefined {
  const { cell, record } = row;
  const place = { field: at, line: record.line };
  if (reading.columns.amount !== undefined) {
    const money = signedAmount(row, cell("amount"), reading, at, log);
    if (money === undefined || reading.columns.sign === undefined) return money;
    const isCredit = isCreditWord(cell("sign"));
    if (isCredit !== undefined && money.amount >= 0n) return signed(money, isCredit);
    const message = "Nothing says whether the money came in or went out.";
    log.error("FORMAT-SIGN", at, message, { actual: `${cell("amount")} ${cell("sign")}`, line: place.line });
    return undefined;
  }
  const debit = filledAmount(cell("debit"));
  const credit = filledAmount(cell("credit"));
  if ((debit === undefined) === (credit === undefined)) {
    const details = { actual: `${cell("debit")} | ${cell("credit")}`, line: place.line };
    log.error("FORMAT-SIGN", at, "Of debit and credit not exactly one is filled.", details);
    return undefined;
  }
  const money = signedAmount(row, debit ?? credit ?? "", reading, at, log);
  if (money === undefined || credit !== undefined || reading.debitsAreNegative) return money;
  return signed(money, false);
}

/** Some banks fill the other column with a zero. */
function filledAmount(cell: string): string | undefined {
  return /[1-9]/.test(cell) ? cell : undefined;
}

export function signedAmount(
  { currency, record }: Row,
  text: string,
  { decimal }: BankTableReading,
  at: string,
  log: FindingLog,
): BankAmount | undefined {
  const plain = plainAmount(text, decimal);
  if (plain === undefined) {
    const message = `The amount is no number with a decimal ${decimal}.`;
    log.error("FORMAT-AMOUNT", at, message, { actual: text, line: record.line });
    return undefined;
  }
  const money = readAmount(plain.replace(/^[+-]/, ""), currency, { field: at, line: record.line }, log);
  return money === undefined ? undefined : signed(money, !plain.startsWith("-"));
}

function dateOf(
  { cell, record }: Row,
  field: "bookingDate" | "valueDate",
  { dates }: BankTableReading,
  at: string,
  log: FindingLog,
): string | undefined {
  const text = cell(field);
  if (text === "") return undefined;
  const date = plainDate(text, dates);
  if (date !== undefined) return date;
  const details = { actual: text, line: record.line };
  log.error("FORMAT-DATE", `${at}.${field}`, `The date is no day of the calendar as ${dates}.`, details);
  return "unreadable";
}

function detailOf({ cell }: Row): BankDetail {
  const text = filled(cell("text"));
  return {
    money: undefined,
    references: {
      messageId: undefined,
      bankReference: undefined,
      paymentInformationId: undefined,
      instructionId: undefined,
      endToEndId: reference(cell("endToEndId")),
      transactionId: undefined,
      uetr: undefined,
      mandateId: undefined,
      clearingReference: undefined,
    },
    counterparty: {
      name: filled(cell("counterparty")),
      ...accountNumber(cell("counterpartyAccount")),
      bic: undefined,
    },
    ultimateCounterparty: undefined,
    unstructured: text === undefined ? [] : [text],
    structured: [],
    additionalInformation: undefined,
    returned: undefined,
    instructed: undefined,
    counterValue: undefined,
    exchange: undefined,
    charges: [],
  };
}
