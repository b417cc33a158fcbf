/** Writes a batch: what is dropped, what is appended, what follows from both, and the cursor, in one transaction. */
import type { RecordedEvent } from "../domain/events.ts";
import type { Hex } from "../domain/receivable.ts";
import { append, dropAbove, eventsOf, eventsOfFacts, forgetEmptyBlocks, moveCursor } from "../store/chainTables.ts";
import type { BlockPoint, BlockRow, Cursor, Dropped } from "../store/chainTables.ts";
import type { Transaction } from "../store/database.ts";
import { factOf, factsOf, replaceFacts } from "../store/facts.ts";
import { lineageOf, removeStates, statesOf, upsertStates } from "../store/readModel.ts";
import { factsTouchedBy, foldFacts } from "./foldFacts.ts";
import { foldReceivables, touchedBy } from "./foldReceivables.ts";

/** What the chain has above a block that the index has too. */
export interface Batch {
  /** The last block that stays; everything above it is dropped. */
  readonly fork: BlockPoint;
  /** Those that are to be kept, in their order: all that are not final, and all that hold events. */
  readonly blocks: readonly BlockRow[];
  /** Of the blocks above the fork, in the order of the chain. */
  readonly events: readonly RecordedEvent[];
  /** Where the index stands afterwards. */
  readonly cursor: Cursor;
}

const NOTHING: Dropped = { ids: [], facts: [] };

/** @param found Where the index stands; undefined before its first batch. @throws StoreError */
export async function writeBatch(tx: Transaction, found: Cursor | undefined, batch: Batch): Promise<void> {
  const { fork, blocks, events, cursor } = batch;
  await moveCursor(tx, found, cursor);
  const drops = found !== undefined && found.folded.number > fork.number;
  const dropped = drops ? await dropAbove(tx, fork.number) : NOTHING;
  // While the receivables still say what they are parts of.
  const anew = dropped.ids.length === 0 ? [] : await lineageOf(tx, dropped.ids);
  await append(tx, { blocks, events });
  await writeReceivables(tx, { fork: fork.number, events, anew });
  await writeFacts(tx, events, dropped);
  if (found !== undefined && cursor.final.number > found.final.number) {
    await forgetEmptyBlocks(tx, found.final.number, cursor.final.number);
  }
}

interface Touched {
  readonly fork: number;
  readonly events: readonly RecordedEvent[];
  /** Receivables of which events were dropped, and what they are parts of. */
  readonly anew: readonly Hex[];
}

async function writeReceivables(tx: Transaction, { fork, events, anew: ids }: Touched): Promise<void> {
  const anew = new Set(ids);
  const others = [...touchedBy(events)].filter((id) => !anew.has(id));
  if (anew.size + others.length === 0) return;
  const states = others.length === 0 ? new Map<Hex, never>() : await statesOf(tx, others);
  const folded = foldReceivables({ states, fork, anew }, anew.size === 0 ? events : await merged(tx, events, anew));
  const told = new Set(folded.map(({ id }) => id));
  const untold = ids.filter((id) => !told.has(id));
  if (untold.length > 0) await removeStates(tx, untold);
  await upsertStates(tx, folded);
}

/** All events of some receivables, and the new ones of the others. */
async function merged(
  tx: Transaction,
  events: readonly RecordedEvent[],
  anew: ReadonlySet<Hex>,
): Promise<readonly RecordedEvent[]> {
  const others = events.filter(({ event }) => !("id" in event && anew.has(event.id)));
  return [...(await eventsOf(tx, [...anew])), ...others].sort(
    ({ at: one }, { at: other }) => one.blockNumber - other.blockNumber || one.logIndex - other.logIndex,
  );
}

async function writeFacts(tx: Transaction, events: readonly RecordedEvent[], dropped: Dropped): Promise<void> {
  const anew = new Set(dropped.facts);
  const others = [...factsTouchedBy(events)].filter((key) => !anew.has(key));
  if (anew.size + others.length === 0) return;
  const standing = await factsOf(tx, others);
  const ofOthers = events.filter(({ event }) => {
    const key = factOf(event);
    return key !== undefined && !anew.has(key);
  });
  const ofAnew = anew.size === 0 ? [] : await eventsOfFacts(tx, [...anew]);
  // No event is about two facts, so that the order between the two lists does not matter.
  await replaceFacts(tx, [...anew, ...others], foldFacts(standing, [...ofAnew, ...ofOthers]));
}
