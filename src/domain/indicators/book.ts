/**
 * The book of an organisation in one currency, as indicators, scores and predictions read it: every item that it ever
 * held, with all that moved it. It is made from the ledger's events and from imported history alike.
 *
 * Amounts are minor units, days are counted from 1970-01-01, instants are unix seconds.
 */

/**
 * What moves the open principal of an item. Money that is taken back is of the kind that it undoes, with the other sign
 * and the same reference. A division (a whole becomes parts) and a transfer (an item is assigned away, or comes by
 * assignment) are no sale and no payment.
 */
export const MOVE_KINDS = ["invoice", "debit", "credit", "payment", "discount", "division", "transfer"] as const;
export type MoveKind = (typeof MOVE_KINDS)[number];

interface Dated {
  /**
   * From this day on it counts: of money its value day (R11), of an invoice that of its document, of all else the day
   * of its record, such as an amendment to another currency; never after the record.
   */
  readonly day: number;
  /** When it was recorded: what was not known yet changes no report of before (R42). */
  readonly at: number;
}

export interface Move extends Dated {
  readonly kind: MoveKind;
  /** By how much the open principal changes: what raises it is above nought. */
  readonly amount: bigint;
  /** By which money that is taken back finds what it undoes; "" where nothing does. */
  readonly reference: string;
}

/** A state of an item that moves no balance and replaces the last of its kind. */
export type StateChange = Dated &
  (
    | { readonly kind: "due"; readonly due: number }
    | { readonly kind: "disputed"; readonly amount: bigint }
    | { readonly kind: "writtenOff"; readonly isWrittenOff: boolean }
  );

export interface BookItem {
  /** Of the ledger its id; of imported history a text that no other item has. */
  readonly id: string;
  /** What people call it. */
  readonly number: string;
  /** Of a part of a division the id of its whole, which need not be in the book. */
  readonly whole?: string | undefined;
  /** An address in lower case; of imported history the customer's key, where it has no address. */
  readonly customer: string;
  /** Of the document: from it an item is as old as it is. */
  readonly day: number;
  /** As it was first agreed; amendments are among the changes. */
  readonly due: number;
  /** In the order of their record. */
  readonly moves: readonly Move[];
  /** In the order of their record. */
  readonly changes: readonly StateChange[];
}

/** Money that settles no item yet: `amount` above nought came in, below nought was applied or paid back. */
export interface UnappliedMove extends Dated {
  readonly customer: string;
  readonly amount: bigint;
}

export interface Book {
  /** ISO 4217, or the token's code. */
  readonly currency: string;
  readonly exponent: number;
  readonly items: readonly BookItem[];
  readonly unapplied: readonly UnappliedMove[];
}

/** What a report counts: what is dated on or before a day, and was recorded at or before an instant. */
export interface Cut {
  readonly day: number;
  readonly known: number;
}

export function counts({ day, at }: Dated, cut: Cut): boolean {
  return day <= cut.day && at <= cut.known;
}
