/** What happened to a receivable's money: the acts as they were tried, the entries they made, and their sums. */
import { carryOfParts } from "./discount.ts";
import type { DiscountedPart } from "./discount.ts";
import type { Rational } from "./rational.ts";
import { principalOf } from "./terms.ts";
import type { AuditTerms } from "./terms.ts";

/** Somebody pays at most `maxCash` minor units at an instant, unix seconds. */
export interface PaymentAct {
  readonly kind: "payment";
  readonly instant: number;
  readonly maxCash: bigint;
}

/** The holder gives up `amount` minor units of principal at an instant, unix seconds. */
export interface CreditAct {
  readonly kind: "credit";
  readonly instant: number;
  readonly amount: bigint;
}

export type Act = PaymentAct | CreditAct;

/** What a payment settled. `cash = principal - discount + charges`, `charges = costs + interest`; minor units. */
export interface Paid {
  readonly kind: "paid";
  readonly day: number;
  readonly daysLate: number;
  /** Share of the principal that was off on that day. */
  readonly share: Rational;
  readonly cash: bigint;
  readonly principal: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  readonly costs: bigint;
  readonly interest: bigint;
  /** Whether nothing remained due. */
  readonly closed: boolean;
}

/** What a credit took off the claim. Minor units. */
export interface Credited {
  readonly kind: "credited";
  readonly day: number;
  readonly principal: bigint;
  readonly closed: boolean;
}

/** An act that changes nothing. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: "AlreadyClosed" | "NothingPaid" | "AmountOutOfRange";
}

export type Entry = Paid | Credited | Refused;

/** What all entries together did, minor units. */
export interface Totals {
  /** Principal not yet paid, discounted or credited. */
  readonly open: bigint;
  readonly settled: bigint;
  readonly credited: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  readonly cash: bigint;
  /** Sum of principal paid x days late. */
  readonly lateDays: bigint;
  /** Discount on parts that was earned and not granted, in 2^-48 minor units from one half. */
  readonly carry: bigint;
  readonly closed: boolean;
}

function total(values: readonly bigint[]): bigint {
  return values.reduce((left, right) => left + right, 0n);
}

/** The payments of a history, in its order. */
export function paymentsAmong(entries: readonly Entry[]): Paid[] {
  return entries.filter((entry) => entry.kind === "paid");
}

function creditsAmong(entries: readonly Entry[]): Credited[] {
  return entries.filter((entry) => entry.kind === "credited");
}

function partsWithDiscount(terms: AuditTerms, payments: readonly Paid[]): readonly DiscountedPart[] {
  return terms.discountOnParts ? payments : [];
}

/** Adds up a history. */
export function totalsOf(terms: AuditTerms, entries: readonly Entry[]): Totals {
  const payments = paymentsAmong(entries);
  const credited = total(creditsAmong(entries).map(({ principal }) => principal));
  const settled = credited + total(payments.map(({ principal }) => principal));
  return {
    open: principalOf(terms) - settled,
    settled,
    credited,
    discount: total(payments.map(({ discount }) => discount)),
    charges: total(payments.map(({ charges }) => charges)),
    cash: total(payments.map(({ cash }) => cash)),
    lateDays: total(payments.map(({ principal, daysLate }) => principal * BigInt(daysLate))),
    carry: carryOfParts(partsWithDiscount(terms, payments)),
    closed: entries.some((entry) => entry.kind !== "refused" && entry.closed),
  };
}
