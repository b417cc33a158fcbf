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

/** Now, and whatever instants to come something begins or lapses at. */
function turnsOf(limits: readonly SetLimit[], now: number): readonly number[] {
  const turns = limits.flatMap(({ from, until }) => [from, ...(until === undefined ? [] : [until])]);
  return [now, ...turns.filter((turn) => turn > now)];
}

/** Whether one of some limits of one subject and currency is in force now, or will be. @param now Unix seconds. */
export function isEverInForce(limits: readonly SetLimit[], now: number): boolean {
  return turnsOf(limits, now).some((at) => limitInForce(limits, at) !== undefined);
}

/** What counts, from now on, where no limit of a subject and currency is in force; undefined for no limit at all. */
export interface Fallback {
  readonly least: bigint | undefined;
  readonly most: bigint | undefined;
}

/** What a change lets be granted at most: minor units, null for anything. */
export interface Raise {
  readonly to: bigint | null;
}

/**
 * Whether setting another limit may let more be granted at any time from now on than before, be it because it lapses
 * sooner or because it begins before another one; undefined where it does not.
 * @param known In the order in which they were set. @param now Unix seconds.
 */
export function raiseBy(
  known: readonly SetLimit[],
  added: SetLimit,
  { least, most }: Fallback,
  now: number,
): Raise | undefined {
  const all = [...known, added];
  const raises = turnsOf(all, now).flatMap((at) => {
    const [was, is] = [limitInForce(known, at), limitInForce(all, at)];
    if (was === undefined && is === undefined) return [];
    const [before, after] = [was?.amount ?? least, is?.amount ?? most];
    return before !== undefined && (after === undefined || after > before) ? [after ?? null] : [];
  });
  return raises.reduce<Raise | undefined>((largest, to) => {
    if (largest === undefined) return { to };
    return largest.to !== null && (to === null || to > largest.to) ? { to } : largest;
  }, undefined);
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
