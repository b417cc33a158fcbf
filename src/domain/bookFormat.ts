/** How a firm's book of another firm is written: its columns, and the sign of what is owed. */

export const BOOK_FIELDS = [
  "number",
  "date",
  "dueDate",
  "currency",
  "debit",
  "credit",
  "open",
  "amount",
  "kind",
  "order",
  "settles",
  "disputed",
  "assignedTo",
  "receivable",
] as const;
export type BookField = (typeof BOOK_FIELDS)[number];

/**
 * How the file writes what is owed: `owed`, above zero; `reversed`, below it, as payables are booked; `byKind`, nothing
 * below zero at all, so that a payment and a credit note is known by its kind.
 */
export const SIGNS = ["owed", "reversed", "byKind"] as const;
export type Signs = (typeof SIGNS)[number];
