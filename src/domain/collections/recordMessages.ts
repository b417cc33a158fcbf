/**
 * What parties sign about collection. Replying, promising and asking for time are three messages, each with the text of
 * what it means, since they differ for limitation (R52). Shapes are those of `CollectionMessages.sol`.
 */
import { structsOf } from "../eip712.ts";
import type { SigningDomain, TypedField, TypedMessage } from "../eip712.ts";
import { signingDomain } from "../messages.ts";
import type { Validity } from "../messages.ts";
import type { Address, Hex, Receivable } from "../receivable.ts";
import { PLAN_TYPES } from "./planMessages.ts";
import { COLLECTION_STRUCTS } from "./record.ts";
import type { AnswerKind, CollectionRecord, CollectionStep, Placement, PromisedPayment, Schedule } from "./record.ts";

/** What replying means, version 1; the same as in the contracts. */
export const REPLY_TEXT =
  "Countersign reply 1. We answer this record. " +
  "This acknowledges no debt, promises no payment and waives no defence. " +
  "答复：本方就该催收记录作出答复，不构成债务承认、付款承诺，亦不放弃任何抗辩。";

/** What promising means, version 1. */
export const PROMISE_TEXT =
  "Countersign promise 1. We promise to pay this sum by this day. " +
  "This can interrupt limitation. What is disputed stays disputed. " +
  "付款承诺：本方承诺于该日前支付该笔款项。本承诺可使诉讼时效中断；对争议部分的异议不受影响。";

/** What asking for time means, version 1. */
export const EXTENSION_TEXT =
  "Countersign extension 1. We ask to pay this sum by this day. It changes nothing until it is agreed. " +
  "A court may read it as an acknowledgement that interrupts limitation. " +
  "延期申请：本方申请于该日前支付该笔款项，在达成一致之前不改变原付款义务。该申请可能被认定为债务承认而使诉讼时效中断。";

const TEXTS: Readonly<Record<AnswerKind, string>> = {
  reply: REPLY_TEXT,
  promiseToPay: PROMISE_TEXT,
  extensionRequest: EXTENSION_TEXT,
};

const RECEIVABLE: TypedField = { name: "receivable", type: "bytes32" };
const CREDITOR: TypedField = { name: "creditor", type: "address" };
const COLLECTOR: TypedField = { name: "collector", type: "address" };
const SCHEDULE: TypedField = { name: "schedule", type: "Schedule" };
const DONE_AT: TypedField = { name: "doneAt", type: "uint40" };
const CONTENT: TypedField = { name: "content", type: "bytes32" };
const VALIDITY: readonly TypedField[] = [
  { name: "nonce", type: "uint256" },
  { name: "deadline", type: "uint256" },
];
const PAYMENT: TypedField = { name: "payment", type: "PromisedPayment" };
const ANSWER: readonly TypedField[] = [
  { name: "text", type: "string" },
  RECEIVABLE,
  { name: "debtor", type: "address" },
  { name: "record", type: "bytes32" },
  CONTENT,
];
const words = (...names: readonly string[]): readonly TypedField[] => names.map((name) => ({ name, type: "string" }));

/** Every struct of every message about collection. */
export const COLLECTION_TYPES = {
  ...PLAN_TYPES,
  ...COLLECTION_STRUCTS,
  CollectionSchedule: [
    { name: "supplier", type: "address" },
    { name: "buyer", type: "address" },
    SCHEDULE,
    { name: "party", type: "address" },
    ...VALIDITY,
  ],
  CollectionAdoption: [{ name: "receivable", type: "Receivable" }, CREDITOR, SCHEDULE, ...VALIDITY],
  CollectionRecord: [
    ...[RECEIVABLE, CREDITOR, COLLECTOR],
    ...words("kind", "stage", "channel", "outcome"),
    ...[DONE_AT, { name: "nextDay", type: "uint32" }, CONTENT, { name: "claimed", type: "uint256" }],
    ...VALIDITY,
  ],
  CollectionStep: [RECEIVABLE, CREDITOR, COLLECTOR, ...words("step"), DONE_AT, CONTENT, ...VALIDITY],
  CollectionPlacement: [
    ...[RECEIVABLE, CREDITOR, COLLECTOR],
    { name: "scope", type: "uint8" },
    { name: "fee", type: "uint32" },
    { name: "until", type: "uint40" },
    { name: "terms", type: "bytes32" },
    ...VALIDITY,
  ],
  CollectionRecall: [
    ...[RECEIVABLE, CREDITOR, COLLECTOR],
    { name: "party", type: "address" },
    { name: "reason", type: "bytes32" },
    ...VALIDITY,
  ],
  DebtorReply: [...ANSWER, ...VALIDITY],
  PromiseToPay: [...ANSWER, PAYMENT, ...VALIDITY],
  ExtensionRequest: [...ANSWER, PAYMENT, ...VALIDITY],
} as const;

/** A message about collection, by its primary type. */
export type CollectionMessageName =
  | "CollectionSchedule"
  | "CollectionAdoption"
  | "CollectionRecord"
  | "CollectionStep"
  | "CollectionPlacement"
  | "CollectionRecall"
  | "DebtorReply"
  | "PromiseToPay"
  | "ExtensionRequest"
  | "PlanAgreement";

