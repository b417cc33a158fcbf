/** One step at a time along the chain: find where it parts from the index, read on from there, write it. */
import { blocksAbove, cursorOf } from "../store/chainTables.ts";
import type { BlockPoint, Cursor } from "../store/chainTables.ts";
import type { Leadership } from "../store/database.ts";
import type { IndexerDeps } from "./deps.ts";
import { fetchFinal, fetchLive } from "./fetch.ts";
import type { Fetched } from "./fetch.ts";
import { findFork, unfinalOf } from "./fork.ts";
import type { Unfinal } from "./fork.ts";
import type { Board } from "./status.ts";
import { writeBatch } from "./write.ts";

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

/** @param beginning The block before the first that is read, for an index without a batch. */
export function createFollower(
  { database, reader, addresses, settings, logger }: Omit<IndexerDeps, "clock">,
  leader: Pick<Leadership, "transaction">,
  beginning: BlockPoint,
  board: Board,
): Follower {
  const fetching = { reader, emitters: addresses, settings };
  let known: Stand | undefined;

  const stand = async (): Promise<Stand> => {
    const cursor = await cursorOf(database);
    board.cursor(cursor);
    const from = cursor ?? { folded: beginning, final: beginning };
    return { cursor, stored: unfinalOf(from, await blocksAbove(database, from.final.number)) };
  };

  const write = async ({ cursor, stored }: Stand, batch: Fetched): Promise<void> => {
    await leader.transaction((tx) => writeBatch(tx, cursor, batch));
    const dropped = (stored.at(-1)?.number ?? 0) - batch.fork.number;
    known = { cursor: batch.cursor, stored: storedAfter(stored, batch) };
    board.cursor(batch.cursor);
    board.batch(batch.verified, dropped);
    const { number, hash } = batch.cursor.folded;
    if (dropped > 0) logger.warn({ fork: batch.fork.number, dropped, number, hash }, "the chain was reorganised");
    else logger.info({ number, hash, events: batch.events.length }, "blocks were indexed");
  };

  return {
    async step(signal) {
      const from = known ?? (await stand());
      // What is in the tables is read anew unless this step ends well.
      known = undefined;
      const heads = await reader.heads(signal);
      board.heads(heads);
      const fork = await findFork(reader, from.stored, heads, addresses, signal);
      if (fork === undefined) {
        known = from;
        return "behind";
      }
      const isFinal = fork.number < heads.finalized.number;
      const batch = isFinal
        ? await fetchFinal(fetching, fork, heads, signal)
        : await fetchLive(fetching, fork, heads, from.stored, signal);
      const final = from.cursor?.final ?? beginning;
      if (fork.number === batch.cursor.folded.number && final.number === batch.cursor.final.number) {
        known = from;
        return "idle";
      }
      signal.throwIfAborted();
      await write(from, batch);
      return "written";
    },
  };
}

/** The blocks that can still be dropped once a batch is written. */
function storedAfter(stored: Unfinal, { fork, blocks, cursor }: Fetched): Unfinal {
  const all = [...stored.filter(({ number }) => number <= fork.number), ...blocks];
  const above = all.filter(({ number }) => number > cursor.final.number);
  return [cursor.final, ...above.map(({ number, hash }) => ({ number, hash }))];
}
