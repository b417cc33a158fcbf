/** Signs acts of collection, each as a message of its own. */
import type { PaymentPlan } from "../domain/collections/paymentPlan.ts";
import type { CollectionRecord, Placement, Schedule } from "../domain/collections/record.ts";
import { planAgreement } from "../domain/collections/planMessages.ts";
import * as messages from "../domain/collections/recordMessages.ts";
import type { Collecting, OpenAnswer, StepTaken } from "../domain/collections/recordMessages.ts";
import type { TypedMessage } from "../domain/eip712.ts";
import type { Validity } from "../domain/messages.ts";
import type { Address, Consent, Hex, OpenTerms, Receivable } from "../domain/receivable.ts";
import { ZERO_HASH } from "../domain/receivable.ts";
import type { Connection } from "./connection.ts";
import { attempt } from "./failures.ts";
import { accountOf } from "./signing.ts";

/** What a record asks for, opened where a part of the receivable is disputed. */
export interface Claim {
  readonly opened: OpenTerms;
  /** Minor units. */
  readonly amount: bigint;
}

/** A record, and what goes with it. */
export interface RecordAct {
  readonly record: CollectionRecord;
  readonly claim?: Claim;
  /** The content, in the open or sealed; its hash is then the record's. */
  readonly body?: Hex;
}

/** Signs each act as a message of its own, for anyone to carry. @throws LedgerError */
export interface CollectionSigning {
  /** @param party Which of the two signs it. */
  schedule(supplier: Address, buyer: Address, schedule: Schedule, party: Address, validity: Validity): Promise<Consent>;
  adoption(receivable: Receivable, creditor: Address, schedule: Schedule, validity: Validity): Promise<Consent>;
  record(of: Collecting, act: RecordAct, validity: Validity): Promise<Consent>;
  step(of: Collecting, step: StepTaken, validity: Validity): Promise<Consent>;
  placement(id: Hex, creditor: Address, placement: Placement, validity: Validity): Promise<Consent>;
  recall(of: Collecting, party: Address, reason: Hex, validity: Validity): Promise<Consent>;
  answer(id: Hex, debtor: Address, answer: OpenAnswer, validity: Validity): Promise<Consent>;
  /** @param party Which of the two signs it: creditor or debtor. */
  plan(
    receivable: Receivable,
    creditor: Address,
    plan: PaymentPlan,
    party: Address,
    validity: Validity,
  ): Promise<Consent>;
}

export function collectionSigning(connection: Connection, chainId: number, address: Address): CollectionSigning {
  const domain = messages.collectionsDomain(chainId, address);
  const signed = async (validity: Validity, messageOf: () => TypedMessage): Promise<Consent> => {
    const signer = accountOf(connection);
    const message = await attempt("encoding", messageOf);
    const signature = await attempt("signing", () => connection.sign(domain, message));
    return { signer, signature, ...validity, count: 0n, policy: ZERO_HASH, proof: [] };
  };
  return {
    schedule: (supplier, buyer, schedule, party, validity) =>
      signed(validity, () => messages.collectionSchedule(supplier, buyer, schedule, party, validity)),
    adoption: (receivable, creditor, schedule, validity) =>
      signed(validity, () => messages.collectionAdoption(receivable, creditor, schedule, validity)),
    record: (of, { record, claim }, validity) =>
      signed(validity, () => messages.collectionRecord(of, record, claim?.amount ?? 0n, validity)),
    step: (of, step, validity) => signed(validity, () => messages.collectionStep(of, step, validity)),
    placement: (id, creditor, placement, validity) =>
      signed(validity, () => messages.collectionPlacement(id, creditor, placement, validity)),
    recall: (of, party, reason, validity) =>
      signed(validity, () => messages.collectionRecall(of, party, reason, validity)),
    answer: (id, debtor, answer, validity) =>
      signed(validity, () => messages.debtorAnswer(id, debtor, answer, validity)),
    plan: (receivable, creditor, plan, party, validity) =>
      signed(validity, () => planAgreement(receivable, creditor, plan, party, validity)),
  };
}
