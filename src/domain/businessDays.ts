/**
 * Business-day conventions (R5). A calendar is named wherever it decides anything; calendars that need data of others
 * live outside the domain and come in through {@link Calendar}.
 */
import { Temporal } from "temporal-polyfill";
import { addDays } from "./paymentTerms.ts";
import { TermsError } from "./terms.ts";

/** Which days are worked. Dates are `YYYY-MM-DD`. */
export interface Calendar {
  /** As people name it, "TARGET". */
  readonly name: string;
  /** @throws TermsError for a date of which the calendar knows nothing. */
  isBusinessDay(date: string): boolean;
}

/** Calendars by which people name them; where their data comes from is not the domain's. */
export const CALENDAR_NAMES = ["weekends", "target", "prc"] as const;
export type CalendarName = (typeof CALENDAR_NAMES)[number];

/** What becomes of a due date that is no business day. */
export const CONVENTIONS = ["unadjusted", "following", "modified-following", "preceding"] as const;
export type BusinessDayConvention = (typeof CONVENTIONS)[number];

/** More holidays in a row than any calendar has. */
const LONGEST_BREAK = 60;

/**
 * The date by a convention: `following` is the next business day, `preceding` the one before, `modified-following` the
 * next unless it lies in another month, then the one before (R5).
 * @throws TermsError if the calendar has no business day near, or does not know the date.
 */
export function adjust(date: string, convention: BusinessDayConvention, calendar: Calendar): string {
  switch (convention) {
    case "unadjusted":
      return date;
    case "following":
      return nearest(date, 1, calendar);
    case "preceding":
      return nearest(date, -1, calendar);
    case "modified-following": {
      const next = nearest(date, 1, calendar);
      return next.slice(0, 7) === date.slice(0, 7) ? next : nearest(date, -1, calendar);
    }
  }
}

function nearest(date: string, step: 1 | -1, calendar: Calendar): string {
  for (let days = 0; days <= LONGEST_BREAK; days += 1) {
    const candidate = addDays(date, step * days);
    if (calendar.isBusinessDay(candidate)) return candidate;
  }
  throw new TermsError("calendar", calendar.name, `it has no business day within ${LONGEST_BREAK} days of ${date}`);
}

function isWeekend(date: string): boolean {
  return Temporal.PlainDate.from(date).dayOfWeek > 5;
}

/** Saturdays and Sundays only. */
export const WEEKENDS: Calendar = { name: "weekends", isBusinessDay: (date) => !isWeekend(date) };

/** The first year of TARGET's closing days of today (ECB, decision of 14 December 2000). */
const TARGET_FROM = "2002-01-01";
const TARGET_CLOSED: ReadonlySet<string> = new Set(["01-01", "05-01", "12-25", "12-26"]);

/** The euro's payment system: closed on weekends, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December. */
export const TARGET: Calendar = {
  name: "TARGET",
  isBusinessDay: (date) => {
    if (date < TARGET_FROM) throw new TermsError("calendar", "TARGET", `it starts on ${TARGET_FROM}, not on ${date}`);
    if (isWeekend(date) || TARGET_CLOSED.has(date.slice(5))) return false;
    const easter = easterSunday(Number(date.slice(0, 4)));
    return date !== addDays(easter, -2) && date !== addDays(easter, 1);
  },
};

/** A calendar with further holidays, such as a bank's own. */
export function withHolidays(calendar: Calendar, holidays: readonly string[]): Calendar {
  if (holidays.length === 0) return calendar;
  const closed = new Set(holidays);
  const name = `${calendar.name} and ${holidays.length} holidays of its own`;
  return { name, isBusinessDay: (date) => !closed.has(date) && calendar.isBusinessDay(date) };
}

/**
 * Easter Sunday of the Gregorian calendar: the Sunday after the ecclesiastical full moon that falls on or next after
 * 21 March. The moon comes from the year's place in the 19-year cycle, corrected by century.
 */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leapsLeftOut = century - Math.floor(century / 4);
  const moonShift = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + leapsLeftOut - moonShift + 15) % 30;
  // Two dates of the moon are moved a day ahead, so that no cycle has the same date twice and none falls after 18
  // April.
  const moved = epact === 29 || (epact === 28 && golden > 10) ? 1 : 0;
  const fullMoon = Temporal.PlainDate.from({ year, month: 3, day: 21 }).add({ days: epact - moved });
  return fullMoon.add({ days: 7 - (fullMoon.dayOfWeek % 7) }).toString();
}
