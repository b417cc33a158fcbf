/** Pairs whose books are compared again and again: what is wanted, what was done, and what makes it wanted. */
import type { BookSide } from "../domain/ledgerItem.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { feedHead } from "./feed.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema, after that of the reconciliations. Whatever arrives raises `wanted` and is named in `moved`; a
 * run serves what was wanted when it began. Of one pair at most one is under way, whoever begins it.
 */
export const CONTINUOUS_TABLES: readonly string[] = [
  `create table continuous_reconciliations (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    supplier bytea not null,
    buyer bytea not null,
    currency text not null,
    zone text not null,
    tolerance text,
    organisation bytea not null,
    account bytea not null,
    begun bigint not null,
    wanted bigint not null default 1,
    moved jsonb not null default '["begun"]',
    served bigint not null default 0,
    ended bigint not null default 0,
    cut_off text,
    tried text,
    latest uuid,
    opened bigint not null default 0,
    is_sealed boolean not null default false,
    unique (supplier, buyer, currency)
  )`,
  "create index continuous_of_buyer on continuous_reconciliations (buyer)",
  "create table continuous_head (single boolean primary key default true check (single), last bigint not null)",
  "alter table reconciliations add column continuous bigint references continuous_reconciliations (number)",
  "alter table reconciliations add column unread jsonb",
  "create index reconciliations_of_continuous on reconciliations (continuous, number) where continuous is not null",
  "create unique index reconciliations_continuing on reconciliations (continuous) where ended is null",
];

export interface NewContinuous {
  /** A UUID, unique among all. */
  readonly id: string;
  readonly supplier: Address;
  readonly buyer: Address;
  /** ISO 4217. */
  readonly currency: string;
  /** A name of the time zone database. */
  readonly zone: string;
  /** Decimal text; null for none. */
  readonly tolerance: string | null;
  /** Which of both began it, and who there. */
  readonly organisation: Address;
  readonly account: Address;
  /** Unix seconds. */
  readonly begun: number;
}

export interface Continuous extends NewContinuous {
  readonly number: number;
  readonly wanted: number;
  readonly served: number;
  /** What moved since the last run began. */
  readonly moved: readonly string[];
  /** `YYYY-MM-DD`, of the last run; null before it. */
  readonly cutOff: string | null;
  /** The id of the last run that was done; null before it. */
  readonly latest: string | null;
}

const CONTINUOUS =
  "number, id, supplier, buyer, currency, zone, tolerance, organisation, account, begun, wanted, served, moved, " +
  'cut_off as "cutOff", latest';
const TABLE = "continuous_reconciliations";

