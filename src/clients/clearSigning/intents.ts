/** What signing a message or sending a call does, in words that fit the small screen of a hardware wallet. */
import type { CollectionMessageName } from "../../domain/collections/recordMessages.ts";
import type { MessageName } from "../../domain/messageTypes.ts";
import type { NoticeMessageName } from "../../domain/factoring/noticeMessages.ts";
import type { OfferMessageName } from "../../domain/factoring/offerMessages.ts";
import type { StatementMessageName } from "../../domain/statementMessages.ts";
import type { ORGANISATION_TYPES } from "../organisation/messages.ts";

/** By primary type. */
export const MESSAGE_INTENTS: Readonly<Record<MessageName, string>> = {
  Issuance: "Issue our receivable",
  Acceptance: "Accept: we owe this",
  Query: "Query a receivable",
  Rejection: "Reject this revision for good",
  Amendment: "Replace the agreed terms",
  Payment: "Pay a receivable",
  Advice: "Advise payment (0: take back)",
  Receipt: "Record a receipt of money",
  Reversal: "Reverse a recorded receipt",
  Credit: "Credit: what is owed falls",
  Debit: "Debit: what is owed rises",
  Waiver: "Waive charges",
  Dispute: "Dispute an amount",
  Resolution: "End a dispute",
  Split: "Split into parts",
  WriteOff: "Write off; the claim stays",
  Cancellation: "Cancel before acceptance",
  TransferConsent: "Allow one transfer",
  Acceleration: "Make a later line due today",
  IssuanceRoot: "Issue all under this root",
  AcceptanceRoot: "Accept: we owe all under root",
};

/** About statements, by primary type. */
export const STATEMENT_INTENTS: Readonly<Record<StatementMessageName, string>> = {
  StatementPosting: "State our open items",
  BalanceAgreement: "Reply to a balance: no debt",
  DebtAcknowledgement: "Acknowledge that we owe this",
  ReceivedDemand: "Confirm a demand arrived",
};

/** Of a factor, for its desk, by primary type. */
export const OFFER_INTENTS: Readonly<Record<OfferMessageName, string>> = {
  Offer: "Offer to buy a receivable",
  OfferRoot: "Offer to buy all under root",
  Facility: "Standing offer to buy",
  PurchaseOffer: "Offer to buy outright",
};

/** About notices of assignment and filings, by primary type. */
export const NOTICE_INTENTS: Readonly<Record<NoticeMessageName, string>> = {
  AssignmentNotification: "Tell the debtor whom to pay",
  AssignmentAcknowledgement: "Reply to an assignment notice",
  FilingStatement: "State a register filing",
};

/** About the collection of receivables, by primary type. */
export const COLLECTION_INTENTS: Readonly<Record<CollectionMessageName, string>> = {
  CollectionSchedule: "Agree how debts are chased",
  CollectionAdoption: "Adopt the agreed schedule",
  CollectionRecord: "Record an act of collection",
  CollectionStep: "Record a step of collection",
  CollectionPlacement: "Let somebody collect for us",
  CollectionRecall: "End a placement",
  DebtorReply: "Reply: acknowledges no debt",
  PromiseToPay: "Promise to pay by a day",
  ExtensionRequest: "Ask to pay by a later day",
  PlanAgreement: "Agree to pay in instalments",
};

/** Of an organisation's own messages, by primary type. */
export const ORGANISATION_INTENTS: Readonly<Record<Exclude<keyof typeof ORGANISATION_TYPES, "Call">, string>> = {
  Execution: "Run calls as the organisation",
  RecoveryProposal: "Recovery: propose new signers",
};

