/**
 * The equation that every statement of account prints: opening balance, what the period did to it, closing balance; and
 * the closing balance once more from the open lines. Both sides are reckoned on their own, and have to agree.
 */
import type { Book, Posting } from "./book.ts";
import type { MovementKind } from "./movement.ts";
import { standingAt, sumOf } from "./standing.ts";

/**
 * Minor units. `opening + invoices + debitNotes − credits − payments − writeOffs + exchange = closing`, and
 * `closing = openLines − unapplied`.
 */
export interface Equation {
  readonly opening: bigint;
  readonly invoices: bigint;
  /** With late interest and fixed sums that were billed or paid. */
  readonly debitNotes: bigint;
  /** Credit notes and discounts, less the discounts of payments that were taken back. */
  readonly credits: bigint;
  /** Less those that were taken back or refunded. */
  readonly payments: bigint;
  readonly writeOffs: bigint;
  /** Signed. */
  readonly exchange: bigint;
  readonly closing: bigint;
  /** Sum of the rests of all lines, credit notes among them as negative ones. */
  readonly openLines: bigint;
  readonly unapplied: bigint;
}

type Flow = "invoices" | "debitNotes" | "credits" | "payments" | "writeOffs" | "exchange";

/** Which term of the equation a movement belongs to; what is missing here moves no balance. */
const FLOWS: Readonly<Partial<Record<MovementKind, Flow>>> = {
  invoice: "invoices",
  debitNote: "debitNotes",
  charge: "debitNotes",
  creditNote: "credits",
  discount: "credits",
  payment: "payments",
  refund: "payments",
  application: "payments",
  writeOff: "writeOffs",
  exchange: "exchange",
};

/**
 * The equation of the period from day `from` to the end of day `to`, days since 1970-01-01.
 * @throws Error if the movements do not lead from one balance to the other, which no book lets happen.
 */
export function equationOf(book: Book, from: number, to: number): Equation {
  const opening = standingAt(book, from - 1).balance;
  const { items, unapplied: free } = standingAt(book, to);
  const openLines = sumOf(items, ({ rest }) => rest);
  const unapplied = sumOf(free, ({ amount }) => amount);
  const flows = flowsOf(postingsIn(book, from, to));
  const { invoices, debitNotes, credits, payments, writeOffs, exchange } = flows;
  const closing = opening + invoices + debitNotes - credits - payments - writeOffs + exchange;
  if (closing !== openLines - unapplied) {
    throw new Error(`the account does not add up: ${closing.toString()} is not ${(openLines - unapplied).toString()}`);
  }
  return { opening, ...flows, closing, openLines, unapplied };
}

/** The postings of a period, both days included. */
export function postingsIn({ postings }: Book, from: number, to: number): readonly Posting[] {
  return postings.filter(({ movement }) => movement.day >= from && movement.day <= to);
}

function flowsOf(postings: readonly Posting[]): Record<Flow, bigint> {
  const flows = { invoices: 0n, debitNotes: 0n, credits: 0n, payments: 0n, writeOffs: 0n, exchange: 0n };
  for (const { effects } of postings) {
    for (const { cause, amount } of effects) {
      const flow = FLOWS[cause];
      if (flow !== undefined) flows[flow] += LOWERS.has(flow) ? -amount : amount;
    }
  }
  return flows;
}

const LOWERS: ReadonlySet<Flow> = new Set(["credits", "payments", "writeOffs"]);
