/** Figures of a quote as people write them: major units, percentages, exact fractions cut to some decimals. */
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";

/** Minor units in major units, without grouping: 1000000n with 2 decimals is "10000.00". */
export function major(units: bigint, exponent: number): string {
  return formatDecimal(fromMinorUnits(units, exponent));
}

/** Hundredths of a per cent as per cent: 3724n is "37.24". */
export function hundredths(value: bigint): string {
  return formatDecimal({ units: value, scale: 2 });
}

/** Decimals that an unrounded sum is shown with, beyond the minor unit. */
const FINER = 4;

/** A fraction of minor units in major units, to four decimals below the minor unit, half up. */
export function finer(numerator: bigint, denominator: bigint, exponent: number): string {
  const scaled = numerator * 10n ** BigInt(FINER);
  return major((2n * scaled + denominator) / (2n * denominator), exponent + FINER);
}
