/** What the chain said, block by block, and how far it was read. */
import type { Place, RecordedEvent } from "../domain/events.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import type { DealKey } from "./deals.ts";
import { StoreRetryError } from "./errors.ts";
import { EVENT_COLUMNS, eventLines } from "./eventLines.ts";
import type { RecordedEvents } from "./eventLines.ts";
import { EVENT_FIELDS, eventIn } from "./eventRows.ts";
import type { EventRow, StoredChainEvent } from "./eventRows.ts";
import type { FactKey } from "./factTables.ts";
import type { FinalityBasis } from "./finality.ts";
import { lockFeed, moveFeed, retractAbove } from "./feed.ts";
import { bytes } from "./values.ts";

export interface BlockRow {
  readonly number: number;
  readonly hash: Hex;
  readonly parentHash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
}

/** A block by number and hash. */
export interface BlockPoint {
  readonly number: number;
  readonly hash: Hex;
}

export interface Cursor {
  /** The last block that is in the tables. */
  readonly folded: BlockPoint;
  /** The last of them that is not expected to be dropped. */
  readonly safe: BlockPoint;
  /** The last of them that can never be dropped. */
  readonly final: BlockPoint;
  readonly basis: FinalityBasis;
}

/** A step of the schema: when the last block was made, since an empty one that is final has no row. */
export const CURSOR_TIME_COLUMNS: readonly string[] = ["alter table cursor add column folded_at bigint"];

/**
 * Where a cursor is moved; where nothing is said of it, what is final is all that is safe. `foldedAt` is when the last
 * block was made, unix seconds.
 */
export type NextCursor = Pick<Cursor, "folded" | "final"> & Partial<Cursor> & { readonly foldedAt?: number };

/** An event of ledger or directory, where it stands, and when its block was made, unix seconds. */
export interface StoredEvent extends RecordedEvent {
  readonly timestamp: number;
}

/** What lost an event when blocks were dropped, and has to be folded anew. */
export interface Dropped {
  /** Receivables, the parts of a dropped split among them. */
  readonly ids: readonly Hex[];
  readonly statements: readonly Hex[];
  readonly deals: readonly DealKey[];
  readonly notices: readonly Hex[];
  readonly facts: readonly FactKey[];
}

const CURSOR_COLUMNS = "folded_number, folded_hash, safe_number, safe_hash, final_number, final_hash, finality";

type CursorRow = Readonly<Record<"folded_number" | "safe_number" | "final_number", number>> &
  Readonly<Record<"folded_hash" | "safe_hash" | "final_hash", Hex>> & { readonly finality: FinalityBasis };

/** How far the chain was read; undefined at the start. */
export async function cursorOf(sql: Sql): Promise<Cursor | undefined> {
  const [row] = await sql.query<CursorRow>(`select ${CURSOR_COLUMNS} from cursor`);
  if (row === undefined) return undefined;
  return {
    folded: { number: row.folded_number, hash: row.folded_hash },
    safe: { number: row.safe_number, hash: row.safe_hash },
    final: { number: row.final_number, hash: row.final_hash },
    basis: row.finality,
  };
}

/** When the last block that is in the tables was made, unix seconds; undefined where nobody can tell. */
export async function latestInstant(sql: Sql): Promise<number | undefined> {
  const [row] = await sql.query<{ timestamp: number | null }>(
    "select coalesce(folded_at, (select timestamp from blocks where number = folded_number and hash = folded_hash)) " +
      "as timestamp from cursor",
  );
  return row?.timestamp ?? undefined;
}

/**
 * Moves the cursor from where the caller found it, so that of two writers who both believe to lead one is refused.
 * @throws StoreRetryError "CursorMoved" if it stands elsewhere by now.
 */
export async function moveCursor(
  tx: Transaction,
  found: Pick<Cursor, "folded"> | undefined,
  { folded, final, safe = final, basis = "tags", foldedAt }: NextCursor,
): Promise<void> {
  const points = [folded, safe, final].flatMap(({ number, hash }) => [number, bytes(hash)]);
  const moved = await (found === undefined
    ? tx.query(
        `insert into cursor (${CURSOR_COLUMNS}, folded_at) values ($1, $2, $3, $4, $5, $6, $7, $8) ` +
          "on conflict do nothing returning folded_number",
        [...points, basis, foldedAt ?? null],
      )
    : tx.query(
        `update cursor set (${CURSOR_COLUMNS}, folded_at) = row ($1::bigint, $2::bytea, $3::bigint, $4::bytea, ` +
          "$5::bigint, $6::bytea, $7::text, $8::bigint) where folded_number = $9 and folded_hash = $10 " +
          "returning folded_number",
        [...points, basis, foldedAt ?? null, found.folded.number, bytes(found.folded.hash)],
      ));
  if (moved.length === 1) return;
  throw new StoreRetryError("CursorMoved", "Somebody else wrote to the index meanwhile: read its cursor again.", false);
}

/**
 * Writes blocks and their events, which take the next positions of the feed. What is there already is refused (23505),
 * so that nothing is ever there twice.
 */
