/** What was asked for in the units of what is signed, and whether a value is what it has to be. */
import { DecimalError, parseDecimal, toMinorUnits } from "../../../domain/decimal.ts";
import type { Address } from "../../../domain/receivable.ts";
import { UncomparableError } from "./expected.ts";
import type { Wanted } from "./expected.ts";
import type { CurrencyOf } from "./reading.ts";
import type { Value } from "./values.ts";

const DAY_MILLISECONDS = 86_400_000;
const PPM_DECIMALS = 4;

/** Hex as values have it. */
export function lower(hex: string | undefined): string | undefined {
  return hex?.toLowerCase();
}

/** Days since 1970-01-01. @throws UncomparableError for what is no date */
export function dayOf(date: string | undefined): bigint | undefined {
  if (date === undefined) return undefined;
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(date)) throw new UncomparableError(date);
  return BigInt(time / DAY_MILLISECONDS);
}

/** Unix seconds. @throws UncomparableError for what is no instant */
export function secondsOf(instant: string | undefined): bigint | undefined {
  if (instant === undefined) return undefined;
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new UncomparableError(instant);
  return BigInt(Math.floor(time / 1000));
}

/** Parts per million of per cents. @throws UncomparableError for what is no decimal, or has more decimals */
export function ppmOf(percent: string | undefined): bigint | undefined {
  return percent === undefined ? undefined : scaled(percent, PPM_DECIMALS);
}

/**
 * Minor units of an amount as the wire writes it: whole minor units, where the currency is not known.
 * @throws UncomparableError for what is no amount of the currency, and where nothing says in which currency it is
 */
export function unitsOf(text: string, currency: unknown, currencyOf: CurrencyOf): bigint {
  if (typeof currency !== "string") throw new UncomparableError(text);
  return scaled(text, currencyOf(currency as Address)?.decimals ?? 0);
}

/** Several texts: one of them. Several numbers: these, in this order. */
export function isWanted(value: Value | undefined, wanted: Wanted): boolean {
  if (typeof wanted !== "object") return sameCase(value) === sameCase(wanted);
  if (wanted.some((one) => typeof one === "string")) return wanted.some((one) => sameCase(one) === sameCase(value));
  const list = Array.isArray(value) ? (value as readonly Value[]) : [];
  return list.length === wanted.length && list.every((one, index) => one === wanted[index]);
}

/** Hex is the same in either case; text is not. */
function sameCase(value: Value | undefined): Value | undefined {
  return typeof value === "string" && /^0x[0-9a-fA-F]*$/.test(value) ? value.toLowerCase() : value;
}

function scaled(text: string, decimals: number): bigint {
  const decimal = parseDecimal(text);
  if (decimal === undefined) throw new UncomparableError(text);
  try {
    return toMinorUnits(decimal, decimals, "amount");
  } catch (error) {
    if (error instanceof DecimalError) throw new UncomparableError(text);
    throw error;
  }
}
