/** Instalments (R6): each share rounded half up, the last one takes what is left. */
import type { Decimal } from "./decimal.ts";
import { TermsError } from "./terms.ts";

/** `percent` of an amount in minor units, rounded half up, for an amount that is not negative. */
export function percentOfAmount(amount: bigint, percent: Decimal): bigint {
  const whole = 100n * 10n ** BigInt(percent.scale);
  return (2n * amount * percent.units + whole) / (2n * whole);
}

/**
 * The amounts of instalments with these percentages, which sum to 100, in minor units; together they are the amount.
 * @throws TermsError if an instalment is left with nothing.
 */
export function instalmentAmounts(amount: bigint, percents: readonly Decimal[]): readonly bigint[] {
  const shares = percents.slice(0, -1).map((percent) => percentOfAmount(amount, percent));
  const amounts = [...shares, amount - shares.reduce((left, right) => left + right, 0n)];
  const empty = amounts.findIndex((share) => share <= 0n);
  if (empty !== -1) {
    const wayOut = `instalment ${empty + 1} is left with nothing: agree fewer instalments`;
    throw new TermsError("amount", `${amount} minor units`, wayOut);
  }
  return amounts;
}
