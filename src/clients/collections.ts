/**
 * What anybody can do about the collection of receivables, whatever library speaks to the node. Acts wait until a block
 * holds them; every failure is a `LedgerError`. A reply, a promise and a request for time are three messages, and a
 * signature under one is none under another (R52).
 */
import type { Addresses } from "../chain/addresses.ts";
import { decodeCollectionLogs } from "../chain/logs.ts";
import { planHash } from "../domain/collections/paymentPlan.ts";
import type { PaymentPlan } from "../domain/collections/paymentPlan.ts";
import { ANSWER_KINDS, COLLECTION_STEPS, paymentHash } from "../domain/collections/record.ts";
import type { Answer, CollectionRecord, Placement, Schedule } from "../domain/collections/record.ts";
import type { RecordedCollectionEvent } from "../domain/collections/recordEvents.ts";
import type { Collecting, OpenAnswer, StepTaken } from "../domain/collections/recordMessages.ts";
import type { Address, Consent, Hex, OpenHeader, Receivable } from "../domain/receivable.ts";
import { ZERO_HASH } from "../domain/receivable.ts";
import { carried } from "./arguments.ts";
import type { CarriedConsent } from "./arguments.ts";
import { collectionSigning } from "./collectionSigning.ts";
import type { Claim, CollectionSigning, RecordAct } from "./collectionSigning.ts";
import type { Connection } from "./connection.ts";
import { RefusedError } from "./errors.ts";
import { attempt } from "./failures.ts";
import { encoding } from "./shared.ts";
import type { Give } from "./shared.ts";
import { sendAndWait } from "./submit.ts";
import type { Waiting } from "./submit.ts";

/** Who signed a schedule beforehand. */
export interface ScheduleConsents {
  readonly supplier?: Consent;
  readonly buyer?: Consent;
}

/** Who signed a payment plan beforehand. */
export interface PlanConsents {
  readonly creditor?: Consent;
  readonly debtor?: Consent;
}

/** `Result` is what a verb gives: what it recorded, or the call that would record it. */
export interface CollectionVerbs<Result> {
  /** Supplier and buyer agree how receivables between them are chased. */
  agreeSchedule(supplier: Address, buyer: Address, schedule: Schedule, consents?: ScheduleConsents): Promise<Result>;
  /**
   * What both agreed, which is named, counts for a receivable. @param creditor Read only where the supplier does not
   * hold it.
   */
  adopt(id: Hex, receivable: Receivable, schedule: Schedule, creditor: Address, consent?: Consent): Promise<Result>;
  record(of: Collecting, act: RecordAct, consent?: Consent): Promise<Result>;
  takeStep(of: Collecting, step: StepTaken, consent?: Consent): Promise<Result>;
  place(id: Hex, creditor: Address, placement: Placement, consent?: Consent): Promise<Result>;
  /** @param party Who ends it: creditor or collector. @param reason Hash of why. */
  recall(of: Collecting, party: Address, reason: Hex, consent?: Consent): Promise<Result>;
  /** @param opened The receivable's header, which names the debtor. @param body Its words, in the open or sealed. */
  answer(id: Hex, opened: OpenHeader, answer: OpenAnswer, body?: Hex, consent?: Consent): Promise<Result>;
  /** Creditor and debtor agree on a payment plan. @param opened The receivable's header, which names the debtor. */
  agreePlan(
    id: Hex,
    opened: OpenHeader,
    creditor: Address,
    plan: PaymentPlan,
    consents?: PlanConsents,
  ): Promise<Result>;
  /** Voids what the account signed about collections under a nonce. */
  spendNonce(nonce: bigint): Promise<Result>;
}

/** What a recorded act left behind. */
export interface RecordedCollection {
  /** Of the transaction. */
  readonly hash: Hex;
  readonly blockNumber: number;
  readonly events: readonly RecordedCollectionEvent[];
}

/** What was adopted for a receivable; `cycles` and `isCurrent` as in `Adopted` of `CollectionTypes.sol`. */
export interface AdoptedView {
  readonly schedule: Schedule;
  readonly dueDay: number;
  readonly utcOffset: number;
  readonly cycles: readonly number[];
  readonly isCurrent: boolean;
}

/** Each verb is sent, and waits until a block holds it. */
export interface CollectionsClient extends CollectionVerbs<RecordedCollection> {
  /** Of the contract. */
  readonly address: Address;
  /** Who acts and signs; undefined for a client that only reads. */
  readonly account: Address | undefined;
  readonly sign: CollectionSigning;
  /** The calls that the verbs would send. */
  readonly calls: CollectionVerbs<Hex>;
  /** What supplier and buyer agreed last; undefined if nothing. */
  agreedOf(supplier: Address, buyer: Address): Promise<Schedule | undefined>;
  /** What was adopted for a receivable; undefined if nothing. */
  adoptedOf(id: Hex): Promise<AdoptedView | undefined>;
  /** When a stage may be recorded next, unix seconds; 0 without a schedule, 2^256 - 1 for never. @param stage Number */
  earliestOf(id: Hex, stage: number): Promise<bigint>;
  /** What a creditor lets a collector record, and until when, unix seconds; 0 and 0 for nothing. */
  placedOf(of: Collecting): Promise<{ readonly scope: number; readonly until: number }>;
  isSpent(signer: Address, nonce: bigint): Promise<boolean>;
}

