/** Dates, amounts and balances as fields of SWIFT write them. */
import type { BankAmount } from "../../../domain/bankAmount.ts";
import type { BankBalance, BankBalanceKind } from "../../../domain/bankStatement.ts";
import { calendarDate } from "../../calendarDate.ts";
import { readAmount, signed } from "../amounts.ts";
import type { AmountPlace, AmountWeight } from "../amounts.ts";
import type { FindingLog } from "../findingLog.ts";
import type { Field } from "./fields.ts";

/** Years of two digits: SWIFT began in the seventies, so 80 to 99 are of the last century. */
const FIRST_YEAR = 80;

/** The day of `YYMMDD`; undefined, with the warning FORMAT-DATE, when the calendar has none (30 February). */
export function dateOf(text: string, place: AmountPlace, log: FindingLog): string | undefined {
  const year = Number(text.slice(0, 2));
  const century = year >= FIRST_YEAR ? 1900 : 2000;
  return dayOf(century + year, text.slice(2), text, place, log);
}

const MONTHS = 12;

/** The day of `MMDD` in the year that brings it closest to `near`, which it differs from by days. */
export function nearDateOf(text: string, near: string, place: AmountPlace, log: FindingLog): string | undefined {
  const year = Number(near.slice(0, 4));
  const months = Number(text.slice(0, 2)) - Number(near.slice(5, 7));
  const turn = months > MONTHS / 2 ? -1 : months < -MONTHS / 2 ? 1 : 0;
  return dayOf(year + turn, text, text, place, log);
}

function dayOf(
  year: number,
  monthDay: string,
  written: string,
  { field, line }: AmountPlace,
  log: FindingLog,
): string | undefined {
  const date = calendarDate(year, Number(monthDay.slice(0, 2)), Number(monthDay.slice(2, 4)));
  if (date === undefined) {
    log.warn("FORMAT-DATE", field, "The date is no day of the calendar.", { actual: written, line });
  }
  return date;
}

/** An amount with a decimal comma, "12,5" or "12,"; unsigned. See readAmount for its findings. */
export function amountOf(
  text: string,
  currency: string | undefined,
  place: AmountPlace,
  log: FindingLog,
  weight: AmountWeight = "error",
): BankAmount | undefined {
  return readAmount(text.replace(",", "."), currency, place, log, weight);
}

const KINDS: ReadonlyMap<string, BankBalanceKind> = new Map([
  ["60F", "opening"],
  ["60M", "interimOpening"],
  ["62F", "closing"],
  ["62M", "interimClosing"],
  ["64", "closingAvailable"],
  ["65", "forwardAvailable"],
]);

const BALANCE = /^([CD])(\d{6})([A-Z]{3})?([\d.,]{1,40})\s*$/;

/**
 * Fields 60, 62, 64 and 65. One without a currency has that of the statement, with a warning.
 * @returns undefined, with an error finding, for what is no balance.
 */
export function balanceOf(field: Field, currency: string | undefined, log: FindingLog): BankBalance | undefined {
  const { tag, line, lines } = field;
  const text = (lines[0] ?? "").trim();
  const place = { field: `field ${tag}`, line };
  const [, mark, date = "", own, amount = ""] = BALANCE.exec(text) ?? [];
  if (mark === undefined) {
    log.error("BALANCE-UNREADABLE", place.field, "The balance cannot be read.", { actual: text, line });
    return undefined;
  }
  if (own === undefined) {
    log.warn("SCHEMA-MISSING", place.field, "The balance names no currency.", { actual: text, line });
  }
  const money = amountOf(amount, own ?? currency, place, log);
  if (money === undefined) return undefined;
  const kind = KINDS.get(tag) ?? "other";
  return { ...signed(money, mark === "C"), kind, code: tag, date: dateOf(date, place, log) };
}
