/**
 * An index that was begun without the contract of statements takes it on: what the contract wrote until then is read,
 * and comes in the feed after all that was told before, so that whoever reads on misses nothing.
 */
import type { BlockReader } from "../chain/blocks.ts";
import { inTurn } from "../chain/blocksLogs.ts";
import type { Block } from "../chain/blocksReading.ts";
import { verifyBlock } from "../chain/integrity.ts";
import type { Address } from "../domain/receivable.ts";
import type { RecordedStatementEvent } from "../domain/statementEvents.ts";
import { blocksAbove, blocksAmong, cursorOf } from "../store/chainTables.ts";
import type { BlockPoint, BlockRow, Cursor } from "../store/chainTables.ts";
import type { Leadership, Sql } from "../store/database.ts";
import { identityOf, takeOnStatements } from "../store/identity.ts";
import type { IndexerDeps, IndexSettings } from "./deps.ts";
import { IndexRefusedError } from "./errors.ts";
import { decodeStatements, rowOf } from "./fetch.ts";
import { reorganised } from "./fork.ts";
import { sampledOf } from "./sample.ts";
import { writeBatch } from "./write.ts";

/**
 * Does nothing where there is nothing to take on. All of it is stored, or nothing.
 * @throws IndexRefusedError "StatementsLater"; IndexStoppedError, ChainReadError, StoreError
 */
export async function takeOn(
  { database, reader, addresses, settings, logger }: Omit<IndexerDeps, "clock">,
  leader: Pick<Leadership, "transaction">,
  signal: AbortSignal,
): Promise<void> {
  const { statements } = addresses;
  if (statements === undefined || (await identityOf(database))?.statements !== undefined) return;
  const cursor = await cursorOf(database);
  if (cursor === undefined) throw refused();
  const reading = { reader, statements, settings };
  const final = await missedUntil(reading, addresses.block, cursor.final, signal);
  const live = await missedSince(reading, cursor, await blocksAbove(database, cursor.final.number), signal);
  const batch = {
    fork: live.fork,
    blocks: await newAmong(database, final.blocks),
    events: [],
    statementEvents: [...final.events, ...live.events],
    cursor: { ...cursor, folded: live.fork, safe: lower(cursor.safe, live.fork) },
  };
  await leader.transaction(async (tx) => {
    await writeBatch(tx, { cursor, recent: { get: () => undefined } }, batch);
    await takeOnStatements(tx, statements);
  });
  logger.info({ statements, events: batch.statementEvents.length }, "the contract of statements was taken on");
}

function refused(): IndexRefusedError {
  const message =
    "the database was restored or emptied from one that followed no statements, and readers of its feed know their " +
    'places in it by number: start with an address file without "statements" until the index has caught up, and ' +
    "then with this one";
  return new IndexRefusedError("StatementsLater", message);
}

interface Reading {
  readonly reader: BlockReader;
  readonly statements: Address;
  readonly settings: IndexSettings;
}

/** As final blocks are read at any time: window by window, a sample of them verified against their hashes. */
async function missedUntil(
  { reader, statements, settings: { seed, verifiedPart, concurrency, windowBlocks } }: Reading,
  first: number,
  final: BlockPoint,
  signal: AbortSignal,
): Promise<{ readonly blocks: readonly Block[]; readonly events: readonly RecordedStatementEvent[] }> {
  const blocks: Block[] = [];
  const events: RecordedStatementEvent[] = [];
  for (let from = first; from <= final.number;) {
    const window = await reader.nextLogs(from, Math.min(final.number, from + windowBlocks - 1), signal);
    const held = new Map(window.blocks.map((block) => [block.number, block]));
    const sampled = sampledOf(seed, verifiedPart, from, window.to);
    await inTurn(sampled, concurrency, (number) => verifyBlock(reader, held.get(number) ?? number, window, signal));
    const found = decodeStatements(statements, window.logs);
    const numbers = new Set(found.map(({ at }) => at.blockNumber));
    blocks.push(...window.blocks.filter(({ number }) => numbers.has(number)));
    events.push(...found);
    from = window.to + 1;
  }
  return { blocks, events };
}

/**
 * Blocks that are not final are all in the tables, and their receipts prove their logs. From the first on that is no
 * longer on the chain they are dropped, and read anew with everything else.
 */
async function missedSince(
  { reader, statements }: Reading,
  { final }: Cursor,
  kept: readonly BlockRow[],
  signal: AbortSignal,
): Promise<{ readonly fork: BlockPoint; readonly events: readonly RecordedStatementEvent[] }> {
  let fork = final;
  const events: RecordedStatementEvent[] = [];
  for (const { number, hash } of kept.toReversed()) {
    const block = await reader.block(number, signal);
    if (block.hash !== hash) break;
    events.push(...decodeStatements(statements, await reader.logsOf(block, signal)));
    fork = { number, hash };
  }
  return { fork, events };
}

/** The blocks that no event of ledger or directory kept in the tables. @throws IndexStoppedError */
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
