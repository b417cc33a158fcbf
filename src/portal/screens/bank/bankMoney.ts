/** Currencies of banks' entries, and exact sums in them. */
import { currencyByCode } from "../../../domain/currency.ts";
import { formatDecimal, fromMinorUnits, parseDecimal, subtract, sum } from "../../../domain/decimal.ts";
import type { Decimal } from "../../../domain/decimal.ts";
import type { Currency } from "../../words/formats.ts";

/** As the kit's money takes it. @param code ISO 4217. */
export function currencyOf(code: string): Currency {
  return { code, decimals: currencyByCode(code)?.exponent ?? null };
}

/** @returns undefined for what is no amount in the currency: it may have no further decimals than the currency. */
export function amountIn(code: string, text: string): Decimal | undefined {
  const read = parseDecimal(text.trim());
  const exponent = currencyByCode(code)?.exponent ?? 0;
  return read === undefined || read.scale > exponent ? undefined : read;
}

/** What is left of an amount, with the currency's decimals. Amounts that cannot be read yet count as nothing. */
export function leftOf(code: string, amount: string, parts: readonly string[]): string {
  const exponent = currencyByCode(code)?.exponent ?? 0;
  const read = parts.flatMap((part) => amountIn(code, part) ?? []);
  const rest = subtract(amountIn(code, amount) ?? fromMinorUnits(0n, 0), sum(read));
  return formatDecimal({ units: rest.units * 10n ** BigInt(exponent - rest.scale), scale: exponent });
}

export function isNegative(amount: string): boolean {
  return amount.startsWith("-");
}
