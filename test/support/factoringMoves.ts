/** What the parties of factoring do, in any order: what contracts refuse is part of the play. */
import { expect } from "chai";
import fc from "fast-check";
import { Recipient } from "../../src/domain/factoring/deal.ts";
import type { ClaimReason, DealReceipt } from "../../src/domain/factoring/deal.ts";
import { NoticeReply } from "../../src/domain/factoring/notice.ts";
import type { AssignmentNotice } from "../../src/domain/factoring/notice.ts";
import type { SaidReply } from "../../src/domain/factoring/noticeMessages.ts";
import type { Conditions } from "../../src/domain/factoring/offer.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { RecordedReceipt } from "../../src/domain/receipts.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import { EVIDENCE, today } from "./factoringStage.ts";
import type { FactoringStage } from "./factoringStage.ts";
import type { Item } from "./receivables.ts";
import { address, order } from "./stage.ts";
import type { Stage } from "./stage.ts";

const DAY = 86_400;
const ACTS = [
  ...["sellOne", "sellSeveral", "draw", "pay", "pay", "repay", "receive", "receive", "turnOver", "reverse", "credit"],
  ...["charge", "buyBack", "reassign", "wait", "wait", "freeze", "thaw", "notify", "reply", "void", "propose"],
] as const;

export const anyMove = fc.record({
  act: fc.constantFrom(...ACTS),
  item: fc.nat({ max: 2 }),
  /** Parts per thousand of what is open, or days. */
  part: fc.integer({ min: 1, max: 1_000 }),
});
export type Move = typeof anyMove extends fc.Arbitrary<infer Value> ? Value : never;

/** What a receipt was taken in as, by the item. */
interface Taken {
  readonly item: Item;
  readonly recorded: RecordedReceipt;
  readonly receipt: DealReceipt;
}

/** One random play: its items, and what it has done. */
export interface Play {
  readonly items: readonly Item[];
  readonly facility: Conditions;
  readonly taken: Taken[];
  readonly notices: AssignmentNotice[];
}

let references = 0;

/** Does it, or fails as contracts refuse. @throws LedgerError */
export async function played({ stage, move, play, own }: Turn): Promise<unknown> {
  const { act, part } = move;
  const item = play.items[move.item] ?? expect.fail();
  const { id, terms } = item;
  const cash = (item.receivable.terms.amount * BigInt(part)) / 1_000n;
  switch (act) {
    case "sellOne":
      return own.supplier.sell(own.desk, [await own.single(item)]);
    case "sellSeveral":
      return own.supplier.sell(
        own.desk,
        await own.several(play.items, own.conditions({ currency: item.receivable.terms.currency })),
      );
    case "draw":
      return own.supplier.sell(own.desk, [await own.drawn(item, play.facility)]);
    case "pay":
      return stage.buyer.pay(order(item, cash));
    case "repay":
      return own.asStranger.repay(id, terms, cash);
    case "receive":
    case "turnOver":
      return received({ stage, move, play, own }, item, cash);
    case "reverse": {
      const last = play.taken.pop();
      const reversal = last && { recorded: last.recorded, receipt: last.receipt, evidence: EVIDENCE };
      return reversal && own.asFactor.reverseReceipt(last.item.id, last.item.terms, reversal);
    }
    case "credit": {
      const call = await stage.supplier.calls.credit({ id, opened: terms, amount: cash / 10n + 1n, reason: EVIDENCE });
      await own.asFactor.act(id, call);
      return own.asSupplier.act(id, call);
    }
    case "propose":
      return own.asSupplier.act(
        id,
        await stage.supplier.calls.credit({ id, opened: terms, amount: cash + 1n, reason: EVIDENCE }),
      );
    case "charge":
      return own.asFactor.chargeBack(id, terms, [0, 1, 2][part % 3] as ClaimReason, EVIDENCE);
    case "buyBack":
      return own.asSupplier.buyBack(id, terms);
    case "reassign":
      return own.asFactor.reassign(id, terms);
    case "wait":
      return stage.chain.wait(((part % 40) + 1) * DAY);
    default:
      return around({ stage, move, play, own }, item);
  }
}

/** What leaves the deal as it is. */
async function around({ stage, move: { act, part }, play, own }: Turn, item: Item): Promise<unknown> {
  const currency = stage.chain.freezing;
  switch (act) {
    case "freeze":
      return stage.chain.freeze(part % 2 === 0 ? address.factor : address.supplier, true);
    case "thaw":
      for (const account of [address.factor, address.supplier]) await stage.chain.freeze(account, false);
      return own.asStranger.withdraw(part % 2 === 0 ? address.factor : address.supplier, currency);
    case "notify": {
      const notice = await own.notice([item]);
      await own.factor.giveNotice(notice, [item.header], address.factor);
      return play.notices.push(notice);
    }
    case "reply": {
      const reply = ((part % 4) + 1) as SaidReply;
      const notice = play.notices.at(-1);
      const reason = reply === NoticeReply.Reserved || reply === NoticeReply.Refused ? EVIDENCE : ZERO_HASH;
      return notice && own.buyer.replyToNotice(notice, { reply, reason });
    }
    default:
      return own.asFactor.spendNonces(BigInt(part), 3);
  }
}

async function received({ stage, move, play, own }: Turn, item: Item, cash: bigint): Promise<unknown> {
  references += 1;
  const isFactor = move.act === "receive";
  const early = isFactor ? move.part % 15 : 0;
  const receipt = { bankRef: keccakOfText(`entry ${references}`), cash, valueDay: (await today(stage.chain)) - early };
  const by = isFactor ? own.asFactor : own.asSupplier;
  const recipient = isFactor ? Recipient.Factor : Recipient.SellerTurnedOver;
  const { blockNumber, events } = await by.recordReceipt(item.id, item.terms, receipt, recipient);
  const [paid] = events.flatMap(({ event }) => (event.name === "DealPaid" ? [event] : []));
  const told = await stage.onlooker.events(blockNumber, blockNumber);
  const [of] = told.flatMap(({ event }) => (event.name === "ReceiptRecorded" ? [event] : []));
  if (paid === undefined || of === undefined) return undefined;
  const { bankRef, holder, principal, discount, charges, lateDays } = of;
  const recorded = { bankRef, holder, principal, discount, charges, lateDays };
  return play.taken.push({ item, recorded, receipt: { ...paid.shared, source: paid.source, day: paid.day } });
}

export interface Turn {
  readonly stage: Stage;
  readonly own: FactoringStage;
  readonly move: Move;
  readonly play: Play;
}
