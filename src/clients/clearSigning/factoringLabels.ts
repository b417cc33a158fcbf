/** Words for what factors, sellers and debtors sign. */
import { account, choice, currency, day, instant, money, plain, rate, unit, yearlyRate } from "./formats.ts";
import type { Format } from "./formats.ts";

const OFFERS: Readonly<Record<string, Format>> = {
  "Conditions.seller": account("Seller"),
  "Conditions.currency": currency("Offer currency"),
  "Conditions.limit": money("Limit"),
  "Conditions.minTenor": unit("Least tenor", " days"),
  "Conditions.maxTenor": unit("Most tenor", " days"),
  "Conditions.advices": plain("Advices taken"),
  "Conditions.utcOffset": unit("Factor's UTC offset", " minutes"),
  "Conditions.until": instant("Offer until"),
  "Price.advanceRate": rate("Advance"),
  "Price.feeRate": yearlyRate("Fee"),
  "Price.basis": unit("Fee year", " days"),
  "Price.commissionRate": rate("Commission"),
  "Price.minimumFee": money("Least commission"),
  "Price.recourseDays": unit("Recourse (65535: no)", " days after due"),
  "BuyerLimit.buyer": account("Facility buyer"),
  "BuyerLimit.limit": money("Limit of buyer"),
  "Discount.seller": account("Seller"),
  "Discount.rate": yearlyRate("Discount"),
  "Discount.basis": unit("Discount year", " days"),
  "Discount.extraDays": unit("Extra days", " days"),
  "Discount.minPrice": money("Least price"),
  "Discount.advices": plain("Advices taken"),
  "Discount.until": instant("Offer until"),
  "Sale.kind": choice("Offer kind", "offerKind"),
  "Sale.index": plain("Place under root"),
};

const NOTICES: Readonly<Record<string, Format>> = {
  "AssignmentNotification.text": plain("This means"),
  "AssignmentAcknowledgement.text": plain("This means"),
  "AssignmentNotice.kind": choice("Notice", "noticeKind"),
  "AssignmentNotice.receivables": plain("Receivables hash"),
  "AssignmentNotice.proof": plain("Proof hash"),
  "replyToNotice.reply": choice("Reply", "noticeReply"),
  assignor: account("Assignor"),
  assignee: account("Assignee"),
  payee: account("Pay to"),
  giver: account("Given by"),
  givenAt: instant("Notice given"),
  register: plain("Register"),
  office: plain("Office"),
  number: plain("Filing number"),
  filedAt: instant("Filed"),
  "Filing.until": instant("Ends (1970: never)"),
  secured: account("Secured party"),
  collateral: plain("Collateral hash"),
  ids: plain("Receivable named"),
  "open.factor": account("Factor"),
};

const DESKS: Readonly<Record<string, Format>> = {
  "act.call": plain("Call of the ledger"),
  "chargeBack.reason": choice("Reason", "claimReason"),
  "collect.currency": currency("Currency"),
  recipient: choice("Who got it", "recipient"),
  source: choice("Came as", "source"),
  toFunds: money("To advance"),
  toFees: money("To fees"),
  toSeller: money("To seller"),
  "DealReceipt.day": day("Value date"),
  "spendNonces.first": plain("First number"),
  "spendNonces.count": plain("How many"),
  "withdraw.account": account("Account"),
  "withdraw.currency": currency("Currency"),
};

/** What factoring has in its own words. */
export const FACTORING_LABELS: Readonly<Record<string, Format>> = { ...OFFERS, ...NOTICES, ...DESKS };

const PROOF = "proves what is shown";

/** What is not shown of it, and why. */
export const FACTORING_EXCLUDED: Readonly<Record<string, string>> = {
  "Sale.proof": PROOF,
  "Sale.signature": PROOF,
  "purchase.signature": PROOF,
};
