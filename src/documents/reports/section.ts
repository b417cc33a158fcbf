/**
 * A report as sections of typed cells. Every file of it, of whatever kind and language, is made from the same sections,
 * so that what one says the other says too.
 */
import type { Period } from "../../domain/factoring/dilution.ts";
import type { IndicatorName } from "../../domain/indicators/registry.ts";
import type { AnyWord } from "./labels.ts";

/** Amounts are minor units of the report's currency, rates parts per million, durations hundredths of a day. */
export type Cell =
  /** Of this project's own vocabulary: programs get the key, people the word of their language. */
  | { readonly kind: "word"; readonly word: AnyWord }
  /** Of whatever origin. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "amount"; readonly units: bigint }
  | { readonly kind: "rate"; readonly ppm: bigint }
  | { readonly kind: "times"; readonly ppm: bigint }
  | { readonly kind: "days"; readonly hundredths: bigint }
  | { readonly kind: "count"; readonly count: bigint }
  /** Days since 1970-01-01. */
  | { readonly kind: "day"; readonly day: number }
  /** It has no value, and none is guessed: why is said beside the formula. */
  | { readonly kind: "none" };

export interface Section {
  /** By which programs know it; its title is the word of the same name. */
  readonly key: AnyWord;
  /** Names of the indicators that it shows, whose formulas are printed with it. */
  readonly indicators: readonly IndicatorName[];
  readonly columns: readonly AnyWord[];
  readonly rows: readonly (readonly Cell[])[];
  /** The column that a chart shows: of the rows that have an amount or a count there, none below nought. */
  readonly chart?: AnyWord;
}

/** Who a report is of, and as of when. */
export interface ReportHead {
  readonly organisation: string;
  /** `YYYY-MM`. */
  readonly month: string;
  readonly currency: string;
  readonly exponent: number;
  /** What is dated by this day counts, days since 1970-01-01, if it was recorded by `known`, unix seconds. */
  readonly day: number;
  readonly known: number;
  readonly zone: string;
  /** Of sales, DSO, turnover, CEI and the cost of holding. */
  readonly period: Period;
  /** Receivables whose terms are sealed to the organisation: they are in no figure. */
  readonly sealed: number;
  /** Imported invoices that are left out, as the ledger has them. */
  readonly doubled: number;
}

export interface Report {
  readonly head: ReportHead;
  readonly sections: readonly Section[];
}

export const NONE: Cell = { kind: "none" };

export function word(key: AnyWord): Cell {
  return { kind: "word", word: key };
}

export function text(content: string): Cell {
  return { kind: "text", text: content };
}

export function amount(units: bigint | undefined): Cell {
  return units === undefined ? NONE : { kind: "amount", units };
}

export function rate(ppm: bigint | number | undefined): Cell {
  return ppm === undefined ? NONE : { kind: "rate", ppm: BigInt(ppm) };
}

export function days(hundredths: bigint | undefined): Cell {
  return hundredths === undefined ? NONE : { kind: "days", hundredths };
}

/** Whole days, such as a median. */
export function wholeDays(whole: number | undefined): Cell {
  return whole === undefined ? NONE : { kind: "days", hundredths: BigInt(whole) * 100n };
}

export function count(cases: bigint | number): Cell {
  return { kind: "count", count: BigInt(cases) };
}

export function day(number: number): Cell {
  return { kind: "day", day: number };
}
