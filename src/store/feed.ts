/**
 * What the index recorded and what it took back, as one list that only ever grows: every event has a position when it
 * is appended, and another when its block is dropped. Positions are 1, 2, 3, … without a gap, given in the transaction
 * that writes the events, so that whoever has read up to one has seen everything before it, and what stands at a
 * position never changes.
 */
import type { Place } from "../domain/events.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import type { ChainEvent } from "./eventBody.ts";
import { EVENT_FIELDS, eventIn } from "./eventRows.ts";
import type { EventRow } from "./eventRows.ts";
import { grantShows } from "./grants.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. An event that is dropped moves to `retractions`, with both its positions, the currency that its
 * receivable had, and whom it concerned when it was dropped: by then the receivable itself may be gone.
 */
export const FEED_TABLES: readonly string[] = [
  "create table feed_head (single boolean primary key default true check (single), last bigint not null)",
  "insert into feed_head (last) select count(*) from events",
  "alter table events add column sequence bigint",
  `update events set sequence = numbered.place from (
     select block_number as block, log_index as log, row_number() over (order by block_number, log_index) as place
     from events
   ) as numbered where block_number = block and log_index = log`,
  "alter table events alter column sequence set not null",
  "create unique index events_by_sequence on events (sequence)",
  `create table retractions (
    sequence bigint primary key,
    retracts bigint not null unique,
    block_number bigint not null,
    log_index integer not null,
    block_hash bytea not null,
    transaction_hash bytea not null,
    address bytea not null,
    name text not null,
    receivable_id bytea,
    body jsonb not null,
    timestamp bigint not null,
    currency bytea,
    concerned bytea[] not null
  )`,
  "create index retractions_of_receivable on retractions (receivable_id) where receivable_id is not null",
];

/** What happened at a position. */
export interface FeedEntry {
  readonly position: number;
  readonly kind: "recorded" | "retracted";
  /** Of a retraction: the position at which the event was recorded. */
  readonly retracts: number | undefined;
  /** Of a recording: the position at which it was taken back; undefined while it stands. */
  readonly retractedBy: number | undefined;
  readonly event: ChainEvent;
  readonly at: Place;
  /** When the event's block was made, unix seconds. */
  readonly timestamp: number;
}

/** The last position that there is; 0 before the first event. */
export async function feedHead(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ last: number }>("select last from feed_head");
  return row?.last ?? 0;
}

/** The entries of the positions above `position`, at most `limit`, in their order. */
export async function feedAfter(sql: Sql, position: number, limit: number): Promise<readonly FeedEntry[]> {
  const rows = await sql.query<FeedRow>(`${FEED} order by position`, [position, position + limit]);
  return rows.map(entryOf);
}

/** Some positions of the feed: those above `after`, up to `through`. */
export interface FeedRange {
  readonly after: number;
  readonly through: number;
}

/**
 * An entry with the currency of its receivable, statement or deal; null while terms are sealed, and where there is
 * none.
 */
export interface ConcerningEntry extends FeedEntry {
  readonly currency: Address | null;
}

/**
 * What concerns an organisation within a range: events of receivables that it may see, or held, itself or by its desk,
 * when it happened or was taken back, those of statements of which it is a side, those of factoring that concern it,
 * and what the directory and the ledger recorded of itself.
 * Whoever sees by a grant alone is not told that something was taken back together with the receivable itself.
 * @param now Unix seconds.
 */
