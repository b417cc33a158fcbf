/**
 * The money engine: discounts, late interest and the order in which a payment settles them.
 *
 * Equal to `contracts/libraries/Money.sol` to the minor unit, which the parity tests show. Pure and total: no terms and
 * no position make it throw. Every result is rounded once, half up, from an exact numerator (R25); nothing is accrued,
 * so the number of payments never matters. Amounts are minor units, days calendar days since 1970-01-01 in the terms'
 * own time zone, rates parts per million a year.
 */
import { ZERO_ADDRESS } from "./receivable.ts";
import type { Allocation, Position, Quote, Terms } from "./receivable.ts";

export const MAX_AMOUNT = 2n ** 92n - 1n;
export const MAX_CHARGES = 2n ** 96n - 1n;
const MAX_DAYS_LATE = 2n ** 20n - 1n;
export const MAX_DUE_DAY = 2 ** 20 - 1;
export const MAX_GRACE_DAYS = 365;
export const MAX_ACCELERATION_DAYS = 365;
export const UTC_OFFSETS = { least: -720, most: 840 } as const;
export const PARTS_PER_MILLION = 1_000_000n;
export const PRINCIPAL_FIRST = 1;
const CARRY_BITS = 48n;
const ONE_HALF = 2n ** 47n;

/** A position before anything happened. */
export const NEW_POSITION: Position = {
  settled: 0n,
  credited: 0n,
  lateDays: 0n,
  chargesSettled: 0n,
  carry: 0n,
  discounted: false,
};

/** A part of the amount, as an exact fraction. */
interface Share {
  readonly part: bigint;
  readonly whole: bigint;
}

/** A field of terms that no party should newly agree, and its value as the word that a call would carry. */
export interface TermsFault {
  readonly field: Exclude<keyof Terms, "salt">;
  readonly value: bigint;
}

/**
 * What the ledger would refuse to issue, field for field as its `TermsInvalid` names it: the first fault, or undefined
 * for terms that can be agreed. Every value is one of its field's type, as hashing the terms makes sure.
 */
export function termsFault(terms: Terms): TermsFault | undefined {
  const { dueDay, utcOffset, discountDay1: day1, discount1: sum1, discountDay2: day2, discount2: sum2 } = terms;
  const rules: readonly (readonly [TermsFault["field"], boolean])[] = [
    ["currency", BigInt(terms.currency) !== BigInt(ZERO_ADDRESS)],
    ["amount", terms.amount > 0n && terms.amount <= MAX_AMOUNT],
    ["dueDay", dueDay > 0 && dueDay <= MAX_DUE_DAY],
    ["utcOffset", utcOffset >= UTC_OFFSETS.least && utcOffset <= UTC_OFFSETS.most],
    ["slidingRate", terms.slidingRate <= PARTS_PER_MILLION],
    ["lateRate", terms.lateRate <= PARTS_PER_MILLION],
    ["basis", terms.basis === 360 || terms.basis === 365],
    ["graceDays", terms.graceDays <= MAX_GRACE_DAYS],
    ["fixedSum", terms.fixedSum <= MAX_AMOUNT],
    ["allocation", terms.allocation <= PRINCIPAL_FIRST],
    ["accelerationDays", terms.accelerationDays <= MAX_ACCELERATION_DAYS],
    ["discountDay1", day1 <= dueDay && (day1 === 0) === (sum1 === 0n)],
    ["discount1", sum1 <= terms.amount],
    ["discountDay2", day2 <= dueDay && (day2 === 0) === (sum2 === 0n) && (day2 === 0 || day2 > day1)],
    ["discount2", day2 === 0 || sum2 < sum1],
    ["discountOnParts", !terms.discountOnParts || sum1 > 0n || terms.slidingRate > 0],
  ];
  const field = rules.find(([, holds]) => !holds)?.[0];
  if (field === undefined) return undefined;
  return { field, value: field === "utcOffset" ? BigInt.asUintN(16, BigInt(utcOffset)) : BigInt(terms[field]) };
}

/** The local calendar day of an instant (R8). @param instant Unix seconds. */
export function localDay(terms: Terms, instant: number): number {
  const local = instant + terms.utcOffset * 60;
  return local < 0 ? 0 : Math.floor(local / 86_400);
}

/** What is due if everything is paid on a day. */
export function quote(terms: Terms, position: Position, day: number): Quote {
  return quoteAndCarry(terms, position, day).quote;
}

/**
 * What a payment of at most `maxCash` settles on a day: everything if it reaches the payoff, else charges (R29) or
 * principal first as agreed. A part earns a discount only where discount on parts is agreed; whoever settles the whole
 * while the discount lasts earns it on everything that was paid, unless one stands already: our reading of R12 and R31.
 */
export function allocate(terms: Terms, position: Position, day: number, maxCash: bigint): Allocation {
  const { quote: due, carry } = quoteAndCarry(terms, position, day);
  const net = due.open - due.discount;
  const cash = min(maxCash, due.payoff);
  const toPrincipal = terms.allocation === PRINCIPAL_FIRST ? min(cash, net) : cash - min(cash, due.charges);
  const charges = cash - toPrincipal;
  const settled = ((): { principal: bigint; discount: bigint; carry: bigint } => {
    if (toPrincipal === net) return { principal: due.open, discount: due.discount, carry };
    if (terms.discountOnParts) return settlePart(terms, position, day, toPrincipal);
    return { principal: toPrincipal, discount: 0n, carry: position.carry };
  })();
  return {
    cash: settled.principal - settled.discount + charges,
    ...settled,
    charges,
    lateDays: settled.principal * due.daysLate,
    closed: settled.principal === due.open && charges === due.charges,
  };
}

