/** The acts that open the terms of a receivable which was issued with its terms sealed, and what follows from them. */
import { verbSet } from "../../src/domain/directory.ts";
import { Outcome, Status, Verb } from "../../src/domain/receivable.ts";
import type { RecordedReceipt } from "../../src/domain/receipts.ts";
import type { Receivable, Terms } from "../../src/domain/receivable.ts";
import type { Item } from "../support/receivables.ts";
import { address, order } from "../support/stage.ts";
import { on } from "./play.ts";
import type { Play, Plays } from "./play.ts";
import { FAR, NOTHING_EARLY, REASON, REFERENCE } from "./world.ts";
import type { Over, World } from "./world.ts";

const PART = 1_000_003n;
const FACE = 3_141_592_653_589_793n;
const LARGE = 2n ** 90n;

/** Late from the beginning, so that charges are due. */
const late =
  (over: Partial<Terms> = {}) =>
  ({ today }: World): Over => ({
    terms: { ...NOTHING_EARLY, dueDay: today - 400, ...over },
  });
const onParts: Over = { terms: { ...NOTHING_EARLY, slidingRate: 73_019, discountOnParts: true } };
const frozen = ({ stage }: World): Over => ({ terms: { currency: stage.chain.freezing } });
/** Of this currency the ledger may move nothing unless somebody lets it. */
const allowed = ({ stage }: World): Over => ({ terms: { currency: stage.chain.permitting } });
const flat: Over = { terms: NOTHING_EARLY };
const locked: Over = { header: { policy: 1 } };

export type Act = (world: World, item: Item) => Promise<unknown>;
/** What is agreed otherwise than in a draft. */
export type Agreed = Over | ((world: World) => Over);

const pay =
  (most: bigint): Act =>
  ({ stage }, item) =>
    stage.buyer.pay(order(item, most));

const payMany =
  (most: bigint): Act =>
  ({ stage }, item) =>
    stage.buyer.payMany([order(item, most)]);

const allow =
  (amount: bigint): Act =>
  ({ stage }) =>
    stage.buyer.allow(stage.chain.permitting, amount);

const receive =
  (cash: bigint): Act =>
  ({ stage, today }, { id, terms }) =>
    stage.supplier.recordReceipt({ id, opened: terms, receipt: { bankRef: REFERENCE, cash, valueDay: today - 1 } });

const advise =
  (cash: bigint): Act =>
  ({ stage, today }, { receivable }) =>
    stage.buyer.advise({ receivable, advice: { bankRef: REFERENCE, cash, valueDay: today - 1 } });

const credit =
  (amount: bigint): Act =>
  ({ stage }, { id, terms: opened }) =>
    stage.supplier.credit({ id, opened, amount, reason: REASON });

const waiveAll: Act = async ({ stage }, { id, terms: opened }) => {
  const { charges } = await stage.onlooker.quote(id, opened, await stage.chain.now());
  return stage.supplier.waive({ id, opened, amount: charges, reason: REASON });
};

const dispute =
  (amount: bigint): Act =>
  ({ stage }, { receivable }) =>
    stage.buyer.dispute({ receivable, amount, code: 77, evidence: REASON });

const resolve =
  (outcome: Outcome, amount: bigint): Act =>
  ({ stage }, { receivable }) =>
    stage[outcome === Outcome.Withdrawn ? "buyer" : "supplier"].resolve({
      receivable,
      amount,
      outcome,
      evidence: REASON,
    });

/** The buyer consents by signature where it has accepted. */
const amend =
  (header: Partial<Receivable["header"]>, terms: Partial<Terms> = {}): Act =>
  async ({ stage, validity }, { id, receivable }) => {
    const amended = {
      ...receivable,
      header: { ...receivable.header, ...header, revision: 1 },
      terms: { ...receivable.terms, ...terms },
    };
    const { status } = await stage.onlooker.stateOf(id);
    if (status !== Status.Accepted) return stage.supplier.amend({ receivable, amended });
    const buyer = await stage.buyer.sign.amendment(receivable, { amended, party: address.buyer }, validity());
    return stage.supplier.amend({ receivable, amended }, { buyer });
  };

const debit: Act = async ({ stage, validity }, { receivable }) => {
  const note = { amount: PART, reason: REASON };
  const buyer = await stage.buyer.sign.debit(receivable, { ...note, party: address.buyer }, validity());
  return stage.supplier.debit({ receivable, ...note }, { buyer });
};

const split: Act = ({ stage }, { receivable }) => {
  const { amount } = receivable.terms;
  return stage.supplier.split({ receivable, amounts: [PART, amount - PART] });
};

const reverse: Act = async ({ stage }, { id, terms: opened }) => {
  const recorded = await recordedOf(stage, id);
  return stage.supplier.reverseReceipt({ id, opened, recorded, evidence: REASON });
};

async function recordedOf({ onlooker, chain }: World["stage"], id: string): Promise<RecordedReceipt> {
  const latest = Number(await chain.reader.getBlockNumber());
  for (const { event } of await onlooker.events(latest, latest)) {
    if (event.name !== "ReceiptRecorded" || event.id !== id) continue;
    const { bankRef, holder, principal, discount, charges, lateDays } = event;
    return { bankRef, holder, principal, discount, charges, lateDays };
  }
  throw new Error("the latest block records no receipt");
}

