/**
 * What an organisation lets another see: an auditor what is its own, within a scope and a period, a factor what it
 * might buy. A grant lets somebody read until an instant. It never lets anybody write, or grant in turn: what it shows
 * is what its grantor takes part in at the time of reading, and of an offer what the grantor still holds.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction, Transactions } from "./database.ts";
import { behind, isPartyOf } from "./holders.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. Ids are made by the grantor, who therefore meets its own only. The period is that of the
 * issue, the time of the block of the first event: unlike a due date it is never sealed, and no amendment moves it.
 */
export const GRANT_TABLES: readonly string[] = [
  `create table grants (
    grantor bytea not null,
    id uuid not null,
    grantee bytea not null,
    kind text not null check (kind in ('audit', 'offer')),
    counterparty bytea,
    listed boolean not null,
    issued_from bigint,
    issued_to bigint,
    since bigint not null,
    until bigint not null,
    revoked bigint,
    account bytea,
    primary key (grantor, id)
  )`,
  "create index grants_of_grantee on grants (grantee) where revoked is null",
  `create table grant_receivables (
    grantor bytea not null,
    grant_id uuid not null,
    receivable_id bytea not null,
    primary key (grantor, grant_id, receivable_id),
    foreign key (grantor, grant_id) references grants (grantor, id) on delete cascade
  )`,
];

export type GrantKind = "audit" | "offer";

/** Instants are unix seconds; the last ones are included. */
export interface Grant {
  readonly grantor: Address;
  /** A UUID, unique among the grantor's. */
  readonly id: string;
  readonly grantee: Address;
  readonly kind: GrantKind;
  /** Only what this one takes part in as well. */
  readonly counterparty: Address | null;
  /** Only these; null for all. */
  readonly receivables: readonly Hex[] | null;
  /** First and last instant of the issue; null is no bound. */
  readonly issuedFrom: number | null;
  readonly issuedTo: number | null;
  readonly since: number;
  readonly until: number;
  readonly revoked: number | null;
}

/** @param account Who gives it for the grantor. */
export interface NewGrant extends Omit<Grant, "revoked"> {
  readonly account: Address;
}

/** No block is made after the year 9999. */
const LAST_INSTANT = 253_402_300_799;

/** Whether the grant `g` shows a receivable at an instant, as a condition of SQL. @param r The receivable's table. */
export function grantShows(now: string, r = "r"): string {
  return `g.revoked is null and ${now} between g.since and g.until
    and case g.kind when 'offer' then g.grantor = ${r}.holder
      else g.grantor in (${r}.supplier, ${r}.buyer, ${behind(`${r}.holder`)}) end
    and (g.counterparty is null or g.counterparty in (${r}.supplier, ${r}.buyer, ${behind(`${r}.holder`)}))
    and (not g.listed or exists (select from grant_receivables l
      where l.grantor = g.grantor and l.grant_id = g.id and l.receivable_id = ${r}.id))
    and (coalesce(g.issued_from, g.issued_to) is null or exists (select from blocks
      where number = ${r}.issued_block
        and timestamp between coalesce(g.issued_from, 0) and coalesce(g.issued_to, ${LAST_INSTANT})))`;
}

/**
 * Stores a grant.
 * @param most So many of a grantor may be in force at once.
 * @returns "taken" if the grantor has one of that id, "full" beyond `most`; nothing is stored then. "notOurs" if the
 * grantor takes no part in one of the listed receivables, or does not hold what it offers.
 */
export async function addGrant(database: Transactions, grant: NewGrant, most: number): Promise<Adding> {
  return database.transaction((tx) => addGrantIn(tx, grant, most));
}

type Adding = "added" | "taken" | "full" | "notOurs";

/** As {@link addGrant}, as a part of something larger. */
export async function addGrantIn(tx: Transaction, grant: NewGrant, most: number): Promise<Adding> {
  const { grantor, id, receivables, since } = grant;
  if ((await countInForce(tx, grantor, since)) >= most) return "full";
  if (receivables !== null && !(await areOwn(tx, grant, receivables))) return "notOurs";
  const added = await tx.query(
    `insert into grants (grantor, id, grantee, kind, counterparty, listed, issued_from, issued_to, since, until,
       account)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id`,
    [
      bytes(grantor),
      id,
      bytes(grant.grantee),
      grant.kind,
      grant.counterparty && bytes(grant.counterparty),
      receivables !== null,
      grant.issuedFrom,
      grant.issuedTo,
      since,
      grant.until,
      bytes(grant.account),
    ],
  );
  if (added.length === 0) return "taken";
  await tx.query(
    "insert into grant_receivables (grantor, grant_id, receivable_id) select distinct $1::bytea, " +
      "$2::uuid, unnest($3::bytea[])",
    [bytes(grantor), id, (receivables ?? []).map(bytes)],
  );
  return "added";
}

async function countInForce(sql: Sql, grantor: Address, now: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select count(*) as count from grants where grantor = $1 and revoked is null and until >= $2",
    [bytes(grantor), now],
  );
  return row?.count ?? 0;
}

/** What somebody else might buy is the holder's alone to show. */
async function areOwn(sql: Sql, { grantor, kind }: NewGrant, ids: readonly Hex[]): Promise<boolean> {
  const isOwn = kind === "offer" ? "$2 = holder" : isPartyOf("$2");
  const own = await sql.query(`select id from receivables where id = any($1) and ${isOwn}`, [
    ids.map(bytes),
    bytes(grantor),
  ]);
  return own.length === new Set(ids).size;
}

/** What was given (to whomever), or received (from whomever) and not taken back, newest first. */
export async function grantsOf(sql: Sql, organisation: Address, side: "given" | "received"): Promise<readonly Grant[]> {
  const whose = side === "given" ? "grantor = $1" : "grantee = $1 and revoked is null";
  return sql.query<Grant>(
    `select grantor, id, grantee, kind, counterparty, issued_from as "issuedFrom", issued_to as "issuedTo", since,
       until, revoked, case when listed then (
         select json_agg('0x' || encode(receivable_id, 'hex') order by receivable_id) from grant_receivables l
         where l.grantor = grants.grantor and grant_id = id) end as receivables
     from grants where ${whose} order by since desc, grantor, id`,
    [bytes(organisation)],
  );
}

/** Takes a grant back, at once. @returns whether there is such a grant; one that was taken back stays so. */
export async function revokeGrant(sql: Sql, grantor: Address, id: string, now: number): Promise<boolean> {
  const rows = await sql.query(
    "update grants set revoked = least(coalesce(revoked, $3), $3) where grantor = $1 and id = $2 returning id",
    [bytes(grantor), id, now],
  );
  return rows.length === 1;
}