/** The position after a payment. */
export function afterPayment(position: Position, paid: Allocation): Position {
  return {
    settled: position.settled + paid.principal,
    credited: position.credited,
    lateDays: position.lateDays + paid.lateDays,
    chargesSettled: position.chargesSettled + paid.charges,
    carry: paid.carry,
    discounted: position.discounted || paid.discount !== 0n,
  };
}

/**
 * The position after a credit, which reduces the item (R32). That it adds no late days, as if what is credited had
 * never been owed, is our choice.
 */
export function afterCredit(position: Position, amount: bigint): Position {
  return { ...position, settled: position.settled + amount, credited: position.credited + amount };
}

/** Principal that is neither paid, discounted nor credited. */
export function openPrincipal(terms: Terms, position: Position): bigint {
  const amount = min(terms.amount, MAX_AMOUNT);
  return amount > position.settled ? amount - position.settled : 0n;
}

/**
 * Interest and fixed sum not yet settled. Interest is rate x (settled principal x its days late + open principal x days
 * late) / basis, rounded half up once (R16, R24, R25); the fixed sum is due as soon as anything is late (R20).
 */
export function chargesDue(terms: Terms, position: Position, open: bigint, daysLate: bigint): bigint {
  const principalDays = position.lateDays + open * daysLate;
  if (principalDays === 0n) return 0n;
  const year = yearOf(terms);
  const interest = (BigInt(terms.lateRate) * principalDays + year / 2n) / year;
  const total = min(interest + terms.fixedSum, MAX_CHARGES);
  return total > position.chargesSettled ? total - position.chargesSettled : 0n;
}

function quoteAndCarry(terms: Terms, position: Position, day: number): { quote: Quote; carry: bigint } {
  const open = openPrincipal(terms, position);
  const late = BigInt(day - terms.dueDay);
  const daysLate = late > BigInt(terms.graceDays) ? min(late, MAX_DAYS_LATE) : 0n;
  const charges = chargesDue(terms, position, open, daysLate);
  const { discount, carry } = late > 0n ? { discount: 0n, carry: position.carry } : onRest(terms, position, open, day);
  return { quote: { open, discount, charges, payoff: open - discount + charges, daysLate }, carry };
}

/** Discount for settling all that is open. What was credited was never owed and earns none (R10). */
function onRest(terms: Terms, position: Position, open: bigint, day: number): { discount: bigint; carry: bigint } {
  const share = discountShare(terms, day);
  if (share.part === 0n) return { discount: 0n, carry: position.carry };
  if (terms.discountOnParts) return grant(position.carry, open, share);
  if (position.discounted) return { discount: 0n, carry: position.carry };
  const paid = position.settled > position.credited ? position.settled - position.credited : 0n;
  const discount = (2n * (open + paid) * share.part + share.whole) / (2n * share.whole);
  return { discount: min(discount, open), carry: position.carry };
}

/** The larger of tier and sliding discount on a day not after the due day; they never stack (R14, R15). */
function discountShare(terms: Terms, day: number): Share {
  const first = day <= terms.discountDay1 ? terms.discount1 : 0n;
  const second = day <= terms.discountDay2 ? terms.discount2 : 0n;
  const whole = min(terms.amount, MAX_AMOUNT);
  const tier: Share = { part: min(first > second ? first : second, whole), whole };
  const year = yearOf(terms);
  const sliding: Share = { part: min(BigInt(terms.slidingRate) * BigInt(terms.dueDay - day), year), whole: year };
  return sliding.part * tier.whole > tier.part * sliding.whole ? sliding : tier;
}

/**
 * Grants whole units of the discount earned on `principal` and carries the rest, rounded up to 2^-48, so that splitting
 * a payment never costs more. The stored carry is offset by one half: units are granted half up.
 */
function grant(carry: bigint, principal: bigint, share: Share): { discount: bigint; carry: bigint } {
  const exact = (principal * share.part) << CARRY_BITS;
  const earned = (exact + share.whole - 1n) / share.whole + (carry ^ ONE_HALF);
  const rest = earned & (2n ** CARRY_BITS - 1n);
  return { discount: min(earned >> CARRY_BITS, principal), carry: rest ^ ONE_HALF };
}

/** The principal that `cash` settles where a part earns its discount: the most whose net does not exceed it (V27). */
function settlePart(
  terms: Terms,
  position: Position,
  day: number,
  cash: bigint,
): { principal: bigint; discount: bigint; carry: bigint } {
  const share = day > terms.dueDay ? { part: 0n, whole: 1n } : discountShare(terms, day);
  if (share.part === 0n || cash === 0n) return { principal: cash, discount: 0n, carry: position.carry };
  const worth = ((cash << CARRY_BITS) + (position.carry ^ ONE_HALF)) * share.whole;
  const principal = worth / ((share.whole - share.part) << CARRY_BITS);
  return { principal, ...grant(position.carry, principal, share) };
}

function yearOf(terms: Terms): bigint {
  return PARTS_PER_MILLION * (terms.basis === 360 ? 360n : 365n);
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
