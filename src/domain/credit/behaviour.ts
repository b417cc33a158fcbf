/**
 * How a customer behaved in the trailing year, from the book in one currency. What is open and overdue counts with the
 * days that it is late already: whoever stops paying altogether must not look as good as its last payment.
 */
import { counts } from "../indicators/book.ts";
import type { Book, BookItem, Cut } from "../indicators/book.ts";
import { rounded } from "../indicators/exact.ts";
import { paymentsAt } from "../indicators/payments.ts";
import { dueAt, openAt } from "../indicators/standing.ts";

/** Fewer cases show chance, and no behaviour (R45). */
const FEWEST_CASES = 5;
const YEAR_DAYS = 365;
const PPM = 1_000_000n;

export interface CreditBehaviour {
  /** Payments of the trailing year, and items that are open and overdue. */
  readonly cases: number;
  /** Weighted by amount, rounded half up to whole days; undefined for fewer than {@link FEWEST_CASES}. */
  readonly daysLate: number | undefined;
  /** Of the cases, ppm rounded half up: what is open and overdue is not in time. */
  readonly onTimeShare: number | undefined;
  /** Items invoiced in the trailing year. */
  readonly items: number;
  /** Of what was invoiced in the trailing year, the most that was disputed of each item, ppm rounded half up. */
  readonly disputeShare: number | undefined;
  /** What was invoiced and debited in the trailing year, minor units. */
  readonly sales: bigint;
}

interface Case {
  readonly daysLate: number;
  readonly amount: bigint;
}

/** @param book Of one customer. */
export function creditBehaviourOf(book: Book, cut: Cut): CreditBehaviour {
  const from = cut.day - YEAR_DAYS;
  const paid = paymentsAt(book, cut).filter(({ day }) => day > from);
  const cases: readonly Case[] = [...paid, ...overdueAt(book, cut)];
  const isThin = cases.length < FEWEST_CASES;
  const amount = sum(cases.map((one) => one.amount));
  const weighted = sum(cases.map((one) => one.amount * BigInt(one.daysLate)));
  const onTime = cases.filter(({ daysLate }) => daysLate <= 0).length;
  const own = book.items.filter(({ day }) => day > from && day <= cut.day);
  const invoiced = own.map((item) => invoicedAt(item, cut)).filter((units) => units > 0n);
  const disputed = sum(own.map((item) => disputedOf(item, cut)));
  const isFew = invoiced.length < FEWEST_CASES;
  return {
    cases: cases.length,
    daysLate: isThin ? undefined : Number(rounded(weighted, amount)),
    onTimeShare: isThin ? undefined : Number(rounded(BigInt(onTime) * PPM, BigInt(cases.length))),
    items: invoiced.length,
    disputeShare: isFew ? undefined : Number(rounded(disputed * PPM, sum(invoiced))),
    sales: salesAt(book, cut, from),
  };
}

function overdueAt({ items }: Book, cut: Cut): readonly Case[] {
  return items.flatMap((item): Case[] => {
    const daysLate = cut.day - dueAt(item, cut);
    const amount = daysLate > 0 ? openAt(item, cut) : 0n;
    return amount > 0n ? [{ daysLate, amount }] : [];
  });
}

function invoicedAt({ moves }: BookItem, cut: Cut): bigint {
  const sales = moves.filter((move) => (move.kind === "invoice" || move.kind === "debit") && counts(move, cut));
  return sum(sales.map(({ amount }) => amount));
}

/** The most that was ever disputed of it, and no more than was invoiced. */
function disputedOf(item: BookItem, cut: Cut): bigint {
  const invoiced = invoicedAt(item, cut);
  let most = 0n;
  for (const change of item.changes) {
    if (change.kind === "disputed" && counts(change, cut) && change.amount > most) most = change.amount;
  }
  return most < invoiced ? most : invoiced;
}

function salesAt({ items }: Book, cut: Cut, from: number): bigint {
  const moves = items.flatMap((item) => item.moves);
  const own = moves.filter(
    (move) => (move.kind === "invoice" || move.kind === "debit") && move.day > from && counts(move, cut),
  );
  return sum(own.map(({ amount }) => amount));
}

/** A dispute that was raised. */
export interface RaisedDispute {
  /** Of the item. */
  readonly number: string;
  /** Unix seconds. */
  readonly at: number;
}

/** Every dispute that was ever raised. */
export function disputesOf({ items }: Pick<Book, "items">, cut: Cut): readonly RaisedDispute[] {
  return items.flatMap(({ number, changes }) =>
    changes.flatMap((change) =>
      change.kind === "disputed" && change.amount > 0n && counts(change, cut) ? [{ number, at: change.at }] : [],
    ),
  );
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
