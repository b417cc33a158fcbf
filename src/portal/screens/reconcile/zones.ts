/** Time zones to choose from, and where a day ends in one. */
import { dayNumber } from "../../../domain/terms.ts";
import { dayIn } from "../../../domain/timeZone.ts";

const COMMON = ["Europe/Berlin", "Asia/Shanghai", "Europe/London", "Asia/Hong_Kong", "America/New_York", "UTC"];
const SECONDS_OF_DAY = 86_400;
/** No place is further from UTC. */
const FURTHEST = 15 * 3_600;

/** The reader's own comes first. */
export function zones(): readonly string[] {
  return [...new Set([Intl.DateTimeFormat().resolvedOptions().timeZone, ...COMMON])];
}

/** The first instant after a day, as the gateway takes it. @throws RangeError for what is no date */
export function endOfDay(date: string, zone: string): string {
  const day = dayNumber(date);
  const dayAt = dayIn(zone);
  const midnight = (day + 1) * SECONDS_OF_DAY;
  let [early, late] = [midnight - FURTHEST, midnight + FURTHEST];
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (dayAt(middle) > day) late = middle;
    else early = middle;
  }
  return new Date(late * 1_000).toISOString().replace(".000Z", "Z");
}
