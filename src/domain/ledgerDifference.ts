/** Words for what two books have in common and what not: rules, classes, owners, cures (reconciliation.md 4.2). */
import { BOOK_SIDES } from "./ledgerItem.ts";

/** In the order in which they are tried; each only on what those before it left. */
export const MATCH_RULES = [
  "receivable",
  "number",
  "nearNumber",
  "orderAmount",
  "amountDate",
  "orderGroup",
  "monthGroup",
] as const;
export type MatchRule = (typeof MATCH_RULES)[number];

/** The class of a difference names who has to act, and how it is cured. */
export const DIFFERENCE_CLASSES = [
  "MISSING_AT_BUYER",
  "MISSING_AT_SUPPLIER",
  "PAYMENT_IN_TRANSIT",
  "PAYMENT_UNAPPLIED",
  "AMOUNT_DIFF",
  "DUPLICATE",
  "CREDIT_NOT_TAKEN",
  "WRONG_PERIOD",
  "CURRENCY",
  "ASSIGNED",
  "DISPUTED",
] as const;
export type DifferenceClass = (typeof DIFFERENCE_CLASSES)[number];

/** Who has to act; what nobody owns clears by itself. */
export const OWNERS = [...BOOK_SIDES, "both", "none"] as const;
export type Owner = (typeof OWNERS)[number];

export const CURES = [
  "sendCopyThenAcceptOrReject",
  "acceptCreditOrDispute",
  "clearsNextPeriod",
  "apply",
  "creditOrDebitNote",
  "reverse",
  "book",
  "roll",
  "agreeCurrency",
  "showAsOwedToAssignee",
  "disputeFlow",
] as const;
export type Cure = (typeof CURES)[number];

/** Why a difference is found no more: both books agree; its items are part of another difference; they are gone. */
export const CLEARED_WHY = ["matched", "otherDifference", "gone"] as const;
export type ClearedWhy = (typeof CLEARED_WHY)[number];

/** How far a comparison of two books is. */
export const RECONCILIATION_STEPS = [
  "waiting",
  "readingSupplier",
  "readingBuyer",
  "matching",
  "storing",
  "done",
  "failed",
] as const;
export type ReconciliationStep = (typeof RECONCILIATION_STEPS)[number];
