/** The questions that are asked of an item, and when a history answers them. */
import type { Outcome } from "./outcome.ts";

/** Late at all, over 30 and over 90 days. */
export const LATE_DAYS = [0, 30, 90] as const;
export type LateDays = (typeof LATE_DAYS)[number];

/**
 * Whether an item was more than some days late. Undefined where its day has not come at the cut, also for items that
 * were paid before: those that are answered early are the ones that pay early. Undefined too for what left the book
 * unpaid before.
 * @param day Of the cut.
 */
export function wasLate({ due, last, isPaid, open }: Outcome, days: number, day: number): boolean | undefined {
  if (due + days > day) return undefined;
  if (isPaid) return last > days;
  return last >= days ? true : open > 0n ? true : undefined;
}