/** By the function's name; functions of one name do the same. */
export const CALL_INTENTS: Readonly<Record<string, string>> = {
  issue: "Issue, terms in the open",
  issueMany: "Issue many, terms in the open",
  issueSealed: "Issue, terms sealed",
  accept: "Accept: the buyer owes this",
  query: MESSAGE_INTENTS.Query,
  reject: MESSAGE_INTENTS.Rejection,
  amend: MESSAGE_INTENTS.Amendment,
  pay: MESSAGE_INTENTS.Payment,
  payMany: "Pay several receivables",
  payWithPermit2: "Pay by Permit2 signature",
  permit: "Let the ledger move money",
  advise: MESSAGE_INTENTS.Advice,
  recordReceipt: MESSAGE_INTENTS.Receipt,
  reverseReceipt: MESSAGE_INTENTS.Reversal,
  credit: MESSAGE_INTENTS.Credit,
  debit: MESSAGE_INTENTS.Debit,
  waive: MESSAGE_INTENTS.Waiver,
  dispute: MESSAGE_INTENTS.Dispute,
  resolve: MESSAGE_INTENTS.Resolution,
  split: MESSAGE_INTENTS.Split,
  accelerate: MESSAGE_INTENTS.Acceleration,
  writeOff: MESSAGE_INTENTS.WriteOff,
  cancel: MESSAGE_INTENTS.Cancellation,
  consentTransfer: MESSAGE_INTENTS.TransferConsent,
  listen: "Be called when it is paid",
  claim: "Pay out kept cash",
  revoke: "Take back a signed root",
  spendNonce: "Void a signed message",
  multicall: "Several calls at once",
  approve: "Let one transfer a receivable",
  setApprovalForAll: "Set operator of all holdings",
  transferFrom: "Transfer a receivable",
  safeTransferFrom: "Transfer a receivable",
  post: STATEMENT_INTENTS.StatementPosting,
  agreeBalance: "Agree a balance: no debt",
  agreeBalanceExcept: "Agree all but exceptions",
  rejectBalance: "Reject a balance",
  acknowledgeDebt: STATEMENT_INTENTS.DebtAcknowledgement,
  receiveDemand: STATEMENT_INTENTS.ReceivedDemand,
  open: "Open a factor's desk",
  giveNotice: NOTICE_INTENTS.AssignmentNotification,
  replyToNotice: NOTICE_INTENTS.AssignmentAcknowledgement,
  recordFiling: NOTICE_INTENTS.FilingStatement,
  agreeSchedule: COLLECTION_INTENTS.CollectionSchedule,
  adopt: COLLECTION_INTENTS.CollectionAdoption,
  record: COLLECTION_INTENTS.CollectionRecord,
  takeStep: COLLECTION_INTENTS.CollectionStep,
  place: COLLECTION_INTENTS.CollectionPlacement,
  recall: COLLECTION_INTENTS.CollectionRecall,
  answer: "Answer: reply, promise or ask",
  agreePlan: COLLECTION_INTENTS.PlanAgreement,
  sellMany: "Sell several to the factor",
  purchase: "Sell outright to the factor",
  repay: "Repay what is outstanding",
  buyBack: "Buy the receivable back",
  reassign: "Give the receivable back",
  act: "Consent to change what is sold",
  collect: "Share out cash that was kept",
  chargeBack: "Claim the gap from the seller",
  withdraw: "Pay out cash that waits",
  spendNonces: "Void offers by their numbers",
  begin: "Give the factor its mandate",
  giveMandate: "Let an agent act for us",
  revokeMandate: "End an agent's mandate",
  vouch: "Vouch for an organisation",
  withdrawVoucher: "Withdraw our voucher",
  setViewingKey: "Publish our viewing key",
  execute: "Carry a signed batch of calls",
  setSigners: "Replace all signers",
  setGuardians: "Replace all guardians",
  proposeRecovery: "Carry a proposal of signers",
  cancelRecovery: "Cancel the open recovery",
  finishRecovery: "Recovery: replace all signers",
};

/** Functions that no descriptor describes, and why, although they are not declared as reading. */
export const UNDESCRIBED_CALLS: Readonly<Record<string, string>> = {
  deliver: "the ledger makes it to itself and refuses it to everybody else, so that nobody signs it",
  onReceivablePaid: "the ledger tells it a holder that listens, and nobody else may",
  onERC721Received:
    "a token asks it whether the account takes tokens; it changes nothing, and its parameters are unnamed",
};

/** @throws RangeError for a function without words. */
export function intentOfCall(name: string): string {
  const intent = CALL_INTENTS[name];
  if (intent === undefined) throw new RangeError(`${name} has no intent: say what calling it does`);
  return intent;
}
