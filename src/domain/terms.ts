/**
 * From what an invoice says to terms that both sides can sign: resolved days, sums in minor units, flat rates.
 *
 * Nothing is guessed. Whatever the invoice leaves open is a choice the caller has to make, and a term that cannot be
 * put exactly is refused with the field, the value and the way out.
 */
import { Temporal } from "temporal-polyfill";
import { currencyByCode } from "./currency.ts";
import type { Currency } from "./currency.ts";
import { compare, formatDecimal, multiply, roundHalfUp, shortest, toMinorUnits, ZERO } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import { claimEffect } from "./invoice.ts";
import type { UsableInvoice } from "./invoice.ts";
import type { DiscountTier, LateInterest, PaymentTerms } from "./paymentTerms.ts";
import type { Address, Hex, Terms } from "./receivable.ts";

/** What no invoice says, and the parties have to agree. */
export interface AgreedTerms {
  /** ERC-20 token, or an ISO 4217 number as an address, see {@link isoCurrencyAddress}. */
  readonly currency: Address;
  /** Minutes that local time is ahead of UTC where the debt is payable (R8). */
  readonly utcOffset: number;
  /** `YYYY-MM-DD`; needed where the invoice does not say (BT-9 or its terms). */
  readonly dueDate?: string;
  /** Late interest, parts per million a year; needed where the text names a rate that is not a yearly one. */
  readonly lateRate?: number;
  /** Days of the year that rates are divided by (R17). 365 unless agreed. */
  readonly basis?: 360 | 365;
  /** Fixed recovery sum, minor units (R20). None unless agreed. */
  readonly fixedSum?: bigint;
  readonly graceDays?: number;
  /** 0 charges first (R29), 1 principal first. */
  readonly allocation?: 0 | 1;
  /** Random, so that nobody finds the terms by trying. */
  readonly salt: Hex;
}

/** A term that cannot be put into signed terms as it stands. */
export class TermsError extends Error {
  readonly field: string;
  readonly value: string;

  constructor(field: string, value: string, wayOut: string) {
    super(`${field} is ${value}: ${wayOut}`);
    this.name = "TermsError";
    this.field = field;
    this.value = value;
  }
}

const FIRST_DAY = Temporal.PlainDate.from("1970-01-01");
/** Decimals of a per cent that a rate in parts per million has. */
export const PERCENT_DECIMALS = 4;
const CALENDAR_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Days since 1970-01-01 of a calendar date `YYYY-MM-DD`.
 * @param field What the date is of, for the error. @throws TermsError if it is written otherwise or no such day exists.
 */
export function dayNumber(date: string, field = "date"): number {
  const day = CALENDAR_DATE.test(date) ? plainDate(date) : undefined;
  if (day === undefined) throw new TermsError(field, `"${date}"`, "write a day of the calendar as YYYY-MM-DD");
  return FIRST_DAY.until(day).days;
}

function plainDate(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return undefined;
  }
}

/** The calendar date `YYYY-MM-DD` of a day number. */
export function dateOfDay(day: number): string {
  return FIRST_DAY.add({ days: day }).toString();
}

/** How the ledger writes money that moves outside the chain: the ISO 4217 number as an address. */
export function isoCurrencyAddress(currency: Currency): Address {
  return `0x${currency.numeric.toString(16).padStart(40, "0")}`;
}

/**
 * The terms of an invoice. Amounts are rounded once, half up, to the invoice currency's minor unit.
 * @param read What its payment terms say. @param dueDate BT-9 or the only day the text can mean, if any.
 * @throws TermsError where something is missing or cannot be put exactly.
 */
