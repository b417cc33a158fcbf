/** Random play: several suppliers, buyers, holders, agents and strangers do whatever comes into their heads. */
import { RefusedError } from "../../src/clients/errors.ts";
import type { LedgerClient } from "../../src/clients/port.ts";
import { UNCAPPED, verbSet } from "../../src/domain/directory.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Validity } from "../../src/domain/messages.ts";
import { Status, Verb, ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Address, Terms } from "../../src/domain/receivable.ts";
import { headerOf, itemOf, receivableOf, termsOf } from "./receivables.ts";
import type { Item } from "./receivables.ts";
import { address, EVERYTHING } from "./stage.ts";
import type { Stage } from "./stage.ts";

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

export const DAY = 86_400;
const SUPPLIERS: readonly Party[] = ["supplier", "factor"];
const BUYERS: readonly Party[] = ["buyer", "stranger"];
export const HOLDERS: readonly Party[] = ["supplier", "factor", "agent"];
export const FAR = 4_000_000_000n;
export const HASH = keccakOfText("a paper");
const EURO: Address = `0x${(978).toString(16).padStart(40, "0")}`;

/** Every organisation lets the agent do everything. */
export async function hireAgent({ supplier, buyer, factor, stranger }: Stage): Promise<void> {
  const verbs = verbSet(Object.values(Verb));
  const mandate = { verbs, from: 0, until: Number(FAR), cap: UNCAPPED, currency: ZERO_ADDRESS, document: HASH };
  for (const organisation of [supplier, buyer, factor, stranger]) {
    await organisation.directory.giveMandate(address.agent, mandate);
  }
}

/** Makes a move; a refusal is one too. */
export async function make(move: Move, play: Play): Promise<void> {
  try {
    await move(play);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
  }
}

/** Small amounts, so that every fraction matters, and dates on both sides of now. */
export async function draft(play: Play): Promise<Item> {
  const { chain } = play.stage;
  const currency = pick(play, [chain.currency, chain.permitting, chain.freezing, chain.freezing, chain.freezing, EURO]);
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
  const item = itemOf(receivableOf(headerOf(supplier, buyer, { policy: pick(play, [0, 0, 4, 5, 5, 1, 2]) }), agreed));
  play.items.push(item);
  return item;
}

/** A receivable that is issued; one is made if there is none. */
export async function known(play: Play): Promise<Item> {
  const item = play.items.length === 0 ? await draft(play) : any(play);
  const { status } = await play.stage.onlooker.stateOf(item.id);
  if (status === Status.None) await supplierOf(play, item.receivable).issue(item.receivable);
  return item;
}

export async function payable(play: Play): Promise<Item> {
  const item = await known(play);
  const { status } = await play.stage.onlooker.stateOf(item.id);
  if (status === Status.Issued) await buyerOf(play, item.receivable).accept(item.receivable);
  return item;
}

/** The party itself, or the agent that may do everything for everybody. */
export function partyOrAgent(play: Play, party: LedgerClient): LedgerClient {
  return pick(play, [party, play.stage.agent]);
}

/** Puts a receivable in the place of its revision before. */
export function replace({ items }: Play, before: Item, after: Item["receivable"]): void {
  const place = items.indexOf(before);
  if (place !== -1) items[place] = itemOf(after);
}

/** A receivable in dispute if there is one among a few. */
export async function disputed(play: Play): Promise<Item> {
  for (let tries = 0; tries < 5 && play.items.length > 0; tries += 1) {
    const item = any(play);
    if ((await play.stage.onlooker.stateOf(item.id)).disputed > 0n) return item;
  }
  return payable(play);
}

export function any(play: Play): Item {
  return pick(play, play.items);
}

export function pick<Choice>(play: Play, choices: readonly Choice[]): Choice {
  const choice = choices[play.draw(choices.length)];
  if (choice === undefined) throw new RefusedError("ArgumentInvalid", {}, "nothing to choose from: try another move");
  return choice;
}

export function cash(play: Play): bigint {
  return pick(play, [EVERYTHING, part(play), part(play)]);
}

export function part(play: Play): bigint {
  return BigInt(1 + play.draw(1_500));
}

export function validity(play: Play): Validity {
  return { nonce: BigInt(1_000 + play.draw(100_000)), deadline: FAR };
}

function clientOf(play: Play, whose: Address): LedgerClient {
  const party = [...SUPPLIERS, ...BUYERS, ...HOLDERS].find((name) => address[name] === whose);
  return play.stage[party ?? "relayer"];
}

export function supplierOf(play: Play, { header }: Item["receivable"]): LedgerClient {
  return clientOf(play, header.supplier);
}

export function buyerOf(play: Play, { header }: Item["receivable"]): LedgerClient {
  return clientOf(play, header.buyer);
}

export async function holderOf(play: Play, id: Item["id"]): Promise<LedgerClient> {
  return clientOf(play, (await play.stage.onlooker.stateOf(id)).holder);
}
