/** What each class of difference asks for, and of whom. */
import type { Cure, DifferenceClass, Owner } from "../../domain/ledgerDifference.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";

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
