/** How sums, days and rates are written. No digit of money goes through a binary number. */
import { useTranslation } from "react-i18next";
import { LOCALES, words } from "./i18n.ts";
import type { Language } from "./i18n.ts";

/** As the gateway has currencies: a code where it knows one, and how many decimals amounts have. */
export interface Currency {
  readonly code: string | null;
  readonly decimals: number | null;
}

export interface Formats {
  readonly language: Language;
  /** An amount with its currency, exact to the minor unit. @param amount Decimal text; null where it is sealed. */
  readonly money: (amount: string | null, currency: Currency) => string;
  /** Decimal text with its thousands set apart. */
  readonly number: (text: string | number) => string;
  /** A calendar date. @param date YYYY-MM-DD, or an instant, of which its day in UTC. */
  readonly day: (date: string) => string;
  /** An instant, in UTC and saying so. @param instant ISO 8601, or unix seconds. */
  readonly instant: (instant: string | number) => string;
  /** A month. @param month YYYY-MM. */
  readonly month: (month: string) => string;
  /** Parts per million as per cent, with two decimals; the third is rounded half away from zero. */
  readonly percent: (ppm: string | number) => string;
}

const SEALED: Readonly<Record<Language, string>> = { en: "sealed", zh: "已密封" };
const MINOR: Readonly<Record<Language, string>> = { en: "minor units", zh: "最小单位" };
const ADDRESS_CHARACTERS = 42;
const DAY_CHARACTERS = 10;

/** Making one takes longer than a hundred uses of it, and a list has hundreds of sums. */
const shapes = new Map<string, Intl.NumberFormat>();

function shapeOf(locale: string, decimals: number): Intl.NumberFormat {
  const name = `${locale} ${decimals}`;
  const known = shapes.get(name);
  if (known !== undefined) return known;
  const shape = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  shapes.set(name, shape);
  return shape;
}

function exact(locale: string, text: string): string {
  return shapeOf(locale, text.split(".")[1]?.length ?? 0).format(text as Intl.StringNumericLiteral);
}

function currencyWord({ code, decimals }: Currency, language: Language): string {
  if (code === null) return decimals === null ? MINOR[language] : "";
  return code.length === ADDRESS_CHARACTERS ? shortHex(code) : code;
}

function dateOf(text: string): Date {
  return new Date(text.length === DAY_CHARACTERS ? `${text}T00:00:00Z` : text);
}

export function formatsFor(language: Language): Formats {
  const locale = LOCALES[language];
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const months = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", timeZone: "UTC" });
  const instants = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
  return {
    language,
    money: (amount, currency) =>
      amount === null ? SEALED[language] : `${exact(locale, amount)} ${currencyWord(currency, language)}`.trimEnd(),
    number: (text) => exact(locale, text.toString()),
    day: (date) => days.format(dateOf(date)),
    instant: (at) => `${instants.format(typeof at === "number" ? new Date(at * 1000) : new Date(at))} UTC`,
    month: (month) => months.format(new Date(`${month}-01T00:00:00Z`)),
    percent: (ppm) => `${exact(locale, percentText(BigInt(ppm)))} %`,
  };
}

/** Parts per million as decimal text of a per cent with two decimals. */
function percentText(ppm: bigint): string {
  const sign = ppm < 0n ? "-" : "";
  const hundredths = ((ppm < 0n ? -ppm : ppm) + 50n) / 100n;
  return `${sign}${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, "0")}`;
}

const FORMATS = { en: formatsFor("en"), zh: formatsFor("zh") } as const;

/** The formats of the language of the moment. */
export function useFormats(): Formats {
  const { i18n } = useTranslation(undefined, { i18n: words });
  return i18n.language === "zh" ? FORMATS.zh : FORMATS.en;
}

/** Enough of a hash or an address to tell it from others. */
export function shortHex(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 8)}…${hex.slice(-4)}`;
}
