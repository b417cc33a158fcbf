/**
 * A test by time: at the end of each month the model is made of what was known then, says what it can of the items that
 * were open, and is held against what became of them by the end of the history. Nothing is ever parted at random.
 */
import type { Book, Cut } from "../indicators/book.ts";
import { coverageIn, MONTHS, triedForecast } from "./coverage.ts";
import type { Coverage, TriedMonth } from "./coverage.ts";
import type { Memory } from "./model.ts";
import { qualityOf } from "./quality.ts";
import type { Quality } from "./quality.ts";
import type { Scored } from "./scoring.ts";
import { triedCuts } from "./tryingCuts.ts";

export interface BackTest {
  readonly cuts: readonly TriedCut[];
  readonly qualities: readonly Quality[];
  /** Empty where forecasts are not asked for. */
  readonly coverage: readonly Coverage[];
}

export interface TriedCut {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Items whose outcome was known. */
  readonly known: number;
  readonly memory: Memory;
  readonly predictions: number;
}

/**
 * @param cut The end of the history, by which it is known what became of the items.
 * @param seed Of forecasts; they are not tried without one.
 */
export function backTest(book: Book, cut: Cut, seed?: number): BackTest {
  const scored: Scored[] = [];
  const cuts: TriedCut[] = [];
  const months: TriedMonth[] = [];
  for (const { model, said } of triedCuts(book, cut)) {
    const { known, memory } = model;
    if (said.length > 0) cuts.push({ day: model.cut.day, known, memory, predictions: said.length });
    for (const one of said) scored.push(one);
    if (seed !== undefined) months.push(...triedForecast(book, model, cut, seed));
  }
  const coverage = seed === undefined ? [] : MONTHS.map((month) => coverageIn(month, months));
  return { cuts, qualities: qualityOf(scored), coverage };
}
