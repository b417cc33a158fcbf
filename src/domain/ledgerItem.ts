/**
 * One line of what a firm's books say of another firm: an item of the supplier's receivables or of the buyer's
 * payables. Both books are written with one sign: what the buyer owes is above zero, what it has paid or may keep is
 * below, so that equal books have equal amounts.
 */
import type { Hex } from "./receivable.ts";

export const BOOK_SIDES = ["supplier", "buyer"] as const;
/** Whose books: the supplier's receivables or the buyer's payables. */
export type BookSide = (typeof BOOK_SIDES)[number];

/**
 * `debitNote` is a claim of its own: of the supplier where it is above zero, and below it the buyer's deduction.
 * `unapplied` is money that the supplier has not yet put against an invoice.
 */
export const ITEM_KINDS = ["invoice", "debitNote", "creditNote", "payment", "unapplied"] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export interface LedgerItem {
  /** Where it stands in its book, such as "line 12"; no two of one side have the same. */
  readonly place: string;
  readonly kind: ItemKind;
  /** Of the document, as the book writes it; of a payment, the bank's reference. May be empty. */
  readonly number: string;
  /** Purchase order; empty where the book names none. */
  readonly order: string;
  /** Of the document; of a payment its value day. Days since 1970-01-01. */
  readonly day: number;
  readonly dueDay: number | undefined;
  /** ISO 4217, three letters. */
  readonly currency: string;
  /** What is open of it, minor units, signed. */
  readonly amount: bigint;
  /** Numbers of the documents that a payment or credit is meant for. */
  readonly settles: readonly string[];
  readonly disputed: boolean;
  /** To whom the claim was sold, as the book names it; empty where it was not. */
  readonly assignedTo: string;
  /** Of the receivable on the ledger that this item is; undefined for one that was only imported. */
  readonly receivable: Hex | undefined;
}

/** What two items must have in common to be the same thing: money that went, or a claim, or a deduction from claims. */
export type ItemFamily = "claim" | "deduction" | "money";

export function familyOf({ kind, amount }: LedgerItem): ItemFamily {
  if (kind === "payment" || kind === "unapplied") return "money";
  return amount < 0n ? "deduction" : "claim";
}