const freeze =
  (frozen: boolean): Act =>
  ({ stage }) =>
    stage.chain.freeze(address.supplier, frozen);

const keepCash: Act = async (world, item) => {
  await freeze(true)(world, item);
  await pay(LARGE)(world, item);
  await freeze(false)(world, item);
};

/** The supplier is no contract, so that it hears nothing and its cash is kept. */
const listen: Act = ({ stage }, { id }) => stage.supplier.listen(id);

/** What is disputed is no more than what is open, which the next amendment writes down. */
const paidWhileDisputed =
  (cash: bigint): Act =>
  async (world, item) => {
    await dispute(FACE)(world, item);
    await pay(cash)(world, item);
  };

/** Late and in part, early and in part, all of it. @param where Something to change in what is agreed. */
export const settling = (way: (cash: bigint) => Act, where = (over: Agreed): Agreed => over): readonly Play[] => [
  on("accepted", way(5n * 10n ** 14n), where(late())),
  on("accepted", way(PART), where(onParts)),
  on("accepted", way(FACE), where(flat)),
];

/** Each of these opens the terms, or comes after what did. */
export const OPENING: Plays = {
  issue: [(world) => Promise.resolve(() => world.stage.supplier.issue(world.draft(locked).receivable))],
  issueMany: [(world) => Promise.resolve(() => world.stage.supplier.issueMany([world.draft(locked).receivable]))],
  "accept capped": [
    on(
      "sealed",
      ({ stage }, { receivable }) => stage.agent.accept(receivable, { openTerms: true }),
      {},
      async ({ stage }, { receivable }) => {
        const { currency, amount: cap } = receivable.terms;
        const mandate = { verbs: verbSet([Verb.Accept]), from: 0, until: Number(FAR), cap, currency, document: REASON };
        await stage.buyer.directory.giveMandate(address.agent, mandate);
      },
    ),
  ],
  pay: [...settling(pay), on("accepted", pay(PART), allowed, allow(PART))],
  payMany: [...settling(payMany), on("accepted", payMany(PART), allowed, allow(PART))],
  "pay keep": [on("accepted", pay(LARGE), frozen, freeze(true)), on("accepted", pay(PART), flat, listen)],
  claim: [
    on(
      "accepted",
      ({ stage }, { id }) => stage.stranger.claim(id, address.supplier, stage.chain.freezing),
      frozen,
      keepCash,
    ),
    on(
      "accepted",
      ({ stage }, { id, receivable }) => stage.supplier.claim(id, address.supplier, receivable.terms.currency),
      flat,
      async (world, item) => {
        await listen(world, item);
        await pay(PART)(world, item);
      },
    ),
  ],
  advise: [on("accepted", advise(PART)), on("accepted", advise(0n), {}, advise(PART))],
  recordReceipt: [...settling(receive), on("accepted", receive(PART), flat, advise(PART))],
  reverseReceipt: [
    on("accepted", reverse, late(), receive(5n * 10n ** 14n)),
    on("accepted", reverse, onParts, receive(PART)),
    on("accepted", reverse, flat, receive(FACE)),
  ],
  credit: [on("accepted", credit(PART)), on("accepted", credit(FACE), flat)],
  waive: [on("accepted", waiveAll, late()), on("accepted", waiveAll, late({ allocation: 1 }), pay(FACE))],
  dispute: [on("accepted", dispute(PART))],
  resolve: [
    on("accepted", resolve(Outcome.Withdrawn, PART), {}, dispute(PART)),
    on("accepted", resolve(Outcome.Conceded, FACE), flat, dispute(FACE)),
  ],
  amend: [
    on("sealed", amend({ policy: 1 }), {}, ({ stage }, { header: opened }) =>
      stage.buyer.query({ opened, clarification: { reason: 1, action: 1, text: REASON } }),
    ),
  ],
  "amend consent nonce": [
    on("accepted", amend({}, { amount: PART }), flat, paidWhileDisputed(PART)),
    on("accepted", amend({}, { amount: FACE + 1n }), late({ allocation: 1 }), paidWhileDisputed(FACE)),
    on("accepted", amend({}, { amount: FACE + 1n }), locked, ({ stage }, { header: opened }) =>
      stage.buyer.consentTransfer({ opened, to: address.factor }),
    ),
  ],
  "debit consent nonce": [
    on("accepted", debit),
    on("accepted", debit, flat, paidWhileDisputed(PART)),
    on("accepted", debit, late({ allocation: 1 }), paidWhileDisputed(FACE)),
  ],
  split: [on("accepted", split, { header: { policy: 5 } })],
  accelerate: [
    async (world) => {
      const overdue = await world.accepted(late()(world));
      const { invoice } = overdue.receivable.header;
      const { receivable } = await world.accepted({ header: { invoice, line: 1 } });
      return () => world.stage.supplier.accelerate({ receivable, overdue: overdue.receivable });
    },
  ],
};
