/** Whole months, as a trade reference counts them. */
const MONTHS = 12;

function dateOf(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}

function parts(date: string): readonly [year: number, month: number] {
  const [year = 0, month = 1] = date.split("-").map(Number);
  return [year, month - 1];
}

/** The first day of a date's month. @param date YYYY-MM-DD. */
export function firstOfMonth(date: string): string {
  const [year, month] = parts(date);
  return dateOf(year, month, 1);
}

/** The last day of a date's month. */
export function lastOfMonth(date: string): string {
  const [year, month] = parts(date);
  return dateOf(year, month + 1, 0);
}

/** Twelve months, of which the last is that of the day. */
export function yearUntil(date: string): { readonly from: string; readonly to: string } {
  const [year, month] = parts(date);
  return { from: dateOf(year, month + 1 - MONTHS, 1), to: lastOfMonth(date) };
}
