import { parseDecimal } from "../../src/domain/decimal.ts";
import type { Decimal } from "../../src/domain/decimal.ts";

/** A decimal as it is written. */
export function decimal(text: string): Decimal {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`${text} is no decimal`);
  return value;
}
