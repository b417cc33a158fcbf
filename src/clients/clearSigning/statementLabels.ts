/** Words for what the two sides of a statement sign. */
import { account, currency, day, instant, plain, unit } from "./formats.ts";
import type { Format } from "./formats.ts";

/** What statements have in their own words. */
export const STATEMENT_LABELS: Readonly<Record<string, Format>> = {
  "Statement.supplier": account("Supplier"),
  "Statement.buyer": account("Buyer"),
  "Statement.currency": currency("Currency"),
  "Statement.cutOff": instant("Cut-off"),
  supplierRoot: plain("Supplier root"),
  supplierVersion: plain("Supplier version"),
  buyerRoot: plain("Buyer root"),
  buyerVersion: plain("Buyer version"),
  replaces: plain("Replaces root"),
  "StatementPosting.version": plain("Version"),
  keys: plain("Viewing keys hash"),
  replyBy: instant("Reply asked by"),
  "StatementPosting.party": account("Books of"),
  "Posting.party": account("Books of"),
  "BalanceAgreement.text": plain("This means"),
  "DebtAcknowledgement.text": plain("This means"),
  "ReceivedDemand.text": plain("This means"),
  reply: plain("Reply"),
  result: plain("Result root"),
  exceptions: plain("Exceptions"),
  "Exceptions.count": plain("Exceptions"),
  // ERC-7730 has no format for amounts of a currency that can be below zero.
  "Sum.amount": unit("Sum", " minor units"),
  balance: plain("Balance hash"),
  debtor: account("Debtor"),
  debt: plain("Debt hash"),
  payBy: day("Will pay by"),
  demand: plain("Demand hash"),
};
