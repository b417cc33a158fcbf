import { Temporal } from "temporal-polyfill";

/** The day of a year, month and day of month, `YYYY-MM-DD`; undefined when the calendar has no such day. */
export function calendarDate(year: number, month: number, day: number): string | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}
