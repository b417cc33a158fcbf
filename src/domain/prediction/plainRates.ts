/**
 * The two plain rates beside which a prediction has to show what it is worth: of all items, or of the customer's own,
 * that were as late as this one, the share that was later than asked. Only of items whose answer is known.
 */
import { LATE_DAYS, wasLate } from "./late.ts";
import type { LateDays } from "./late.ts";
import { EARLIEST, LATEST } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";

const PPM = 1_000_000;
const DAYS = LATEST - EARLIEST + 1;

export interface PlainRates {
  /** Parts per million, rounded half up; undefined where no item was as late. */
  readonly overall: (daysLate: number, days: LateDays) => number | undefined;
  readonly ofCustomer: (customer: string, daysLate: number, days: LateDays) => number | undefined;
}

/** Items by the day late that they came through unpaid, from {@link EARLIEST}; each counts on all days before too. */
type Reached = Int32Array;

/** @param day Of the cut at which the outcomes are known. */
export function plainRates(outcomes: readonly Outcome[], day: number): PlainRates {
  const all = reachedOf(outcomes, day);
  const customers = Map.groupBy(outcomes, ({ item }) => item.customer);
  const own = new Map<string, ReadonlyMap<LateDays, Reached>>();
  const reachedBy = (customer: string): ReadonlyMap<LateDays, Reached> => {
    const found = own.get(customer) ?? reachedOf(customers.get(customer) ?? [], day);
    own.set(customer, found);
    return found;
  };
  return {
    overall: (daysLate, days) => rateIn(all.get(days), daysLate, days),
    ofCustomer: (customer, daysLate, days) => rateIn(reachedBy(customer).get(days), daysLate, days),
  };
}

function reachedOf(outcomes: readonly Outcome[], day: number): ReadonlyMap<LateDays, Reached> {
  return new Map(
    LATE_DAYS.map((days) => {
      const reached = new Int32Array(DAYS + 1);
      for (const outcome of outcomes) {
        if (wasLate(outcome, days, day) === undefined) continue;
        // What was paid on a day was unpaid through the one before.
        const through = outcome.isPaid ? outcome.last - 1 : outcome.last;
        const place = Math.max(0, through - EARLIEST + 1);
        reached[place] = (reached[place] ?? 0) + 1;
      }
      for (let place = DAYS - 1; place >= 0; place -= 1) {
        reached[place] = (reached[place] ?? 0) + (reached[place + 1] ?? 0);
      }
      return [days, reached];
    }),
  );
}

function rateIn(reached: Reached | undefined, daysLate: number, days: LateDays): number | undefined {
  const through = (late: number): number => reached?.[Math.max(0, late - EARLIEST + 1)] ?? 0;
  const [of, late] = [through(daysLate), through(days)];
  return of === 0 ? undefined : Math.floor((2 * late * PPM + of) / (2 * of));
}
