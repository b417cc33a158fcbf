/** A sum of money shared out by weights so that nothing is left over or missing. */
import { sumOf } from "../account/standing.ts";
import { checkAmount, FactoringError } from "./figures.ts";

/**
 * The shares of an amount in the order of the weights: each rounded down, and what then remains given out by one minor
 * unit to the largest remainders, among equals to the first. They sum to the amount.
 * @throws FactoringError for an amount or a weight below nought, or weights that are all nought.
 */
export function proRata(amount: bigint, weights: readonly bigint[]): readonly bigint[] {
  checkAmount("amount", amount);
  for (const [place, weight] of weights.entries()) checkAmount(`weights[${place}]`, weight);
  const total = sumOf(weights, (weight) => weight);
  if (total === 0n) throw new FactoringError("weights", "nought in all", "give at least one above 0");
  const parts = weights.map((weight, place) => ({
    place,
    share: (amount * weight) / total,
    remainder: (amount * weight) % total,
  }));
  const missing = Number(amount - sumOf(parts, ({ share }) => share));
  const nearest = parts.toSorted((one, other) => descending(one.remainder, other.remainder) || one.place - other.place);
  const raised = new Set(nearest.slice(0, missing).map(({ place }) => place));
  return parts.map(({ place, share }) => (raised.has(place) ? share + 1n : share));
}

function descending(one: bigint, other: bigint): number {
  return Number(other > one) - Number(other < one);
}
