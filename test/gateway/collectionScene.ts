/** A scene of collection without a chain: what its contract would record is told event by event. */
import { expect } from "chai";
import type { components } from "../../generated/openapi.d.ts";
import { CHANNELS } from "../../src/domain/collections/policy.ts";
import type { Channel } from "../../src/domain/collections/policy.ts";
import { CONTACT_OUTCOMES, NEVER, paymentHash } from "../../src/domain/collections/record.ts";
import type {
  Answer,
  CollectionRecord,
  ContactOutcome,
  Placement,
  Schedule,
} from "../../src/domain/collections/record.ts";
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { paymentsKept } from "../../src/store/collectionContents.ts";
import { BUYER, openFactoringScene, SUPPLIER } from "./factoringScene.ts";
import type { FactoringScene } from "./factoringScene.ts";
import type { Intent } from "./intents/scene.ts";
import { addressOf } from "./stage.ts";

export type Collection = components["schemas"]["Collection"];

export const AGENCY = addressOf("agency");
export const TERMS: Hex = keccakOfText("the agency agreement");

/** A friendly word on the day after it is due, a firm one ten days after, again every 30 days; agencies never. */
export const SCHEDULE: Schedule = {
  ...{ preDueDay: -3, friendlyDay: 1, firmDay: 10, finalDay: 20, preLegalDay: 30, legalDay: 45 },
  ...{ agencyDay: NEVER, cycleDays: 30 },
};

/** The same as the interface writes it. */
export const ASKED_SCHEDULE = {
  firstDays: { preDue: -3, friendly: 1, firm: 10, final: 20, preLegal: 30, legal: 45, agency: null },
  cycleDays: 30,
};

export interface CollectionScene extends FactoringScene {
  readonly agency: string;
  /** Both have agreed on {@link SCHEDULE}, and it counts for the receivable. */
  adopt(receivable: Receivable, over?: Partial<Schedule>): Promise<void>;
  /** The creditor places it; every stage and step unless told otherwise. */
  place(id: Hex, creditor: Address, over?: Partial<Placement>): Promise<void>;
  /** Records what an intent of the debtor answers. */
  answer(intent: Intent): Promise<void>;
  /** Records what an intent to record says. */
  record(intent: Intent, cycle?: bigint): Promise<void>;
  collection(session: string, id: Hex): Promise<Collection>;
}

export async function openCollectionScene(): Promise<CollectionScene> {
  const scene = await openFactoringScene();
  const agency = await scene.signIn("agency");
  const more: Omit<CollectionScene, keyof FactoringScene> = {
    agency,
    async adopt(receivable, over = {}) {
      const schedule = { ...SCHEDULE, ...over };
      const { dueDay, utcOffset } = receivable.terms;
      const parties = { supplier: SUPPLIER, buyer: BUYER, supplierBy: SUPPLIER, buyerBy: BUYER };
      await scene.book.collect({ name: "ScheduleAgreed", ...parties, schedule });
      await scene.book.collect({
        ...{ name: "ScheduleAdopted", id: idOf(receivable.header), by: SUPPLIER, commitment: commitmentOf(receivable) },
        ...{ dueDay, utcOffset, schedule },
      });
    },
    async place(id, creditor, over = {}) {
      const placement = { collector: AGENCY, scope: 255, fee: 150_000, until: 2_000_000_000, terms: TERMS, ...over };
      await scene.book.collect({ name: "CollectionPlaced", id, creditor, by: creditor, placement });
    },
    async answer({ receivable, verb, message }) {
      const id = receivable as Hex;
      const { record, content } = message?.message as unknown as Answer;
      const kind = ["replyToCollection", "promiseToPay", "requestExtension"].indexOf(verb);
      const [payment = ZERO_HASH] = kind === 0 ? [] : [await lastPayment(scene, id, message)];
      const answer = { kind, record, payment, content };
      await scene.book.collect({ name: "DebtorAnswered", id, debtor: BUYER, by: BUYER, answer, body: "0x" });
    },
    async record({ receivable, message }, cycle = 0n) {
      const { creditor, collector, stage, channel, outcome, content, doneAt, claimed } =
        message?.message as unknown as Signed;
      const entry: CollectionRecord = {
        ...{ kind: 0, stage: STAGE_WORDS.indexOf(stage), doneAt, nextDay: 0 },
        ...{
          channel: CHANNELS.indexOf(channel.toLowerCase() as Channel),
          outcome: CONTACT_OUTCOMES.indexOf(outcome.toLowerCase() as ContactOutcome),
        },
        content,
      };
      await scene.book.collect({
        ...{ name: "CollectionRecorded", id: receivable as Hex, creditor, collector, by: collector, entry, cycle },
        ...{ claimed: BigInt(claimed), body: "0x" },
      });
    },
    async collection(session, id) {
      const path = "/v1/receivables/{id}/collection" as const;
      const { data, error } = await scene.client(session).GET(path, { params: { path: { id } } });
      if (data === undefined) throw new Error(error.detail);
      return data;
    },
  };
  // Not copied: one of the scene's fields is an accessor.
  return Object.assign(scene, more);
}

const STAGE_WORDS = ["PRE_DUE", "FRIENDLY", "FIRM", "FINAL", "PRE_LEGAL", "LEGAL", "AGENCY"];

interface Signed {
  readonly creditor: Address;
  readonly collector: Address;
  readonly stage: string;
  readonly channel: string;
  readonly outcome: string;
  readonly content: Hex;
  readonly doneAt: number;
  readonly claimed: string;
}

/** What the message promises is what the gateway keeps, to the last byte. */
async function lastPayment({ database }: FactoringScene, id: Hex, message: Intent["message"]): Promise<Hex> {
  const { payment } = message?.message as { payment: { amount: string; payBy: number; salt: Hex } };
  const hash = paymentHash({ ...payment, amount: BigInt(payment.amount) });
  expect([...((await paymentsKept(database, [id])).get(id)?.keys() ?? [])]).to.include(hash);
  return hash;
}
