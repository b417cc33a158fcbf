/** Reads the fields of a JSON object, each once, and says of every fault which field, which value and what to write. */
import { compare, DecimalError, parseDecimal, toMinorUnits, ZERO } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import { dayNumber, TermsError } from "../../domain/terms.ts";

/** An object of a file, field by field. Every reader throws TermsError; those that may be missing give undefined. */
export interface Fields {
  has(name: string): boolean;
  text(name: string): string | undefined;
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined;
  /** A day of the calendar, `YYYY-MM-DD`. */
  date(name: string): string | undefined;
  /** Written as text, so that no digit is lost. */
  decimal(name: string): Decimal | undefined;
  /** Minor units of a currency with `exponent` decimals, not negative. */
  money(name: string, exponent: number): bigint | undefined;
  whole(name: string, least: number, most: number): number | undefined;
  flag(name: string): boolean | undefined;
  object(name: string): Fields | undefined;
  list(name: string): readonly Fields[] | undefined;
  dates(name: string): readonly string[] | undefined;
  /** Refuses every field that nobody has asked for: it would be read by nobody. */
  end(): void;
}

/** @param prefix What stands before a field's name in errors, such as "lateInterest.". */
export function fieldsOf(value: unknown, what: string, prefix = ""): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TermsError(what, shown(value), "write a JSON object, { … }");
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  const known = new Set<string>();
  const take = <Read>(name: string, read: (found: unknown, path: string) => Read): Read | undefined => {
    known.add(name);
    const found = fields.get(name);
    return found === undefined ? undefined : read(found, prefix + name);
  };
  return {
    has: (name) => fields.has(name),
    text: (name) => take(name, readText),
    choice: (name, choices) => take(name, (found, path) => readChoice(found, path, choices)),
    date: (name) => take(name, readDate),
    decimal: (name) => take(name, readDecimal),
    money: (name, exponent) => take(name, (found, path) => readMoney(found, path, exponent)),
    whole: (name, least, most) => take(name, (found, path) => readWhole(found, path, least, most)),
    flag: (name) => take(name, readFlag),
    object: (name) => take(name, (found, path) => fieldsOf(found, path, `${path}.`)),
    list: (name) => take(name, (found, path) => readList(found, path, (item, at) => fieldsOf(item, at, `${at}.`))),
    dates: (name) => take(name, (found, path) => readList(found, path, readDate)),
    end: () => {
      const unknown = [...fields.keys()].find((name) => !known.has(name));
      if (unknown === undefined) return;
      throw new TermsError(prefix + unknown, shown(fields.get(unknown)), "there is no such field here: see --help");
    },
  };
}

/** A decimal from 0 up. @throws TermsError */
export function notNegative(value: Decimal, field: string, text: string): Decimal {
  if (compare(value, ZERO) >= 0) return value;
  throw new TermsError(field, text, "write a number from 0 up");
}

/** Minor units of an amount as it is written in major units. @throws TermsError */
export function minorUnits(text: string, field: string, exponent: number): bigint {
  const amount = parseDecimal(text);
  if (amount === undefined) throw new TermsError(field, `"${text}"`, 'write an amount such as "1234.50"');
  try {
    return toMinorUnits(notNegative(amount, field, `"${text}"`), exponent, field);
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error;
    throw new TermsError(field, `"${text}"`, `write at most ${exponent} decimals`);
  }
}

function readText(value: unknown, path: string): string {
  if (typeof value === "string") return value;
  throw new TermsError(path, shown(value), "write it as text, in quotes");
}

function readChoice<Choice extends string>(value: unknown, path: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw new TermsError(path, shown(value), `write ${choices.map((name) => `"${name}"`).join(" or ")}`);
}

function readDate(value: unknown, path: string): string {
  const text = readText(value, path);
  dayNumber(text, path);
  return text;
}

function readDecimal(value: unknown, path: string): Decimal {
  const decimal = typeof value === "string" ? parseDecimal(value) : undefined;
  if (decimal !== undefined) return decimal;
  throw new TermsError(path, shown(value), 'write a decimal number as text, such as "10.15"');
}

function readMoney(value: unknown, path: string, exponent: number): bigint {
  if (typeof value === "string") return minorUnits(value, path, exponent);
  throw new TermsError(path, shown(value), 'write the amount as text, such as "1234.50"');
}

function readWhole(value: unknown, path: string, least: number, most: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TermsError(path, shown(value), `write a whole number from ${least} to ${most}, without quotes`);
}

function readFlag(value: unknown, path: string): boolean {
  if (typeof value === "boolean") return value;
  throw new TermsError(path, shown(value), "write true or false, without quotes");
}

function readList<Item>(value: unknown, path: string, read: (item: unknown, path: string) => Item): readonly Item[] {
  if (!Array.isArray(value)) throw new TermsError(path, shown(value), "write a list, [ … ]");
  return value.map((item: unknown, i) => read(item, `${path}[${i}]`));
}

const LONGEST = 60;

/** A value as JSON writes it, cut where nobody reads on. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
