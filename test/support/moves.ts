/** What players do. Each move may be refused; then nothing happens. */
import { consentOf } from "../../src/domain/envelope.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { Outcome, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import { AGREEMENT } from "./agreementMoves.ts";
import {
  buyerOf,
  cash,
  DAY,
  disputed,
  draft,
  FAR,
  HASH,
  HOLDERS,
  holderOf,
  known,
  part,
  payable,
  pick,
} from "./play.ts";
import { supplierOf, validity } from "./play.ts";
import type { Move } from "./play.ts";
import { RECEIPTS } from "./receiptMoves.ts";
import type { Item } from "./receivables.ts";
import { address, order } from "./stage.ts";
import { appoint, approve } from "./token.ts";

/** From issue to the last payment, and what is beside it. */
const LIFE: Readonly<Record<string, Move>> = {
  issue: async (play) => {
    const { receivable } = await draft(play);
    await pick(play, [supplierOf(play, receivable), play.stage.agent]).issue(receivable);
  },
  issueMany: async (play) => {
    const drafts = [await draft(play), await draft(play), await draft(play)];
    await play.stage.agent.issueMany(drafts.map(({ receivable }) => receivable));
  },
  issueSealed: async (play) => {
    const { receivable, header } = await draft(play);
    await supplierOf(play, receivable).issueSealed(header, "0x5ea1ed");
  },
  issueBySignatures: async (play) => {
    const { receivable } = await draft(play);
    const supplier = await supplierOf(play, receivable).sign.issuance(receivable, validity(play));
    const buyer = await buyerOf(play, receivable).sign.acceptance(receivable, validity(play));
    await play.stage.relayer.issue(receivable, { supplier, buyer });
  },
  issueByRoot: async (play) => {
    const { receivable, commitment } = await draft(play);
    const issues = [{ commitment }, { commitment: (await draft(play)).commitment }];
    const { supplier } = receivable.header;
    const root = await supplierOf(play, receivable).sign.issuanceRoot(issues, supplier, FAR);
    await play.stage.relayer.issue(receivable, { supplier: consentOf(root, commitment) });
  },
  accept: async (play) => {
    const { receivable } = await known(play);
    await pick(play, [buyerOf(play, receivable), play.stage.agent]).accept(receivable);
  },
  acceptByRoot: async (play) => {
    const { receivable, header, commitment } = await known(play);
    const receivables = [receivable, { ...receivable, document: HASH }];
    const root = await buyerOf(play, receivable).sign.acceptanceRoot(receivables, receivable.header.buyer, FAR);
    await play.stage.relayer.carryAcceptance(header, consentOf(root, commitment));
  },
  pay: async (play) => {
    const item = await payable(play);
    await pick(play, [buyerOf(play, item.receivable), play.stage.relayer]).pay(order(item, cash(play)));
  },
  payBySignature: async (play) => {
    const item = await payable(play);
    const most = cash(play);
    const consent = await buyerOf(play, item.receivable).sign.payment(item.receivable, most, validity(play));
    await play.stage.relayer.pay(order(item, most), consent);
  },
  payWithPermit2: async (play) => {
    const item = await payable(play);
    const most = cash(play);
    const consent = await buyerOf(play, item.receivable).sign.permit2(item.receivable, most, validity(play));
    await play.stage.relayer.payWithPermit2(order(item, most), consent);
  },
  multicall: async (play) => {
    const { receivable } = await draft(play);
    await supplierOf(play, receivable).issue(receivable);
    const buyer = buyerOf(play, receivable);
    const accepting = await buyer.calls.accept(receivable);
    await buyer.multicall([accepting, await buyer.calls.spendNonce(BigInt(play.draw(600)))]);
  },
  payMany: async (play) => {
    const items = [await payable(play), await payable(play), await payable(play)];
    await play.stage.buyer.payMany(items.map((item) => order(item, cash(play))));
  },
  credit: async (play) => {
    const { id, receivable, terms: opened } = await known(play);
    const amount = part(play);
    const holder = await holderOf(play, id);
    const signed = { holder: holder.account ?? ZERO_ADDRESS, amount, reason: HASH };
    const consent = await holder.sign.credit(receivable, signed, validity(play));
    const act = { id, opened, amount, reason: HASH };
    await (play.draw(2) === 0 ? holder.credit(act) : play.stage.relayer.credit(act, consent));
  },
  dispute: async (play) => {
    const { receivable } = await payable(play);
    const act = { receivable, amount: part(play), code: play.draw(256), evidence: HASH };
    await pick(play, [buyerOf(play, receivable), play.stage.agent]).dispute(act);
  },
  resolve: async (play) => {
    const { id, receivable } = await disputed(play);
    const outcome = pick(play, [Outcome.Withdrawn, Outcome.Conceded]);
    const by = outcome === Outcome.Withdrawn ? buyerOf(play, receivable) : await holderOf(play, id);
    const most = (await by.stateOf(id)).disputed;
    await by.resolve({ receivable, amount: pick(play, [most, 1n, part(play)]), outcome, evidence: HASH });
  },
  transfer: async (play) => {
    const { id } = await known(play);
    await (await holderOf(play, id)).transfer(id, address[pick(play, HOLDERS)]);
  },
  approve: async (play) => {
    const { id } = await known(play);
    const { holder } = await play.stage.onlooker.stateOf(id);
    await approve(play.stage.chain, holder, address[pick(play, HOLDERS)], id);
  },
  appointOperator: (play) =>
    appoint(play.stage.chain, address[pick(play, HOLDERS)], address[pick(play, HOLDERS)], play.draw(3) > 0),
  transferForAnother: async (play) => {
    const { id } = await known(play);
    const { holder } = await play.stage.onlooker.stateOf(id);
    await play.stage[pick(play, HOLDERS)].transfer(id, address[pick(play, HOLDERS)], holder);
  },
  freeze: (play) => play.stage.chain.freeze(address[pick(play, HOLDERS)], play.draw(3) > 0),
  claim: async (play) => {
    const { freezing: currency } = play.stage.chain;
    const holder = address[pick(play, HOLDERS)];
    const waiting: Item[] = [];
    for (const item of play.items) {
      if ((await play.stage.onlooker.keptFor(holder, currency, item.id)) > 0n) waiting.push(item);
    }
    await play.stage.relayer.claim(pick(play, waiting).id, holder, currency);
  },
  claimOwn: async (play) => {
    const { chain, onlooker } = play.stage;
    const holder = pick(play, HOLDERS);
    const waiting: Item[] = [];
    for (const item of play.items) {
      if ((await onlooker.keptFor(address[holder], chain.currency, item.id)) > 0n) waiting.push(item);
    }
    await play.stage[holder].claim(pick(play, waiting).id, address[holder], chain.currency);
  },
  listen: async (play) => {
    const { id } = await known(play);
    await (await holderOf(play, id)).listen(id);
  },
  spendNonce: (play) => play.stage.buyer.spendNonce(BigInt(play.draw(600))),
  revoke: (play) => play.stage.supplier.revoke(keccakOfText(`root ${play.draw(3)}`)),
  wait: (play) => play.stage.chain.wait((1 + play.draw(40)) * DAY),
};

export const MOVES: Readonly<Record<string, Move>> = { ...LIFE, ...AGREEMENT, ...RECEIPTS };
