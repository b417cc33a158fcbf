/** Proves the whole index against a provider: every header, every receipts root, and every event in the tables. */
import { isDeepStrictEqual } from "node:util";
import type { Addresses } from "../chain/addresses.ts";
import { logsIn } from "../chain/blocks.ts";
import type { BlockReader } from "../chain/blocks.ts";
import { inTurn } from "../chain/blocksLogs.ts";
import type { Block, BlockReceipt } from "../chain/blocksReading.ts";
import type { RawLog } from "../chain/logs.ts";
import type { Place, RecordedEvent } from "../domain/events.ts";
import type { RecordedCollectionEvent } from "../domain/collections/recordEvents.ts";
import type { RecordedFactoringEvent } from "../domain/factoring/factoringEvents.ts";
import type { RecordedStatementEvent } from "../domain/statementEvents.ts";
import { cursorOf, eventsAfter } from "../store/chainTables.ts";
import type { Cursor } from "../store/chainTables.ts";
import type { Sql } from "../store/database.ts";
import { byPlace } from "../store/eventLines.ts";
import type { StoredChainEvent } from "../store/eventRows.ts";
import { followOpened } from "./desks.ts";
import { decode } from "./fetch.ts";

/** What was proven: all blocks of the index, and what they hold. */
export interface Proven {
  readonly from: number;
  readonly to: number;
  /** Of the last block, to which all others lead. */
  readonly hash: string;
  readonly receipts: number;
  readonly events: number;
}

export type MismatchKind = "Empty" | "BlockDiffers" | "EventDiffers" | "EventMissing" | "EventUnfounded";

/** Chain and tables differ, or there is nothing to compare. The message names the first block where they do. */
export class IndexMismatchError extends Error {
  readonly kind: MismatchKind;
  readonly block: number | undefined;

  constructor(kind: MismatchKind, message: string, block?: number) {
    super(message);
    this.name = "IndexMismatchError";
    this.kind = kind;
    this.block = block;
  }
}

export interface VerifyParts {
  readonly database: Sql;
  /** Of one provider: of several, one that lies would be passed over. */
  readonly reader: BlockReader;
  readonly addresses: Addresses;
  /** How many questions are put to the provider at a time. */
  readonly concurrency: number;
}

const BLOCKS_AT_ONCE = 256;
const EVENTS_AT_ONCE = 2_000;
const REMEDY = 'rebuild the index from a provider that you trust ("countersign db rebuild")';

/**
 * Recomputes headers and receipts roots from the deployment to the last block in the tables, sees that each block
 * follows the one before, and compares the events that they prove with those in the tables.
 * @param tell Called with the last block proven and the last one there is.
 * @throws IndexMismatchError at the first difference; ChainDishonest, which names the provider, where its own words
 *   contradict each other; ChainReadError, StoreError
 */
export async function verifyIndex(
  parts: VerifyParts,
  tell: (block: number, last: number) => void,
  signal: AbortSignal,
): Promise<Proven> {
  const { database, reader, addresses, concurrency } = parts;
  const cursor = await cursorOf(database);
  const from = addresses.block;
  if (cursor === undefined || cursor.folded.number < from) {
    throw new IndexMismatchError("Empty", "the index is empty, so that there is nothing to prove: let it follow first");
  }
  const to = cursor.folded.number;
  const stored = storedEvents(database);
  const proven = { receipts: 0, events: 0 };
  let parent: Block | undefined;
  for (let first = from; first <= to; first += BLOCKS_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(BLOCKS_AT_ONCE, to - first + 1) }, (_, index) => first + index);
    const blocks = await inTurn(numbers, concurrency, async (number) => {
      const block = await reader.block(number, signal);
      return { block, receipts: await reader.receipts(block, signal) };
    });
    for (const { block, receipts } of blocks) {
      checkPlace(block, parent, addresses, cursor);
      const events = eventsIn(parts, logsWithDesks(parts, receipts));
      for (const event of events) compare(event, await stored.next(), cursor);
      proven.receipts += receipts.length;
      proven.events += events.length;
      parent = block;
    }
    tell(first + numbers.length - 1, to);
  }
  const more = await stored.next();
  if (more !== undefined) throw unfounded(more, cursor);
  return { from, to, hash: cursor.folded.hash, ...proven };
}

