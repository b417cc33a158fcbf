/** How often so much came in as a forecast had said, at the ends of past months: P50 half the time, P90 nine tenths. */
import { rateOf } from "../collections/rates.ts";
import type { Rate } from "../collections/rates.ts";
import { counts } from "../indicators/book.ts";
import type { Book, BookItem, Cut } from "../indicators/book.ts";
import { openAt } from "../indicators/standing.ts";
import { forecastReceipts, monthsAfterDay } from "./forecast.ts";
import type { ForecastPeriod } from "./forecast.ts";
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
  /** Sums of all forecasts, minor units. */
  readonly expected: bigint;
  readonly received: bigint;
}

/**
 * Without promises and plans, as it is not told when they were known. What was received is what payments and discounts
 * took off the items that were open. @param cut The end of the history; months that end after it are left out.
 */
export function triedForecast(book: Book, model: PaymentModel, cut: Cut, seed: number): readonly TriedMonth[] {
  const then = model.cut;
  const periods = monthsAfterDay(then.day, MONTHS.length);
  const forecast = forecastReceipts(book, model, { periods, seed, ...NOTHING_AGREED });
  const open = book.items.filter((item) => openAt(item, then) > 0n);
  return forecast.periods.flatMap((period, place): readonly TriedMonth[] => {
    return period.through > cut.day ? [] : [{ month: place + 1, period, received: receivedOf(open, period, cut) }];
  });
}

function receivedOf(items: readonly BookItem[], { from, through }: ForecastPeriod, cut: Cut): bigint {
  let received = 0n;
  for (const { moves } of items) {
    for (const move of moves) {
      const isMoney = move.kind === "payment" || move.kind === "discount";
      if (isMoney && move.day >= from && move.day <= through && counts(move, cut)) received -= move.amount;
    }
  }
  return received;
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
