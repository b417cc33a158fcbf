/** Runs an index over a node as a process would, and waits until it has all of the chain. */
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { followedContracts } from "../../src/chain/addresses.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { createBlockReader } from "../../src/chain/blocks.ts";
import type { BlockReader, BlockReaderOptions } from "../../src/chain/blocks.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import type { Rpc } from "../../src/chain/rpc.ts";
import type { Clock, IndexerDeps, IndexSettings } from "../../src/indexer/deps.ts";
import { createIndexer } from "../../src/indexer/indexer.ts";
import type { IndexStatus } from "../../src/indexer/status.ts";
import type { Database } from "../../src/store/database.ts";
import { answerOf } from "../support/faultProxy.ts";
import type { Upstream } from "../support/faultProxy.ts";
import { again } from "./again.ts";

export const FINALITY = 40;
/** Less than what the proxy sends where an answer is to be oversized. */
const MAX_BYTES = 2 ** 19;
const NAMES = ["one", "two"];
const PATIENCE_MILLISECONDS = 50_000;
const LOOK_MILLISECONDS = 3;

export const SETTINGS: IndexSettings = {
  windowBlocks: 2_000,
  bulkBlocks: 1_000,
  liveBlocks: 64,
  concurrency: 8,
  verifiedPart: 1,
  seed: "a seed",
  pollMilliseconds: 5,
  pauseMilliseconds: 2,
  longestPauseMilliseconds: 20,
};

export const CLOCK: Clock = {
  now: () => Math.floor(Date.now() / 1_000),
  async sleep(milliseconds, signal) {
    await sleep(milliseconds, undefined, { signal });
  },
};

export interface Logged {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export interface Driven {
  /** Warnings and errors so far. */
  readonly logged: readonly Logged[];
  status(): IndexStatus;
  /** Waits until the index has the node's latest block, or has stopped, or run has ended. */
  settled(): Promise<IndexStatus>;
  /** Waits until something holds. */
  until(holds: (status: IndexStatus) => boolean): Promise<IndexStatus>;
  /** Ends it as a process ends that is told to; whatever `run` failed with is thrown. */
  stop(): Promise<void>;
}

export interface DriveOptions {
  readonly database: Database;
  readonly addresses: Addresses;
  /** Where the chain is read: the address of a node, or a node in this process. */
  readonly url: string | Upstream;
  readonly settings?: Partial<IndexSettings>;
  readonly reading?: Partial<BlockReaderOptions>;
  /** How long an answer is waited for. */
  readonly timeoutMilliseconds?: number;
}

function rpcOf(url: string | Upstream, name: string, timeoutMilliseconds = 5_000): Rpc {
  const where = typeof url === "string" ? { url } : { url: "http://node.invalid", fetch: fetchOf(url) };
  return createRpc({ ...where, name, timeoutMilliseconds, maxBytes: MAX_BYTES });
}

/** Asks a node in this process as if it were far away. */
function fetchOf(upstream: Upstream): typeof fetch {
  return (_, init) => {
    const body = typeof init?.body === "string" ? init.body : "null";
    const answer = answerOf(upstream, JSON.parse(body) as Parameters<typeof answerOf>[1]);
    return Promise.resolve(new Response(JSON.stringify(answer)));
  };
}

/** Patient with a busy machine, and quick to try again. */
export function readerOf(
  addresses: Addresses,
  urls: readonly (string | Upstream)[],
  more: Partial<BlockReaderOptions> = {},
  timeoutMilliseconds = 5_000,
): BlockReader {
  const rpcs = urls.map((url, index) => rpcOf(url, NAMES[index] ?? "another", timeoutMilliseconds));
  const haste = { attempts: 3, pauseMilliseconds: 1, longestPauseMilliseconds: 50 };
  return createBlockReader({
    rpcs,
    chainId: addresses.chainId,
    addresses: followedContracts(addresses),
    finalityDepth: FINALITY,
    ...haste,
    ...more,
  });
}

export function depsOf(options: DriveOptions): IndexerDeps & {
  readonly logged: readonly Logged[];
} {
  const { database, addresses, url, settings, reading, timeoutMilliseconds } = options;
  const logged: Logged[] = [];
  const logger = pino({ level: "warn" }, { write: (line: string) => logged.push(JSON.parse(line) as Logged) });
  const reader = readerOf(addresses, [url], reading, timeoutMilliseconds);
  return { database, reader, addresses, clock: CLOCK, logger, settings: { ...SETTINGS, ...settings }, logged };
}

export function drive(options: DriveOptions): Driven {
  const deps = depsOf(options);
  const honest = rpcOf(options.url, "honest");
  const indexer = createIndexer(deps);
  const stopping = new AbortController();
  let ended = false;
  const running = indexer.run(stopping.signal).finally(() => (ended = true));
  running.catch(() => undefined);
  const until: Driven["until"] = async (holds) => {
    const latest = Date.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const status = indexer.status();
      if (holds(status)) return status;
      if (ended) await running;
      if (ended || Date.now() > latest) throw new Error(`the index stands at ${JSON.stringify(status)}`);
      await sleep(LOOK_MILLISECONDS);
    }
  };
  return {
    logged: deps.logged,
    status: () => indexer.status(),
    until,
    async settled() {
      const asked = await again(() => honest.request("eth_getBlockByNumber", ["latest", false]));
      const block = asked as { readonly hash: string };
      return until(({ indexed, stopped }) => stopped !== undefined || indexed?.hash === block.hash);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
