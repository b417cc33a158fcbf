import type { BankAmount } from "../../../domain/bankAmount.ts";
import type { BankEntryStatus } from "../../../domain/bankStatement.ts";
import { signed } from "../amounts.ts";
import type { FindingLog } from "../findingLog.ts";
import { reference } from "../text.ts";
import type { Field } from "./fields.ts";
import { amountOf, dateOf, nearDateOf } from "./values.ts";

/** What field 61 says of an entry. */
export interface StatementLine {
  readonly money: BankAmount;
  readonly status: BankEntryStatus;
  readonly reversal: boolean;
  readonly valueDate: string | undefined;
  readonly bookingDate: string | undefined;
  /** Type and code: NTRF, FMSC, S051. */
  readonly code: string | undefined;
  readonly reference: string | undefined;
  readonly bankReference: string | undefined;
  /** Subfield 9, the lines behind the first. */
  readonly supplementary: readonly string[];
}

/**
 * Value date, entry date, mark, funds code, amount, type with code, the owner's reference; the bank's follows on "//".
 * German banks write CR and DR where SWIFT has the mark and then the third letter of the currency (EUR): it reads the
 * same.
 */
const LINE =
  /^(\d{6})(\d{4}|\s{4})?(RC|RD|EC|ED|C|D)([A-Z])?\s?(\d{1,20}(?:[.,]\d{0,15})?)(?:([A-Z][A-Z0-9 ]{3})(.*))?$/;

/** A mark says where the money goes; RC takes a credit back, RD a debit, EC and ED are only expected (MT942). */
const MARKS: ReadonlyMap<
  string,
  { readonly isCredit: boolean; readonly reversal: boolean; readonly expected: boolean }
> = new Map([
  ["C", { isCredit: true, reversal: false, expected: false }],
  ["D", { isCredit: false, reversal: false, expected: false }],
  ["RC", { isCredit: false, reversal: true, expected: false }],
  ["RD", { isCredit: true, reversal: true, expected: false }],
  ["EC", { isCredit: true, reversal: false, expected: true }],
  ["ED", { isCredit: false, reversal: false, expected: true }],
]);

/**
 * @param at "entries[3]"
 * @returns undefined, with an error finding, for a line without which the entry has no amount.
 */
export function statementLineOf(
  field: Field,
  currency: string | undefined,
  at: string,
  log: FindingLog,
): StatementLine | undefined {
  const { line } = field;
  const [parts, supplementary] = matched(field.lines);
  const [, value = "", entryDate, mark = "", , amount = "", code, references = ""] = parts ?? [];
  const direction = MARKS.get(mark);
  if (direction === undefined) {
    const details = { actual: field.lines[0] ?? "", line };
    log.error("FORMAT-ENTRY", at, "The line of the entry cannot be read.", details);
    return undefined;
  }
  const money = amountOf(amount, currency, { field: `${at}.amount`, line }, log);
  if (money === undefined) return undefined;
  const valueDate = dateOf(value, { field: `${at}.valueDate`, line }, log);
  const near = valueDate ?? `20${value.slice(0, 2)}-${value.slice(2, 4)}`;
  const bookingPlace = { field: `${at}.bookingDate`, line };
  const [own = "", ...bank] = references.split("//");
  return {
    money: signed(money, direction.isCredit),
    status: direction.expected ? "pending" : "booked",
    reversal: direction.reversal,
    valueDate,
    bookingDate: entryDate?.trim() ? nearDateOf(entryDate, near, bookingPlace, log) : undefined,
    code: code?.trim(),
    reference: reference(own),
    bankReference: reference(bank.join("//")),
    supplementary: supplementary.map((text) => text.trim()).filter((text) => text !== ""),
  };
}

/** Some banks break the line in the middle, so that its second half stands where the supplementary details do. */
function matched(lines: readonly string[]): readonly [RegExpExecArray | null, readonly string[]] {
  const [first = "", second = "", ...rest] = lines;
  const whole = LINE.exec(first.trimEnd());
  if (whole !== null) return [whole, lines.slice(1)];
  return [LINE.exec(`${first.trimEnd()}${second.trimEnd()}`), rest];
}
