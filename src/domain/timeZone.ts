/** Calendar days of a place, by its name in the time zone database of IANA: clocks go forward and back there. */

/** The name is of no zone. */
export class TimeZoneError extends Error {
  readonly field = "zone";
  readonly value: string;

  constructor(value: string) {
    super(`the zone ${JSON.stringify(value)} is unknown: write a name such as Europe/Berlin, Asia/Shanghai or UTC`);
    this.name = "TimeZoneError";
    this.value = value;
  }
}

const MILLISECONDS = 1_000;
const MILLISECONDS_OF_DAY = 86_400_000;
const LONGEST_NAME = 64;
/** So many instants are remembered of one zone: those of one block are the same. */
const MOST_KNOWN = 10_000;

/** Turns an instant, unix seconds, into the day that it is there, counted from 1970-01-01. */
export type DayOf = (instant: number) => number;

/** @throws TimeZoneError */
export function dayIn(zone: string): DayOf {
  const format = formatOf(zone);
  const known = new Map<number, number>();
  return (instant) => {
    const found = known.get(instant) ?? dayWritten(format, instant);
    if (known.size < MOST_KNOWN) known.set(instant, found);
    return found;
  };
}

export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch (error) {
    if (error instanceof TimeZoneError) return false;
    throw error;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  if (zone.length > LONGEST_NAME) throw new TimeZoneError(zone.slice(0, LONGEST_NAME));
  try {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
    return new Intl.DateTimeFormat("en-US", { timeZone: zone, calendar: "gregory", numberingSystem: "latn", ...parts });
  } catch (error) {
    if (error instanceof RangeError) throw new TimeZoneError(zone);
    throw error;
  }
}

function dayWritten(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant * MILLISECONDS).map(({ type, value }) => [type, Number(value)]));
  const [year = 1970, month = 1, day = 1] = [parts.get("year"), parts.get("month"), parts.get("day")];
  return Date.UTC(year, month - 1, day) / MILLISECONDS_OF_DAY;
}
