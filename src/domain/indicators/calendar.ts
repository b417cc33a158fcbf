/** Months and periods of indicators in whole numbers, quick enough for every move of a large book. */
import type { Period } from "../factoring/dilution.ts";
import { monthsAfter } from "../months.ts";
import { dateOfDay, dayNumber } from "../terms.ts";

const MONTHS = 12;
const MILLISECONDS = 86_400_000;

/** Months since the year 0: 24,297 for October 2024. @param day Days since 1970-01-01. */
export function monthOf(day: number): number {
  const date = new Date(day * MILLISECONDS);
  return date.getUTCFullYear() * MONTHS + date.getUTCMonth();
}

/** The first day of a month of {@link monthOf}, from the year 100 on. */
export function firstDayOf(month: number): number {
  return Date.UTC(Math.floor(month / MONTHS), month % MONTHS, 1) / MILLISECONDS;
}

/** The last day of a month of {@link monthOf}. */
export function lastDayOf(month: number): number {
  return firstDayOf(month + 1) - 1;
}

/** `YYYY-MM` of a month of {@link monthOf}. */
export function monthText(month: number): string {
  return dateOfDay(firstDayOf(month)).slice(0, 7);
}

/** From 0 for January. */
export function ofYear(month: number): number {
  return month % MONTHS;
}

/** How many days a period has, both ends included. */
export function daysOf({ from, through }: Period): number {
  return through - from + 1;
}

/**
 * The months that end with a day: three that end with 30 September are July to September, 92 days.
 * @param months From 1 up.
 */
export function trailingMonths(through: number, months: number): Period {
  const before = (day: number): number => dayNumber(monthsAfter(dateOfDay(day), -months));
  return { from: Math.max(before(through + 1), before(through) + 1), through };
}

/** The last days of the months that ended by a day, the latest last. */
export function monthEnds(through: number, months: number): readonly number[] {
  const month = monthOf(through + 1);
  return Array.from({ length: months }, (_, place) => firstDayOf(month - months + 1 + place) - 1);
}
