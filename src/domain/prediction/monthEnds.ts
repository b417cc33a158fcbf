/** Ends of months at which a history is tried by what was known then. */
import type { Cut } from "../indicators/book.ts";
import { endOfMonthAfter } from "../months.ts";
import { dateOfDay, dayNumber } from "../terms.ts";
import type { Outcome } from "./outcome.ts";

/** As many are tried at most, the last ones. */
const MOST_CUTS = 24;
const DAY = 86_400;

/** Before the cut, as far back as there were items. */
export function monthEndsBefore(outcomes: readonly Outcome[], cut: Cut): readonly Cut[] {
  const first = outcomes.reduce((least, { due, entry }) => Math.min(least, due + entry), cut.day);
  const ends: Cut[] = [];
  for (let months = 1; months <= MOST_CUTS; months += 1) {
    const day = dayNumber(endOfMonthAfter(dateOfDay(cut.day), -months));
    if (day < first) break;
    // What was known at the end of the day in UTC, of what is known at the cut.
    ends.unshift({ day, known: Math.min(cut.known, (day + 1) * DAY - 1) });
  }
  return ends;
}
