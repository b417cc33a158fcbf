/**
 * How likely an agreement of amounts is to be mere chance.
 *
 * A sum of 12,345.67 that fits among twenty items is hardly an accident; 1,000.00 that fits proves little, and among a
 * million subsets something always fits. The expected number of accidental fits is what a confidence is reckoned from.
 * These are evidence, not money: floats.
 */
const CERTAIN = 9_999;
const BASIS_POINTS = 10_000;
const TEN = 10;

/** The greatest power of ten that divides an amount: 1,000.00 moves in steps of 100000, 12.34 in steps of 1. */
function stepOf(amount: number): number {
  if (amount === 0) return 1;
  let step = 1;
  while (amount % (step * TEN) === 0) step *= TEN;
  return step;
}

/** The chance that an amount of another origin comes within `width` of this one. */
export function rarity(amount: number, width: number): number {
  const step = stepOf(amount);
  return Math.min(1, ((2 * Math.floor(width / step) + 1) * step) / Math.max(1, Math.abs(amount)));
}

/** Basis points from the expected number of accidental fits; nothing is ever beyond doubt. */
export function confidenceOf(accidents: number): number {
  return Math.min(CERTAIN, Math.max(0, Math.round(BASIS_POINTS * (1 - accidents))));
}

/** How many groups of `least` to `most` members `count` has. */
export function groupings(count: number, least: number, most: number): number {
  let total = 0;
  let ways = 1;
  for (let size = 1; size <= Math.min(most, count); size += 1) {
    ways = (ways * (count - size + 1)) / size;
    if (size >= least) total += ways;
  }
  return total;
}
