/** Random play: several suppliers, buyers, holders, agents and strangers do whatever comes into their heads. */
import { RefusedError } from "../../src/clients/errors.ts";
import type { LedgerClient } from "../../src/clients/port.ts";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Validity } from "../../src/domain/messages.ts";
import { Outcome, Status, Verb, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Address, Terms } from "../../src/domain/receivable.ts";
import { headerOf, itemOf, receivableOf, termsOf } from "./receivables.ts";
import type { Item } from "./receivables.ts";
import { address, EVERYTHING, order } from "./stage.ts";
import type { Stage } from "./stage.ts";
import { appoint, approve } from "./token.ts";

/** What a play goes on from. */
export interface Play {
  readonly stage: Stage;
  /** All receivables that were ever drafted, issued or not. */
  readonly items: Item[];
  /** A number below the limit, from the move's own randomness. */
  draw(limit: number): number;
}

export type Move = (play: Play) => Promise<unknown>;
type Party = Exclude<keyof typeof address, "relayer" | "registrar">;

const DAY = 86_400;
const SUPPLIERS: readonly Party[] = ["supplier", "factor"];
const BUYERS: readonly Party[] = ["buyer", "stranger"];
const HOLDERS: readonly Party[] = ["supplier", "factor", "agent"];
const FAR = 4_000_000_000n;
const HASH = keccakOfText("a paper");
const EURO: Address = `0x${(978).toString(16).padStart(40, "0")}`;

/** Every organisation lets the agent do everything. */
export async function hireAgent({ supplier, buyer, factor, stranger }: Stage): Promise<void> {
  const verbs = verbSet(Object.values(Verb));
  const mandate = { verbs, from: 0, until: Number(FAR), cap: UNCAPPED, currency: ZERO_ADDRESS, document: HASH };
  for (const organisation of [supplier, buyer, factor, stranger]) {
    await organisation.directory.giveMandate(address.agent, mandate);
  }
}

/** Each may be refused; then nothing happens. */
export const MOVES: Readonly<Record<string, Move>> = {
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
    await play.stage.relayer.issue(receivable, { supplier: root.consentFor(commitment) });
  },
  accept: async (play) => {
    const { receivable } = await known(play);
    await pick(play, [buyerOf(play, receivable), play.stage.agent]).accept(receivable);
  },
  acceptByRoot: async (play) => {
    const { receivable, header, commitment } = await known(play);
    const receivables = [receivable, { ...receivable, document: HASH }];
    const root = await buyerOf(play, receivable).sign.acceptanceRoot(receivables, receivable.header.buyer, FAR);
    await play.stage.relayer.carryAcceptance(header, root.consentFor(commitment));
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
  spendNonce: (play) => play.stage.buyer.spendNonce(BigInt(play.draw(600))),
  revoke: (play) => play.stage.supplier.revoke(keccakOfText(`root ${play.draw(3)}`)),
  wait: (play) => play.stage.chain.wait((1 + play.draw(40)) * DAY),
};

/** Makes a move; a refusal is one too. */
export async function make(move: Move, play: Play): Promise<void> {
  try {
    await move(play);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
  }
}

/** Small amounts, so that every fraction matters, and dates on both sides of now. */
async function draft(play: Play): Promise<Item> {
  const { chain } = play.stage;
  const currency = pick(play, [chain.currency, chain.currency, chain.freezing, chain.freezing, chain.freezing, EURO]);
  const today = Math.floor((await chain.now()) / DAY);
  const dueDay = today - 60 + play.draw(100);
  const terms: Partial<Terms> = {
    amount: BigInt(1 + play.draw(5_000)),
    dueDay,
    discountDay1: 0,
    discount1: 0n,
    lateRate: play.draw(1_000_000),
    basis: pick(play, [360, 365]),
    graceDays: play.draw(20),
    fixedSum: BigInt(play.draw(50)),
    allocation: play.draw(2),
  };
  const early = { discountDay1: dueDay - play.draw(10), discount1: 1n, discountOnParts: play.draw(3) > 0 };
  const sliding = { slidingRate: 1 + play.draw(400_000), discountOnParts: true };
  const agreed = termsOf(currency, today, { ...terms, ...pick(play, [{}, early, sliding]) });
  const [supplier, buyer] = [address[pick(play, SUPPLIERS)], address[pick(play, BUYERS)]];
  const item = itemOf(receivableOf(headerOf(supplier, buyer, { policy: pick(play, [0, 0, 4, 2]) }), agreed));
  play.items.push(item);
  return item;
}

/** A receivable that is issued; one is made if there is none. */
async function known(play: Play): Promise<Item> {
  const item = play.items.length === 0 ? await draft(play) : any(play);
  const { status } = await play.stage.onlooker.stateOf(item.id);
  if (status === Status.None) await supplierOf(play, item.receivable).issue(item.receivable);
  return item;
}

async function payable(play: Play): Promise<Item> {
  const item = await known(play);
  const { status } = await play.stage.onlooker.stateOf(item.id);
  if (status === Status.Issued) await buyerOf(play, item.receivable).accept(item.receivable);
  return item;
}

/** A receivable in dispute if there is one among a few. */
async function disputed(play: Play): Promise<Item> {
  for (let tries = 0; tries < 5 && play.items.length > 0; tries += 1) {
    const item = any(play);
    if ((await play.stage.onlooker.stateOf(item.id)).disputed > 0n) return item;
  }
  return payable(play);
}

function any(play: Play): Item {
  return pick(play, play.items);
}

function pick<Choice>(play: Play, choices: readonly Choice[]): Choice {
  const choice = choices[play.draw(choices.length)];
  if (choice === undefined) throw new RefusedError("ArgumentInvalid", {}, "nothing to choose from: try another move");
  return choice;
}

function cash(play: Play): bigint {
  return pick(play, [EVERYTHING, part(play), part(play)]);
}

function part(play: Play): bigint {
  return BigInt(1 + play.draw(1_500));
}

function validity(play: Play): Validity {
  return { nonce: BigInt(1_000 + play.draw(100_000)), deadline: FAR };
}

function clientOf(play: Play, whose: Address): LedgerClient {
  const party = [...SUPPLIERS, ...BUYERS, ...HOLDERS].find((name) => address[name] === whose);
  return play.stage[party ?? "relayer"];
}

function supplierOf(play: Play, { header }: Item["receivable"]): LedgerClient {
  return clientOf(play, header.supplier);
}

function buyerOf(play: Play, { header }: Item["receivable"]): LedgerClient {
  return clientOf(play, header.buyer);
}

async function holderOf(play: Play, id: Item["id"]): Promise<LedgerClient> {
  return clientOf(play, (await play.stage.onlooker.stateOf(id)).holder);
}
