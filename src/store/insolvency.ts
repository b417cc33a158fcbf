/**
 * Whom the insolvency of a debtor was told to, and the mails that tell insurers. What was told last stands here, so
 * that nothing is told twice, however often it is looked at. None of it can be rebuilt from the chain, but the head.
 */
import { COLLECTION_STEPS } from "../domain/collections/record.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { StoredCollectionEvent } from "./collectionEvents.ts";
import type { Sql, Transaction } from "./database.ts";
import { EVENT_FIELDS, eventIn } from "./eventRows.ts";
import type { EventRow } from "./eventRows.ts";
import { behind } from "./holders.ts";
import { TAKEN_UP } from "./threads.ts";
import { bytes } from "./values.ts";

/** A step of the schema. The head says how far the feed was looked at. */
export const INSOLVENCY_TABLES: readonly string[] = [
  `create table insolvency_head (
    single boolean primary key default true check (single),
    feed bigint not null
  )`,
  `create table insolvency_pairs (
    organisation bytea not null,
    debtor bytea not null,
    primary key (organisation, debtor)
  )`,
  `create table insolvency_told (
    organisation bytea not null,
    debtor bytea not null,
    recipient bytea not null,
    kind text not null check (kind in ('noticed', 'withdrawn')),
    receivable bytea not null,
    times integer not null,
    alarmed boolean not null,
    at bigint not null,
    primary key (organisation, debtor, recipient)
  )`,
  // Refers to a case, but no key says so: that would wait for whoever makes an entry in it, who waits for the pair.
  `create table insurer_mails (
    id uuid primary key default gen_random_uuid(),
    number bigint generated always as identity,
    case_id uuid not null,
    organisation bytea not null,
    debtor bytea not null,
    address text not null,
    language text not null,
    policy text not null,
    kind text not null check (kind in ('noticed', 'withdrawn')),
    at bigint not null,
    state text not null,
    due bigint not null,
    claimed_until bigint not null default 0,
    tries integer not null default 0,
    tried bigint,
    status integer,
    fault text
  )`,
  "create index insurer_mails_due on insurer_mails (due) where state = 'waiting'",
  "create index insurer_mails_of_case on insurer_mails (case_id, number)",
  "create index insurer_mails_of_organisation on insurer_mails (organisation, at)",
  "create index events_of_steps on events (collection_id) where name = 'CollectionStepTaken'",
];

/** The last position of the feed that was looked at, held until the transaction ends. */
export async function lockInsolvencyHead(tx: Transaction): Promise<number> {
  await tx.query("insert into insolvency_head (feed) values (0) on conflict do nothing");
  const [head] = await tx.query<{ feed: number }>("select feed from insolvency_head for update");
  return head?.feed ?? 0;
}

export async function moveInsolvencyHead(tx: Transaction, feed: number): Promise<void> {
  await tx.query("update insolvency_head set feed = $1", [feed]);
}

/** The last position of the feed before which no block is expected to be dropped. */
export async function safePosition(sql: Sql, after: number): Promise<number> {
  const [row] = await sql.query<{ last: number | null }>(
    `select coalesce((select min(sequence) - 1 from events
       where sequence > $1 and block_number > (select safe_number from cursor)), (select last from feed_head)) as last`,
    [after],
  );
  return row?.last ?? 0;
}

/** Who is owed something by whom. */
export interface InsolvencyPair {
  readonly organisation: Address;
  readonly debtor: Address;
}

const STEPS = [COLLECTION_STEPS.indexOf("insolvencyNotice"), COLLECTION_STEPS.indexOf("insolvencyWithdrawal")];
const hexIn = (field: string): string => `decode(substr(e.body ->> '${field}', 3), 'hex')`;

/** Whom a part of the feed concerns: by steps of insolvency, and by sales of what was looked at before. */
export async function insolvencyPairsIn(
  sql: Sql,
  { after, through }: { readonly after: number; readonly through: number },
): Promise<readonly InsolvencyPair[]> {
  const said = (who: string): string =>
    `select ${who} as organisation, r.buyer as debtor from events e join receivables r on r.id = e.collection_id
     where e.sequence > $1 and e.sequence <= $2 and e.name = 'CollectionStepTaken'
       and (e.body ->> 'step')::int = any($3::int[])`;
  return sql.query<InsolvencyPair>(
    `${said("r.supplier")} union ${said(hexIn("creditor"))} union ${said(hexIn("collector"))}
     union select r.supplier, r.buyer from events e join receivables r on r.id = e.receivable_id
       join insolvency_pairs p on p.organisation = r.supplier and p.debtor = r.buyer
     where e.sequence > $1 and e.sequence <= $2 and e.name = 'Transfer'`,
    [after, through, STEPS],
  );
}

