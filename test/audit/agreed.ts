/** Terms, days and sums as the tests of the auditor write them. */
import type { Act, CreditAct, Entry, Paid, PaymentAct } from "../../src/audit/history.ts";
import { settle } from "../../src/audit/money.ts";
import type { AuditTerms } from "../../src/audit/terms.ts";

const DAY = 86_400;

/** An ISO date as days since 1970-01-01. */
export function day(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1_000 / DAY;
}

/** Noon of a date in UTC, unix seconds. */
export function noon(date: string): number {
  return (day(date) + 0.5) * DAY;
}

/** "10,000.00" as minor units. */
export function cents(sum: string): bigint {
  return BigInt(sum.replaceAll(/[,.]/g, ""));
}

/** 10,000.00 due 2026-05-15 without discount, interest or costs, unless a test agrees on more. */
export function agreed(more: Partial<AuditTerms> = {}): AuditTerms {
  return {
    amount: cents("10,000.00"),
    dueDay: day("2026-05-15"),
    utcOffset: 0,
    discountDay1: 0,
    discount1: 0n,
    discountDay2: 0,
    discount2: 0n,
    slidingRate: 0,
    discountOnParts: false,
    lateRate: 0,
    basis: 365,
    graceDays: 0,
    fixedSum: 0n,
    allocation: 0,
    ...more,
  };
}

export function payment(date: string, sum: string): PaymentAct {
  return { kind: "payment", instant: noon(date), maxCash: cents(sum) };
}

/** Pays whatever is due. */
export function payoff(date: string): PaymentAct {
  return { kind: "payment", instant: noon(date), maxCash: 2n ** 128n };
}

export function credit(date: string, sum: string): CreditAct {
  return { kind: "credit", instant: noon(date), amount: cents(sum) };
}

/** What a payment settled. @throws Error if it was refused. */
export function paidBy(terms: AuditTerms, entries: readonly Entry[], act: Act): Paid {
  const entry = settle(terms, entries, act);
  if (entry.kind !== "paid") throw new Error(`The payment made the entry "${entry.kind}"`);
  return entry;
}
