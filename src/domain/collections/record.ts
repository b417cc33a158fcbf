/**
 * Acts of collection as the chain has them: what collectors record, how debtors answer, what both sides agreed. Shapes
 * and order are those of `CollectionTypes.sol`.
 */
import { hashStruct } from "../eip712.ts";
import type { Address, Hex } from "../receivable.ts";
import type { Stage } from "./policy.ts";

/** A demand says beside a contact that payment was demanded, which can interrupt limitation (R52). */
export const RECORD_KINDS = ["contact", "demand"] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What came of a contact (G05), by their numbers on chain. */
export const CONTACT_OUTCOMES = [
  "sent",
  "delivered",
  "notDelivered",
  "reached",
  "notReached",
  "promised",
  "disputed",
  "refused",
] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** Steps that are no word to the debtor (R71, N08). */
export const COLLECTION_STEPS = [
  "insuranceNotification",
  "insuranceClaim",
  "insolvencyNotice",
  "insolvencyWithdrawal",
] as const;
export type CollectionStep = (typeof COLLECTION_STEPS)[number];

/** How a debtor answers. */
export const ANSWER_KINDS = ["reply", "promiseToPay", "extensionRequest"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/** One act of collection; kind, stage, channel and outcome by their numbers. */
export interface CollectionRecord {
  readonly kind: number;
  readonly stage: number;
  readonly channel: number;
  readonly outcome: number;
  /** When it happened, unix seconds. */
  readonly doneAt: number;
  /** When the next act is meant, days since 1970-01-01; 0 for none. */
  readonly nextDay: number;
  /** Salted keccak256 of what the debtor was told, or of the note of it. */
  readonly content: Hex;
}

/** Whom a creditor lets collect one receivable under its own key. */
export interface Placement {
  readonly collector: Address;
  /** Bit `1 << stage` for each stage that it may record, bit 7 for steps. */
  readonly scope: number;
  /** Of what it collects, parts per million. */
  readonly fee: number;
  /** Last instant, unix seconds. */
  readonly until: number;
  /** Hash of what was agreed with it. */
  readonly terms: Hex;
}

/** An answer of the debtor. */
export interface Answer {
  readonly kind: number;
  /** Of the record that it answers; zero for none. */
  readonly record: Hex;
  /** As {@link paymentHash} gives it; zero for a reply. */
  readonly payment: Hex;
  /** Salted keccak256 of its words; zero for none. */
  readonly content: Hex;
}

/** What a promise promises, or an extension asks for; the chain sees its hash. */
export interface PromisedPayment {
  /** Minor units. */
  readonly amount: bigint;
  /** Days since 1970-01-01. */
  readonly payBy: number;
  /** Keeps whoever sees the hash from finding the sum by trying. */
  readonly salt: Hex;
}

/**
 * How receivables between supplier and buyer are chased: of each stage, the days after the due date on which it may
 * first be recorded; {@link NEVER} for never. `cycleDays` is after how many days it may come again; 0 for never.
 */
export interface Schedule {
  readonly preDueDay: number;
  readonly friendlyDay: number;
  readonly firmDay: number;
  readonly finalDay: number;
  readonly preLegalDay: number;
  readonly legalDay: number;
  readonly agencyDay: number;
  readonly cycleDays: number;
}

/** The day of a stage that is never recorded. */
export const NEVER = 32_767;

/** Which field of a schedule is about a stage. */
export const SCHEDULE_DAYS = {
  preDue: "preDueDay",
  friendly: "friendlyDay",
  firm: "firmDay",
  final: "finalDay",
  preLegal: "preLegalDay",
  legal: "legalDay",
  agency: "agencyDay",
} as const satisfies Readonly<Record<Stage, keyof Schedule>>;

const DAY = "int16";

/** The structs that messages of collections are made of. */
export const COLLECTION_STRUCTS = {
  Schedule: [
    ...Object.values(SCHEDULE_DAYS).map((name) => ({ name, type: DAY })),
    { name: "cycleDays", type: "uint16" },
  ],
  PromisedPayment: [
    { name: "amount", type: "uint96" },
    { name: "payBy", type: "uint32" },
    { name: "salt", type: "bytes32" },
  ],
} as const;

/** What the chain sees of a payment. @throws RangeError that names a field whose value is not of its type. */
export function paymentHash(payment: PromisedPayment): Hex {
  return hashStruct(COLLECTION_STRUCTS, "PromisedPayment", payment);
}
