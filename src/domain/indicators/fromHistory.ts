/** Items of a book from imported history: what a firm's own records say of invoices that were never on the ledger. */
import type { BookItem, Move } from "./book.ts";

/** Money that settled a part of an invoice: minor units, days since 1970-01-01. */
export interface Settlement {
  readonly day: number;
  readonly amount: bigint;
}

export interface HistoryInvoice {
  /** An address in lower case, or the key of the firm's own records. */
  readonly customer: string;
  /** As it is written. */
  readonly number: string;
  readonly issued: number;
  readonly due: number;
  readonly amount: bigint;
  /** Together at most the amount. */
  readonly settlements: readonly Settlement[];
}

const DAY = 86_400;

/** The last second of a day, unix seconds. */
export type EndOfDay = (day: number) => number;

export const UTC_END: EndOfDay = (day) => (day + 1) * DAY - 1;

/**
 * The customer and the number tell an item from all others of the same history.
 * @param endOf In the zone of the book. An import counts as a whole from when it was imported; of what an import says
 * nothing tells when it was recorded, so that to a cut before the import each line is known when its own day ends.
 */
export function itemOfHistory(invoice: HistoryInvoice, endOf: EndOfDay): BookItem {
  const { customer, number, issued, due, amount, settlements } = invoice;
  const issue: Move = { kind: "invoice", amount, day: issued, at: endOf(issued), reference: "" };
  const payments = settlements
    .toSorted((left, right) => left.day - right.day)
    .map((one): Move => ({ kind: "payment", amount: -one.amount, day: one.day, at: endOf(one.day), reference: "" }));
  const moves = [issue, ...payments].toSorted((left, right) => left.at - right.at);
  return { id: JSON.stringify([customer, number]), number, customer, day: issued, due, moves, changes: [] };
}
