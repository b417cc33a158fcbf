/** Amounts as files write them. */
import { DecimalError, parseDecimal, toMinorUnits } from "../../domain/decimal.ts";

/** Minor units of a currency with so many decimals; undefined for what is no amount, or has more decimals. */
export function minorUnitsOf(text: string, exponent: number): bigint | undefined {
  const value = parseDecimal(text);
  if (value === undefined) return undefined;
  try {
    return toMinorUnits(value, exponent, "amount");
  } catch (error) {
    if (error instanceof DecimalError) return undefined;
    throw error;
  }
}
