/** Credit limits: which one is in force, how much of it is used, and what may be added. Amounts are minor units. */
import { ratioPpm } from "../factoring/figures.ts";

/** Whose word a limit is: of the customer alone, of its group of affiliates, or of the band that its score is in. */
export const LIMIT_SOURCES = ["customer", "group", "band"] as const;
export type LimitSource = (typeof LIMIT_SOURCES)[number];

/** What was set; it is never changed, and what is set later takes its place. */
export interface SetLimit {
  /** Undefined where an own limit ends, so that the band's counts again. */
  readonly amount: bigint | undefined;
  /** First instant, unix seconds. */
  readonly from: number;
  /** The instant at which it lapses; undefined for never. */
  readonly until: number | undefined;
}

/**
 * The one of some limits of one subject and currency that counts: the last that was set of those that have begun. When
 * that one lapses, none of the earlier ones comes back.
 * @param limits In the order in which they were set. @param at Unix seconds.
 */
export function limitInForce<Limit extends SetLimit>(limits: readonly Limit[], at: number): Limit | undefined {
  const last = limits.findLast(({ from }) => from <= at);
  const isOver = last?.amount === undefined || (last.until !== undefined && last.until <= at);
  return isOver ? undefined : last;
}

/**
 * Whether setting another limit lets more be granted at any time from now on than before, be it because it lapses
 * sooner or because it begins before another one.
 * @param known In the order in which they were set. @param fallback What counts where none is in force; undefined for
 * no limit at all. @param now Unix seconds.
 */
export function isRaise(
  known: readonly SetLimit[],
  added: SetLimit,
  fallback: bigint | undefined,
  now: number,
): boolean {
  const all = [...known, added];
  const turns = all.flatMap(({ from, until }) => [from, ...(until === undefined ? [] : [until])]);
  return [now, ...turns.filter((turn) => turn > now)].some((at) => {
    const before = limitInForce(known, at)?.amount ?? fallback;
    const after = limitInForce(all, at)?.amount ?? fallback;
    return before !== undefined && (after === undefined || after > before);
  });
}

/** A share that no limit has: something is used, and nothing may be. */
const BEYOND_ALL = 1_000_000_000n;

/** How much of a limit is used, parts per million, rounded half up; {@link BEYOND_ALL} of a limit of nought. */
export function usePpm(exposure: bigint, limit: bigint): bigint {
  if (exposure <= 0n) return 0n;
  return limit <= 0n ? BEYOND_ALL : ratioPpm(exposure, limit);
}

/** By how much something added goes beyond a limit; nought where it fits. */
export function excessOf(limit: bigint, exposure: bigint, added: bigint): bigint {
  const after = exposure + added;
  return added > 0n && after > limit ? after - limit : 0n;
}

/** What has to be paid in advance of a claim, rounded up. @param share Parts per million. */
export function advanceOf(amount: bigint, share: number): bigint {
  return (amount * BigInt(share) + 999_999n) / 1_000_000n;
}
