import type { BankAmount } from "../../domain/bankAmount.ts";
import { currencyByCode } from "../../domain/currency.ts";
import { parseDecimal, shortest, toMinorUnits } from "../../domain/decimal.ts";
import type { FindingLog } from "./findingLog.ts";
import { MAX_AMOUNT_DIGITS } from "./limits.ts";

/**
 * Currencies that were withdrawn and stand in statements of their time, with their ISO 4217 exponents. They may be
 * read; nothing new is due in them.
 */
const WITHDRAWN: ReadonlyMap<string, number> = new Map([
  ...["ATS", "ANG", "BGN", "CYP", "DEM", "EEK", "FIM", "FRF", "HRK", "IEP", "LTL", "LVL"].map(withCents),
  ...["MTL", "NLG", "ROL", "SIT", "SKK", "VEF", "ZWL"].map(withCents),
  ["BEF", 0],
  ["ESP", 0],
  ["ITL", 0],
  ["LUF", 0],
]);

function withCents(code: string): [string, number] {
  return [code, 2];
}

/** Where an amount stands, for what is to be said of it. */
export interface AmountPlace {
  readonly field: string;
  readonly line: number;
}

/** How bad an amount is that cannot be read: that of an entry keeps its statement from being posted. */
export type AmountWeight = "error" | "warning";

/**
 * The amount in whole minor units, unsigned; trailing zeros behind the point lose nothing. Undefined, with a finding of
 * the given weight, for what is no unsigned decimal of at most MAX_AMOUNT_DIGITS digits (FORMAT-AMOUNT), a currency
 * that ISO 4217 has never had (CURRENCY-UNKNOWN), and an amount finer than its currency (MINOR-UNITS), which is never
 * rounded.
 *
 * @param text With a point: "12.50".
 */
export function readAmount(
  text: string,
  code: string | undefined,
  place: AmountPlace,
  log: FindingLog,
  weight: AmountWeight = "error",
): BankAmount | undefined {
  const read = moneyOf(text, code);
  if ("rule" in read) {
    const details = { actual: read.actual, line: place.line };
    if (weight === "error") log.error(read.rule, place.field, read.message, details);
    else log.warn(read.rule, place.field, read.message, details);
    return undefined;
  }
  if (WITHDRAWN.has(read.currency)) {
    const details = { actual: read.currency, line: place.line };
    log.warnOnce("CURRENCY-WITHDRAWN", place.field, "The currency has been withdrawn.", details);
  }
  return read;
}

/** Why a text is no amount. */
interface NoAmount {
  readonly rule: string;
  readonly message: string;
  readonly actual: string;
}

function moneyOf(text: string, code: string | undefined): BankAmount | NoAmount {
  const decimal = parseDecimal(text);
  if (decimal === undefined || /^[+-]/.test(text) || decimal.units >= 10n ** BigInt(MAX_AMOUNT_DIGITS)) {
    const message = `The amount is no unsigned decimal number of at most ${MAX_AMOUNT_DIGITS} digits.`;
    return { rule: "FORMAT-AMOUNT", message, actual: text };
  }
  if (code === undefined) return { rule: "CURRENCY-MISSING", message: "The amount names no currency.", actual: text };
  const exponent = currencyByCode(code)?.exponent ?? WITHDRAWN.get(code);
  if (exponent === undefined)
    return { rule: "CURRENCY-UNKNOWN", message: "ISO 4217 has no such currency.", actual: code };
  if (shortest(decimal).scale > exponent) {
    const message = "The amount is no whole number of the currency's minor units.";
    return { rule: "MINOR-UNITS", message, actual: `${text} ${code}` };
  }
  return { amount: toMinorUnits(decimal, exponent, "amount"), currency: code, exponent };
}

/** The same amount with a sign: money out is negative. */
export function signed(amount: BankAmount, isCredit: boolean): BankAmount {
  return isCredit ? amount : { ...amount, amount: -amount.amount };
}
