/**
 * A chain that acts, forks and is read through a faulty provider, all by one seed: the same seed gives the same blocks,
 * the same questions and the same faults.
 */
import { keccakOfText } from "../../src/domain/hash.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { ChainReadError } from "../../src/chain/rpcErrors.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { checkStart } from "../../src/indexer/checks.ts";
import { ChainMovedError } from "../../src/indexer/errors.ts";
import { createFollower } from "../../src/indexer/follow.ts";
import type { Follower } from "../../src/indexer/follow.ts";
import { createBoard } from "../../src/indexer/status.ts";
import type { Database } from "../../src/store/database.ts";
import type { FaultName, FaultProxy } from "../support/faultProxy.ts";
import { headerOf, itemOf, receivableOf, termsOf } from "../support/receivables.ts";
import type { Item } from "../support/receivables.ts";
import { address, order } from "../support/stage.ts";
import { depsOf } from "./driving.ts";
import type { ServedStage } from "./stage.ts";

export const DEPTH = 12;
const TURNS = 40;
const DAY = 86_400;
const WORD = 2 ** 32;
/** Faults that a provider recovers from, and that take no time. */
const PASSING: readonly FaultName[] = [
  ...(["connectionRefused", "resetMidBody", "tooManyRequests", "tooManyRequestsJson", "serviceUnavailable"] as const),
  ...(["badGateway", "html", "truncated", "emptyBody", "wrongId", "batch", "internalError", "headerNotFound"] as const),
  ...(["nullBlock", "staleHead", "headBackwards", "otherBlock", "flippedHeader", "logsDoubled"] as const),
  ...(["logsUnordered", "logOfOtherBlock", "logOfOtherFork", "logOfStranger", "logRemoved", "nullReceipt"] as const),
];
const RATES = [0, 0.02, 0.05, 0.2];

export interface Simulation {
  readonly stage: ServedStage;
  readonly database: Database;
  readonly proxy: FaultProxy;
  readonly seed: number;
}

/** Numbers below a limit that hang on the seed alone. */
function diceOf(seed: number): (limit: number) => number {
  let throws = 0;
  return (limit) => {
    throws += 1;
    return Number(keccakOfText(`simulation ${seed} ${throws}`).slice(0, 10)) % limit;
  };
}

/** Plays a seed to its end, the last steps without faults. @returns What happened at each turn. */
export async function simulate({ stage, database, proxy, seed }: Simulation): Promise<readonly string[]> {
  const dice = diceOf(seed);
  const rate = RATES[dice(RATES.length)] ?? 0;
  // Each question meets a fault of some kind about as often as the rate says.
  const rates = Object.fromEntries(PASSING.map((fault) => [fault, rate / 8]));
  proxy.byChance({ seed: seed % WORD, rates });
  const chain = await createForks(stage, dice, seed);
  const open = (): Promise<Follower> => followerOf(database, proxy.url, stage.chain.addresses);
  const story: string[] = [`faults ${rate}`];
  let follower = await patiently(open);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const choice = dice(10);
    if (choice < 4) story.push(await chain.mine());
    else if (choice === 4) story.push(await chain.fork());
    else if (choice === 5) {
      follower = await patiently(open);
      story.push("restart");
    } else story.push(await stepOf(follower));
  }
  proxy.heal();
  await chain.mine();
  follower = await patiently(open);
  while ((await stepOf(follower)) !== "idle");
  return story;
}

async function stepOf(follower: Follower): Promise<string> {
  try {
    return await follower.step(new AbortController().signal);
  } catch (error) {
    if (error instanceof ChainReadError || error instanceof ChainMovedError) return `${error.name}: ${error.message}`;
    throw error;
  }
}

/** Starts as a process does that is started again until it runs. */
async function patiently(open: () => Promise<Follower>): Promise<Follower> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof ChainReadError)) throw error;
    }
  }
}

async function followerOf(database: Database, url: string, addresses: Addresses): Promise<Follower> {
  // One question at a time, so that their order is that of the seed.
  const settings = { concurrency: 1, windowBlocks: 5, liveBlocks: 4 };
  const reading = { concurrency: 1, finalityDepth: DEPTH, firstSpan: 4 };
  const deps = depsOf({ database, addresses, url, settings, reading });
  const beginning = await checkStart(deps, database, new AbortController().signal);
  return createFollower(deps, database, beginning, createBoard());
}

interface Forks {
  /** A block with some acts in it, or none. */
  mine(): Promise<string>;
  /** Goes back by some blocks, never below what was final, and on from there with another block. */
  fork(): Promise<string>;
}

async function createForks(stage: ServedStage, dice: (limit: number) => number, seed: number): Promise<Forks> {
  const { node } = stage;
  const start = await stage.chain.now();
  const points: { readonly height: number; readonly point: string; readonly items: readonly Item[] }[] = [];
  let [items, blocks, highest]: [Item[], number, number] = [[], 0, await stage.height()];

  const remember = async (): Promise<void> => {
    const point = await node.request<string>("evm_snapshot");
    points.push({ height: await stage.height(), point, items: [...items] });
  };

  const act = async (): Promise<readonly { from: Hex; to: Hex; data: Hex }[]> => {
    const to = node.addresses.ledger;
    const item = items[dice(Math.max(1, items.length))];
    const choice = dice(4);
    if (choice === 0 || item === undefined) {
      const made = draftOf(stage, `${seed} ${blocks}`, Math.floor(start / DAY));
      items.push(made);
      return [
        { from: address.supplier, to, data: await stage.supplier.calls.issue(made.receivable) },
        { from: address.buyer, to, data: await stage.buyer.calls.accept(made.receivable) },
      ];
    }
    if (choice === 1) return [];
    // Refused by the ledger where it does not fit; then the block holds a transaction without an event.
    const data = await stage.buyer.calls.pay(order(item, BigInt(1 + dice(90_000))));
    return [{ from: address.buyer, to, data }];
  };

  const mine = async (): Promise<string> => {
    blocks += 1;
    const acts = await act();
    await node.request("evm_setNextBlockTimestamp", start + 20 * blocks);
    await node.mine(node.setKey(address.stranger, blocks), ...acts);
    highest = Math.max(highest, await stage.height());
    await remember();
    return `block of ${1 + acts.length}`;
  };

  await remember();
  return {
    mine,
    async fork() {
      const able = points.filter(({ height }) => height >= highest - DEPTH + 1);
      const to = able[dice(Math.max(1, able.length))];
      if (to === undefined) return mine();
      const depth = (await stage.height()) - to.height;
      await node.request("evm_revert", to.point);
      points.splice(points.indexOf(to));
      items = [...to.items];
      await remember();
      return `fork of ${depth}, ${await mine()}`;
    },
  };
}

function draftOf(stage: ServedStage, name: string, today: number): Item {
  const header = headerOf(address.supplier, address.buyer, { invoice: keccakOfText(`invoice ${name}`) });
  const terms = termsOf(stage.chain.currency, today, { salt: keccakOfText(`salt ${name}`) });
  return itemOf(receivableOf(header, terms));
}
