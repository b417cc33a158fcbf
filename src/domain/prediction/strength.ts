/**
 * How much groups differ beyond what chance alone makes of few cases: the number of cases by which a group is drawn
 * towards the larger one (empirical Bayes, by the analysis of variance).
 *
 * Where n0 is the usual number of cases in a group, B the mean square between groups and W that within, it is
 * n0 × W ÷ (B − W); groups that differ no more than chance makes them have the highest there is.
 */

/** Cases that a group is given of the larger one. `usual` where nothing tells. */
export const STRENGTHS = { least: 1, usual: 10, most: 1_000 } as const;
/** With fewer cases beyond one a group nobody can tell how groups differ. */
const FEWEST_REPEATED = 5;
/** By how many standard errors groups have to differ. */
const STANDARD_ERRORS = 2n;
/** Fractions of squares are kept in this part. */
const PART = 1_000_000n;

/** The cases of one group: how many, their sum and the sum of their squares. */
export interface Cases {
  readonly of: bigint;
  readonly sum: bigint;
  readonly squares: bigint;
}

/** @param fewest With fewer groups nothing is told. */
export function strengthOf(all: readonly Cases[], fewest: number): number {
  const groups = all.filter(({ of }) => of > 0n);
  const of = total(groups.map((group) => group.of));
  const count = BigInt(groups.length);
  if (groups.length < fewest || of - count < FEWEST_REPEATED) return STRENGTHS.usual;
  const sum = total(groups.map((group) => group.sum));
  const ofMeans = total(groups.map((group) => (PART * group.sum * group.sum) / group.of));
  const between = (ofMeans - (PART * sum * sum) / of) / (count - 1n);
  const within = (PART * total(groups.map((group) => group.squares)) - ofMeans) / (of - count);
  const usual = (PART * (of - total(groups.map((group) => group.of ** 2n)) / of)) / (count - 1n);
  const numerator = (usual * within) / PART;
  const excess = between - within;
  // Chance alone lets the square between groups stray by a standard error of sqrt(2 / (groups - 1)) of that within.
  const isChance = excess * excess * (count - 1n) <= STANDARD_ERRORS ** 2n * 2n * within * within;
  if (excess <= 0n || isChance || numerator > excess * BigInt(STRENGTHS.most)) return STRENGTHS.most;
  return Math.max(STRENGTHS.least, Number((2n * numerator + excess) / (2n * excess)));
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