type Proof = RecordedEvent | RecordedStatementEvent | RecordedFactoringEvent | RecordedCollectionEvent;

/** The logs that concern us among receipts, those of desks that are opened among them included. */
function logsWithDesks({ reader, addresses }: VerifyParts, receipts: readonly BlockReceipt[]): readonly RawLog[] {
  const logs = logsIn(receipts, reader.addresses);
  const isMore = addresses.factoring !== undefined && followOpened(reader, addresses.factoring, logs);
  return isMore ? logsIn(receipts, reader.addresses) : logs;
}

/** The events of all contracts in the order of the chain. */
function eventsIn(parts: VerifyParts, logs: readonly RawLog[]): readonly Proof[] {
  const { events, statementEvents, factoringEvents, collectionEvents } = decode(parts, logs);
  return [...events, ...statementEvents, ...factoringEvents, ...collectionEvents].sort(byPlace);
}

function checkPlace(block: Block, parent: Block | undefined, { block: first, blockHash }: Addresses, cursor: Cursor) {
  const { number, hash, provider } = block;
  if (parent !== undefined && block.parentHash !== parent.hash) {
    const fault = `block ${number} follows ${block.parentHash}, and ${provider} gives ${parent.hash} before it`;
    throw mismatch("BlockDiffers", number, fault, cursor);
  }
  for (const known of [{ number: first, hash: blockHash.toLowerCase() }, cursor.final, cursor.safe, cursor.folded]) {
    if (number !== known.number || hash === known.hash) continue;
    throw mismatch("BlockDiffers", number, `block ${number} is ${hash} at ${provider} and ${known.hash} here`, cursor);
  }
}

function compare(proven: Proof, stored: StoredChainEvent | undefined, cursor: Cursor): void {
  const { event, at } = proven;
  const what = `${event.name}, log ${at.logIndex} of block ${at.blockNumber}`;
  if (stored === undefined || isBefore(at, stored.at)) {
    throw mismatch("EventMissing", at.blockNumber, `${what} is on the chain and not in the tables`, cursor);
  }
  if (isBefore(stored.at, at)) throw unfounded(stored, cursor);
  if (isDeepStrictEqual({ event, at }, { event: stored.event, at: stored.at })) return;
  throw mismatch("EventDiffers", at.blockNumber, `${what} is in the tables with another content or place`, cursor);
}

function unfounded({ event, at }: StoredChainEvent, cursor: Cursor): IndexMismatchError {
  const fault = `${event.name}, log ${at.logIndex} of block ${at.blockNumber}, is in the tables and not on the chain`;
  return mismatch("EventUnfounded", at.blockNumber, fault, cursor);
}

function isBefore(one: Place, other: Place): boolean {
  return byPlace({ at: one }, { at: other }) < 0;
}

function mismatch(kind: MismatchKind, block: number, fault: string, { final }: Cursor): IndexMismatchError {
  const remedy = block > final.number ? "it is not final: let the index follow the chain, and ask again" : REMEDY;
  return new IndexMismatchError(kind, `${fault}; ${remedy}`, block);
}

/** The events in the tables one by one, in the order of the chain. */
function storedEvents(database: Sql): { next(): Promise<StoredChainEvent | undefined> } {
  let page: readonly StoredChainEvent[] = [];
  let index = 0;
  let last: Pick<Place, "blockNumber" | "logIndex"> = { blockNumber: -1, logIndex: -1 };
  return {
    async next() {
      if (index === page.length) {
        page = await eventsAfter(database, last, EVENTS_AT_ONCE);
        index = 0;
        last = page.at(-1)?.at ?? last;
      }
      const event = page[index];
      if (event !== undefined) index += 1;
      return event;
    },
  };
}
