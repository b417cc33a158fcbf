/** Exact fractions of indicators, which may be below nought: rounded half up once, and undefined over nought. */
import { PARTS_PER_MILLION } from "../money.ts";

/** Hundredths of a day in a day: in them durations are given, so that 78.86 days are 7,886. */
export const HUNDREDTHS = 100n;

/** A fraction rounded half up: 2.5 to 3, -2.5 to -2. @param denominator Above 0. */
export function rounded(numerator: bigint, denominator: bigint): bigint {
  const doubled = 2n * numerator + denominator;
  const quotient = doubled / (2n * denominator);
  return doubled < 0n && quotient * 2n * denominator !== doubled ? quotient - 1n : quotient;
}

/** A fraction in parts per million; undefined unless the denominator is above nought. */
export function ppmOf(numerator: bigint, denominator: bigint): bigint | undefined {
  return denominator > 0n ? rounded(numerator * PARTS_PER_MILLION, denominator) : undefined;
}

/** A fraction of days in hundredths of a day; undefined unless the denominator is above nought. */
export function hundredthsOf(numerator: bigint, denominator: bigint): bigint | undefined {
  return denominator > 0n ? rounded(numerator * HUNDREDTHS, denominator) : undefined;
}

/** Adds to the sum that a key has. */
export function addTo<K>(sums: Map<K, bigint>, key: K, amount: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
}

/** By value, for a sort; those of the same value keep their order. */
export function byAmount(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
