/** The day and the minute that a place's clocks show, forward and back with its summer time. */
import { Temporal } from "temporal-polyfill";
import { TimeZoneError } from "../timeZone.ts";

export interface LocalTime {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Minutes since the clocks showed 00:00; an hour that comes twice has the same minutes twice. */
  readonly minute: number;
}

const MILLISECONDS = 1_000;
const MINUTES_OF_HOUR = 60;
const FIRST_DAY = Temporal.PlainDate.from("1970-01-01");

/** @param zone IANA name. @param instant Unix seconds. @throws TimeZoneError */
export function localTime(zone: string, instant: number): LocalTime {
  const there = zoned(zone, instant);
  return {
    day: FIRST_DAY.until(there.toPlainDate()).days,
    minute: there.hour * MINUTES_OF_HOUR + there.minute,
  };
}

function zoned(zone: string, instant: number): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(instant * MILLISECONDS).toZonedDateTimeISO(zone);
  } catch (error) {
    if (error instanceof RangeError) throw new TimeZoneError(zone);
    throw error;
  }
}
