/** Whether one way of predicting is better than another, or chance alone makes it look so. */

/** With fewer customers chance cannot be told from worth: items of one customer come out alike. */
const FEWEST_CUSTOMERS = 5;
/** By how many standard errors a difference has to stand out. */
const STANDARD_ERRORS = 2n;

/**
 * - `better`, `worse`: by more than two standard errors, customers being the cases.
 * - `even`: by no more than chance makes.
 * - `tooFew`: too few cases to tell.
 */
export type Verdict = "better" | "even" | "worse" | "tooFew";

/** By the sums of each customer, since the months and the items of one customer repeat each other. */
export function gainsOf<Case extends { readonly customer: string }>(
  cases: readonly Case[],
  gain: (one: Case) => bigint,
): readonly bigint[] {
  const gains = new Map<string, bigint>();
  for (const one of cases) gains.set(one.customer, (gains.get(one.customer) ?? 0n) + gain(one));
  return [...gains.values()];
}

/** @param gains By customer, what one way is better than the other, above nought where it is. */
export function verdictOf(gains: readonly bigint[]): Verdict {
  const count = BigInt(gains.length);
  if (gains.length < FEWEST_CUSTOMERS) return "tooFew";
  const sum = gains.reduce((total, gain) => total + gain, 0n);
  const squares = gains.reduce((total, gain) => total + gain * gain, 0n);
  // The square of the sum beside that of its standard error, both times the cases less one.
  const error = count * squares - sum * sum;
  if (sum * sum * (count - 1n) <= STANDARD_ERRORS ** 2n * error) return "even";
  return sum > 0n ? "better" : "worse";
}
