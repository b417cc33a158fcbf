/** One step at a time along the chain: find where it parts from the index, read on from there, write it. */
import { blocksAbove, cursorOf, lastBlockUpTo } from "../store/chainTables.ts";
import { allDesks } from "../store/desks.ts";
import type { BlockPoint, Cursor } from "../store/chainTables.ts";
import type { Heads } from "../chain/blocksHeads.ts";
import type { Leadership } from "../store/database.ts";
import { dropLateIndexes, makeLateIndexes } from "../store/lateIndexes.ts";
import { createAhead } from "./ahead.ts";
import type { IndexerDeps } from "./deps.ts";
import { fetchFinal, fetchLive } from "./fetch.ts";
import type { Fetched } from "./fetch.ts";
import { checkBehind, findFork, unfinalOf } from "./fork.ts";
import type { Unfinal } from "./fork.ts";
import { createRecent } from "./recent.ts";
import type { Recent } from "./recent.ts";
import type { Board } from "./status.ts";
import { writeBatch } from "./write.ts";

const RECENT_RECEIVABLES = 10_000;

/** `behind` where the node that was asked has less than the index. */
export type Step = "written" | "idle" | "behind";

export interface Follower {
  /**
   * Takes one batch, in one transaction. After an error nothing of it is stored, or all of it was and the next step
   * goes on from there.
   * @throws ChainReadError, StoreError, ChainMovedError or IndexStoppedError
   */
  step(signal: AbortSignal): Promise<Step>;
}

/** Where the index stands, and which of its blocks can still be dropped. */
interface Stand {
  readonly cursor: Cursor | undefined;
  readonly stored: Unfinal;
}

/** What the chain has from there on; no batch where the node that was asked has less than the index. */
interface Reading {
  readonly heads: Heads;
  readonly batch: Fetched | undefined;
}

/** @param beginning The block before the first that is read, for an index without a batch. */
export function createFollower(
  { database, reader, addresses, settings, logger }: Omit<IndexerDeps, "clock">,
  leader: Pick<Leadership, "transaction">,
  beginning: BlockPoint,
  board: Board,
): Follower {
  const recent = createRecent(RECENT_RECEIVABLES);
  let known: Stand | undefined;
  /** While one batch is written, the next one is read. */
  const ahead = createAhead<Reading>();

  const stand = async (): Promise<Stand> => {
    recent.forget();
    const cursor = await cursorOf(database);
    board.cursor(cursor);
    // Whoever led before may have met desks that this process has not.
    reader.follow([...(await allDesks(database)).keys()]);
    const from = cursor ?? { folded: beginning, final: beginning };
    return { cursor, stored: unfinalOf(from, await blocksAbove(database, from.final.number)) };
  };

  const read = (from: Stand, signal: AbortSignal): Promise<Reading> =>
    readFrom(from, { reader, addresses, settings, board }, signal);

  const complete = createCompletion(leader, logger);

  const write = createWriter({ leader, recent, board, logger, settings });

  return {
    async step(signal) {
      const from = known ?? (await stand());
      const reading = ahead.take() ?? read(from, signal);
      // What is in the tables is read anew unless this step ends well.
      known = undefined;
      const { heads, batch } = await reading;
      if (batch === undefined) {
        await checkBehind(reader, await lastBlockUpTo(database, heads.latest.number), heads, addresses, signal);
        known = from;
        return "behind";
      }
      if (isNothingNew(from.cursor, batch)) {
        await complete();
        known = from;
        return "idle";
      }
      signal.throwIfAborted();
      const next = { cursor: batch.cursor, stored: storedAfter(from.stored, batch) };
      const catchesUp = batch.cursor.folded.number < heads.finalized.number;
      if (catchesUp) ahead.start((until) => read(next, until), signal);
      await write(from, heads, batch).catch((failure: unknown) => ahead.giveUp(failure));
      if (!catchesUp) await complete();
      known = next;
      return "written";
    },
  };
}

