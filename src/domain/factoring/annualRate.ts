/**
 * What money costs a year: all costs over the funds in use and the days they are in use (R54), one measure for an
 * advance with a reserve, an outright purchase and a discount for paying early, so that they can be compared.
 */
import { sumOf } from "../account/standing.ts";
import { checkAmount, checkDays, ratioPpm } from "./figures.ts";
import type { Basis } from "./figures.ts";

/** Money that the supplier has, and how long before it would have had it anyway. */
export interface UseOfFunds {
  /** Minor units. */
  readonly funds: bigint;
  /** From the day the money comes to the day the debtor is expected to pay. */
  readonly days: number;
}

/** A yearly rate with its working: `costs x basis / fundDays`. */
export interface AnnualRate {
  /** Fee, commission and discount together, minor units. */
  readonly costs: bigint;
  /** Sum of funds x days. */
  readonly fundDays: bigint;
  readonly basis: Basis;
  /** `numerator / denominator` is the exact rate. */
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** Parts per million a year, rounded half up: 119,132 is 11.91 %. */
  readonly ppm: bigint;
}

/**
 * The rate of all costs on funds in use, simple, not compounded. Undefined where no money is in use on any day, so that
 * no rate can be told. @throws FactoringError for costs or funds below nought, or for days that are no whole number
 * from 0 up.
 */
export function annualRateOf(costs: bigint, uses: readonly UseOfFunds[], basis: Basis): AnnualRate | undefined {
  checkAmount("costs", costs);
  for (const [place, { funds, days }] of uses.entries()) {
    checkAmount(`uses[${place}].funds`, funds);
    checkDays(`uses[${place}].days`, days);
  }
  const fundDays = sumOf(uses, ({ funds, days }) => funds * BigInt(days));
  if (fundDays === 0n) return undefined;
  const numerator = costs * BigInt(basis);
  return { costs, fundDays, basis, numerator, denominator: fundDays, ppm: ratioPpm(numerator, fundDays) };
}

/** Below nought if the first rate is the lower one, by their exact fractions; a rate that cannot be told comes last. */
export function compareRates(one: AnnualRate | undefined, other: AnnualRate | undefined): number {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  const difference = one.numerator * other.denominator - other.numerator * one.denominator;
  return Number(difference > 0n) - Number(difference < 0n);
}
