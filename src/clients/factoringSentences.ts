/**
 * One sentence for every way in which factoring and its desks refuse: what is wrong with which values, and the way out.
 */
import type { FactoringErrorName } from "../chain/reverts.ts";
import { NoticeReply } from "../domain/factoring/notice.ts";

type Sentence = (values: Readonly<Record<string, string>>) => string;

/** Why a receivable cannot be sold under an offer, and what to do about it. */
const NOT_SALEABLE: Readonly<Record<string, string>> = {
  commitment: "it is not what was opened: open exactly the header, terms and document that were agreed",
  accepted: "its buyer has not accepted it: let it accept first",
  disputed: "a part of it is disputed: resolve the dispute first",
  writtenOff: "it is written off: no factor buys it",
  closed: "nothing is due on it any more: there is nothing to sell",
  overdue: "its due date has passed: no factor buys it",
  advised:
    "its buyer has advised money that nobody recorded yet: record it, or ask for an offer that names the advices",
  seller: "the offer is for another seller: ask the factor for one of your own",
  currency: "the offer is in another currency: ask the factor for one in its own",
  tenor: "the days to its due date are not those of the offer: ask the factor for another offer",
  buyer: "the facility does not name its buyer: ask the factor to take the buyer on",
  root: "the offer does not name it: sell what its root holds, with the place and the proof from the tree",
  sold: "this desk has bought it before: ask for an offer that names it, once no deal about it lives",
  discount: "its buyer may still deduct more than the facility keeps back: ask for an offer that names it",
  price: "nothing would be paid, or less than the offer's least: ask for a new offer",
};

/** Why no claim of a kind can be raised, and what to do about it. */
const NO_CLAIM: Readonly<Record<string, string>> = {
  recourse: "no recourse was agreed, or its days are not over: wait for them",
  credited: "nothing was credited since the sale: there is no dilution",
  evidence: "it names no evidence: give its hash",
  raised: "it was raised before, and stands: nothing more is needed",
  advice: "the buyer has not advised exactly this under the bank reference: ask it to, or name what it advised",
};

/** What does not fit between a notice and the ledger, and what to do about it. */
const NOTICE_UNFIT: Readonly<Record<string, string>> = {
  debtor: "another buyer owes it: give that one notice",
  payee: "the payee does not hold it: name who holds it, or sell it first",
  assignor: "somebody else sold it to this desk: name the seller of the deal",
  commitment: "it is not what was opened: open exactly the header that was agreed",
};

const REPLIES: Readonly<Record<NoticeReply, string>> = {
  [NoticeReply.None]: "not replied to",
  [NoticeReply.Received]: "received",
  [NoticeReply.Acknowledged]: "acknowledged",
  [NoticeReply.Reserved]: "acknowledged under reserve",
  [NoticeReply.Refused]: "refused",
};

const REPORT = "this is a fault of the contract: please report it with the call that caused it";

/** Of what neither the ledger nor a currency refuses in the same words. */
export const FACTORING_SENTENCES: Readonly<Record<FactoringErrorName, Sentence>> = {
  ActInvalid: (v) =>
    `the call ${v["selector"]} is none that seller and factor decide together about receivable ${v["id"]}: give one ` +
    `of amend, credit, waive or resolve on this receivable`,
  CallerInvalid: (v) =>
    `${v["caller"]} may not do that, only ${v["expected"]}: send from that account, or from an agent that it let do so`,
  CashIsKept: (v) =>
    `the ledger keeps ${v["amount"]} minor units of the deal on receivable ${v["id"]}: claim them there first, which ` +
    `anyone may`,
  ClaimForbidden: ({ id, why = "" }) =>
    `no such claim can be raised on receivable ${id} (${why}): ${NO_CLAIM[why] ?? "ask for the deal"}`,
  DealReceiptUnknown: (v) =>
    `no receipt stands in the deal on receivable ${v["id"]} under the bank reference ${v["bankRef"]} as was said: ` +
    `open exactly what DealPaid says`,
  DealUnknown: (v) =>
    `the desk has no live deal about receivable ${v["id"]}: check the id and the desk, and whether it was reassigned`,
  DeskOfAnotherLedger: (v) => `the code of desks at ${v["desk"]} was deployed for another ledger: deploy both for one`,
  LimitExceeded: (v) =>
    `${v["advance"]} minor units more do not fit a limit of ${v["limit"]}, of which ${v["inUse"]} are in use: wait ` +
    `for repayments, or ask the factor for a higher limit`,
  MandateInvalid: (v) =>
    `a desk lets nobody do all of the verbs ${v["verbs"]} in its name: leave out what it does not let its factor do`,
  NotSaleable: ({ id, why = "" }) =>
    `receivable ${id} cannot be sold under this offer (${why}): ${NOT_SALEABLE[why] ?? "ask for its state"}`,
  NothingOutstanding: (v) =>
    `nothing is outstanding on receivable ${v["id"]}, or, where that is 0, nothing waits for the account: there is ` +
    `nothing to pay, claim or withdraw`,
  NoticeAnswered: ({ notice, reply = "" }) =>
    `notice ${notice} is ${REPLIES[Number(reply) as NoticeReply]} already: that stands, unless it was only received`,
  NoticeInvalid: ({ id, why = "" }) =>
    `a notice cannot name receivable ${id} so (${why}): ${NOTICE_UNFIT[why] ?? "ask for its state"}`,
  NoticeKnown: (v) => `notice ${v["notice"]} was given before: nothing more is needed`,
  NoticeMalformed: (v) =>
    `the ${v["field"]} of the notice cannot be so: name 1 to 100 receivables, three parties, a moment of the last ` +
    `day, and as payee the assignee or its desk, or of a reassignment the assignor`,
  NoticeUnknown: (v) => `nobody gave notice ${v["notice"]}: open exactly what AssignmentNotified says`,
  OfferExpired: (v) => `the offer was good until ${v["until"]}: ask the factor for a new one`,
  OfferInvalid: (v) =>
    `the ${v["field"]} of the offer is ${v["value"]}, which nobody can take: ask the factor for an offer with rates ` +
    `up to 1,000,000 parts per million, 360 or 365 days, and at most 64 buyers`,
  ReceiptDayInvalid: (v) =>
    `what the seller turns over on receivable ${v["id"]} counts from today and not from ${v["valueDay"]}: give the ` +
    `day of today in the terms' own zone`,
  ReceiptsReversible: (v) =>
    `the deal about receivable ${v["id"]} took in receipts, which a bank can take back: let the factor reassign it`,
  StatementIncomplete: (v) =>
    `the ${v["field"]} is not complete: a reply gives a reason where it refuses or reserves and nowhere else; a ` +
    `filing names register and number, parties that differ, and a moment that has passed`,
  StillOutstanding: (v) =>
    `${v["amount"]} minor units are outstanding on receivable ${v["id"]}: repay them first, or buy it back`,
  // Libraries that the contracts use.
  CloneArgumentsTooLong: () => `a desk could not be made; ${REPORT}`,
  Create2EmptyBytecode: () => `a desk could not be made; ${REPORT}`,
  FailedDeployment: () => "the desk could not be made: send with more gas, or see whether it is there already",
  InsufficientBalance: (v) => `${v["needed"]} wei were needed and ${v["balance"]} are there; ${REPORT}`,
  SafeCastOverflowedUintDowncast: (v) => `${v["value"]} does not fit ${v["bits"]} bits: give a smaller amount`,
};
