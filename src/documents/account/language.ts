/** The languages of a statement, and how each writes amounts and days. */
import { formatDecimal, fromMinorUnits } from "../../domain/decimal.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { StatementWords } from "./words.ts";
import { CHINESE } from "./wordsChinese.ts";
import { ENGLISH } from "./wordsEnglish.ts";

export const LANGUAGES = ["zh", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

export const LAYOUTS = ["open-item", "balance-forward"] as const;
export type Layout = (typeof LAYOUTS)[number];

export const WORDS: Readonly<Record<Language, StatementWords>> = { zh: CHINESE, en: ENGLISH };

/** Amounts and days as a language writes them. */
export interface Figures {
  /** Minor units, exactly, with the currency's decimals: "1,234.50". */
  amount(units: bigint): string;
  /** A day in full, "31 October 2026". */
  day(day: number): string;
  /** A day in a column, "31 Oct 2026". */
  shortDay(day: number): string;
}

const MILLISECONDS = 86_400_000;

/** @param exponent Decimals of the currency. */
export function figuresIn(language: Language, exponent: number): Figures {
  const { locale } = WORDS[language];
  const numbers = new Intl.NumberFormat(locale, {
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  const long = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const short = new Intl.DateTimeFormat(locale, { dateStyle: language === "zh" ? "short" : "medium", timeZone: "UTC" });
  return {
    // A decimal in text is formatted digit by digit and never becomes a float.
    amount: (units) => numbers.format(plainAmount(units, exponent)),
    day: (day) => long.format(day * MILLISECONDS),
    shortDay: (day) => short.format(day * MILLISECONDS),
  };
}

/** Minor units as programs read them: "1234.50". */
export function plainAmount(units: bigint, exponent: number): Intl.StringNumericLiteral {
  return formatDecimal(fromMinorUnits(units, exponent)) as Intl.StringNumericLiteral;
}

/** A day as programs read it; "" for none. */
export function plainDay(day: number | undefined): string {
  return day === undefined ? "" : dateOfDay(day);
}
