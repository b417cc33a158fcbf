/**
 * The two money engines behind one shape: the ledger's, which knows flat rates, and one that reckons with reference
 * rates and every day count off the chain. What they agree on (discounts, order of settling, rounding) is `money.ts`
 * alone.
 */
import { wholeYear, yearUnits } from "./dayCount.ts";
import type { DayCount } from "./dayCount.ts";
import type { Decimal } from "./decimal.ts";
import { ratePeriods } from "./lateRate.ts";
import type { LateRate, RatePeriod } from "./lateRate.ts";
import { allocate, MAX_CHARGES, quote } from "./money.ts";
import type { Allocation, Position, Quote, Terms } from "./receivable.ts";

/** Where a receivable stands: its terms as they are now and what was settled of them. */
export interface Standing {
  readonly terms: Terms;
  readonly position: Position;
  /**
   * Interest on principal settled late, in the engine's own exact unit; the ledger's engine keeps none beside
   * lateDays.
   */
  readonly accrued: bigint;
}

export interface Engine {
  quote(standing: Standing, day: number): Quote;
  /** What at most `maxCash` settles on a day. */
  allocate(standing: Standing, day: number, maxCash: bigint): Allocation;
  /** What each minor unit of principal adds to {@link Standing.accrued} when it is settled on a day. */
  weight(terms: Terms, day: number): bigint;
}

/** The ledger's: `contracts/libraries/Money.sol` to the minor unit. */
export const LEDGER_ENGINE: Engine = {
  quote: ({ terms, position }, day) => quote(terms, position, day),
  allocate: ({ terms, position }, day, maxCash) => allocate(terms, position, day, maxCash),
  weight: () => 0n,
};

/** Interest on one minor unit as a whole number of shares of it, exactly. */
export interface Accrual {
  /** How many shares make a minor unit. */
  readonly whole: bigint;
  /** The shares that some days at one rate bear. */
  of(period: Pick<RatePeriod, "from" | "to" | "percent">): bigint;
}

/** An accrual fine enough for every rate given, per cent. */
export function accrualFor(percents: readonly Decimal[], count: DayCount): Accrual {
  const scale = Math.max(0, ...percents.map((percent) => percent.scale));
  return {
    whole: 100n * 10n ** BigInt(scale) * wholeYear(count),
    of: ({ from, to, percent }) => percent.units * 10n ** BigInt(scale - percent.scale) * yearUnits(count, from, to),
  };
}

/** The finest percentages that a rate can have. */
export function percentsOf(rate: LateRate): readonly Decimal[] {
  if (rate.kind === "flat") return [rate.percent];
  const { values, factor, margin } = rate;
  return [margin, ...values.map(({ percent }) => ({ units: 0n, scale: percent.scale + factor.scale }))];
}

/**
 * An engine for a rate that the ledger does not know; the rate in the terms is not read. One exact numerator over all
 * segments of balance and rate is rounded once, half up (R24, R25).
 * Its methods throw TermsError where the rate's table has no value.
 */
export function reckoningEngine(rate: LateRate, count: DayCount): Engine {
  const accrual = accrualFor(percentsOf(rate), count);
  const weight = (terms: Terms, day: number): bigint =>
    day - terms.dueDay <= terms.graceDays
      ? 0n
      : ratePeriods(rate, terms.dueDay, day).reduce((total, period) => total + accrual.of(period), 0n);
  const chargesOn = (standing: Standing, day: number): bigint => {
    const { terms, position, accrued } = standing;
    const { open, daysLate } = quote(terms, position, day);
    if (position.lateDays + open * daysLate === 0n) return 0n;
    const exact = accrued + open * weight(terms, day);
    const interest = (2n * exact + accrual.whole) / (2n * accrual.whole);
    const total = least(interest + terms.fixedSum, MAX_CHARGES);
    return total > position.chargesSettled ? total - position.chargesSettled : 0n;
  };
  return {
    quote: (standing, day) => quote(...charging(standing, chargesOn(standing, day)), day),
    allocate: (standing, day, maxCash) => allocate(...charging(standing, chargesOn(standing, day)), day, maxCash),
    weight,
  };
}

/** Terms and position of which the ledger's engine charges exactly `charges`, whatever the day. */
function charging({ terms, position }: Standing, charges: bigint): readonly [Terms, Position] {
  return [
    { ...terms, lateRate: 0, fixedSum: charges },
    { ...position, lateDays: 1n, chargesSettled: 0n },
  ];
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
