/** Classes, owners and cures in words. */
import type { Cure, DifferenceClass, Owner } from "../../domain/ledgerDifference.ts";

export const CLASS_WORDS: Readonly<Record<DifferenceClass, string>> = {
  MISSING_AT_BUYER: "only the supplier has it",
  MISSING_AT_SUPPLIER: "only the buyer has it",
  PAYMENT_IN_TRANSIT: "the buyer's payment is on its way",
  PAYMENT_UNAPPLIED: "the supplier has the money and has not applied it",
  AMOUNT_DIFF: "the amounts differ",
  DUPLICATE: "booked twice on one side",
  CREDIT_NOT_TAKEN: "the buyer has not booked the credit",
  WRONG_PERIOD: "booked on both sides of the cut-off",
  CURRENCY: "booked in different currencies",
  ASSIGNED: "sold to somebody else",
  DISPUTED: "disputed",
};

export const CURE_WORDS: Readonly<Record<Cure, string>> = {
  sendCopyThenAcceptOrReject: "supplier sends a copy, buyer accepts or rejects",
  acceptCreditOrDispute: "supplier accepts, credits or disputes",
  clearsNextPeriod: "clears next period; verify the value date",
  apply: "supplier applies it",
  creditOrDebitNote: "credit or debit note",
  reverse: "reverse the double",
  book: "buyer books it",
  roll: "rolls into the next period",
  agreeCurrency: "agree on the currency",
  showAsOwedToAssignee: "show as owed to whom it was sold",
  disputeFlow: "settle the dispute",
};

export const OWNER_WORDS: Readonly<Record<Owner, string>> = {
  supplier: "supplier",
  buyer: "buyer",
  both: "both",
  none: "nobody",
};
