/** What parties sign about notices of assignment and filings. Shapes are those of `NoticeMessages.sol`. */
import { structsOf } from "../eip712.ts";
import type { SigningDomain, TypedField, TypedMessage } from "../eip712.ts";
import { signingDomain } from "../messages.ts";
import type { Validity } from "../messages.ts";
import type { Address, Hex } from "../receivable.ts";
import { ZERO_HASH } from "../receivable.ts";
import { FILING_STRUCTS } from "./filing.ts";
import type { Filing } from "./filing.ts";
import { NOTICE_STRUCTS, NoticeReply } from "./notice.ts";
import type { AssignmentNotice } from "./notice.ts";

/** What a notice means, version 1; the same as in the contracts. */
export const ASSIGNMENT_TEXT =
  "Countersign assignment 1. These receivables are assigned to the assignee. Pay the payee alone from now on; " +
  "of a reassignment, pay the payee named here again. Proof is given on request. " +
  "债权转让通知：下列应收账款已转让，请自收到本通知起仅向所载收款人付款；如为反转让，请恢复向所载收款人付款。";

/** What a reply to it means, version 1. */
export const ACKNOWLEDGEMENT_TEXT =
  "Countersign acknowledgement 1. RECEIVED says that the notice arrived and nothing else. ACKNOWLEDGED says that " +
  "we will pay the payee and know of no defence or set-off; ACKNOWLEDGED_RESERVING that we will pay the payee " +
  "and reserve them; REFUSED that we do not, and why. Confirming what does not exist can bind us towards the factor. " +
  "转让通知回执：RECEIVED 仅表示收到；ACKNOWLEDGED 表示将向收款人付款且不知有抗辩或抵销；" +
  "ACKNOWLEDGED_RESERVING 表示付款但保留抗辩与抵销；REFUSED 表示拒绝。确认虚构的应收账款可能仍须付款（民法典第763条）。";

const TEXT: TypedField = { name: "text", type: "string" };
const NOTICE: TypedField = { name: "notice", type: "AssignmentNotice" };
const VALIDITY: readonly TypedField[] = [
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint256" },
];

/** Every struct of every message about notices and filings. */
export const NOTICE_TYPES = {
  ...NOTICE_STRUCTS,
  ...FILING_STRUCTS,
  AssignmentNotification: [TEXT, NOTICE, { name: "giver", type: "address" }, ...VALIDITY],
  AssignmentAcknowledgement: [
    TEXT,
    NOTICE,
    { name: "reply", type: "string" },
    { name: "reason", type: "bytes32" },
    ...VALIDITY,
  ],
  FilingStatement: [{ name: "filing", type: "Filing" }, ...VALIDITY],
} as const;

/** A message about a notice or a filing, by its primary type. */
export type NoticeMessageName = Exclude<
  keyof typeof NOTICE_TYPES,
  keyof typeof NOTICE_STRUCTS | keyof typeof FILING_STRUCTS
>;

/** A reply that says something. */
export type SaidReply = Exclude<NoticeReply, typeof NoticeReply.None>;

/** The word that a wallet shows of each reply. */
export const REPLY_WORDS: Readonly<Record<SaidReply, string>> = {
  [NoticeReply.Received]: "RECEIVED",
  [NoticeReply.Acknowledged]: "ACKNOWLEDGED",
  [NoticeReply.Reserved]: "ACKNOWLEDGED_RESERVING",
  [NoticeReply.Refused]: "REFUSED",
};

/** What the debtor says, and why where it reserves or refuses. */
export interface NoticeAnswer {
  readonly reply: SaidReply;
  /** Of Reserved or Refused the hash of why; zero otherwise. */
  readonly reason: Hex;
}

/** The domain of signatures for a contract of factoring. */
export function factoringDomain(chainId: number, factoring: Address): SigningDomain {
  return signingDomain(chainId, factoring);
}

/** The assignee or the assignor gives notice. @param giver Which of them. */
export function assignmentNotification(notice: AssignmentNotice, giver: Address, validity: Validity): TypedMessage {
  return messageOf("AssignmentNotification", { text: ASSIGNMENT_TEXT, notice, giver, ...validity });
}

/**
 * The debtor replies.
 * @throws RangeError for a reason with a reply that gives none, and for none where one is needed.
 */
export function assignmentAcknowledgement(
  notice: AssignmentNotice,
  answer: NoticeAnswer,
  validity: Validity,
): TypedMessage {
  checkAnswer(answer);
  const words = { reply: REPLY_WORDS[answer.reply], reason: answer.reason };
  return messageOf("AssignmentAcknowledgement", { text: ACKNOWLEDGEMENT_TEXT, notice, ...words, ...validity });
}

/** The secured party states a filing. */
export function filingStatement(filing: Filing, validity: Validity): TypedMessage {
  return messageOf("FilingStatement", { filing, ...validity });
}

function checkAnswer({ reply, reason }: NoticeAnswer): void {
  const needsReason = reply === NoticeReply.Reserved || reply === NoticeReply.Refused;
  if (needsReason === (reason !== ZERO_HASH)) return;
  const wayOut = needsReason ? "give the hash of why" : "leave it zero";
  throw new RangeError(`the reason of ${REPLY_WORDS[reply]} is ${reason}: ${wayOut}`);
}

function messageOf(primaryType: NoticeMessageName, message: Readonly<Record<string, unknown>>): TypedMessage {
  return { types: structsOf(NOTICE_TYPES, primaryType), primaryType, message };
}