export async function feedConcerning(
  sql: Sql,
  organisation: Address,
  { after, through }: FeedRange,
  now: number,
): Promise<readonly ConcerningEntry[]> {
  const rows = await sql.query<FeedRow & { readonly told_currency: Address | null }>(
    `select f.*, coalesce(r.currency, s.currency, f.currency) as told_currency
     from (${FEED}) as f
      left join receivables r on r.id = coalesce(f.receivable_id, f.collection_id)
      left join statements s on s.id = f.statement_id
      left join desks d on d.factor = $3
     where case when f.statement_id is not null then $3 in (s.supplier, s.buyer) or $3 = any(f.concerned)
       when f.receivable_id is null and f.collection_id is null
         then $4 in (f.body ->> 'organisation', f.body ->> 'signer', f.body ->> 'owner')
         or $3 = any(f.concerned)
       else $3 in (r.supplier, r.buyer, r.holder) or d.desk = r.holder or $3 = any(f.concerned)
         or $4 in (f.body ->> 'from', f.body ->> 'to', f.body ->> 'holder')
         or '0x' || encode(d.desk, 'hex') in (f.body ->> 'from', f.body ->> 'to', f.body ->> 'holder')
         or (r.id is not null
           and exists (select from grants g where g.grantee = $3 and ${grantShows("$5::bigint")})) end
     order by f.position`,
    [after, through, bytes(organisation), organisation, now],
  );
  return rows.map((row) => ({ ...entryOf(row), currency: row.told_currency }));
}

/** Where the positions of what is appended next begin; whoever asks is the only one to append until it commits. */
export async function lockFeed(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ last: number }>("select last from feed_head for update");
  return row?.last ?? 0;
}

/** Says how far the positions go that were given since {@link lockFeed}. */
export async function moveFeed(tx: Transaction, last: number): Promise<void> {
  await tx.query("update feed_head set last = $1", [last]);
}

/** Takes back every event above a block, the last one first; to be called while blocks and events are still there. */
export async function retractAbove(tx: Transaction, blockNumber: number): Promise<void> {
  await lockFeed(tx);
  // Whoever held a receivable within what is dropped learned of it as its holder, and a factor by its desk.
  await tx.query(
    `with dropped as (select * from events join blocks on number = block_number where block_number > $1),
     holders as (
       select receivable_id as id, decode(substr(body ->> side, 3), 'hex') as holder
       from dropped, (values ('from'), ('to')) as sides (side) where name = 'Transfer'
     ),
     taken as (
       insert into retractions (sequence, retracts, block_number, log_index, block_hash, transaction_hash, address,
         name, receivable_id, statement_id, deal_id, notice_id, collection_id, body, timestamp, currency, concerned)
       select (select last from feed_head) + row_number() over (order by sequence desc), sequence, block_number,
         log_index, block_hash, transaction_hash, address, name, receivable_id, statement_id, deal_id, notice_id,
         collection_id, body, timestamp, coalesce(dropped.currency,
           (select currency from receivables where id = coalesce(receivable_id, collection_id)),
           (select currency from statements where id = statement_id)),
         array(
           select party from receivables, unnest(array[supplier, buyer, holder]) as parties (party)
             where id = coalesce(receivable_id, collection_id) and party is not null
           union select holder from holders where id = receivable_id
           union select factor from desks where desk in (
             select holder from receivables where id = coalesce(receivable_id, collection_id)
             union select holder from holders where id = receivable_id
           )
           union select side from statements, unnest(array[supplier, buyer]) as sides (side) where id = statement_id
           union select unnest(dropped.concerned)
         )
       from dropped returning 1
     )
     update feed_head set last = last + (select count(*) from taken)`,
    [blockNumber],
  );
}

/** Positions above $1, up to $2. */
const FEED =
  'select sequence as position, null::bigint as retracts, null::bigint as "retractedBy", currency, ' +
  `concerned, ${EVENT_FIELDS} ` +
  "from events join blocks on number = block_number where sequence > $1 and sequence <= $2 union all " +
  `select retracts, null, sequence, currency, concerned, ${EVENT_FIELDS} ` +
  "from retractions where retracts > $1 and retracts <= $2 union all " +
  `select sequence, retracts, null, currency, concerned, ${EVENT_FIELDS} ` +
  "from retractions where sequence > $1 and sequence <= $2";

interface FeedRow extends EventRow {
  readonly position: number;
  readonly retracts: number | null;
  readonly retractedBy: number | null;
}

function entryOf(row: FeedRow): FeedEntry {
  return {
    position: row.position,
    kind: row.retracts === null ? "recorded" : "retracted",
    retracts: row.retracts ?? undefined,
    retractedBy: row.retractedBy ?? undefined,
    ...eventIn(row),
  };
}
