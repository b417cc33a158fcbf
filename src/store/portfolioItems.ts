/**
 * Items of an organisation's book as they were read from the ledger's events, kept so that nobody folds them anew for
 * every report. A row counts as long as the last event of its receivable is the one that it was made from, in the very
 * same block, and what is known of its content is the same: nothing stale is ever read, also after a reorganisation.
 */
import type { Trace } from "../domain/indicators/trace.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { holdersOf } from "./holders.ts";
import { traceIn, traceText } from "./portfolioText.ts";
import { STANDING } from "./standing.ts";
import { bytes } from "./values.ts";

/** Of a step of the schema: what has left its first holder, since nothing else tells who held what before. */
const NOBODY = `0x${"00".repeat(20)}`;
const PASSED_ON = `name = 'Transfer' and body ->> 'from' <> '${NOBODY}'`;

/**
 * A step of the schema. A head says that all rows were right while the tables stood so, and counts who wrote. Of each
 * receivable it is seen what it was made from; of what is sealed there is no item. `body` is a trace as text.
 */
export const PORTFOLIO_TABLES: readonly string[] = [
  `create index events_passed_on on events ((body ->> 'from')) where ${PASSED_ON}`,
  `create table portfolio_heads (
    organisation bytea primary key,
    revision bigint not null,
    standing text
  )`,
  `create table portfolio_seen (
    organisation bytea not null,
    id bytea not null,
    desk bytea,
    changed_block bigint not null,
    changed_log integer not null,
    changed_hash bytea not null,
    contents text not null,
    is_sealed boolean not null,
    primary key (organisation, id)
  )`,
  `create table portfolio_items (
    organisation bytea not null,
    currency bytea not null,
    customer bytea not null,
    id bytea not null,
    body text not null,
    primary key (organisation, id, currency)
  )`,
  "create index portfolio_items_of on portfolio_items (organisation, currency, customer, id)",
];

/** Of one customer where that is asked. @param column Where the customer stands. */
const ofCustomer = (column: string, parameter: string): string =>
  `(${parameter}::bytea is null or ${column} = ${parameter})`;

/** The receivables that an organisation ($1) is the supplier of, holds or has held, of one customer ($2) or of all. */
const HELD = `held as (
    select id from receivables where supplier = $1
    union select id from receivables where holder in ${holdersOf("$1")}
    union select receivable_id from events where ${PASSED_ON} and body ->> 'from' in (
      '0x' || encode($1::bytea, 'hex'), (select '0x' || encode(desk, 'hex') from desks where factor = $1)))`;

/** What is known of contents, as far as it changes what an item is: of a part, of all that it is a part of. */
const CONTENTS = `case when r.part then (with recursive line (id, parent) as (
      select r.id, r.invoice
      union all select w.id, case when w.part then w.invoice end from line join receivables w on w.id = line.parent)
    select count(c.commitment) || '/' || count(c.invoice) from line join contents c on c.id = line.id)
  else (select count(*) || '/' || count(c.invoice) from contents c where c.id = r.id) end`;

/** Those of {@link HELD} with what they would be made from now, beside what was made of them from just that. */
const STAMPED = `with ${HELD}, stamped as (
    select r.id, r.changed_block, r.changed_log, b.hash, ${CONTENTS} as contents
    from held join receivables r using (id) join blocks b on b.number = r.changed_block
    where r.supplier is not null and ${ofCustomer("r.buyer", "$2")}),
  compared as (select t.*, s.id is not null as is_kept, coalesce(s.is_sealed, false) as is_sealed
    from stamped t left join portfolio_seen s on s.organisation = $1 and s.id = t.id
      and s.changed_block = t.changed_block and s.changed_log = t.changed_log and s.changed_hash = t.hash
      and s.contents = t.contents and s.desk is not distinct from (select desk from desks where factor = $1))`;

/** What an item was made from. */
export interface ItemStamp {
  readonly id: Hex;
  readonly changedBlock: number;
  readonly changedLog: number;
  readonly changedHash: Hex;
  readonly contents: string;
}

/** Whether all that is kept of an organisation is right as the tables stand. */
export async function isPortfolioCurrent(sql: Sql, organisation: Address): Promise<boolean> {
  const rows = await sql.query(
    `select 1 as one from portfolio_heads where organisation = $1 and standing = ${STANDING}`,
    [bytes(organisation)],
  );
  return rows.length > 0;
}

/** The receivables of which nothing is kept that is right, in the order of ids. */
export async function staleItems(sql: Sql, organisation: Address, customer?: Address): Promise<readonly ItemStamp[]> {
  return sql.query<ItemStamp>(
    `${STAMPED} select id, changed_block as "changedBlock", changed_log as "changedLog", hash as "changedHash", contents
     from compared where not is_kept order by id`,
    [bytes(organisation), customer === undefined ? null : bytes(customer)],
  );
}

/** What is kept of receivables that are the organisation's no more, as after a reorganisation. */
export async function goneItems(sql: Sql, organisation: Address): Promise<readonly Hex[]> {
  const rows = await sql.query<{ id: Hex }>(
    `with ${HELD} select s.id from portfolio_seen s where s.organisation = $1
       and not exists (select from held where held.id = s.id)`,
    [bytes(organisation)],
  );
  return rows.map(({ id }) => id);
}

export interface KeptQuestion {
  readonly organisation: Address;
  readonly currency: Address;
  readonly customer?: Address | undefined;
  /** As {@link isPortfolioCurrent} says of the same state: then nothing has to be compared. */
  readonly isCurrent: boolean;
}

