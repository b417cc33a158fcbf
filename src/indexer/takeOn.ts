/**
 * An index that was begun without a satellite, such as the contract of statements, takes it on: what the contract wrote
 * until then is read, and comes in the feed after all that was told before, so that whoever reads on misses nothing.
 */
import type { BlockReader } from "../chain/blocks.ts";
import { inTurn } from "../chain/blocksLogs.ts";
import type { Place } from "../domain/events.ts";
import type { Block } from "../chain/blocksReading.ts";
import { verifyBlock } from "../chain/integrity.ts";
import type { RawLog } from "../chain/logs.ts";
import { blocksAbove, blocksAmong, cursorOf } from "../store/chainTables.ts";
import type { BlockPoint, BlockRow, Cursor } from "../store/chainTables.ts";
import type { Leadership, Sql } from "../store/database.ts";
import { identityOf, takeOnSatellite } from "../store/identity.ts";
import type { Satellite } from "../store/identity.ts";
import type { IndexerDeps, IndexSettings } from "./deps.ts";
import { IndexRefusedError } from "./errors.ts";
import { decode, followed, rowOf } from "./fetch.ts";
import { reorganised } from "./fork.ts";
import { sampledOf } from "./sample.ts";
import { writeBatch } from "./write.ts";
import type { Batch } from "./write.ts";

/** What the satellites that are taken on have recorded. */
type Missed = Pick<Batch, "statementEvents" | "factoringEvents" | "collectionEvents">;

/**
 * Does nothing where there is nothing to take on. All of it is stored, or nothing.
 * @throws IndexRefusedError "SatelliteLater"; IndexStoppedError, ChainReadError, StoreError
 */
export async function takeOn(
  { database, reader, addresses, settings, logger }: Omit<IndexerDeps, "clock">,
  leader: Pick<Leadership, "transaction">,
  signal: AbortSignal,
): Promise<void> {
  const known = await identityOf(database);
  const late = (["statements", "factoring", "collections"] as const).flatMap((satellite) => {
    const address = addresses[satellite];
    return address === undefined || known?.[satellite] !== undefined ? [] : [{ satellite, address }];
  });
  if (late.length === 0) return;
  const names = late.map(({ satellite }) => satellite);
  const cursor = await cursorOf(database);
  if (cursor === undefined) throw refused(names);
  const reading = { reader, addresses, settings, names };
  const final = await missedUntil(reading, addresses.block, cursor.final, signal);
  const live = await missedSince(reading, cursor, await blocksAbove(database, cursor.final.number), signal);
  const batch = {
    fork: live.fork,
    blocks: await newAmong(database, final.blocks),
    events: [],
    ...joined([final.missed, live.missed]),
    cursor: { ...cursor, folded: live.fork, safe: lower(cursor.safe, live.fork) },
  };
  await leader.transaction(async (tx) => {
    await writeBatch(tx, { cursor, recent: { get: () => undefined } }, batch);
    for (const { satellite, address } of late) await takeOnSatellite(tx, satellite, address);
  });
  const events = eventsIn(batch).length;
  logger.info({ satellites: names, events }, "satellites of the ledger were taken on");
}

function refused(names: readonly Satellite[]): IndexRefusedError {
  const missing = names.map((name) => `"${name}"`).join(" and ");
  const message =
    `the database was restored or emptied from one that did not follow ${missing}, and readers of its feed know ` +
    `their places in it by number: start with an address file without ${missing} until the index has caught up, and ` +
    "then with this one";
  return new IndexRefusedError("SatelliteLater", message);
}

interface Reading {
  readonly reader: BlockReader;
  readonly addresses: IndexerDeps["addresses"];
  readonly settings: IndexSettings;
  readonly names: readonly Satellite[];
}

/** What the new satellites wrote among some logs; what the others did is in the tables. */
function missedIn({ names, ...reading }: Reading, logs: readonly RawLog[]): Missed {
  const { statementEvents, factoringEvents, collectionEvents } = decode(reading, logs);
  return {
    statementEvents: names.includes("statements") ? statementEvents : [],
    factoringEvents: names.includes("factoring") ? factoringEvents : [],
    collectionEvents: names.includes("collections") ? collectionEvents : [],
  };
}

function joined(parts: readonly Missed[]): Missed {
  return {
    statementEvents: parts.flatMap(({ statementEvents }) => statementEvents),
    factoringEvents: parts.flatMap(({ factoringEvents }) => factoringEvents),
    collectionEvents: parts.flatMap(({ collectionEvents }) => collectionEvents),
  };
}

function eventsIn({ statementEvents, factoringEvents, collectionEvents }: Missed): readonly { readonly at: Place }[] {
  return [...statementEvents, ...factoringEvents, ...collectionEvents];
}

/** As final blocks are read at any time: window by window, a sample of them verified against their hashes. */
async function missedUntil(
  reading: Reading,
  first: number,
  final: BlockPoint,
  signal: AbortSignal,
): Promise<{ readonly blocks: readonly Block[]; readonly missed: Missed }> {
  const { reader, addresses, settings } = reading;
  const { seed, verifiedPart, concurrency, windowBlocks } = settings;
  const blocks: Block[] = [];
  const missed: Missed[] = [];
  for (let from = first; from <= final.number;) {
    const [start, end] = [from, Math.min(final.number, from + windowBlocks - 1)];
    const read = (): ReturnType<BlockReader["nextLogs"]> => reader.nextLogs(start, end, signal);
    const window = await followed(reader, addresses, read, ({ logs }) => logs);
    const held = new Map(window.blocks.map((block) => [block.number, block]));
    const sampled = sampledOf(seed, verifiedPart, from, window.to);
    await inTurn(sampled, concurrency, (number) => verifyBlock(reader, held.get(number) ?? number, window, signal));
    const found = missedIn(reading, window.logs);
    const numbers = new Set(eventsIn(found).map(({ at }) => at.blockNumber));
    blocks.push(...window.blocks.filter(({ number }) => numbers.has(number)));
    missed.push(found);
    from = window.to + 1;
  }
  return { blocks, missed: joined(missed) };
}

/**
 * Blocks that are not final are all in the tables, and their receipts prove their logs. From the first on that is no
 * longer on the chain they are dropped, and read anew with everything else.
 */
async function missedSince(
  reading: Reading,
  { final }: Cursor,
  kept: readonly BlockRow[],
  signal: AbortSignal,
): Promise<{ readonly fork: BlockPoint; readonly missed: Missed }> {
  const { reader, addresses } = reading;
  let fork = final;
  const missed: Missed[] = [];
  for (const { number, hash } of kept.toReversed()) {
    const block = await reader.block(number, signal);
    if (block.hash !== hash) break;
    const logs = await followed(
      reader,
      addresses,
      () => reader.logsOf(block, signal),
      (told) => told,
    );
    missed.push(missedIn(reading, logs));
    fork = { number, hash };
  }
  return { fork, missed: joined(missed) };
}

/** The blocks that no event of before kept in the tables. @throws IndexStoppedError */
async function newAmong(sql: Sql, blocks: readonly Block[]): Promise<readonly BlockRow[]> {
  const numbers = blocks.map(({ number }) => number);
  const kept = new Map((await blocksAmong(sql, numbers)).map((point) => [point.number, point]));
  for (const { number, hash, provider } of blocks) {
    const known = kept.get(number);
    if (known !== undefined && known.hash !== hash) throw reorganised(known, hash, provider);
  }
  return blocks.filter(({ number }) => !kept.has(number)).map(rowOf);
}

function lower(one: BlockPoint, other: BlockPoint): BlockPoint {
  return one.number < other.number ? one : other;
}
