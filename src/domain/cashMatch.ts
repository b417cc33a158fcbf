/** Words of cash application that its people, its engine and its files have in common. */

/** Why a bank entry is decided as it is: the stages of cash application, its exceptions, and what people decide. */
export const CASH_RULES = [
  "STRUCTURED_REFERENCE",
  "REFERENCE",
  "NEAR_REFERENCE",
  "REMITTANCE_ADVICE",
  "EXACT_AMOUNT",
  "DISCOUNT",
  "TOLERANCE",
  "WHOLE_STATEMENT",
  "ONE_DUE_DATE",
  "OLDEST_FIRST",
  "SUBSET_SUM",
  "PARTS",
  "THIRD_PARTY_REFERENCE",
  "UNAPPLIED",
  "UNIDENTIFIED",
  "SHORT",
  "OVER",
  "DUPLICATE",
  "REPEATED_LINE",
  "NOT_INCOMING",
] as const;
export type CashRule = (typeof CASH_RULES)[number];

/** Why less or more than the open amount settles an item. */
export const DIFFERENCE_REASONS = [
  "NONE",
  "TOLERATED_SHORT",
  "TOLERATED_OVER",
  "UNEARNED_DISCOUNT",
  "DEDUCTION",
  "PART_PAYMENT",
] as const;
export type CashDifferenceReason = (typeof DIFFERENCE_REASONS)[number];

/** How a payer was found. */
export const PAYER_EVIDENCE = ["NONE", "ACCOUNT", "NAME", "REFERENCE", "ALIAS"] as const;
export type PayerEvidence = (typeof PAYER_EVIDENCE)[number];

/**
 * A match is posted, proposed for somebody to confirm, or an exception with what is known of it. Somebody refuses or
 * undoes it, and a later decision about the same entry supersedes it.
 */
export const MATCH_STATES = ["posted", "proposed", "exception", "refused", "undone", "superseded"] as const;
export type MatchState = (typeof MATCH_STATES)[number];

/** Why a posted match does not stand any more: a member undid it, the money went back, or the bill was not paid. */
export const UNDO_CAUSES = ["member", "returned", "dishonoured"] as const;
export type UndoCause = (typeof UNDO_CAUSES)[number];

/** Why a payer kept something back, as whoever looked into it says. */
export const SHORT_REASONS = [
  ...(["unearnedDiscount", "price", "quantity", "quality", "freight", "tax", "bankCharge", "returnedGoods"] as const),
  ...(["promotion", "setOff", "partPayment", "other"] as const),
] as const;
export type ShortReason = (typeof SHORT_REASONS)[number];

/** What a bank entry is to its organisation: nothing is decided, a decision stands, or it is not applied at all. */
export const ENTRY_STATES = ["unmatched", "exception", "proposed", "posted", "leftOut"] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** Why a bank entry is not applied: what the bank says of it, or that a bill was not paid. */
export const LEFT_OUT_REASONS = [
  ...(["RETURNED", "RETURN", "CURRENCY_UNKNOWN", "NO_DATE", "NOT_INCOMING", "DISHONOURED"] as const),
] as const;
export type EntryLeftOut = (typeof LEFT_OUT_REASONS)[number];

/**
 * A bill (bank acceptance, commercial draft) is received, then honoured or dishonoured at its maturity. Until it is
 * honoured the claim has not been paid (R37).
 */
export const BILL_STATES = ["BILL_RECEIVED", "HONOURED", "DISHONOURED"] as const;
export type BillState = (typeof BILL_STATES)[number];

/** How far the reading of a bank's file is, or a run of cash application. */
export const CASH_STEPS = ["waiting", "reading", "matching", "storing", "done", "failed"] as const;
export type CashStep = (typeof CASH_STEPS)[number];
