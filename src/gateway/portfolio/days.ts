/** Days of a zone for a great many instants. */
import { dayIn } from "../../domain/timeZone.ts";
import type { DayOf } from "../../domain/timeZone.ts";

const DAY = 86_400;

/** The days of UTC. */
export const UTC_DAYS: DayOf = (instant) => Math.floor(instant / DAY);

/**
 * A calendar is asked a few times for each day of UTC and not for each instant: the day changes there once within it.
 * @param zone A name of IANA. @throws TimeZoneError
 */
export function daysIn(zone: string): DayOf {
  if (zone === "UTC") return UTC_DAYS;
  const slow = dayIn(zone);
  const turns = new Map<number, Turn>();
  return (instant) => {
    const day = UTC_DAYS(instant);
    const turn = turns.get(day) ?? turnOf(slow, day);
    turns.set(day, turn);
    return instant < turn.at ? turn.before : turn.after;
  };
}

/** Until when it is which day there, and which one it is then. */
interface Turn {
  readonly before: number;
  readonly after: number;
  readonly at: number;
}

function turnOf(dayOf: DayOf, day: number): Turn {
  let [low, high] = [day * DAY, (day + 1) * DAY];
  const [before, after] = [dayOf(low), dayOf(high - 1)];
  if (before === after) return { before, after, at: high };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (dayOf(middle) === before) low = middle;
    else high = middle;
  }
  return { before, after, at: high };
}
