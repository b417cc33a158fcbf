/**
 * Cases of customers that do not pay, their entries, and who advises on them. Entries are kept as they were made: none
 * is changed or removed. None of it can be rebuilt from the chain.
 */
import type { CaseEntry, CaseEntryBody } from "../domain/cases/caseFile.ts";
import type { Jurisdiction } from "../domain/clocks/limitation.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { isPartyOf } from "./holders.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const CASE_TABLES: readonly string[] = [
  `create table cases (
    id uuid primary key,
    organisation bytea not null,
    customer bytea not null,
    title text not null,
    jurisdiction text not null,
    account bytea not null,
    opened bigint not null,
    looked bigint not null default 0
  )`,
  "create index cases_looked on cases (looked)",
  "create index cases_of_organisation on cases (organisation, opened, id)",
  `create table case_entries (
    number bigint generated always as identity primary key,
    case_id uuid not null references cases,
    id uuid not null,
    account bytea not null,
    at bigint not null,
    body jsonb not null,
    unique (case_id, id)
  )`,
  // What an adviser sees of receivables beside the case is let it by grants, which end with its part in the case.
  `create table case_advisers (
    case_id uuid not null references cases,
    adviser bytea not null,
    account bytea not null,
    since bigint not null,
    until bigint not null,
    revoked bigint,
    grants jsonb not null,
    primary key (case_id, adviser, since)
  )`,
  "create index case_advisers_by_adviser on case_advisers (adviser) where revoked is null",
];

/** A step of the schema. What was alerted of stays: notices are forgotten, and the end that they tell of is not. */
export const CASE_ALERT_TABLES: readonly string[] = [
  `create table case_alerts (
    case_id uuid not null references cases,
    key text not null,
    at bigint not null,
    primary key (case_id, key)
  )`,
];

/** A step of the schema. */
export const CASE_WRITE_OFF_INDEXES: readonly string[] = [
  `create index case_write_offs on case_entries ((body->>'receivable')) where body->>'kind' = 'writeOffAsked'`,
];

export interface StoredCase {
  /** A UUID. */
  readonly id: string;
  /** The creditor. */
  readonly organisation: Address;
  readonly customer: Address;
  readonly title: string;
  /** By whose rules its claims expire. */
  readonly jurisdiction: Jurisdiction;
  readonly account: Address;
  /** Unix seconds. */
  readonly opened: number;
}

/** Instants are unix seconds; `until` is included. */
export interface CaseAdviser {
  readonly adviser: Address;
  readonly account: Address;
  readonly since: number;
  readonly until: number;
  readonly revoked: number | null;
  /** Ids of the creditor's grants that show the case's receivables. */
  readonly grants: readonly string[];
}

const CASE = "id, organisation, customer, title, jurisdiction, account, opened";

