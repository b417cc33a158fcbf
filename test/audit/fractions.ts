/** What the exact reckoning needs of fractions and the auditor does not. */
import { add, rational } from "../../src/audit/rational.ts";
import type { Rational } from "../../src/audit/rational.ts";

export function subtract(left: Rational, right: Rational): Rational {
  return add(left, { numerator: -right.numerator, denominator: right.denominator });
}

/** @throws RangeError if the divisor is zero. */
export function divide(left: Rational, right: Rational): Rational {
  return rational(left.numerator * right.denominator, left.denominator * right.numerator);
}