export function termsOf(
  invoice: UsableInvoice,
  read: PaymentTerms,
  dueDate: string | undefined,
  agreed: AgreedTerms,
): Terms {
  const due = agreed.dueDate ?? dueDate;
  if (due === undefined) throw new TermsError("dueDate", "not stated", "agree the day on which the amount is due");
  const currency = currencyByCode(invoice.currency);
  if (currency === undefined) throw new TermsError("currency", invoice.currency, "use a currency of ISO 4217");
  const effect = claimEffect(invoice);
  if (effect === undefined || compare(effect, ZERO) <= 0) {
    throw new TermsError("totals.payable", formatDecimal(invoice.totals.payable), "only a claim can be issued");
  }
  const amount = toMinorUnits(effect, currency.exponent, "totals.payable");
  const basis = agreed.basis ?? 365;
  const [first, second] = discountTiers(invoice, read.discounts, effect, currency);
  return {
    currency: agreed.currency,
    amount,
    dueDay: dayNumber(due, "dueDate"),
    utcOffset: agreed.utcOffset,
    discountDay1: first.day,
    discount1: first.sum,
    discountDay2: second.day,
    discount2: second.sum,
    slidingRate: 0,
    discountOnParts: false,
    lateRate: agreed.lateRate ?? lateRate(read.lateInterest),
    basis,
    graceDays: agreed.graceDays ?? read.lateInterest?.graceDays ?? 0,
    fixedSum: agreed.fixedSum ?? 0n,
    allocation: agreed.allocation ?? 0,
    accelerationDays: 0,
    salt: agreed.salt,
  };
}

interface Tier {
  readonly day: number;
  readonly sum: bigint;
}

const NO_TIER: Tier = { day: 0, sum: 0n };

/** The tiers as sums; "0 % until day 30" restates the due day and is no discount. */
function discountTiers(
  invoice: UsableInvoice,
  tiers: readonly DiscountTier[],
  payable: Decimal,
  currency: Currency,
): readonly [Tier, Tier] {
  const real = tiers.filter((tier) => compare(tier.percent, ZERO) > 0);
  if (real.length > 2) {
    throw new TermsError("paymentTerms", `${real.length} discount tiers`, "the ledger knows two: agree which ones");
  }
  const [first = NO_TIER, second = NO_TIER] = real.map((tier) => ({
    day: lastDay(invoice, tier),
    sum: discountSum(tier, payable, currency),
  }));
  return [first, second];
}

/** The last day on which a discount may be taken; the count starts on the day after the invoice's (R2). */
function lastDay(invoice: UsableInvoice, tier: DiscountTier): number {
  if (tier.until.kind === "onDate") return dayNumber(tier.until.date, "paymentTerms");
  const { from, days } = tier.until;
  if (from === "invoiceDate" || from === "unstated") return dayNumber(invoice.issueDate, "issueDate") + days;
  throw new TermsError("paymentTerms", `${days} days from ${from}`, "state the last day of the discount as a date");
}

function discountSum(tier: DiscountTier, payable: Decimal, currency: Currency): bigint {
  const exact = multiply(tier.base ?? payable, { units: tier.percent.units, scale: tier.percent.scale + 2 });
  return toMinorUnits(roundHalfUp(exact, currency.exponent), currency.exponent, "paymentTerms");
}

/** Parts per million a year. Only a yearly rate is taken as it stands: a daily one must be agreed as a yearly one. */
function lateRate(interest: LateInterest | undefined): number {
  if (interest === undefined) return 0;
  if (interest.per !== "year") {
    const value = `${formatDecimal(interest.percent)} % per ${interest.per}`;
    throw new TermsError("lateInterest", value, "agree the rate per year");
  }
  return partsPerMillion(interest.percent, "lateInterest");
}

/**
 * A percentage as the ledger writes rates: 10.15 % is 101,500. @throws TermsError for what no whole number of
 * them is.
 */
export function partsPerMillion(rate: Decimal, field: string): number {
  const percent = shortest(rate);
  if (percent.scale > PERCENT_DECIMALS) {
    throw new TermsError(field, formatDecimal(percent), "a rate has at most four decimals of a per cent");
  }
  return Number(percent.units) * 10 ** (PERCENT_DECIMALS - percent.scale);
}
