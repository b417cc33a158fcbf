/** How far the daily look at an organisation's customers is, and what it told of. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { concerns, OPEN_STATUSES } from "./dunningItems.ts";
import { keepBaselines } from "./limitExceptions.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. `day` is that of the last look, `after` the customer whom it came to, null before the first;
 * `told` is the instant up to which changes were told of.
 */
export const WATCHLIST_HEAD_TABLES: readonly string[] = [
  `create table watchlist_heads (
    organisation bytea primary key,
    since bigint not null,
    day bigint not null,
    is_done boolean not null,
    after bytea,
    told bigint not null
  )`,
  "create index watchlist_heads_due on watchlist_heads (day, is_done)",
  `create table watchlist_digests (
    organisation bytea not null,
    day bigint not null,
    after bigint not null,
    until bigint not null,
    primary key (organisation, day)
  )`,
];

export interface WatchHead {
  readonly organisation: Address;
  /** Since when the organisation limits or watches anybody; unix seconds. */
  readonly since: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly isDone: boolean;
  readonly after: Address | null;
  /** Unix seconds. */
  readonly told: number;
}

/**
 * Has an organisation looked at from now on; nothing changes where it is already. Whoever limits, freezes or watches
 * anybody is.
 */
export async function beginWatching(sql: Sql, organisation: Address, now: number): Promise<void> {
  const begun = await sql.query(
    `insert into watchlist_heads (organisation, since, day, is_done, after, told)
     values ($1, $2::bigint, -1, true, null, $2::bigint - 1) on conflict do nothing returning organisation`,
    [bytes(organisation), now],
  );
  if (begun.length > 0) await keepBaselines(sql, organisation);
}

/** Organisations with a credit policy are looked at, too. */
export async function beginWatchingPolicies(tx: Transaction, now: number): Promise<void> {
  const begun = await tx.query<{ organisation: Address }>(
    `insert into watchlist_heads (organisation, since, day, is_done, after, told)
     select distinct organisation, $1::bigint, -1::bigint, true, null::bytea, $1::bigint - 1 from credit_policies
     where organisation not in (select organisation from watchlist_heads) on conflict do nothing
     returning organisation`,
    [now],
  );
  for (const { organisation } of begun) await keepBaselines(tx, organisation);
}

/** One whose look of a day is not done, held until the transaction ends: nobody else goes on with it meanwhile. */
export async function holdWatchHead(tx: Transaction, day: number): Promise<WatchHead | undefined> {
  const [head] = await tx.query<WatchHead>(
    `select organisation, since, day, is_done as "isDone", after, told from watchlist_heads
     where day < $1 or not is_done order by day, organisation limit 1 for update skip locked`,
    [day],
  );
  return head;
}

/** The head of one organisation; undefined where it watches nobody. */
export async function watchHeadOf(sql: Sql, organisation: Address): Promise<WatchHead | undefined> {
  const [head] = await sql.query<WatchHead>(
    `select organisation, since, day, is_done as "isDone", after, told from watchlist_heads where organisation = $1`,
    [bytes(organisation)],
  );
  return head;
}

export async function moveWatchHead(
  tx: Transaction,
  { organisation, day, isDone, after, told }: Omit<WatchHead, "since">,
): Promise<void> {
  await tx.query("update watchlist_heads set day = $2, is_done = $3, after = $4, told = $5 where organisation = $1", [
    ...[bytes(organisation), day, isDone, after && bytes(after), told],
  ]);
}

/** Whom there is to look at, after a customer: with anything open, frozen, or on the list. */
export async function customersToWatch(
  sql: Sql,
  organisation: Address,
  after: Address | null,
  limit: number,
): Promise<readonly Address[]> {
  const rows = await sql.query<{ customer: Address }>(
    `select customer from (
       select buyer as customer from receivables r where ${concerns("$1")} and not closed
         and status in (${OPEN_STATUSES}) and supplier is not null
       union select customer from watchlist_entries where organisation = $1 and ended is null
       union select customer from limit_freezes where organisation = $1 and lifted is null
     ) as watched where $2::bytea is null or customer > $2 order by customer limit $3`,
    [bytes(organisation), after && bytes(after), limit],
  );
  return rows.map(({ customer }) => customer);
}

/** What a digest is about: changes after an instant up to another, unix seconds. */
export interface DigestSpan {
  readonly after: number;
  readonly until: number;
}

export async function keepDigest(
  tx: Transaction,
  organisation: Address,
  day: number,
  { after, until }: DigestSpan,
): Promise<void> {
  await tx.query(
    "insert into watchlist_digests (organisation, day, after, until) values ($1, $2, $3, $4) on conflict do nothing",
    [bytes(organisation), day, after, until],
  );
}

export async function digestOf(sql: Sql, organisation: Address, day: number): Promise<DigestSpan | undefined> {
  const text = "select after, until from watchlist_digests where organisation = $1 and day = $2";
  return (await sql.query<DigestSpan>(text, [bytes(organisation), day]))[0];
}
