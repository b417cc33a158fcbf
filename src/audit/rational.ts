/**
 * Exact fractions on bigint. What the auditor reckons stays a fraction until the one place where it becomes money.
 */

/** A fraction in lowest terms; the denominator is above zero, so that equal fractions are equal field by field. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Rational = { numerator: 0n, denominator: 1n };
export const ONE: Rational = { numerator: 1n, denominator: 1n };

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function commonDivisor(left: bigint, right: bigint): bigint {
  let [larger, smaller] = [magnitude(left), magnitude(right)];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/**
 * Makes a fraction, in lowest terms.
 * @throws RangeError if the denominator is zero.
 */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new RangeError(`${String(numerator)}/0 is no number; give a denominator that is not 0`);
  const divisor = commonDivisor(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export function add(left: Rational, right: Rational): Rational {
  return rational(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );
}

export function multiply(left: Rational, right: Rational): Rational {
  return rational(left.numerator * right.numerator, left.denominator * right.denominator);
}

export function sum(terms: readonly Rational[]): Rational {
  return terms.reduce(add, ZERO);
}

/** Below zero if `left` is the smaller, above zero if it is the larger, zero if they are equal. */
export function compare(left: Rational, right: Rational): -1 | 0 | 1 {
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

export function smaller(left: Rational, right: Rational): Rational {
  return compare(left, right) <= 0 ? left : right;
}

export function larger(left: Rational, right: Rational): Rational {
  return compare(left, right) >= 0 ? left : right;
}

/** The largest integer that is not above the value. */
export function roundDown({ numerator, denominator }: Rational): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && numerator % denominator !== 0n ? quotient - 1n : quotient;
}

/** The smallest integer that is not below the value. */
export function roundUp({ numerator, denominator }: Rational): bigint {
  return -roundDown({ numerator: -numerator, denominator });
}

/** The nearest integer; a half goes up, towards the larger number. */
export function roundHalfUp({ numerator, denominator }: Rational): bigint {
  return roundDown({ numerator: 2n * numerator + denominator, denominator: 2n * denominator });
}
