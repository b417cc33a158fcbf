/** Calendar days in UTC, as YYYY-MM-DD. */
const MILLISECONDS_OF_DAY = 86_400_000;
const DAY_CHARACTERS = 10;

export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * MILLISECONDS_OF_DAY).toISOString().slice(0, DAY_CHARACTERS);
}

/** Its last second, as the gateway takes instants. */
export function endOfDay(date: string): string {
  return `${date}T23:59:59Z`;
}
