/** What happened to a receivable's money: the acts as they were tried, the entries they made, and their sums. */
import { GRAINS, keptCarry } from "./discount.ts";
import type { Rational } from "./rational.ts";
import { principalOf } from "./terms.ts";
import type { AuditTerms } from "./terms.ts";

/** Somebody pays at most `maxCash` minor units at an instant, unix seconds. */
export interface PaymentAct {
  readonly kind: "payment";
  readonly instant: number;
  readonly maxCash: bigint;
}

/** Money that arrived elsewhere, `day` its value day (R11), minor units. A reference counts once. */
export interface ReceiptAct {
  readonly kind: "receipt";
  readonly day: number;
  readonly cash: bigint;
  readonly reference: string;
}

/** The bank took a receipt back (R36). */
export interface ReturnAct {
  readonly kind: "return";
  readonly reference: string;
}

/** The holder gives up `amount` minor units of principal, or of the charges due, at an instant, unix seconds. */
export interface CreditAct {
  readonly kind: "credit" | "waiver";
  readonly instant: number;
  readonly amount: bigint;
}

/** The claim rises by `amount` minor units. */
export interface DebitAct {
  readonly kind: "debit";
  readonly amount: bigint;
}

export type Act = PaymentAct | ReceiptAct | ReturnAct | CreditAct | DebitAct;

/** What is looked back on of cash that settled something. Minor units. */
export interface Settled {
  readonly kind: "paid";
  readonly daysLate: number;
  readonly principal: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  /** What the discount would be unrounded, in grains of 2^-48; the discount itself where parts earn nothing. */
  readonly earned: bigint;
  /** Of a receipt, the bank's. */
  readonly reference: string | undefined;
  /** Whether nothing remained due. */
  readonly closed: boolean;
}

/** What a payment or a receipt settled. `cash = principal - discount + charges`, `charges = costs + interest`. */
export interface Paid extends Settled {
  readonly day: number;
  /** Share of the principal that was off on that day. */
  readonly share: Rational;
  readonly cash: bigint;
  readonly costs: bigint;
  readonly interest: bigint;
}

/** What a credit took off the claim. Minor units. */
export interface Credited {
  readonly kind: "credited";
  readonly principal: bigint;
  readonly closed: boolean;
}

/** Charges that the holder let go. Minor units. */
export interface Waived {
  readonly kind: "waived";
  readonly charges: bigint;
  readonly closed: boolean;
}

/** What was added to the claim. Minor units. */
export interface Debited {
  readonly kind: "debited";
  readonly amount: bigint;
  readonly closed: false;
}

/** What the receipt of that reference settled is open again; a discount's fraction that it left stays. */
export interface Returned {
  readonly kind: "returned";
  readonly reference: string;
  /** Whether nothing is due even so. */
  readonly closed: boolean;
}

/** An act that changes nothing. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: "AlreadyClosed" | "NothingPaid" | "AmountOutOfRange" | "ReceiptKnown" | "ReceiptUnknown";
}

export type Entry = Paid | Exclude<Past, Settled>;

/** An entry as far as later ones depend on it. */
export type Past = Settled | Credited | Waived | Debited | Returned | Refused;

/** What all entries together did, minor units. */
export interface Totals {
  /** Principal not yet paid, discounted or credited. */
  readonly open: bigint;
  readonly settled: bigint;
  readonly credited: bigint;
  readonly discount: bigint;
  /** Paid or waived. */
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

function ofKind<Kind extends Past["kind"]>(entries: readonly Past[], kind: Kind): Extract<Past, { kind: Kind }>[] {
  return entries.filter((entry): entry is Extract<Past, { kind: Kind }> => entry.kind === kind);
}

/** The payments and receipts of a history that no bank took back, in its order. */
export function paymentsAmong(entries: readonly Past[]): Settled[] {
  const returned = new Set(ofKind(entries, "returned").map(({ reference }) => reference));
  return ofKind(entries, "paid").filter(({ reference }) => reference === undefined || !returned.has(reference));
}

/** Whether a receipt of that reference was ever recorded, taken back or not. */
export function knowsReference(entries: readonly Past[], reference: string): boolean {
  return ofKind(entries, "paid").some((paid) => paid.reference === reference);
}

/** Grains of discount that were earned on parts and not granted. A receipt that is taken back leaves its fraction. */
export function carriedAmong(entries: readonly Past[]): bigint {
  return total(ofKind(entries, "paid").map(({ earned, discount }) => earned - GRAINS * discount));
}

/** The terms with what was debited since. */
export function termsAfter<Terms extends AuditTerms>(terms: Terms, entries: readonly Past[]): Terms {
  return { ...terms, amount: terms.amount + total(ofKind(entries, "debited").map(({ amount }) => amount)) };
}

/** Adds up a history. */
export function totalsOf(terms: AuditTerms, entries: readonly Past[]): Totals {
  const payments = paymentsAmong(entries);
  const credited = total(ofKind(entries, "credited").map(({ principal }) => principal));
  const settled = credited + total(payments.map(({ principal }) => principal));
  const waived = total(ofKind(entries, "waived").map(({ charges }) => charges));
  return {
    open: principalOf(termsAfter(terms, entries)) - settled,
    settled,
    credited,
    discount: total(payments.map(({ discount }) => discount)),
    charges: waived + total(payments.map(({ charges }) => charges)),
    cash: total(payments.map(({ principal, discount, charges }) => principal - discount + charges)),
    lateDays: total(payments.map(({ principal, daysLate }) => principal * BigInt(daysLate))),
    carry: keptCarry(carriedAmong(entries)),
    closed: entries.findLast((entry) => entry.kind !== "refused")?.closed ?? false,
  };
}

/**
 * Whether a discount stands: one was earned, and since then no receipt went back that had earned one. While one stands
 * settling the whole earns no other.
 */
export function discountStands(entries: readonly Past[]): boolean {
  const payments = ofKind(entries, "paid");
  const earnedOff = (reference: string): boolean =>
    payments.some((paid) => paid.reference === reference && paid.discount > 0n);
  const last = entries.findLast((entry) =>
    entry.kind === "paid" ? entry.discount > 0n : entry.kind === "returned" && earnedOff(entry.reference),
  );
  return last?.kind === "paid";
}
