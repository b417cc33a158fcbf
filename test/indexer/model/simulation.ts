/**
 * An index on a chain that acts and forks, read through a provider that fails, written to a database that fails, all by
 * one seed: the same seed gives the same blocks, the same questions and the same faults.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { followedContracts } from "../../../src/chain/addresses.ts";
import { createBlockReader } from "../../../src/chain/blocks.ts";
import { createRpc } from "../../../src/chain/rpc.ts";
import { ChainReadError } from "../../../src/chain/rpcErrors.ts";
import { checkStart } from "../../../src/indexer/checks.ts";
import { ChainMovedError } from "../../../src/indexer/errors.ts";
import { createFollower } from "../../../src/indexer/follow.ts";
import type { Follower } from "../../../src/indexer/follow.ts";
import { createBoard } from "../../../src/indexer/status.ts";
import { cursorOf } from "../../../src/store/chainTables.ts";
import type { Database } from "../../../src/store/database.ts";
import { StoreRetryError } from "../../../src/store/errors.ts";
import { openFaultProxy } from "../../support/faultProxy.ts";
import type { FaultName, FaultProxy, Met } from "../../support/faultProxy.ts";
import { SETTINGS } from "../driving.ts";
import { expectFold } from "../oracle.ts";
import { canonBelow } from "./canon.ts";
import { diceOf, pick } from "./dice.ts";
import type { Dice } from "./dice.ts";
import { DATABASE_CODES, DATABASE_POINTS, faultyTransactions } from "./faultyDatabase.ts";
import type { DatabaseFault } from "./faultyDatabase.ts";
import { recordedTapes } from "./tapes.ts";
import { createWorld } from "./world.ts";
import type { World } from "./world.ts";

/** Faults that a provider recovers from, and lies of which the next answer may be free. */
export const FAULTS: readonly FaultName[] = [
  ...(["connectionRefused", "resetMidBody", "tooManyRequests", "tooManyRequestsRetryAfter"] as const),
  ...(["tooManyRequestsJson", "serviceUnavailable", "badGateway", "notFound", "html", "truncated"] as const),
  ...(["emptyBody", "wrongId", "neitherResultNorError", "batch", "internalError", "headerNotFound"] as const),
  ...(["nullBlock", "staleHead", "headBackwards", "otherBlock", "flippedHeader", "nullReceipt"] as const),
  ...(["logsDoubled", "logsUnordered", "logOfOtherBlock", "logOfOtherFork", "logOfStranger", "logRemoved"] as const),
  ...(["logWithoutTopics", "logsWithoutTimestamp", "forgedReceipt", "noCode", "unknownTag", "oversized"] as const),
  ...(["logsMissingOne", "logsMissingAll", "logsMissingLast", "logForged"] as const),
];
export const RATES = [0, 0.02, 0.05, 0.2] as const;
const TABLES = [
  ...(["identity", "cursor", "blocks", "events", "retractions", "receivables", "receipts", "kept_cash"] as const),
  ...(["spent_nonces", "revoked_roots", "operators", "vouchers", "mandates", "viewing_keys"] as const),
  ...(["statements", "spent_statement_nonces", "desks", "deals", "deal_movements", "purchases"] as const),
  ...(["owed_cash", "spent_desk_nonces", "assignment_notices", "notice_receivables", "filings"] as const),
  ...(["filing_receivables", "spent_factoring_nonces"] as const),
  ...(["agreed_schedules", "adopted_schedules", "placements", "agreed_plans"] as const),
  ...(["spent_collection_nonces"] as const),
];
const TURNS = 24;
const LAST_TURNS = 2_000;
const PATIENCE = 100;
const WORD = 2 ** 32;

export interface Simulated {
  readonly story: readonly string[];
  readonly met: readonly Met[];
  readonly world: World;
  /** How many events there are in the end. */
  readonly events: number;
}

/** Plays a seed to its end, the last steps without faults, and compares every row with the auditor's fold. */
export async function simulate(database: Database, seed: number): Promise<Simulated> {
  await emptyIndex(database);
  const world = createWorld(await recordedTapes(), diceOf(seed, "world"));
  const proxy = await openFaultProxy((method, params) => world.request(method, params));
  try {
    const story = await play({ database, world, proxy, dice: diceOf(seed, "turns"), asking: createAsking(), seed });
    const head = world.head();
    const events = await expectFold(database, canonBelow(world.chain, head));
    return { story, met: [...proxy.met], world, events };
  } finally {
    await proxy.close();
  }
}

/** An index as it is before its first batch. Its tables stay; to make them anew takes longer than to play a seed. */
export async function emptyIndex(database: Database): Promise<Database> {
  await database.transaction(async (tx) => {
    for (const table of TABLES) await tx.query(`delete from ${table}`);
    await tx.query("update feed_head set last = 0");
  });
  return database;
}

interface Play {
  readonly database: Database;
  readonly world: World;
  readonly proxy: FaultProxy;
  readonly dice: Dice;
  readonly asking: Asking;
  readonly seed: number;
}

/** What is asked and not answered yet. */
interface Asking {
  readonly fetch: typeof fetch;
  /** Waits until nobody asks any more, so that what comes next comes after it whatever the machine does. */
  readonly quiet: () => Promise<void>;
}

