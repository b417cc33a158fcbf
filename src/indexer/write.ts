/** Writes a batch: what is dropped, what is appended, what follows from both, and the cursor, in one transaction. */
import type { RecordedCollectionEvent } from "../domain/collections/recordEvents.ts";
import type { RecordedEvent } from "../domain/events.ts";
import type { RecordedFactoringEvent } from "../domain/factoring/factoringEvents.ts";
import type { Hex } from "../domain/receivable.ts";
import type { RecordedStatementEvent } from "../domain/statementEvents.ts";
import { append, dropAbove, eventsOf, eventsOfFacts, forgetEmptyBlocks, moveCursor } from "../store/chainTables.ts";
import type { BlockPoint, BlockRow, Cursor, Dropped, NextCursor } from "../store/chainTables.ts";
import type { Transaction } from "../store/database.ts";
import { byPlace } from "../store/eventLines.ts";
import { factOf } from "../store/factKeys.ts";
import { factsOf, replaceFacts } from "../store/facts.ts";
import { lineageOf, removeStates, statesOf, upsertStates } from "../store/readModel.ts";
import type { StoredState } from "../store/stateRow.ts";
import { factsTouchedBy, foldFacts } from "./foldFacts.ts";
import { foldReceivables, touchedBy } from "./foldReceivables.ts";
import type { Recent } from "./recent.ts";
import { isOfCollections, writeCollections } from "./writeCollections.ts";
import { foldFactoringBatch, isOfFactoring, writeFactoring } from "./writeFactoring.ts";
import { isOfStatements, writeStatements } from "./writeStatements.ts";

/** What the chain has above a block that the index has too. */
export interface Batch {
  /** The last block that stays; everything above it is dropped. */
  readonly fork: BlockPoint;
  /** Those that are to be kept, in their order: all that are not final, and all that hold events. */
  readonly blocks: readonly BlockRow[];
  /** Of ledger and directory in the blocks above the fork, in the order of the chain. */
  readonly events: readonly RecordedEvent[];
  /** Of the contract of statements in these blocks. */
  readonly statementEvents: readonly RecordedStatementEvent[];
  /** Of factoring and its desks in these blocks. */
  readonly factoringEvents: readonly RecordedFactoringEvent[];
  /** Of collections in these blocks. */
  readonly collectionEvents: readonly RecordedCollectionEvent[];
  /** Where the index stands afterwards. */
  readonly cursor: Cursor & Pick<NextCursor, "foldedAt">;
}

const NOTHING: Dropped = { ids: [], statements: [], deals: [], notices: [], facts: [] };

/** Where the index stands before a batch. */
export interface Before {
  /** Undefined before the first batch. */
  readonly cursor: Cursor | undefined;
  /** Some of the receivables as they stand at that cursor. */
  readonly recent: Pick<Recent, "get">;
}

/** @returns The receivables that it wrote, as they stand once it is committed. @throws StoreError */
export async function writeBatch(
  tx: Transaction,
  { cursor: found, recent }: Before,
  batch: Batch,
): Promise<readonly StoredState[]> {
  const { fork, blocks, events, statementEvents, factoringEvents, collectionEvents, cursor } = batch;
  await moveCursor(tx, found, cursor);
  const drops = found !== undefined && found.folded.number > fork.number;
  const dropped = drops ? await dropAbove(tx, fork.number) : NOTHING;
  // While the receivables still say what they are parts of.
  const anew = dropped.ids.length === 0 ? [] : await lineageOf(tx, dropped.ids);
  const factoring = await foldFactoringBatch(tx, factoringEvents, dropped);
  await append(tx, { blocks, events, statementEvents, factoringEvents: factoring.events, collectionEvents });
  const written = await writeReceivables(tx, { fork: fork.number, events, anew, recent });
  await writeFacts(tx, events, dropped);
  await writeStatements(tx, statementEvents, dropped);
  await writeFactoring(tx, factoring, dropped);
  await writeCollections(tx, collectionEvents, dropped);
  if (found !== undefined && cursor.final.number > found.final.number) {
    await forgetEmptyBlocks(tx, found.final.number, cursor.final.number);
  }
  return written;
}

interface Touched {
  readonly fork: number;
  readonly events: readonly RecordedEvent[];
  /** Receivables of which events were dropped, and what they are parts of. */
  readonly anew: readonly Hex[];
  /** None of those in `anew` is taken from here. */
  readonly recent: Before["recent"];
}

async function writeReceivables(tx: Transaction, touched: Touched): Promise<readonly StoredState[]> {
  const { fork, events, anew: ids, recent } = touched;
  const anew = new Set(ids);
  const others = [...touchedBy(events)].filter((id) => !anew.has(id));
  if (anew.size + others.length === 0) return [];
  const states = await standing(tx, others, recent);
  const folded = foldReceivables({ states, fork, anew }, anew.size === 0 ? events : await merged(tx, events, anew));
  const told = new Set(folded.map(({ id }) => id));
  const untold = ids.filter((id) => !told.has(id));
  if (untold.length > 0) await removeStates(tx, untold);
  await upsertStates(tx, folded);
  return folded;
}

async function standing(
  tx: Transaction,
  ids: readonly Hex[],
  recent: Before["recent"],
): Promise<ReadonlyMap<Hex, StoredState>> {
  const states = new Map(
    ids.flatMap((id): [Hex, StoredState][] => {
      const stored = recent.get(id);
      return stored === undefined ? [] : [[id, stored]];
    }),
  );
  const unknown = ids.filter((id) => !states.has(id));
  if (unknown.length > 0) for (const [id, stored] of await statesOf(tx, unknown)) states.set(id, stored);
  return states;
}

/** All events of some receivables, and the new ones of the others. */
async function merged(
  tx: Transaction,
  events: readonly RecordedEvent[],
  anew: ReadonlySet<Hex>,
): Promise<readonly RecordedEvent[]> {
  const others = events.filter(({ event }) => !("id" in event && anew.has(event.id)));
  return [...(await eventsOf(tx, [...anew])), ...others].sort(byPlace);
}

async function writeFacts(tx: Transaction, events: readonly RecordedEvent[], dropped: Dropped): Promise<void> {
  const anew = new Set(
    dropped.facts.filter((fact) => ![isOfStatements, isOfFactoring, isOfCollections].some((isOf) => isOf(fact))),
  );
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
