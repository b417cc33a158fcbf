/** A scene in which a factor's desk has bought receivables, without a chain: supplier, buyer, factor and strangers. */
import { commitmentOf, idOf } from "../../src/domain/commitment.ts";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import type { AssignmentNotified, DeskEvent, ReceivableSold } from "../../src/domain/factoring/factoringEvents.ts";
import { idsHash, noticeHash, NoticeKind } from "../../src/domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../src/domain/factoring/notice.ts";
import { OfferKind } from "../../src/domain/factoring/offer.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Verb, ZERO_ADDRESS, ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { accepting, DAY, FIRST_INSTANT, issuing } from "./book.ts";
import { openJointScene } from "./intents/joint.ts";
import type { JointScene } from "./intents/joint.ts";
import { addressOf } from "./stage.ts";

export const [SUPPLIER, BUYER, FACTOR] = [addressOf("supplier"), addressOf("buyer"), addressOf("factor")];
/** Where the factor's desk is. */
export const DESK: Address = `0x${"de".repeat(20)}`;
/** A token that stands for euro, with its two decimals. */
export const TOKEN: Address = `0x${"e0".repeat(20)}`;
export const PROOF: Hex = keccakOfText("the agreement");
export const EVIDENCE: Hex = keccakOfText("evidence");
const TODAY = FIRST_INSTANT / DAY;

export interface FactoringScene extends JointScene {
  /** Accepted, of 1,000.00 in the token, due 30 days after the book begins. */
  accepted(): Promise<Receivable>;
  /** One that the desk bought for 800.00; 8 % by Act/360, 5.00 of commission, recourse after 10 days. */
  dealt(over?: Partial<ReceivableSold>): Promise<{ readonly id: Hex; readonly receivable: Receivable }>;
  /** The factor gives notice of what its desk holds. */
  notify(...ids: readonly Hex[]): Promise<Hex>;
  /** Writes events of the desk. */
  trade(...events: readonly DeskEvent[]): Promise<void>;
}

/** The desk is open, and the factor acts for it. */
export async function openFactoringScene(): Promise<FactoringScene> {
  const scene = await openJointScene(undefined, { tokens: new Map([[TOKEN, { code: "EUR", decimals: 2 }]]) });
  await scene.book.assign({ name: "DeskOpened", factor: FACTOR, desk: DESK });
  const verbs = [Verb.Debit, Verb.WriteOff, Verb.Accelerate];
  await scene.book.write({
    ...{ name: "MandateGiven", organisation: DESK, agent: FACTOR },
    mandate: {
      ...{ verbs: verbSet(verbs), from: 0, until: 2 ** 40 - 1, cap: UNCAPPED },
      ...{ currency: ZERO_ADDRESS, document: ZERO_HASH },
    },
  });
  const accepted = async (): Promise<Receivable> => {
    const receivable = receivableOf(headerOf(SUPPLIER, BUYER), termsOf(TOKEN, TODAY));
    await scene.book.write(...issuing(receivable), accepting(receivable));
    return receivable;
  };
  const more: Omit<FactoringScene, keyof JointScene> & Pick<FactoringScene, "accepted"> = {
    accepted,
    async dealt(over = {}) {
      const receivable = await accepted();
      const id = idOf(receivable.header);
      await scene.book.write({ name: "Transfer", from: SUPPLIER, to: DESK, id });
      await scene.book.trade(DESK, { ...saleOf(id), ...over });
      return { id, receivable };
    },
    async notify(...ids) {
      const notified = noticeOf(ids);
      await scene.book.assign(notified);
      return notified.notice;
    },
    trade: (...events) => scene.book.trade(DESK, ...events),
  };
  // Not copied: one of the scene's fields is an accessor.
  return Object.assign(scene, more);
}

/** The event of the sale of what is accepted. */
export function saleOf(id: Hex): ReceivableSold {
  return {
    ...{ name: "ReceivableSold", id, buyer: BUYER, offer: keccakOfText("an offer"), kind: OfferKind.Single, nonce: 1n },
    terms: { seller: SUPPLIER, feeRate: 80_000, basis: 360, recourseDays: 10, utcOffset: 60 },
    ...{ currency: TOKEN, open: 100_000n, advance: 80_000n, commission: 500n, day: TODAY },
  };
}

/** The event of a notice that the factor gives. */
export function noticeOf(ids: readonly Hex[], over: Partial<AssignmentNotice> = {}): AssignmentNotified {
  const content: AssignmentNotice = {
    ...{ kind: NoticeKind.Assigned, assignor: SUPPLIER, assignee: FACTOR, debtor: BUYER, payee: DESK },
    ...{ receivables: idsHash(ids), proof: PROOF, givenAt: FIRST_INSTANT, ...over },
  };
  const { assignee, debtor } = content;
  return { name: "AssignmentNotified", notice: noticeHash(content), assignee, debtor, by: FACTOR, content, ids };
}

export function commitmentsOf(...receivables: readonly Receivable[]): readonly Hex[] {
  return receivables.map(commitmentOf);
}
