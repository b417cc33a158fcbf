/** What an act is signed as; nothing of an act that its party's own account sends. */
import type { IntentVerb } from "../../../wire/intentVerb.ts";
import type { Asked, Facts, Matter } from "./expected.ts";
import { COLLECTION_FACTS } from "./collectionFacts.ts";
import { LEDGER_FACTS } from "./ledgerFacts.ts";
import { NOTICE_FACTS, STATEMENT_FACTS } from "./statementFacts.ts";

const FACTS = { ...LEDGER_FACTS, ...STATEMENT_FACTS, ...NOTICE_FACTS, ...COLLECTION_FACTS };
type SignedVerb = keyof typeof FACTS;

const MESSAGES: Readonly<Record<SignedVerb, string>> = {
  issue: "Issuance",
  accept: "Acceptance",
  query: "Query",
  reject: "Rejection",
  pay: "Payment",
  advise: "Advice",
  recordReceipt: "Receipt",
  reverseReceipt: "Reversal",
  credit: "Credit",
  waive: "Waiver",
  debit: "Debit",
  dispute: "Dispute",
  resolve: "Resolution",
  split: "Split",
  writeOff: "WriteOff",
  cancel: "Cancellation",
  consentTransfer: "TransferConsent",
  accelerate: "Acceleration",
  amend: "Amendment",
  postStatement: "StatementPosting",
  agreeBalance: "BalanceAgreement",
  agreeBalanceExcept: "BalanceAgreement",
  rejectBalance: "BalanceAgreement",
  acknowledgeDebt: "DebtAcknowledgement",
  receiveDemand: "ReceivedDemand",
  giveNotice: "AssignmentNotification",
  replyToNotice: "AssignmentAcknowledgement",
  recordFiling: "FilingStatement",
  agreeSchedule: "CollectionSchedule",
  adoptSchedule: "CollectionAdoption",
  recordCollection: "CollectionRecord",
  takeCollectionStep: "CollectionStep",
  placeCollection: "CollectionPlacement",
  recallCollection: "CollectionRecall",
  replyToCollection: "DebtorReply",
  promiseToPay: "PromiseToPay",
  requestExtension: "ExtensionRequest",
  agreePlan: "PlanAgreement",
};

/** The primary type that an act is signed as; undefined of acts that nobody signs. */
export function messageOf(asked: Asked): string | undefined {
  if (asked.verb === "pay" && asked.through === "permit2") return "PermitWitnessTransferFrom";
  return isSigned(asked.verb) ? MESSAGES[asked.verb] : undefined;
}

/** What the message's values have to be. @throws UncomparableError for amounts and dates that are none */
export function factsOf(asked: Asked, matter: Matter): Facts {
  if (!isSigned(asked.verb)) return {};
  const facts = FACTS[asked.verb] as (asked: Asked, matter: Matter) => Facts;
  return facts(asked, matter);
}

function isSigned(verb: IntentVerb): verb is SignedVerb {
  return Object.hasOwn(MESSAGES, verb);
}