/** The texts of the traces that are kept and right, and which receivables are sealed beside them. */
export async function keptItems(
  sql: Sql,
  { organisation, currency, customer, isCurrent }: KeptQuestion,
): Promise<{ readonly texts: readonly string[]; readonly sealed: readonly Hex[] }> {
  const values = [bytes(organisation), customer === undefined ? null : bytes(customer)];
  const own = `p.organisation = $1 and p.currency = $3 and ${ofCustomer("p.customer", "$2")}`;
  const texts = await sql.query<{ body: string }>(
    isCurrent
      ? `select body from portfolio_items p where ${own} order by customer, id`
      : `${STAMPED} select body from compared join portfolio_items p using (id) where is_kept and ${own}
         order by p.customer, id`,
    [...values, bytes(currency)],
    "anew",
  );
  const sealed = await sql.query<{ id: Hex }>(
    isCurrent
      ? `select s.id from portfolio_seen s join receivables r using (id)
         where s.organisation = $1 and s.is_sealed and ${ofCustomer("r.buyer", "$2")}`
      : `${STAMPED} select id from compared where is_kept and is_sealed`,
    values,
  );
  return { texts: texts.map(({ body }) => body), sealed: sealed.map(({ id }) => id) };
}

/** How many of some receivables were issued by an instant, unix seconds. */
export async function countIssued(sql: Sql, ids: readonly Hex[], known: number): Promise<number> {
  if (ids.length === 0) return 0;
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from receivables r join blocks b on b.number = r.issued_block
     where r.id = any($1) and b.timestamp <= $2`,
    [ids.map(bytes), known],
  );
  return row?.count ?? 0;
}

/** A trace as {@link keptItems} gives it. */
export const keptTrace: (text: string) => Trace = traceIn;

/** A receivable as it was read; of a sealed one there is no item. */
export interface ReadItem {
  readonly stamp: ItemStamp;
  readonly isSealed: boolean;
  readonly traces: readonly { readonly currency: Address; readonly trace: Trace }[];
}

/** How often an organisation's portfolio was written. */
export async function portfolioRevision(sql: Sql, organisation: Address): Promise<number> {
  const [row] = await sql.query<{ revision: number }>("select revision from portfolio_heads where organisation = $1", [
    bytes(organisation),
  ]);
  return row?.revision ?? 0;
}

/** What was read, as of which state of the tables, and how often the portfolio had been written by then. */
export interface ReadPortfolio {
  readonly organisation: Address;
  readonly desk: Address | undefined;
  readonly revision: number;
  /** As `standing.ts` has it; undefined while some of it is still to be read. */
  readonly standing: string | undefined;
  readonly items: readonly ReadItem[];
  readonly gone: readonly Hex[];
}

/**
 * Keeps what was read. @returns false where somebody else wrote meanwhile: then nothing is kept, since what that one
 * read may be newer.
 */
export async function keepPortfolio(tx: Transaction, read: ReadPortfolio): Promise<boolean> {
  const organisation = bytes(read.organisation);
  await tx.query("insert into portfolio_heads (organisation, revision) values ($1, 0) on conflict do nothing", [
    organisation,
  ]);
  const moved = await tx.query(
    `update portfolio_heads set revision = revision + 1, standing = $3 where organisation = $1 and revision = $2
     returning revision`,
    [organisation, read.revision, read.standing ?? null],
  );
  if (moved.length === 0) return false;
  const ids = [...read.items.map(({ stamp }) => stamp.id), ...read.gone].map(bytes);
  for (const table of ["portfolio_items", "portfolio_seen"]) {
    await tx.query(`delete from ${table} where organisation = $1 and id = any($2)`, [organisation, ids]);
  }
  await tx.copy(
    "portfolio_seen",
    ["organisation", "id", "desk", "changed_block", "changed_log", "changed_hash", "contents", "is_sealed"],
    read.items.map(({ stamp, isSealed }) => [
      ...[organisation, bytes(stamp.id), read.desk === undefined ? null : bytes(read.desk), stamp.changedBlock],
      ...[stamp.changedLog, bytes(stamp.changedHash), stamp.contents, isSealed],
    ]),
  );
  await tx.copy(
    "portfolio_items",
    ["organisation", "currency", "customer", "id", "body"],
    read.items.flatMap(({ traces }) =>
      traces.map(({ currency, trace }) => {
        return [organisation, bytes(currency), bytes(trace.customer), bytes(trace.id), traceText(trace)];
      }),
    ),
  );
  return true;
}

/** The currencies of what is in an organisation's book, where their terms are known; by addresses. */
export async function ledgerCurrencies(sql: Sql, organisation: Address): Promise<readonly Address[]> {
  const rows = await sql.query<{ currency: Address }>(
    `with ${HELD} select distinct coalesce(r.currency, o.currency) as currency from held join receivables r using (id)
       left join openings o on o.id = r.id
     where coalesce(r.currency, o.currency) is not null order by currency`,
    [bytes(organisation)],
  );
  return rows.map(({ currency }) => currency);
}

/** Whoever owes or owed an organisation what is in its book. */
export async function customersOf(sql: Sql, organisation: Address): Promise<readonly Address[]> {
  const rows = await sql.query<{ customer: Address }>(
    `with ${HELD} select distinct r.buyer as customer from held join receivables r using (id)
     where r.buyer is not null order by customer`,
    [bytes(organisation)],
  );
  return rows.map(({ customer }) => customer);
}
