/** Digits in a text that are no number of a document: the day, and the amount of the payment itself. */
import { isDigit } from "./text.ts";

const LONGEST = 15;
const DAY_DIGITS = 8;
const SHORT_DAY_DIGITS = 6;
const FIRST_YEAR = 1990;
const LAST_YEAR = 2099;
const TEN = 10;
const MOST_DECIMALS = 4;

/** The value of digits between two places; undefined when there is anything else, or more than a float holds. */
function valueOf(codes: Uint16Array, start: number, end: number): number | undefined {
  if (end - start > LONGEST) return undefined;
  let value = 0;
  for (let place = start; place < end; place += 1) {
    const code = codes[place] ?? 0;
    if (!isDigit(code)) return undefined;
    value = value * TEN + code - 48;
  }
  return value;
}

/**
 * Whether a token reads as a day (YYYYMMDD, DDMMYYYY, MMDDYYYY, or six digits in any of these orders) or as the amount
 * of the line in minor or whole units. An item may have such a number, but to see it in a text proves little.
 */
export function isOwnFigure(codes: Uint16Array, start: number, end: number, amount: number): boolean {
  const value = valueOf(codes, start, end);
  if (value === undefined) return false;
  // A leading zero is gone already.
  const length = end - start + ((end - start) % 2);
  if ((length === DAY_DIGITS || length === SHORT_DAY_DIGITS) && isDay(value, length)) return true;
  for (let decimals = 0, units = value; decimals <= MOST_DECIMALS; decimals += 1, units *= TEN) {
    if (units === amount) return true;
  }
  return false;
}

/** Whether a token is a year of our days. */
export function isYear(codes: Uint16Array, start: number, end: number): boolean {
  const value = valueOf(codes, start, end);
  return value !== undefined && value >= FIRST_YEAR && value <= LAST_YEAR;
}

function isDay(value: number, length: number): boolean {
  const years = TEN ** (length - 4);
  const isPossible = (year: number): boolean => {
    return length === SHORT_DAY_DIGITS || (year >= FIRST_YEAR && year <= LAST_YEAR);
  };
  const [head, tail] = [Math.floor(value / 10_000), value % 10_000];
  if (isPossible(head) && isMonthAndDay(tail)) return true;
  const front = Math.floor(value / years);
  return (
    isPossible(value % years) && (isMonthAndDay(front) || isMonthAndDay((front % 100) * 100 + Math.floor(front / 100)))
  );
}

function isMonthAndDay(value: number): boolean {
  const month = Math.floor(value / 100);
  const day = value % 100;
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