/** Nobody else tells of this pair before the transaction ends. */
export async function lockInsolvencyPair(tx: Transaction, { organisation, debtor }: InsolvencyPair): Promise<void> {
  const values = [bytes(organisation), bytes(debtor)];
  await tx.query("insert into insolvency_pairs values ($1, $2) on conflict do nothing", values);
  await tx.query("select from insolvency_pairs where organisation = $1 and debtor = $2 for update", values);
}

/**
 * All safe steps about what a debtor owes an organisation, or on which the organisation took one; in the chain's order.
 * Of what may be dropped nobody is told, and it hides nothing that stands: the feed comes to it once it is safe.
 */
export async function stepsAgainst(
  sql: Sql,
  { organisation, debtor }: InsolvencyPair,
): Promise<readonly StoredCollectionEvent[]> {
  const rows = await sql.query<EventRow>(
    `select ${EVENT_FIELDS} from events join blocks on number = block_number
     where name = 'CollectionStepTaken' and block_number <= (select safe_number from cursor) and collection_id in (
       select id from receivables where supplier = $1 and buyer = $2
       union select e.collection_id from events e join receivables r on r.id = e.collection_id
         where e.name = 'CollectionStepTaken' and r.buyer = $2
           and $1 in (${hexIn("creditor")}, ${hexIn("collector")}))
     order by block_number, log_index`,
    [bytes(organisation), bytes(debtor)],
  );
  // What this text finds was written by the contract of collections.
  return rows.map((row) => eventIn(row) as StoredCollectionEvent);
}

export interface SoldReceivable {
  readonly owner: Address;
  readonly id: Hex;
  /** Whether the owner takes it for its own: anybody may transfer to anybody. */
  readonly isTakenUp: boolean;
}

/**
 * Who holds what an organisation sold of a debtor's, with one receivable of each: one that it took up, if any. Never
 * the debtor, whom nobody tells what its creditor knows.
 */
export async function holdersAgainst(
  sql: Sql,
  { organisation, debtor }: InsolvencyPair,
): Promise<ReadonlyMap<Address, SoldReceivable>> {
  const rows = await sql.query<SoldReceivable>(
    `select distinct on (owner) owner, id, taken as "isTakenUp" from (
       select ${behind("holder")} as owner, id, ${TAKEN_UP} as taken from receivables
       where supplier = $1 and buyer = $2 and holder <> supplier and not closed) as sold
     where owner not in ($1, $2) order by owner, taken desc, id`,
    [bytes(organisation), bytes(debtor)],
  );
  return new Map(rows.map((row) => [row.owner, row]));
}

/** Who is behind the holders of some receivables. */
export async function ownersOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, Address>> {
  const text = `select r.id, ${behind("r.holder")} as owner from receivables r where r.id = any($1)`;
  const rows = await sql.query<{ id: Hex; owner: Address }>(text, [ids.map(bytes)]);
  return new Map(rows.map(({ id, owner }) => [id, owner]));
}

export type InsolvencyWord = "noticed" | "withdrawn";

export interface ToldOfInsolvency {
  readonly recipient: Address;
  /** What it was told last. */
  readonly kind: InsolvencyWord;
  readonly receivable: Hex;
  /** How often it was told anything. */
  readonly times: number;
  /** Whether its administrators were told, who never asked for it. */
  readonly alarmed: boolean;
}

export async function toldOf(sql: Sql, { organisation, debtor }: InsolvencyPair): Promise<readonly ToldOfInsolvency[]> {
  return sql.query<ToldOfInsolvency>(
    `select recipient, kind, receivable, times, alarmed from insolvency_told where organisation = $1 and debtor = $2
     order by recipient`,
    [bytes(organisation), bytes(debtor)],
  );
}

export async function noteTold(
  tx: Transaction,
  { organisation, debtor }: InsolvencyPair,
  { recipient, kind, receivable, times, alarmed }: ToldOfInsolvency,
  at: number,
): Promise<void> {
  await tx.query(
    `insert into insolvency_told values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (organisation, debtor, recipient)
     do update set kind = $4, receivable = $5, times = $6, alarmed = $7, at = $8`,
    [bytes(organisation), bytes(debtor), bytes(recipient), kind, bytes(receivable), times, alarmed, at],
  );
}