interface WriterParts extends Pick<IndexerDeps, "logger" | "settings"> {
  readonly leader: Pick<Leadership, "transaction">;
  readonly recent: Recent;
  readonly board: Board;
}

/** Writes one batch from where the index stands. */
function createWriter({
  leader,
  recent,
  board,
  logger,
  settings,
}: WriterParts): (from: Stand, heads: Heads, batch: Fetched) => Promise<void> {
  return async (from, heads, batch) => {
    const written = await leader.transaction(async (tx) => {
      if (isBulk(from, heads, batch, settings)) await dropLateIndexes(tx);
      return writeBatch(tx, { cursor: from.cursor, recent }, batch);
    });
    const dropped = droppedBy(from, batch);
    // What is only on the dropped fork stands no more.
    if (dropped > 0) recent.forget();
    recent.keep(written);
    board.cursor(batch.cursor);
    board.batch(batch.verified, dropped);
    tell(logger, batch, dropped);
  };
}

/** Makes, once, what a bulk did without; whoever led before may have ended on its way through a long chain. */
function createCompletion(leader: Pick<Leadership, "transaction">, logger: IndexerDeps["logger"]): () => Promise<void> {
  let isComplete = false;
  return async () => {
    if (isComplete) return;
    const made = await leader.transaction(makeLateIndexes);
    if (made.length > 0) logger.info({ indexes: made }, "the late indexes were made");
    isComplete = true;
  };
}

function isBulk(
  { cursor }: Stand,
  { finalized }: Heads,
  { fork }: Fetched,
  { bulkBlocks }: IndexerDeps["settings"],
): boolean {
  return cursor === undefined && finalized.number - fork.number > bulkBlocks;
}

type ReadingDeps = Pick<IndexerDeps, "reader" | "addresses" | "settings"> & { readonly board: Board };

async function readFrom(
  { stored }: Stand,
  { reader, addresses, settings, board }: ReadingDeps,
  signal: AbortSignal,
): Promise<Reading> {
  const heads = await reader.heads(signal);
  board.heads(heads);
  const fork = await findFork(reader, stored, heads, addresses, signal);
  if (fork === undefined) return { heads, batch: undefined };
  const fetching = { reader, addresses, settings };
  const isFinal = fork.number < heads.finalized.number;
  const batch = isFinal
    ? await fetchFinal(fetching, fork, heads, signal)
    : await fetchLive(fetching, fork, heads, stored, signal);
  return { heads, batch };
}

/** How many blocks of the tables a batch drops. */
function droppedBy({ stored }: Stand, { fork }: Fetched): number {
  return (stored.at(-1)?.number ?? 0) - fork.number;
}

function tell(logger: IndexerDeps["logger"], { fork, cursor, events }: Fetched, dropped: number): void {
  const { number, hash } = cursor.folded;
  if (dropped > 0) {
    logger.warn({ fork: fork.number, dropped, number, hash }, "the chain was reorganised");
    return;
  }
  // Most blocks hold nothing of ours, and would hide what matters.
  logger[events.length === 0 ? "debug" : "info"]({ number, hash, events: events.length }, "blocks were indexed");
}

/** Whether a batch would leave blocks and heads as they are. @param found Undefined before the first batch. */
function isNothingNew(found: Cursor | undefined, { fork, cursor }: Fetched): boolean {
  const { folded, safe, final, basis } = cursor;
  if (fork.number !== folded.number || found === undefined) return false;
  return found.safe.number === safe.number && found.final.number === final.number && found.basis === basis;
}

/** The blocks that can still be dropped once a batch is written. */
function storedAfter(stored: Unfinal, { fork, blocks, cursor }: Fetched): Unfinal {
  const all = [...stored.filter(({ number }) => number <= fork.number), ...blocks];
  const above = all.filter(({ number }) => number > cursor.final.number);
  return [cursor.final, ...above.map(({ number, hash }) => ({ number, hash }))];
}
