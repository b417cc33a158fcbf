/** Amounts and days as ERPs write them, read by what was declared and by nothing else. */
import { MAX_DIGITS } from "../../domain/decimal.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { DateFormat, DecimalMark } from "../../domain/tableFormats.ts";

/** Thousands may be grouped by the other mark, an apostrophe or a blank, all groups by the same. */
const AMOUNTS: Readonly<Record<DecimalMark, RegExp>> = {
  point: /^[+-]?(?:\d+|\d{1,3}(?:(?:,\d{3})+|(?:'\d{3})+|(?:[ \u00a0\u202f]\d{3})+))(?:\.\d+)?$/,
  comma: /^[+-]?(?:\d+|\d{1,3}(?:(?:\.\d{3})+|(?:'\d{3})+|(?:[ \u00a0\u202f]\d{3})+))(?:,\d+)?$/,
};
const PLAIN = /^[+-]?\d+$/;
const LONGEST = MAX_DIGITS + 20;

/** Below zero as accountants write it: (1.00), 1.00-, and with the minus of typographers. */
const IN_BRACKETS = /^\((?<bare>[^-+()]+)\)$/;
const TRAILING_MINUS = /^(?<bare>[^-+()]+)-$/;

function withLeadingSign(written: string): string {
  const text = written.replaceAll("\u2212", "-");
  const bare = (IN_BRACKETS.exec(text) ?? TRAILING_MINUS.exec(text))?.groups?.["bare"];
  return bare === undefined ? text : `-${bare.trim()}`;
}

/** As xs:decimal; undefined for what is no amount with that mark. Without a mark only whole numbers are amounts. */
export function plainAmount(written: string, mark: DecimalMark | undefined): string | undefined {
  if (written.length > LONGEST) return undefined;
  const text = withLeadingSign(written);
  if (mark === undefined) return PLAIN.test(text) ? text : undefined;
  if (!AMOUNTS[mark].test(text)) return undefined;
  const digits = text.replaceAll(mark === "point" ? /[,'\s]/g : /[.'\s]/g, "");
  return mark === "point" ? digits : digits.replace(",", ".");
}

/** The parts of a day, where they stand. */
const DATES: Readonly<Record<DateFormat, RegExp>> = {
  "YYYY-MM-DD": /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/,
  YYYYMMDD: /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  "YYYY/MM/DD": /^(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})$/,
  YYYY年M月D日: /^(?<year>\d{4})年(?<month>\d{1,2})月(?<day>\d{1,2})日$/,
  "DD.MM.YYYY": /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/,
  "DD/MM/YYYY": /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})$/,
  "MM/DD/YYYY": /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})$/,
  "DD.MM.YY": /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{2})$/,
  "DD/MM/YY": /^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{2})$/,
  "MM/DD/YY": /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{2})$/,
  "YY/MM/DD": /^(?<year>\d{2})\/(?<month>\d{1,2})\/(?<day>\d{1,2})$/,
};

const WHOLE_YEAR = "YYYY";
const FORMS = Object.keys(DATES) as readonly DateFormat[];
/** Years of two digits: the first that is one of the last century. */
const PIVOT = 70;
const SHORT_DIGITS = 2;

function wholeYear(year: string): string {
  if (year.length !== SHORT_DIGITS) return year;
  return `${Number(year) < PIVOT ? "20" : "19"}${year}`;
}

/** A day that a system writes as its first moment. */
const MIDNIGHT = /[ T]0?0:00(?::00(?:\.0{1,9})?)?$/;

/** `YYYY-MM-DD`; undefined for what is no day of the calendar in that form. */
export function plainDate(written: string, format: DateFormat): string | undefined {
  const text = written.replace(MIDNIGHT, "");
  const { year = "", month = "", day = "" } = DATES[format].exec(text)?.groups ?? {};
  const date = `${wholeYear(year)}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  try {
    dayNumber(date);
    return date;
  } catch {
    return undefined;
  }
}

/** Finds out what a file's values say by themselves: of several possible readings none is chosen. */
export class Evidence {
  readonly #marks = new Set<DecimalMark>();
  #isGrouped = false;
  // 04/05/26 is three days of two centuries: no number of such days tells which form it is.
  #formats: readonly DateFormat[] = FORMS.filter((format) => format.includes(WHOLE_YEAR));
  #hasDates = false;
  #hasShortYears = false;

  amount(text: string): void {
    const point = plainAmount(text, "point");
    const comma = plainAmount(text, "comma");
    if (point === comma) return;
    // "1,234" is one thing with a point and another with a comma.
    if (point !== undefined && comma !== undefined) this.#isGrouped = true;
    else this.#marks.add(point === undefined ? "comma" : "point");
  }

  date(text: string): void {
    const fitting = this.#formats.filter((format) => plainDate(text, format) !== undefined);
    // A day that is none in any form is a fault of its line.
    if (fitting.length === 0) {
      this.#hasShortYears ||= FORMS.some((format) => plainDate(text, format) !== undefined);
      return;
    }
    this.#formats = fitting;
    this.#hasDates = true;
  }

  /** Undefined where the values allow both, or contradict each other. Whole numbers are the same with either mark. */
  get decimal(): DecimalMark | undefined {
    const [only, other] = this.#marks;
    if (only === undefined) return this.#isGrouped ? undefined : "point";
    return other === undefined ? only : undefined;
  }

  /** Whether there are days whose year has two digits, and so none that is found out. */
  get hasShortYears(): boolean {
    return this.#hasShortYears && !this.#hasDates;
  }

  get dates(): DateFormat | undefined {
    const [only, other] = this.#formats;
    return this.#hasDates && other === undefined ? only : undefined;
  }
}
