/** How often so much came in as a forecast had said, at the ends of past months: P50 half the time, P90 nine tenths. */
import { rateOf } from "../collections/rates.ts";
import type { Rate } from "../collections/rates.ts";
import { counts } from "../indicators/book.ts";
import type { Book, Cut } from "../indicators/book.ts";
import { forecastWithItems, monthsAfterDay } from "./forecast.ts";
import type { AwaitedItem, ForecastPeriod } from "./forecast.ts";
import type { PaymentModel } from "./model.ts";

/** Months after a forecast that are held against it. */
export const MONTHS = [1, 2, 3] as const;
const NOTHING_AGREED = { agreed: new Map(), keptBy: () => undefined } as const;

/** One month of one forecast. */
export interface TriedMonth {
  readonly month: number;
  readonly period: ForecastPeriod;
  readonly received: bigint;
}

export interface Coverage {
  /** The first, second or third month after the forecast. */
  readonly month: number;
  /** Forecasts that at least so much came in as they said. */
  readonly p50: Rate;
  readonly p90: Rate;
  /** Sums of all forecasts, and of what came in of the items that they were of, minor units. */
  readonly expected: bigint;
  readonly received: bigint;
}

/**
 * Without promises and plans, as it is not told when they were known. What was received is what payments and discounts
 * took off the items that the forecast was of, each up to what was awaited of it: what was disputed, held for lost or
 * not predicted is in neither. Money counts by its value day; what the forecast still awaited since it was recorded
 * only later is of the first month. @param cut The end of the history; months that end after it are left out.
 */
export function triedForecast(book: Book, model: PaymentModel, cut: Cut, seed: number): readonly TriedMonth[] {
  const then = model.cut;
  const periods = monthsAfterDay(then.day, MONTHS.length);
  const { forecast, items } = forecastWithItems(book, model, { periods, seed, ...NOTHING_AGREED });
  let before = 0n;
  return forecast.periods.flatMap((period, place): readonly TriedMonth[] => {
    if (period.through > cut.day) return [];
    const by = { ...cut, day: period.through };
    const until = items.reduce((sum, awaited) => sum + receivedOf(awaited, then, by), 0n);
    const received = until - before;
    before = until;
    return [{ month: place + 1, period, received }];
  });
}

/** What counts at the later cut and did not at the earlier one, as a forecast could not know of it. */
function receivedOf({ item: { moves }, amount }: AwaitedItem, then: Cut, cut: Cut): bigint {
  let received = 0n;
  for (const move of moves) {
    const isMoney = move.kind === "payment" || move.kind === "discount";
    if (isMoney && !counts(move, then) && counts(move, cut)) received -= move.amount;
  }
  return received < amount ? received : amount;
}

export function coverageIn(month: number, all: readonly TriedMonth[]): Coverage {
  const tried = all.filter((one) => one.month === month);
  const reached = (quantile: "p50" | "p90"): Rate => {
    return rateOf(tried.filter(({ period, received }) => received >= period.within[quantile]).length, tried.length);
  };
  return {
    ...{ month, p50: reached("p50"), p90: reached("p90") },
    expected: tried.reduce((sum, { period }) => sum + period.within.expected, 0n),
    received: tried.reduce((sum, { received }) => sum + received, 0n),
  };
}
