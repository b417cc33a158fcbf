/** How often one person is reached (G04): whatever else is due waits until it may. */
import type { ContactCap } from "./policy.ts";

const WEEK = 7;

/**
 * The first day, from a day on, on which a person may be reached once more. @param days On which it was or will be
 * reached, by whatever policy, since 1970-01-01. @param workedFrom The first day worked on or after a day.
 */
export function mayReachFrom(
  { perWeek, pauseDays }: ContactCap,
  days: readonly number[],
  from: number,
  workedFrom: (day: number) => number,
): number {
  const latest = days.toSorted((a, b) => b - a);
  const [last] = latest;
  // Of those that count, the one that has to lie a week back before another one fits in.
  const oldest = latest[perWeek - 1];
  return workedFrom(
    Math.max(from, last === undefined ? from : last + pauseDays + 1, oldest === undefined ? from : oldest + WEEK),
  );
}
