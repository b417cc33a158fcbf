/**
 * Months of the calendar. Dates are `YYYY-MM-DD`; a day that the month lacks is its last one, and every date is
 * reckoned from the date given, never from one that was cut short before (R4).
 */
import { Temporal } from "temporal-polyfill";

/** The same day of the month, `months` later: 31 January and 1 give 28 February, 31 January and 2 give 31 March. */
export function monthsAfter(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** The last day of the month that is `months` after the date's. */
export function endOfMonthAfter(date: string, months: number): string {
  const month = Temporal.PlainDate.from(date).add({ months });
  return month.with({ day: month.daysInMonth }).toString();
}

/** Day `day` of the month that is `months` after the date's, or its last day if it is shorter. */
export function dayOfMonthAfter(date: string, months: number, day: number): string {
  return Temporal.PlainDate.from(date).add({ months }).with({ day }).toString();
}
