/** Shares and quantiles of what was counted, which say nothing of too few cases (R45). */

/** Fewer cases than this show chance, and no rate. */
export const FEWEST_CASES = 5;

const PARTS_PER_MILLION = 1_000_000;

/** A share of cases, parts per million rounded half up; undefined for fewer than {@link FEWEST_CASES}. */
export interface Rate {
  readonly hits: number;
  readonly of: number;
  readonly rate: number | undefined;
}

export function rateOf(hits: number, of: number): Rate {
  const rate = of < FEWEST_CASES ? undefined : Math.floor((2 * hits * PARTS_PER_MILLION + of) / (2 * of));
  return { hits, of, rate };
}

/** From one act to the one that answers it, unix seconds; `to` is undefined while it is waited for. */
export interface Span {
  readonly from: number;
  readonly to: number | undefined;
}

/**
 * How long an answer takes, seconds, such as the acceptance of an invoice, the answer to a dispute, a credit note or
 * the answer to a statement. Quantiles are by nearest rank, so that each is a case that happened.
 */
export interface Waits {
  /** Answered ones. */
  readonly of: number;
  /** Undefined for fewer than {@link FEWEST_CASES}. */
  readonly median: number | undefined;
  readonly p90: number | undefined;
  /** How many wait still, and how long the one that has waited longest: a rate of answers alone would hide them. */
  readonly waiting: number;
  readonly longestWaiting: number;
}

/** @param now Unix seconds; what begins later is left out, what is answered later waits still. */
export function waitsOf(spans: readonly Span[], now: number): Waits {
  const begun = spans.filter(({ from }) => from <= now);
  const answered = begun.flatMap(({ from, to }) => (to === undefined || to > now ? [] : [Math.max(0, to - from)]));
  const waiting = begun.flatMap(({ from, to }) => (to === undefined || to > now ? [now - from] : []));
  const sorted = answered.toSorted((a, b) => a - b);
  return {
    of: sorted.length,
    median: quantile(sorted, 50),
    p90: quantile(sorted, 90),
    waiting: waiting.length,
    longestWaiting: waiting.reduce((longest, wait) => Math.max(longest, wait), 0),
  };
}

/** By nearest rank, from what is sorted upwards; undefined for fewer than {@link FEWEST_CASES}. */
export function quantile<T>(sorted: readonly T[], percent: number): T | undefined {
  if (sorted.length < FEWEST_CASES) return undefined;
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1];
}
