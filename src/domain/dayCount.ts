/**
 * Day counts (R17). Interest runs from the day after the due date to the day of payment, that day included (R16), so a
 * period is `(from, to]` in day numbers, and every count is additive: a period cut in two counts the same.
 */
import { dateOfDay, dayNumber } from "./terms.ts";

/**
 * - `act/365`, `act/360`: days of the calendar over a year of 365 or 360.
 * - `act/act`: each day over the length of the year that it lies in.
 * - `30/360`: months of 30 days over a year of 360; the 31st counts as the 30th on either side.
 */
export const DAY_COUNTS = ["act/365", "act/360", "act/act", "30/360"] as const;
export type DayCount = (typeof DAY_COUNTS)[number];

/** What {@link yearUnits} of one year make: the period's share of a year is `yearUnits / wholeYear`. */
export function wholeYear(count: DayCount): bigint {
  switch (count) {
    case "act/365":
      return 365n;
    case "act/360":
    case "30/360":
      return 360n;
    case "act/act":
      return 365n * 366n;
  }
}

/** The period after `from` up to `to` in units of {@link wholeYear}. Day numbers, `from` not after `to`. */
export function yearUnits(count: DayCount, from: number, to: number): bigint {
  return count === "act/act" ? byYears(from, to) : BigInt(countedDays(count, from, to));
}

/** How many days a period has by its count: 97 from 15 May to 20 August, 95 by 30/360 (V3). */
export function countedDays(count: DayCount, from: number, to: number): number {
  return count === "30/360" ? thirties(to) - thirties(from) : to - from;
}

function thirties(day: number): number {
  const [year = 0, month = 0, ofMonth = 0] = dateOfDay(day).split("-").map(Number);
  return 360 * year + 30 * month + Math.min(ofMonth, 30);
}

function byYears(from: number, to: number): bigint {
  let units = 0n;
  let start = from;
  while (start < to) {
    const year = Number(dateOfDay(start + 1).slice(0, 4));
    const [first, next] = [firstDay(year), firstDay(year + 1)];
    const end = Math.min(to, next - 1);
    units += BigInt(end - start) * (next - first === 366 ? 365n : 366n);
    start = end;
  }
  return units;
}

function firstDay(year: number): number {
  return dayNumber(`${year}-01-01`);
}