/** False, and nothing is stored, where there is a case of that id. */
export async function addCase(sql: Sql, one: StoredCase): Promise<boolean> {
  const { id, organisation, customer, title, jurisdiction, account, opened } = one;
  const rows = await sql.query(
    `insert into cases (${CASE}) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [id, bytes(organisation), bytes(customer), title, jurisdiction, bytes(account), opened],
  );
  return rows.length === 1;
}

/** Cases of an organisation, or on which it advises at an instant, the newest first. */
export async function casesOf(
  sql: Sql,
  organisation: Address,
  now: number,
  limit: number,
): Promise<readonly StoredCase[]> {
  return sql.query<StoredCase>(
    `select ${CASE} from cases where organisation = $1 or id in (select case_id from case_advisers
       where adviser = $1 and revoked is null and $2::bigint between since and until)
     order by opened desc, id limit $3`,
    [bytes(organisation), now, limit],
  );
}

export async function countCases(sql: Sql, organisation: Address): Promise<number> {
  const text = "select count(*)::int as count from cases where organisation = $1";
  const [row] = await sql.query<{ count: number }>(text, [bytes(organisation)]);
  return row?.count ?? 0;
}

/** A case that the organisation has, or advises on at an instant; one statement, whatever the answer. */
export async function caseFor(
  sql: Sql,
  organisation: Address,
  id: string,
  now: number,
): Promise<StoredCase | undefined> {
  const [row] = await sql.query<StoredCase>(
    `select ${CASE} from cases where id = $1 and (organisation = $2 or exists (select from case_advisers
       where case_id = id and adviser = $2 and revoked is null and $3::bigint between since and until))`,
    [id, bytes(organisation), now],
  );
  return row;
}

/** A case of the organisation's own, which nobody else writes to before the transaction ends. */
export async function lockCase(tx: Transaction, organisation: Address, id: string): Promise<StoredCase | undefined> {
  const text = `select ${CASE} from cases where id = $1 and organisation = $2 for update`;
  return (await tx.query<StoredCase>(text, [id, bytes(organisation)]))[0];
}

/** Those of some receivables in which the organisation takes part now, in their order: what it sold is others'. */
export async function ownAmong(sql: Sql, organisation: Address, ids: readonly Hex[]): Promise<readonly Hex[]> {
  const text = `select id from receivables where id = any($1) and ${isPartyOf("$2")}`;
  const rows = await sql.query<{ id: Hex }>(text, [ids.map(bytes), bytes(organisation)]);
  const own = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => own.has(id));
}

/**
 * A case that nobody has looked at since before a day, marked as looked at; undefined if there is none. What another
 * process is at is left to it. @param day Days since 1970-01-01.
 */
export async function nextUnlooked(tx: Transaction, day: number): Promise<StoredCase | undefined> {
  const [row] = await tx.query<StoredCase>(
    `update cases set looked = $1 where id = (
       select id from cases where looked < $1 order by looked limit 1 for update skip locked) returning ${CASE}`,
    [day],
  );
  return row;
}

/** Notes that something of a case is alerted of. @returns whether that is new */
export async function noteCaseAlert(tx: Transaction, id: string, key: string, at: number): Promise<boolean> {
  const text = "insert into case_alerts values ($1, $2, $3) on conflict do nothing returning key";
  return (await tx.query(text, [id, key, at])).length === 1;
}

/** In the order in which they were made. */
export async function caseEntriesOf(sql: Sql, id: string): Promise<readonly CaseEntry[]> {
  const rows = await sql.query<Omit<CaseEntry, "body"> & { readonly body: unknown }>(
    "select id, account, at, body from case_entries where case_id = $1 order by number",
    [id],
  );
  // Only entries that were checked are in the table.
  return rows.map((row) => ({ ...row, body: untagged(row.body) as CaseEntryBody }));
}

export async function addCaseEntry(sql: Sql, of: string, { id, account, at, body }: CaseEntry): Promise<void> {
  await sql.query("insert into case_entries (case_id, id, account, at, body) values ($1, $2, $3, $4, $5)", [
    ...[of, id, bytes(account), at, taggedJson(body)],
  ]);
}

/** Cases of an organisation about a customer. */
export async function casesAgainst(sql: Sql, organisation: Address, customer: Address): Promise<readonly string[]> {
  const text = "select id from cases where organisation = $1 and customer = $2 order by opened, id";
  return (await sql.query<{ id: string }>(text, [bytes(organisation), bytes(customer)])).map(({ id }) => id);
}

/** Cases of an organisation in which the write-off of a receivable was asked for. */
export async function casesWithWriteOff(sql: Sql, organisation: Address, receivable: Hex): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select distinct c.id from case_entries e join cases c on c.id = e.case_id
     where e.body->>'kind' = 'writeOffAsked' and e.body->>'receivable' = $2 and c.organisation = $1 order by c.id`,
    [bytes(organisation), receivable],
  );
  return rows.map(({ id }) => id);
}

const ADVISER = "adviser, account, since, until, revoked, grants";

/** All that ever were, the oldest first. */
export async function caseAdvisersOf(sql: Sql, id: string): Promise<readonly CaseAdviser[]> {
  const text = `select ${ADVISER} from case_advisers where case_id = $1 order by since, adviser`;
  return sql.query<CaseAdviser>(text, [id]);
}

export async function addCaseAdviser(sql: Sql, of: string, one: Omit<CaseAdviser, "revoked">): Promise<void> {
  const { adviser, account, since, until, grants } = one;
  await sql.query(
    `insert into case_advisers (case_id, adviser, account, since, until, grants)
     values ($1, $2, $3, $4, $5, $6)`,
    [of, bytes(adviser), bytes(account), since, until, JSON.stringify(grants)],
  );
}

/** Notes one more grant for an adviser. */
export async function addAdvisersGrant(
  sql: Sql,
  of: string,
  { adviser, since }: Pick<CaseAdviser, "adviser" | "since">,
  grant: string,
): Promise<void> {
  await sql.query(
    "update case_advisers set grants = grants || to_jsonb($4::text) where case_id = $1 and adviser = $2 and since = $3",
    [of, bytes(adviser), since, grant],
  );
}

/** Ends an adviser's part in a case. @returns the grants to be taken back; undefined if it has no part. */
export async function endCaseAdviser(
  sql: Sql,
  of: string,
  adviser: Address,
  now: number,
): Promise<readonly string[] | undefined> {
  const rows = await sql.query<{ grants: readonly string[] }>(
    `update case_advisers set revoked = $3 where case_id = $1 and adviser = $2 and revoked is null
     and until >= $3::bigint returning grants`,
    [of, bytes(adviser), now],
  );
  return rows.length === 0 ? undefined : rows.flatMap(({ grants }) => grants);
}
