/** The classes of what two books do not have in common: the class names who has to act, and how it is cured. */
import type { BookSide } from "../../domain/ledgerItem.ts";

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

/** `none` clears by itself; `side` is the one on which the double stands. */
export type Owner = BookSide | "both" | "none";

/** What cures a difference, as the domain names it. */
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

export const CURE_OF: Readonly<Record<DifferenceClass, Cure>> = {
  MISSING_AT_BUYER: "sendCopyThenAcceptOrReject",
  MISSING_AT_SUPPLIER: "acceptCreditOrDispute",
  PAYMENT_IN_TRANSIT: "clearsNextPeriod",
  PAYMENT_UNAPPLIED: "apply",
  AMOUNT_DIFF: "creditOrDebitNote",
  DUPLICATE: "reverse",
  CREDIT_NOT_TAKEN: "book",
  WRONG_PERIOD: "roll",
  CURRENCY: "agreeCurrency",
  ASSIGNED: "showAsOwedToAssignee",
  DISPUTED: "disputeFlow",
};

const OWNER_OF: Readonly<Record<Exclude<DifferenceClass, "DUPLICATE">, Owner>> = {
  MISSING_AT_BUYER: "buyer",
  MISSING_AT_SUPPLIER: "supplier",
  PAYMENT_IN_TRANSIT: "none",
  PAYMENT_UNAPPLIED: "supplier",
  AMOUNT_DIFF: "both",
  CREDIT_NOT_TAKEN: "buyer",
  WRONG_PERIOD: "none",
  CURRENCY: "both",
  ASSIGNED: "supplier",
  DISPUTED: "both",
};

/**
 * A dispute is ended by the buyer who withdraws or by the supplier who credits, so both own it.
 * @param side On which it stands, for a double.
 */
export function ownerOf(name: DifferenceClass, side: BookSide): Owner {
  return name === "DUPLICATE" ? side : OWNER_OF[name];
}