export async function append(
  tx: Transaction,
  { blocks, ...recorded }: RecordedEvents & { readonly blocks: Iterable<BlockRow> },
): Promise<void> {
  await tx.copy("blocks", ["number", "hash", "parent_hash", "timestamp"], blockLines(blocks));
  const before = await lockFeed(tx);
  const feed = { last: before };
  await tx.copy("events", EVENT_COLUMNS, eventLines(recorded, feed));
  if (feed.last > before) await moveFeed(tx, feed.last);
}

function* blockLines(blocks: Iterable<BlockRow>): Generator<(string | number)[]> {
  for (const { number, hash, parentHash, timestamp } of blocks) {
    yield [number, bytes(hash), bytes(parentHash), timestamp];
  }
}

/**
 * Removes every block above a number, with its events, which the feed takes back. The read model stays as it is until
 * it is written anew.
 */
export async function dropAbove(tx: Transaction, blockNumber: number): Promise<Dropped> {
  await retractAbove(tx, blockNumber);
  await tx.query("delete from blocks where number > $1", [blockNumber]);
  const rows = await tx.query<DroppedRow>(
    `with dropped as (
       delete from events where block_number > $1
       returning receivable_id, statement_id, deal_id, notice_id, address, fact, name
     )
     select receivable_id as id, statement_id as statement, deal_id as deal, notice_id as notice, fact,
       case when deal_id is not null then address end as desk from dropped
     union
     select id, null, null, null, null, null from receivables
       where part and invoice in (select receivable_id from dropped where name = 'ReceivableSplit')`,
    [blockNumber],
  );
  for (const table of TABLES_BY_PLACE) await tx.query(`delete from ${table} where block_number > $1`, [blockNumber]);
  const ids = new Set(rows.flatMap(({ id }) => id ?? []));
  return {
    ids: [...ids],
    statements: rows.flatMap(({ statement }) => statement ?? []),
    deals: rows.flatMap(({ desk, deal: id }) => (desk === null || id === null ? [] : [{ desk, id }])),
    notices: rows.flatMap(({ notice }) => notice ?? []),
    facts: rows.flatMap(({ fact }) => fact ?? []),
  };
}

/** Those that have a row for each of some events, and nothing else. */
const TABLES_BY_PLACE = ["deal_movements", "purchases", "filings", "filing_receivables"];

type DroppedRow = Readonly<Record<"id" | "statement" | "deal" | "notice", Hex | null>> & {
  readonly desk: Address | null;
  readonly fact: FactKey | null;
};

/** Forgets blocks that are final by now and hold no event, from one number to another, both included. */
export async function forgetEmptyBlocks(tx: Transaction, from: number, to: number): Promise<void> {
  await tx.query(
    "delete from blocks where number between $1 and $2 " +
      "and not exists (select from events where block_number = blocks.number)",
    [from, to],
  );
}

/** The blocks above a number that are kept, highest first; with the last final one, all that can still be dropped. */
export async function blocksAbove(sql: Sql, number: number): Promise<readonly BlockRow[]> {
  return sql.query<BlockRow>(
    'select number, hash, parent_hash as "parentHash", timestamp from blocks where number > $1 order by number desc',
    [number],
  );
}

/** The blocks that are kept of some numbers. */
export async function blocksAmong(sql: Sql, numbers: readonly number[]): Promise<readonly BlockPoint[]> {
  return sql.query<BlockPoint>("select number, hash from blocks where number = any($1)", [numbers]);
}

/** The last block that is kept and not above a number. */
export async function lastBlockUpTo(sql: Sql, number: number): Promise<BlockPoint | undefined> {
  const [block] = await sql.query<BlockPoint>(
    "select number, hash from blocks where number <= $1 order by number desc limit 1",
    [number],
  );
  return block;
}

const EVENTS = `select ${EVENT_FIELDS} from events join blocks on number = block_number`;
const IN_ORDER = "order by block_number, log_index";

/** The events of some receivables in the order of the chain. */
export async function eventsOf(sql: Sql, ids: readonly Hex[]): Promise<readonly StoredEvent[]> {
  return storedEvents(sql, `${EVENTS} where receivable_id = any($1) ${IN_ORDER}`, [ids.map(bytes)]);
}

/** The events that some facts of ledger or directory follow from, in the order of the chain. */
export async function eventsOfFacts(sql: Sql, facts: readonly FactKey[]): Promise<readonly StoredEvent[]> {
  return storedEvents(sql, `${EVENTS} where fact = any($1) ${IN_ORDER}`, [facts]);
}

/** The next events of any contract after a place on the chain, in the order of the chain. */
export async function eventsAfter(
  sql: Sql,
  { blockNumber, logIndex }: Pick<Place, "blockNumber" | "logIndex">,
  limit: number,
): Promise<readonly StoredChainEvent[]> {
  const text = `${EVENTS} where (block_number, log_index) > ($1, $2) ${IN_ORDER} limit $3`;
  return (await sql.query<EventRow>(text, [blockNumber, logIndex, limit])).map(eventIn);
}

/** What the text finds was recorded by ledger or directory. */
async function storedEvents(
  sql: Sql,
  text: string,
  values: readonly (readonly string[])[],
): Promise<readonly StoredEvent[]> {
  const rows = await sql.query<EventRow>(text, values);
  return rows.map((row) => eventIn(row) as StoredEvent);
}