/** @returns as it is kept: under its id, or else that of its pair and currency; whoever began it. */
export async function keepContinuous(sql: Sql, continuous: NewContinuous): Promise<Continuous> {
  const { id, supplier, buyer, currency, zone, tolerance, organisation, account, begun } = continuous;
  await sql.query(
    `insert into ${TABLE} (id, supplier, buyer, currency, zone, tolerance, organisation, account, begun)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      ...[id, bytes(supplier), bytes(buyer), currency, zone, tolerance],
      ...[bytes(organisation), bytes(account), begun],
    ],
  );
  const [kept] = await sql.query<Continuous>(
    `select ${CONTINUOUS} from ${TABLE} where id = $1 or (supplier = $2 and buyer = $3 and currency = $4)
     order by id <> $1 limit 1`,
    [id, bytes(supplier), bytes(buyer), currency],
  );
  if (kept === undefined) throw new Error(`the continuous reconciliation ${id} is neither new nor known`);
  return kept;
}

/** How many an organisation began. */
export async function continuousBegunBy(sql: Sql, organisation: Address): Promise<number> {
  const text = `select count(*)::int as count from ${TABLE} where organisation = $1`;
  return (await sql.query<{ count: number }>(text, [bytes(organisation)]))[0]?.count ?? 0;
}

/** One that an organisation is a side of. */
export async function continuousOf(sql: Sql, viewer: Address, id: string): Promise<Continuous | undefined> {
  const text = `select ${CONTINUOUS} from ${TABLE} where id = $1 and $2 in (supplier, buyer)`;
  return (await sql.query<Continuous>(text, [id, bytes(viewer)]))[0];
}

export async function continuousByNumber(sql: Sql, number: number): Promise<Continuous | undefined> {
  return (await sql.query<Continuous>(`select ${CONTINUOUS} from ${TABLE} where number = $1`, [number]))[0];
}

/** Those that an organisation is a side of, the latest first. */
export async function continuousBefore(
  sql: Sql,
  viewer: Address,
  before: number,
  limit: number,
): Promise<readonly Continuous[]> {
  const text =
    `select ${CONTINUOUS} from ${TABLE} where (supplier = $1 or buyer = $1) and number < $2 ` +
    "order by number desc limit $3";
  return sql.query<Continuous>(text, [bytes(viewer), before, limit]);
}

const WANT = (cause: string): string =>
  `wanted = wanted + 1, moved = case when moved @> '["${cause}"]' then moved else moved || '["${cause}"]' end`;

/** Says that the book of a side has changed. */
export async function wantForBook(sql: Sql, number: number, side: BookSide): Promise<void> {
  await sql.query(`update ${TABLE} set ${WANT(`${side}Book`)} where number = $1`, [number]);
}

/** Says of whom the ledger has something new since this was called last. Whoever comes at once waits. */
export async function wantForLedger(tx: Transaction): Promise<void> {
  const noted = "select 1 as one from continuous_head c join feed_head f on c.last = f.last";
  if ((await tx.query(noted)).length > 0) return;
  await tx.query("insert into continuous_head (last) values (-1) on conflict do nothing");
  const [head] = await tx.query<{ last: number }>("select last from continuous_head for update");
  const [from, to] = [head?.last ?? -1, await feedHead(tx)];
  if (from === to) return;
  // A feed that ends before the place where it was read is another one: its index was built anew.
  const isNew = from < 0 || from > to;
  await tx.query(
    isNew
      ? `update ${TABLE} set ${WANT("ledger")}`
      : `update ${TABLE} c set ${WANT("ledger")} where exists (
           select from receivables r where r.supplier = c.supplier and r.buyer = c.buyer and r.id in (
             select receivable_id from events where sequence > $1 and sequence <= $2
             union select receivable_id from retractions where sequence > $1 and sequence <= $2))
         or exists (
           select from retractions t where t.sequence > $1 and t.sequence <= $2
             and c.supplier = any(t.concerned) and c.buyer = any(t.concerned))`,
    isNew ? [] : [from, to],
  );
  await tx.query("update continuous_head set last = $1", [to]);
}

/** How many sealed receivables of the pair were opened. */
const OPENED =
  "(select count(*) from openings o where o.supplier = c.supplier and o.buyer = c.buyer and o.outcome = 'opened')";

/** Says of whom terms were opened that were sealed when the books were compared. */
export async function wantForOpened(sql: Sql): Promise<void> {
  await sql.query(
    `update ${TABLE} c set ${WANT("ledger")}, opened = ${OPENED} where is_sealed and opened <> ${OPENED}`,
  );
}

/** The zones in which somebody's days end. */
export async function zonesOfContinuous(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query<{ zone: string }>(`select distinct zone from ${TABLE} where tried is not null`);
  return rows.map(({ zone }) => zone);
}

/** Says that a day has ended in a zone, once to each, even if its run fails. @param today `YYYY-MM-DD` there. */
export async function wantForDay(sql: Sql, zone: string, today: string): Promise<void> {
  const text = `update ${TABLE} set ${WANT("day")} where zone = $1 and tried < $2 and wanted = served`;
  await sql.query(text, [zone, today]);
}

/** Those for which something is wanted, of which none is under way, the longest waiting first. */
export async function wantedContinuous(sql: Sql, endedBefore: number, limit: number): Promise<readonly Continuous[]> {
  return sql.query<Continuous>(
    `select ${CONTINUOUS} from ${TABLE} c where wanted > served and ended <= $1
       and not exists (select from reconciliations r where r.continuous = c.number and r.ended is null)
     order by ended, number limit $2`,
    [endedBefore, limit],
  );
}

/**
 * Begins a run, where nobody else has. @param plan What it serves. @param cutOff `YYYY-MM-DD` @param begun Unix
 * seconds.
 */
export async function beginRun(
  sql: Sql,
  { number, supplier, buyer, organisation, account }: Continuous,
  { plan, cutOff, begun }: { readonly plan: unknown; readonly cutOff: string; readonly begun: number },
): Promise<void> {
  const side: BookSide = organisation === supplier ? "supplier" : "buyer";
  const partner = side === "supplier" ? buyer : supplier;
  await sql.query(
    `insert into reconciliations
       (organisation, id, account, side, counterparty, partner, cut_off, plan, begun, continuous)
     values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      ...[bytes(organisation), bytes(account), side, partner, bytes(partner), cutOff, JSON.stringify(plan)],
      ...[begun, number],
    ],
  );
}

/** A run that has ended. */
export interface Served {
  /** As it was when the run began. */
  readonly wanted: number;
  /** Unix seconds. */
  readonly now: number;
  /** `YYYY-MM-DD` */
  readonly cutOff: string;
  /** What it came to; undefined of one that failed, after which the next change or day is waited for. */
  readonly done: { readonly id: string; readonly isSealed: boolean } | undefined;
}

/** Says what a run has served. */
export async function serveContinuous(sql: Sql, number: number, { wanted, now, cutOff, done }: Served): Promise<void> {
  await sql.query(
    `update ${TABLE} c set served = $2, ended = $3, moved = case when wanted = $2 then '[]' else moved end, tried = $4,
       latest = coalesce($5, latest), cut_off = case when $5::uuid is null then cut_off else $4 end,
       is_sealed = coalesce($6, is_sealed), opened = case when $6::boolean is null then opened else ${OPENED} end
     where number = $1`,
    [number, wanted, now, cutOff, done?.id ?? null, done?.isSealed ?? null],
  );
}
