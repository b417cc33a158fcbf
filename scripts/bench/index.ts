/**
 * Events a second that the index takes from a node into its tables, beside the floor of `indexFloor.ts` over the same
 * node into the same engine, in turns. Also what the process holds in memory on the way, after a collection.
 *
 * `node scripts/bench/index.ts [events] [events in a block] [rounds] [PostgreSQL|PGlite]`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { followedContracts } from "../../src/chain/addresses.ts";
import { createBlockReader } from "../../src/chain/blocks.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import type { IndexerDeps } from "../../src/indexer/deps.ts";
import { createIndexer } from "../../src/indexer/indexer.ts";
import type { Database, Engine } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { startPostgres } from "../../test/store/postgresServer.ts";
import { serveChain } from "./chain/start.ts";
import type { ServedChain } from "./chain/start.ts";
import { makeFloor, runFloor } from "./indexFloor.ts";

const SETTINGS: IndexerDeps["settings"] = {
  windowBlocks: 10_000,
  bulkBlocks: 1_000,
  liveBlocks: 64,
  concurrency: 16,
  verifiedPart: 0.01,
  seed: "a benchmark's seed",
  pollMilliseconds: 1_000,
  pauseMilliseconds: 100,
  longestPauseMilliseconds: 1_000,
};
const CHECKPOINTS = [10_000, 100_000, 1_000_000];
const MEGABYTE = 2 ** 20;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** What the process holds when so many events are written, megabytes. */
interface Held {
  readonly events: number;
  readonly heap: number;
  readonly resident: number;
}

function held(events: number): Held {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { events, heap: heapUsed / MEGABYTE, resident: rss / MEGABYTE };
}

async function runIndex(database: Database, { url, addresses, height }: ServedChain): Promise<readonly Held[]> {
  const { chainId } = addresses;
  const rpcs = [createRpc({ url })];
  const reader = createBlockReader({ rpcs, chainId, addresses: followedContracts(addresses), concurrency: 16 });
  const checkpoints: Held[] = [];
  const stopping = new AbortController();
  let written = 0;
  const told = (fields: { readonly number?: number; readonly events?: number }): void => {
    written += fields.events ?? 0;
    const next = CHECKPOINTS[checkpoints.length];
    if (next !== undefined && written >= next) checkpoints.push(held(written));
    if (fields.number === height) stopping.abort();
  };
  const failed = (fields: object): void => {
    throw new Error(`the index does not fare well: ${JSON.stringify(fields)}`);
  };
  const logger = { debug: told, info: told, warn: failed, error: failed } as unknown as IndexerDeps["logger"];
  const clock = {
    now: () => Math.floor(Date.now() / 1000),
    sleep: async (milliseconds: number, signal: AbortSignal) => {
      await sleep(milliseconds, undefined, { signal }).catch(() => undefined);
    },
  };
  await createIndexer({ database, reader, addresses, clock, logger, settings: SETTINGS }).run(stopping.signal);
  return checkpoints;
}

interface Round {
  readonly floor: number;
  readonly index: number;
  readonly held: readonly Held[];
}

async function seconds<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const start = performance.now();
  const result = await work();
  return [(performance.now() - start) / 1000, result];
}

async function round(open: () => Promise<Database>, chain: ServedChain): Promise<Round> {
  const floored = await open();
  await makeFloor(floored);
  const [floor] = await seconds(() => runFloor(floored, chain));
  await expectAll(floored, "floor_events", chain.events);
  await floored.close();
  const indexed = await open();
  await migrate(indexed);
  const [index, memory] = await seconds(() => runIndex(indexed, chain));
  await expectAll(indexed, "events", chain.events);
  await indexed.close();
  return { floor: chain.events / floor, index: chain.events / index, held: memory };
}

async function expectAll(database: Database, table: string, events: number): Promise<void> {
  const [row] = await database.query<{ count: number }>(`select count(*) as count from ${table}`);
  if (row?.count !== events) throw new Error(`${table} has ${row?.count ?? 0} of ${events} events`);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function shown(value: number, width: number): string {
  return Math.round(value).toLocaleString("en").padStart(width);
}

function report(engine: Engine, rounds: readonly Round[]): void {
  const line = (label: string, floor: number, index: number): void => {
    const ratio = (index / floor).toFixed(2).padStart(8);
    process.stdout.write(`${engine.padEnd(12)}${label.padEnd(8)}${shown(floor, 9)}${shown(index, 9)}${ratio}\n`);
  };
  for (const [index, one] of rounds.entries()) line(`${index + 1}`, one.floor, one.index);
  line("median", median(rounds.map(({ floor }) => floor)), median(rounds.map(({ index }) => index)));
  for (const { events, heap, resident } of rounds.at(-1)?.held ?? []) {
    const memory = `heap${shown(heap, 5)} MB, resident${shown(resident, 6)} MB`;
    process.stdout.write(`${engine.padEnd(12)}after${shown(events, 10)} events: ${memory}\n`);
  }
}

const [events = "100000", eventsInABlock = "50", rounds = "3", only] = process.argv.slice(2);
const chain = await serveChain(Number(events), Number(eventsInABlock));
const folder = mkdtempSync(path.join(tmpdir(), "countersign-bench-"));
const server = await startPostgres();
const admin = await openDatabase({ url: server.url("postgres") });
let opened = 0;
const OPEN: Readonly<Record<Engine, () => Promise<Database>>> = {
  async PostgreSQL() {
    opened += 1;
    await admin.query(`create database bench_${opened}`);
    return openDatabase({ url: server.url(`bench_${opened}`) });
  },
  PGlite() {
    opened += 1;
    return openDatabase({ directory: path.join(folder, `data_${opened}`) });
  },
};
process.stdout.write(`${chain.events.toLocaleString("en")} events in ${chain.height} blocks\n`);
process.stdout.write("events/s    round       floor    index   ratio\n");
for (const engine of ["PostgreSQL", "PGlite"] as const) {
  if (only !== undefined && only !== engine) continue;
  const done: Round[] = [];
  for (let count = 0; count < Number(rounds); count += 1) done.push(await round(OPEN[engine], chain));
  report(engine, done);
}
await admin.close();
await server.stop();
await chain.stop();
rmSync(folder, { recursive: true, force: true });
