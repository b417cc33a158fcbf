/** Moves about money that moved outside the chain, and about charges. */
import { keccakOfText } from "../../src/domain/hash.ts";
import type { ReceiptRecorded } from "../../src/domain/receiptEvents.ts";
import type { Receipt } from "../../src/domain/receipts.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import { buyerOf, DAY, HASH, holderOf, known, part, partyOrAgent, payable, pick, validity } from "./play.ts";
import type { Move, Play } from "./play.ts";
import type { Item } from "./receivables.ts";

export const RECEIPTS: Readonly<Record<string, Move>> = {
  advise: async (play) => {
    const { receivable } = await payable(play);
    const advice = await anyReceipt(play, pick(play, [part(play), part(play), 0n]));
    const buyer = buyerOf(play, receivable);
    if (play.draw(2) === 0) return partyOrAgent(play, buyer).advise({ receivable, advice });
    const consent = await buyer.sign.advice(receivable, advice, validity(play));
    return play.stage.relayer.advise({ receivable, advice }, consent);
  },
  recordReceipt: async (play) => {
    const { id, receivable, terms: opened } = await known(play);
    const { payoff } = await play.stage.onlooker.quote(id, opened, await play.stage.chain.now());
    const receipt = await anyReceipt(play, pick(play, [part(play), part(play), payoff]));
    const holder = await holderOf(play, id);
    if (play.draw(2) === 0) return partyOrAgent(play, holder).recordReceipt({ id, opened, receipt });
    const signed = { holder: holder.account ?? ZERO_ADDRESS, ...receipt };
    const consent = await holder.sign.receipt(receivable, signed, validity(play));
    return play.stage.relayer.recordReceipt({ id, opened, receipt }, consent);
  },
  reverseReceipt: async (play) => {
    const { item, recorded } = pick(play, await recordedReceipts(play));
    const { id, receivable, terms: opened } = item;
    const act = { id, opened, recorded, evidence: HASH };
    if (play.draw(2) === 0) return play.stage.agent.reverseReceipt(act);
    const holder = await holderOf(play, id);
    const recorder = pick(play, [holder, play.stage.supplier, play.stage.factor]);
    const [bankRef, evidence] = [recorded.bankRef, HASH];
    const signed = (party = ZERO_ADDRESS): Parameters<typeof holder.sign.reversal>[1] => ({ party, bankRef, evidence });
    return play.stage.relayer.reverseReceipt(act, {
      recorder: await recorder.sign.reversal(receivable, signed(recorder.account), validity(play)),
      holder: await holder.sign.reversal(receivable, signed(holder.account), validity(play)),
    });
  },
  waive: async (play) => {
    const { id, receivable, terms: opened } = await payable(play);
    const { charges } = await play.stage.onlooker.quote(id, opened, await play.stage.chain.now());
    const amount = pick(play, [charges, 1n, part(play)]);
    const holder = await holderOf(play, id);
    if (play.draw(2) === 0) return partyOrAgent(play, holder).waive({ id, opened, amount, reason: HASH });
    const signed = { holder: holder.account ?? ZERO_ADDRESS, amount, reason: HASH };
    const consent = await holder.sign.waiver(receivable, signed, validity(play));
    return play.stage.relayer.waive({ id, opened, amount, reason: HASH }, consent);
  },
};

/** One of few bank references, so that they meet again. */
async function anyReceipt(play: Play, cash: bigint): Promise<Receipt> {
  const today = Math.floor((await play.stage.chain.now()) / DAY);
  const bankRef = keccakOfText(`reference ${play.draw(3)}`);
  return { bankRef, cash, valueDay: today - play.draw(30) };
}

/** Every receipt that was ever recorded, reversed or not. */
async function recordedReceipts(
  play: Play,
): Promise<readonly { readonly item: Item; readonly recorded: ReceiptRecorded }[]> {
  const { stage, items } = play;
  const events = await stage.onlooker.events(0, Number(await stage.chain.reader.getBlockNumber()));
  return events.flatMap(({ event }) => {
    if (event.name !== "ReceiptRecorded") return [];
    const item = items.find(({ id }) => id === event.id);
    return item === undefined ? [] : [{ item, recorded: event }];
  });
}