/** The contract's functions in the order and shape of their parameters. */
export interface CollectionCalls {
  readonly agreeSchedule: [
    supplier: Address,
    buyer: Address,
    schedule: Schedule,
    supplierConsent: CarriedConsent[],
    buyerConsent: CarriedConsent[],
  ];
  readonly adopt: [id: Hex, receivable: Receivable, schedule: Schedule, creditor: Address, consent: CarriedConsent[]];
  readonly record: [
    id: Hex,
    creditor: Address,
    collector: Address,
    record: CollectionRecord,
    claim: Claim[],
    body: Hex,
    consent: CarriedConsent[],
  ];
  readonly takeStep: [
    id: Hex,
    creditor: Address,
    collector: Address,
    step: number,
    doneAt: number,
    content: Hex,
    consent: CarriedConsent[],
  ];
  readonly place: [id: Hex, creditor: Address, placement: Placement, consent: CarriedConsent[]];
  readonly recall: [
    id: Hex,
    creditor: Address,
    collector: Address,
    party: Address,
    reason: Hex,
    consent: CarriedConsent[],
  ];
  readonly answer: [id: Hex, opened: OpenHeader, answer: Answer, body: Hex, consent: CarriedConsent[]];
  readonly agreePlan: [
    id: Hex,
    opened: OpenHeader,
    creditor: Address,
    plan: Hex,
    creditorConsent: CarriedConsent[],
    debtorConsent: CarriedConsent[],
  ];
  readonly spendNonce: [nonce: bigint];
}

/** What a library makes of the verbs' names and arguments. */
export interface CollectionsLibrary {
  /** The call of a function of the contract. @throws What the library throws at values that do not fit. */
  readonly encode: <Name extends keyof CollectionCalls>(name: Name, args: CollectionCalls[Name]) => Hex;
  readonly views: Pick<CollectionsClient, "agreedOf" | "adoptedOf" | "earliestOf" | "placedOf" | "isSpent">;
}

/** Where collections are. @throws RefusedError for an address file from before there were any. */
export function collectionsOf({ collections, ledger }: Pick<Addresses, "collections" | "ledger">): Address {
  if (collections !== undefined) return collections;
  const message = `the address file of ledger ${ledger} knows no collections: deploy anew, or add "collections"`;
  throw new RefusedError("ArgumentInvalid", { ledger }, message);
}

/** The client over a library. */
export function collectionsClient(
  connection: Connection,
  addresses: Addresses,
  { encode, views }: CollectionsLibrary,
  waiting?: Waiting,
): CollectionsClient {
  const address = collectionsOf(addresses);
  const act: Give<RecordedCollection> = async (call) => {
    const data = await encoding(call);
    const { hash, mined } = await sendAndWait(connection, { to: address, data }, waiting);
    const events = await attempt("asking", () => decodeCollectionLogs(address, mined.logs));
    return { hash, blockNumber: mined.blockNumber, events };
  };
  return {
    address,
    account: connection.account,
    sign: collectionSigning(connection, addresses.chainId, address),
    ...collectionVerbsBy(encode, act),
    calls: collectionVerbsBy(encode, encoding),
    ...views,
  };
}

const EMPTY = "0x";

/** The verbs over a library's encoding. @param give What it makes of each call. */
export function collectionVerbsBy<Result>(
  encode: CollectionsLibrary["encode"],
  give: Give<Result>,
): CollectionVerbs<Result> {
  return {
    agreeSchedule: (supplier, buyer, schedule, consents = {}) =>
      give(() => {
        const signed = [carried(consents.supplier), carried(consents.buyer)] as const;
        return encode("agreeSchedule", [supplier, buyer, schedule, ...signed]);
      }),
    adopt: (id, receivable, schedule, creditor, consent) =>
      give(() => encode("adopt", [id, receivable, schedule, creditor, carried(consent)])),
    record: ({ id, creditor, collector }, { record, claim, body = EMPTY }, consent) =>
      give(() => {
        const claims = claim === undefined ? [] : [claim];
        return encode("record", [id, creditor, collector, record, claims, body, carried(consent)]);
      }),
    takeStep: ({ id, creditor, collector }, { step, doneAt, content }, consent) =>
      give(() => {
        const number = COLLECTION_STEPS.indexOf(step);
        return encode("takeStep", [id, creditor, collector, number, doneAt, content, carried(consent)]);
      }),
    place: (id, creditor, placement, consent) =>
      give(() => encode("place", [id, creditor, placement, carried(consent)])),
    recall: ({ id, creditor, collector }, party, reason, consent) =>
      give(() => encode("recall", [id, creditor, collector, party, reason, carried(consent)])),
    answer: (id, opened, answer, body = EMPTY, consent) =>
      give(() => encode("answer", [id, opened, answerOf(answer), body, carried(consent)])),
    agreePlan: (id, opened, creditor, plan, consents = {}) =>
      give(() => {
        const signed = [carried(consents.creditor), carried(consents.debtor)] as const;
        return encode("agreePlan", [id, opened, creditor, planHash(plan), ...signed]);
      }),
    spendNonce: (nonce) => give(() => encode("spendNonce", [nonce])),
  };
}

/** As the chain sees it. */
function answerOf(answer: OpenAnswer): Answer {
  const { kind, record, content } = answer;
  const payment = answer.kind === "reply" ? ZERO_HASH : paymentHash(answer.payment);
  return { kind: ANSWER_KINDS.indexOf(kind), record, payment, content };
}
