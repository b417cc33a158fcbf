/** Days of a zone for a great many instants. */
import { UTC_END } from "../../domain/indicators/fromHistory.ts";
import type { EndOfDay } from "../../domain/indicators/fromHistory.ts";
import { dayIn } from "../../domain/timeZone.ts";
import type { DayOf } from "../../domain/timeZone.ts";

const DAY = 86_400;
/** No zone is further from UTC. */
const WIDEST_OFFSET = DAY;

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

/** The last second of each day, as a zone has it; each day is looked for once. */
export function endOfDayBy(dayOf: DayOf): EndOfDay {
  if (dayOf === UTC_DAYS) return UTC_END;
  const ends = new Map<number, number>();
  return (day) => {
    const end = ends.get(day) ?? lastSecondOf(dayOf, day);
    ends.set(day, end);
    return end;
  };
}

function lastSecondOf(dayOf: DayOf, day: number): number {
  let [inside, after] = [day * DAY - WIDEST_OFFSET, (day + 1) * DAY + WIDEST_OFFSET];
  while (after - inside > 1) {
    const middle = Math.floor((inside + after) / 2);
    if (dayOf(middle) <= day) inside = middle;
    else after = middle;
  }
  return inside;
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
