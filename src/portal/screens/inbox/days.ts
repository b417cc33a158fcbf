const MILLISECONDS_OF_DAY = 86_400_000;

/** Whole days from one date to another; below nought where the other is before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / MILLISECONDS_OF_DAY);
}