function createAsking(): Asking {
  let [open, asked] = [0, 0];
  return {
    async fetch(address, init) {
      open += 1;
      asked += 1;
      try {
        const response = await fetch(address, init);
        const body = await response.arrayBuffer();
        const { status, headers } = response;
        return new Response(body, { status, headers });
      } finally {
        open -= 1;
      }
    },
    quiet: async () => {
      for (let seen = -1; open > 0 || seen !== asked;) {
        seen = asked;
        await sleep(1);
      }
    },
  };
}

async function play({ database, world, proxy, dice, asking, seed }: Play): Promise<readonly string[]> {
  const [rate, storeRate] = [pick(dice, RATES), pick(dice, RATES)];
  // Each question meets a fault of some kind about as often as the rate says.
  const rates = Object.fromEntries(FAULTS.map((fault) => [fault, rate / 16]));
  proxy.byChance({ seed: seed % WORD, rates });
  const faults = { rate: storeRate };
  const ofStore = diceOf(seed, "store");
  const open = followerOf({ database, world, proxy, dice, asking }, () => faultOf(ofStore, faults.rate));
  const story = [`faults ${rate} and ${storeRate}, final after ${world.finalDepth}, tags ${world.isTagged}`];
  let follower = await patiently(open);
  for (let turn = 0; turn < TURNS; turn += 1) {
    const choice = dice(12);
    if (choice < 3) story.push(world.grow());
    else if (choice === 3) story.push(world.fork());
    else if (choice === 4) story.push(world.soon(world.fork));
    else if (choice === 5) story.push(world.straggle());
    else if (choice === 6) {
      follower = await patiently(open);
      story.push("restart");
    } else story.push(await stepOf(follower));
    await asking.quiet();
    if (dice(4) === 0) await expectWhole(database, world);
  }
  proxy.heal();
  faults.rate = 0;
  world.settle();
  // A node takes the further of two forks; what is behind another that it knows it takes for lagging.
  story.push(world.grow());
  follower = await patiently(open);
  for (let left = LAST_TURNS; (await lastStep(follower, story)) !== "idle"; left -= 1) {
    if (left === 0) throw new Error(`seed ${seed} comes to no end: ${story.join("; ")}`);
  }
  return story;
}

async function lastStep(follower: Follower, story: string[]): Promise<string> {
  const outcome = await stepOf(follower);
  story.push(outcome);
  return outcome;
}

/** Whatever has failed so far, the tables are those of one fork. */
async function expectWhole(database: Database, { chain }: World): Promise<void> {
  const cursor = await cursorOf(database);
  const head = cursor === undefined ? undefined : chain.find(cursor.folded.hash);
  if (head !== undefined) await expectFold(database, canonBelow(chain, head));
}

async function stepOf(follower: Follower): Promise<string> {
  try {
    return await follower.step(new AbortController().signal);
  } catch (error) {
    if (!passes(error)) throw error;
    return `${error.name}: ${error.message}`.replaceAll(/:\d{4,5}\b/g, "");
  }
}

function passes(error: unknown): error is Error {
  return error instanceof ChainReadError || error instanceof ChainMovedError || error instanceof StoreRetryError;
}

/** Starts as a process does that is started again until it runs. */
async function patiently(open: () => Promise<Follower>): Promise<Follower> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await open();
    } catch (error) {
      const isRefused = error instanceof Error && error.name === "IndexRefusedError";
      if (!(passes(error) || isRefused) || tries === PATIENCE) throw error;
    }
  }
}

function faultOf(dice: Dice, rate: number): DatabaseFault | undefined {
  if (dice(WORD) / WORD >= rate * 2) return undefined;
  return { point: pick(dice, DATABASE_POINTS), code: pick(dice, DATABASE_CODES), after: dice(6) };
}

function followerOf(
  { database, world, proxy, dice, asking }: Omit<Play, "seed">,
  next: () => DatabaseFault | undefined,
): () => Promise<Follower> {
  const { addresses } = world.chain;
  const settings = {
    ...SETTINGS,
    // One question at a time, so that their order is that of the seed.
    concurrency: 1,
    windowBlocks: pick(dice, [3, 17, 2_000]),
    bulkBlocks: 5,
    liveBlocks: pick(dice, [1, 7, 64]),
  };
  const span = pick(dice, [2, 5, 1_000]);
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  return async () => {
    const limits = { timeoutMilliseconds: 5_000, maxBytes: 2 ** 19 };
    const rpcs = [createRpc({ url: proxy.url, name: "one", fetch: asking.fetch, ...limits })];
    const reader = createBlockReader({
      rpcs,
      chainId: addresses.chainId,
      addresses: followedContracts(addresses),
      ...(world.isTagged ? {} : { fallbackDepth: world.finalDepth }),
      ...{ attempts: 3, pauseMilliseconds: 0, longestPauseMilliseconds: 0, concurrency: 1, firstSpan: span },
    });
    const leader = faultyTransactions(database, { next, before: asking.quiet });
    const beginning = await checkStart({ reader, addresses }, leader, new AbortController().signal);
    return createFollower({ database, reader, addresses, settings, logger }, leader, beginning, createBoard());
  };
}

function ignore(): void {
  return undefined;
}
