/**
 * Rates of late interest, flat or by reference (R18, R19, R21 to R23): which rate bears on which days.
 *
 * A reference rate is a table of values, each in force from a day on; the rate of the debt is `value x factor +
 * margin`, per cent a year. Whether it changes with the half-years or stays what it was is agreed, never assumed.
 */
import { add, compare, formatDecimal, multiply, ZERO } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import { dateOfDay, dayNumber, TermsError } from "./terms.ts";

/**
 * Which value of the table a half-year takes: that of its first day (directive 2011/7/EU, R18), or that of the day
 * before it (31 December and 30 June: the United Kingdom, R21).
 */
export const HALF_YEAR_FIXINGS = ["first-day", "day-before"] as const;
export type HalfYearFixing = (typeof HALF_YEAR_FIXINGS)[number];

/** A value in force from a day on, per cent a year; it may be negative. */
export interface ReferenceValue {
  readonly from: number;
  readonly percent: Decimal;
}

export interface ReferenceRate {
  readonly kind: "reference";
  readonly values: readonly ReferenceValue[];
  /** What a value is multiplied by (R23: 1.3 to 1.5). */
  readonly factor: Decimal;
  /** What is added, per cent a year. */
  readonly margin: Decimal;
  /**
   * - `float`: every half-year its own rate.
   * - `fixed`: the rate of the half-year in which the debt became late, for all days.
   * - `fixed-on`: the value in force on one day, such as that of the contract (R22), for all days.
   */
  readonly policy: ByHalfYear<"float"> | ByHalfYear<"fixed"> | { readonly kind: "fixed-on"; readonly day: number };
}

interface ByHalfYear<Kind> {
  readonly kind: Kind;
  readonly fixing: HalfYearFixing;
}

/** Per cent a year. */
export interface FlatRate {
  readonly kind: "flat";
  readonly percent: Decimal;
}

export type LateRate = FlatRate | ReferenceRate;

/** The days after `from` up to `to`, at one rate. */
export interface RatePeriod {
  readonly from: number;
  readonly to: number;
  /** Per cent a year. */
  readonly percent: Decimal;
  /** Where the rate comes from. */
  readonly source: string;
}

/**
 * The rates from the day after the due day to a day, in order; a debt becomes late on the day after its due day.
 * @throws TermsError if the table has no value for a day that is needed, or a rate would be negative.
 */
export function ratePeriods(rate: LateRate, dueDay: number, until: number): readonly RatePeriod[] {
  if (until <= dueDay) return [];
  if (rate.kind === "flat") return [{ from: dueDay, to: until, percent: rate.percent, source: "flat" }];
  const { policy } = rate;
  if (policy.kind !== "float") {
    const fixingDay = policy.kind === "fixed" ? fixingOf(dueDay + 1, policy.fixing) : policy.day;
    return [{ from: dueDay, to: until, ...rateOn(rate, fixingDay) }];
  }
  const periods: RatePeriod[] = [];
  for (let from = dueDay; from < until;) {
    const to = Math.min(until, startOfNextHalfYear(from + 1) - 1);
    periods.push({ from, to, ...rateOn(rate, fixingOf(from + 1, policy.fixing)) });
    from = to;
  }
  return periods;
}

function fixingOf(day: number, fixing: HalfYearFixing): number {
  return startOfHalfYear(day) - (fixing === "day-before" ? 1 : 0);
}

function startOfHalfYear(day: number): number {
  const date = dateOfDay(day);
  return dayNumber(`${date.slice(0, 4)}-${date.slice(5, 7) < "07" ? "01" : "07"}-01`);
}

function startOfNextHalfYear(day: number): number {
  const date = dateOfDay(day);
  const year = Number(date.slice(0, 4));
  return dayNumber(date.slice(5, 7) < "07" ? `${year}-07-01` : `${year + 1}-01-01`);
}

function rateOn(rate: ReferenceRate, day: number): Pick<RatePeriod, "percent" | "source"> {
  const inForce = rate.values.filter(({ from }) => from <= day);
  const latest = inForce.reduce<ReferenceValue | undefined>(
    (best, value) => (best === undefined || value.from > best.from ? value : best),
    undefined,
  );
  if (latest === undefined) {
    throw new TermsError(
      "lateInterest.reference",
      `without a value for ${dateOfDay(day)}`,
      "add the value in force then",
    );
  }
  const percent = add(multiply(latest.percent, rate.factor), rate.margin);
  if (compare(percent, ZERO) < 0) {
    throw new TermsError("lateInterest", `${formatDecimal(percent)} % on ${dateOfDay(day)}`, "agree a rate from 0 up");
  }
  const since = `(in force since ${dateOfDay(latest.from)})`;
  return {
    percent,
    source: `${formatDecimal(latest.percent)}${timesFactor(rate.factor)} + ${formatDecimal(rate.margin)} ${since}`,
  };
}

/** A factor in words, "" where it changes nothing. */
export function timesFactor(factor: Decimal): string {
  return compare(factor, { units: 1n, scale: 0 }) === 0 ? "" : ` x ${formatDecimal(factor)}`;
}
