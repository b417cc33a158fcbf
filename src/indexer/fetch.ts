/** Reads the next stretch of the chain, final or not, as a batch that can be written. */
import type { Addresses } from "../chain/addresses.ts";
import type { BlockReader } from "../chain/blocks.ts";
import type { Heads } from "../chain/blocksHeads.ts";
import { inTurn } from "../chain/blocksLogs.ts";
import type { Block } from "../chain/blocksReading.ts";
import { verifyBlock } from "../chain/integrity.ts";
import { decodeCollectionLogs, decodeFactoringLogs, decodeLogs, decodeStatementLogs } from "../chain/logs.ts";
import type { RawLog } from "../chain/logs.ts";
import { ChainDataError } from "../chain/parameters.ts";
import type { BlockPoint, BlockRow } from "../store/chainTables.ts";
import { factoringEmitters, withDesks } from "./desks.ts";
import type { IndexSettings } from "./deps.ts";
import { ChainMovedError, IndexStoppedError } from "./errors.ts";
import type { Unfinal } from "./fork.ts";
import { sampledOf } from "./sample.ts";
import type { Batch } from "./write.ts";

export interface Fetched extends Batch {
  /** How many blocks were proven complete. */
  readonly verified: number;
}

export interface Fetching {
  readonly reader: BlockReader;
  readonly addresses: Addresses;
  readonly settings: IndexSettings;
}

/**
 * The next window of final blocks. A sample of them, those without a log included, is verified against their hashes.
 * @throws ChainReadError; IndexStoppedError
 */
export async function fetchFinal(
  { reader, addresses, settings }: Fetching,
  fork: BlockPoint,
  { finalized, basis }: Heads,
  signal: AbortSignal,
): Promise<Fetched> {
  const { seed, verifiedPart, concurrency, windowBlocks } = settings;
  const from = fork.number + 1;
  const end = Math.min(finalized.number, fork.number + windowBlocks);
  const window = await followed(
    reader,
    addresses,
    () => reader.nextLogs(from, end, signal),
    ({ logs }) => logs,
  );
  const last = window.to === finalized.number ? finalized : await reader.block(window.to, signal);
  const held = new Map(window.blocks.map((block) => [block.number, block]));
  const sampled = sampledOf(seed, verifiedPart, from, window.to);
  await inTurn(sampled, concurrency, (number) => verifyBlock(reader, held.get(number) ?? number, window, signal));
  const point = pointOf(last);
  return {
    fork,
    blocks: window.blocks.map(rowOf),
    ...decode({ reader, addresses }, window.logs),
    cursor: { folded: point, safe: point, final: point, basis, foldedAt: last.timestamp },
    verified: sampled.length,
  };
}

/**
 * The next blocks that are not final yet: each follows its parent, the first one the fork, and the logs of each are
 * those of its receipts, so that none is missing or of another fork.
 * @param stored What the index has and can still be dropped.
 * @throws ChainMovedError; ChainReadError; IndexStoppedError
 */
export async function fetchLive(
  { reader, addresses, settings }: Fetching,
  fork: BlockPoint,
  { latest, safe, finalized, basis }: Heads,
  stored: Unfinal,
  signal: AbortSignal,
): Promise<Fetched> {
  const { concurrency, liveBlocks } = settings;
  const count = Math.min(liveBlocks, latest.number - fork.number);
  const numbers = Array.from({ length: count }, (_, index) => fork.number + 1 + index);
  const blocks = await inTurn(numbers, concurrency, (number) =>
    number === latest.number ? Promise.resolve(latest) : reader.block(number, signal),
  );
  let parent = fork;
  for (const block of blocks) {
    if (block.parentHash !== parent.hash) throw new ChainMovedError(block.number);
    parent = pointOf(block);
  }
  const read = (): Promise<(readonly RawLog[])[]> =>
    inTurn(blocks, concurrency, (block) => reader.logsOf(block, signal));
  const logs = (await followed(reader, addresses, read, (told) => told.flat())).flat();
  const made = { foldedAt: (blocks.at(-1) ?? latest).timestamp };
  const kept = [...stored.filter(({ number }) => number <= fork.number), ...blocks.map(pointOf)];
  return {
    fork,
    blocks: blocks.map(rowOf),
    ...decode({ reader, addresses }, logs),
    cursor: { folded: parent, safe: lastAmong(kept, safe), final: lastAmong(kept, finalized), basis, ...made },
    verified: blocks.length,
  };
}

/** The last of some linked blocks, the lowest of which is final, that is not above a head which is safe or final. */
function lastAmong(kept: Unfinal, head: Block): BlockPoint {
  const point = kept.findLast(({ number }) => number <= head.number) ?? kept[0];
  if (point === undefined) throw new RangeError("the last final block is always among those that are kept");
  if (point.number === head.number && point.hash !== head.hash) throw new ChainMovedError(point.number);
  return point;
}

/** The events of all contracts among some logs. @throws IndexStoppedError */
export function decode(
  { reader, addresses }: Pick<Fetching, "reader" | "addresses">,
  logs: readonly RawLog[],
): Pick<Batch, "events" | "statementEvents" | "factoringEvents" | "collectionEvents"> {
  const { statements, factoring, collections } = addresses;
  return readable(() => ({
    events: decodeLogs(addresses, logs),
    statementEvents: statements === undefined ? [] : decodeStatementLogs(statements, logs),
    factoringEvents:
      factoring === undefined ? [] : decodeFactoringLogs(factoringEmitters(reader, factoring, addresses), logs),
    collectionEvents: collections === undefined ? [] : decodeCollectionLogs(collections, logs),
  }));
}

/** As {@link withDesks}. @throws IndexStoppedError, and as the reading. */
export async function followed<Told>(...args: Parameters<typeof withDesks<Told>>): Promise<Told> {
  try {
    return await withDesks(...args);
  } catch (error) {
    throw stopOf(error);
  }
}

function readable<Decoded>(decoding: () => Decoded): Decoded {
  try {
    return decoding();
  } catch (error) {
    throw stopOf(error);
  }
}

/** A log of ours that nobody here can read stops the index; all else is what it is. */
function stopOf(error: unknown): unknown {
  if (!(error instanceof ChainDataError)) return error;
  return new IndexStoppedError("EventUnreadable", error.message, { cause: error });
}

function pointOf({ number, hash }: Block): BlockPoint {
  return { number, hash };
}

/** A block as it is kept. */
export function rowOf({ number, hash, parentHash, timestamp }: Block): BlockRow {
  return { number, hash, parentHash, timestamp };
}
