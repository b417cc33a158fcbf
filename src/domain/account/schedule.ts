/** Cut-offs that come again: the same day of each month, or of each third one. */
import { Temporal } from "temporal-polyfill";

export const FREQUENCIES = ["monthly", "quarterly"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const MONTHS: Readonly<Record<Frequency, number>> = { monthly: 1, quarterly: 3 };

/**
 * The cut-off after one, `YYYY-MM-DD`. @param day Of the month, 1 to 31; in shorter months the last one.
 */
export function nextCutOff(cutOff: string, frequency: Frequency, day: number): string {
  const month = Temporal.PlainDate.from(cutOff).toPlainYearMonth().add({ months: MONTHS[frequency] });
  return inMonth(month, day);
}

/** The first day of the period that ends with a cut-off: the one after the cut-off before. */
export function periodStart(cutOff: string, frequency: Frequency, day: number): string {
  const month = Temporal.PlainDate.from(cutOff).toPlainYearMonth().subtract({ months: MONTHS[frequency] });
  return Temporal.PlainDate.from(inMonth(month, day)).add({ days: 1 }).toString();
}

/** The first cut-off on or after a day. */
export function firstCutOff(from: string, day: number): string {
  const month = Temporal.PlainDate.from(from).toPlainYearMonth();
  const own = inMonth(month, day);
  return own >= from ? own : inMonth(month.add({ months: 1 }), day);
}

function inMonth(month: Temporal.PlainYearMonth, day: number): string {
  return month.toPlainDate({ day: Math.min(day, month.daysInMonth) }).toString();
}