/** The words that a wallet shows, by their numbers on chain. */
const WORDS = {
  kind: ["CONTACT", "DEMAND"],
  stage: ["PRE_DUE", "FRIENDLY", "FIRM", "FINAL", "PRE_LEGAL", "LEGAL", "AGENCY"],
  channel: ["EMAIL", "WEBHOOK", "LETTER", "SMS", "PHONE", "VISIT"],
  outcome: ["SENT", "DELIVERED", "NOT_DELIVERED", "REACHED", "NOT_REACHED", "PROMISED", "DISPUTED", "REFUSED"],
} as const;

const STEP_WORDS: Readonly<Record<CollectionStep, string>> = {
  insuranceNotification: "INSURANCE_NOTIFICATION",
  insuranceClaim: "INSURANCE_CLAIM",
  insolvencyNotice: "INSOLVENCY_NOTICE",
  insolvencyWithdrawal: "INSOLVENCY_WITHDRAWAL",
};

const ANSWER_MESSAGES = { promiseToPay: "PromiseToPay", extensionRequest: "ExtensionRequest" } as const;

/** Whose claim it is, and who collects it: the creditor, or whom it placed the receivable with. */
export interface Collecting {
  readonly id: Hex;
  readonly creditor: Address;
  readonly collector: Address;
}

/** A step that is no word to the debtor. */
export interface StepTaken {
  readonly step: CollectionStep;
  /** Unix seconds. */
  readonly doneAt: number;
  readonly content: Hex;
}

/** What the debtor answers, its payment opened; a reply has none. */
export type OpenAnswer = {
  /** Hash of the record that it answers; zero for none. */
  readonly record: Hex;
  readonly content: Hex;
} & (
  { readonly kind: "reply" } | { readonly kind: "promiseToPay" | "extensionRequest"; readonly payment: PromisedPayment }
);

/** The domain of signatures for a contract of collections. */
export function collectionsDomain(chainId: number, collections: Address): SigningDomain {
  return signingDomain(chainId, collections);
}

/** Supplier and buyer each sign their own. @param party Which of the two signs this one. */
export function collectionSchedule(
  supplier: Address,
  buyer: Address,
  schedule: Schedule,
  party: Address,
  validity: Validity,
): TypedMessage {
  return messageOf("CollectionSchedule", { supplier, buyer, schedule, party, ...validity });
}

/** A creditor that is not the supplier adopts what the two agreed. */
export function collectionAdoption(
  receivable: Receivable,
  creditor: Address,
  schedule: Schedule,
  validity: Validity,
): TypedMessage {
  return messageOf("CollectionAdoption", { receivable, creditor, schedule, ...validity });
}

/** @param claimed Minor units; 0 if it opens no claim. @throws RangeError for a number that has no word. */
export function collectionRecord(
  { id, creditor, collector }: Collecting,
  record: CollectionRecord,
  claimed: bigint,
  validity: Validity,
): TypedMessage {
  const { doneAt, nextDay, content } = record;
  const shown = Object.fromEntries(
    Object.entries(WORDS).map(([field, known]) => [field, wordAt(field, known, record[field as keyof typeof WORDS])]),
  );
  const about = { receivable: id, creditor, collector };
  return messageOf("CollectionRecord", { ...about, ...shown, doneAt, nextDay, content, claimed, ...validity });
}

export function collectionStep(
  { id, creditor, collector }: Collecting,
  { step, doneAt, content }: StepTaken,
  validity: Validity,
): TypedMessage {
  const about = { receivable: id, creditor, collector };
  return messageOf("CollectionStep", { ...about, step: STEP_WORDS[step], doneAt, content, ...validity });
}

export function collectionPlacement(
  id: Hex,
  creditor: Address,
  placement: Placement,
  validity: Validity,
): TypedMessage {
  return messageOf("CollectionPlacement", { receivable: id, creditor, ...placement, ...validity });
}

/** @param party Who ends it: creditor or collector. @param reason Hash of why. */
export function collectionRecall(
  { id, creditor, collector }: Collecting,
  party: Address,
  reason: Hex,
  validity: Validity,
): TypedMessage {
  return messageOf("CollectionRecall", { receivable: id, creditor, collector, party, reason, ...validity });
}

export function debtorAnswer(id: Hex, debtor: Address, answer: OpenAnswer, validity: Validity): TypedMessage {
  const { kind, record, content } = answer;
  const about = { text: TEXTS[kind], receivable: id, debtor, record, content, ...validity };
  if (kind === "reply") return messageOf("DebtorReply", about);
  return messageOf(ANSWER_MESSAGES[kind], { ...about, payment: answer.payment });
}

function wordAt(field: string, known: readonly string[], number: number): string {
  const word = known[number];
  if (word === undefined) throw new RangeError(`the ${field} ${number} is none: give 0 to ${known.length - 1}`);
  return word;
}

function messageOf(primaryType: CollectionMessageName, message: Readonly<Record<string, unknown>>): TypedMessage {
  return { types: structsOf(COLLECTION_TYPES, primaryType), primaryType, message };
}
