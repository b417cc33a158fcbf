/** The calendars that terms or a policy can name (R5): those of the domain and those that come from data of others. */
import chineseDays from "chinese-days";
import { TARGET, WEEKENDS } from "../domain/businessDays.ts";
import type { Calendar, CalendarName } from "../domain/businessDays.ts";
import { TermsError } from "../domain/terms.ts";

/** The State Council announces each year's holidays and make-up workdays (调休) late in the year before it. */
const PRC: Calendar = {
  name: "PRC",
  isBusinessDay: (date) => {
    if (!isAnnounced(date.slice(0, 4))) {
      const wayOut = `the holidays of ${date.slice(0, 4)} are not known here: list them with calendar "weekends"`;
      throw new TermsError("businessDays.calendar", "prc", wayOut);
    }
    return chineseDays.isWorkday(date);
  },
};

/**
 * National Day is a holiday of every year that was announced, whatever its weekday; its name then tells the
 * holiday's.
 */
function isAnnounced(year: string): boolean {
  return chineseDays.getDayDetail(`${year}-10-01`).name.includes(",");
}

export function calendarOf(name: CalendarName): Calendar {
  switch (name) {
    case "weekends":
      return WEEKENDS;
    case "target":
      return TARGET;
    case "prc":
      return PRC;
  }
}
