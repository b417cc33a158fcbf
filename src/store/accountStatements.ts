/**
 * Statements of account for people, as they were made: a statement is never changed, and a new version names the one
 * whose place it takes. Beside them: when the other side first opened one.
 */
import type { Heading } from "../domain/account/heading.ts";
import type { Movement } from "../domain/account/movement.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Standing } from "../domain/statementFold.ts";
import type { Sql } from "./database.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `account` is the heading with all movements, from which every rendering is made. */
export const ACCOUNT_STATEMENT_TABLES: readonly string[] = [
  `create table account_statements (
    sequence bigint generated always as identity primary key,
    id uuid not null unique,
    organisation bytea not null,
    member bytea not null,
    supplier bytea not null,
    buyer bytea not null,
    currency bytea not null,
    cut_off text not null,
    cut_off_instant bigint not null,
    layout text not null,
    language text not null,
    replaces uuid unique,
    schedule uuid,
    reply_by text,
    made bigint not null,
    summary jsonb not null,
    account jsonb not null,
    unique (schedule, cut_off)
  )`,
  "create index account_statements_made_by on account_statements (organisation, sequence)",
  "create index account_statements_of_supplier on account_statements (supplier, sequence)",
  "create index account_statements_of_buyer on account_statements (buyer, sequence)",
  `create table account_statement_openings (
    statement uuid not null references account_statements (id),
    account bytea not null,
    at bigint not null,
    primary key (statement, account)
  )`,
];

/** Whose account it is, as of when, and what nobody derives: all that a rendering needs. */
export interface KeptAccount {
  readonly heading: Heading;
  readonly movements: readonly Movement[];
}

export interface NewAccountStatement {
  /** A UUID, unique among all. */
  readonly id: string;
  /** Who made it, and which member. */
  readonly organisation: Address;
  readonly by: Address;
  readonly supplier: Address;
  readonly buyer: Address;
  readonly currency: Address;
  /** `YYYY-MM-DD`, and its end in unix seconds. */
  readonly cutOff: string;
  readonly cutOffInstant: number;
  readonly layout: string;
  readonly language: string;
  readonly replaces: string | null;
  readonly schedule: string | null;
  readonly replyBy: string | null;
  /** Unix seconds. */
  readonly made: number;
  /** What a list shows of it. */
  readonly summary: unknown;
}

export interface AccountStatementRow extends NewAccountStatement {
  readonly sequence: number;
  readonly replacedBy: string | null;
  /** When a member of the other side first opened it; unix seconds. */
  readonly opened: number | null;
  /** On how many lines the other side has answered, and whether on the balance as a whole. */
  readonly answeredLines: number;
  readonly answeredWhole: boolean;
  /** The statement on chain for the pair, currency and cut-off, if anybody posted one. */
  readonly onChain: { readonly id: Hex; readonly standing: Standing } | null;
}

const ROW = `s.sequence, s.id, s.organisation, s.member as by, s.supplier, s.buyer, s.currency,
  s.cut_off as "cutOff", s.cut_off_instant as "cutOffInstant", s.layout, s.language, s.replaces, s.schedule,
  s.reply_by as "replyBy", s.made, s.summary,
  (select n.id from account_statements n where n.replaces = s.id) as "replacedBy",
  (select min(o.at) from account_statement_openings o where o.statement = s.id) as opened,
  (select count(distinct a.line)::int from account_statement_answers a where a.statement = s.id) as "answeredLines",
  exists (select from account_statement_answers a where a.statement = s.id and a.line is null) as "answeredWhole",
  (select json_build_object('id', '0x' || encode(c.id, 'hex'), 'standing', c.standing) from statements c
     where c.supplier = s.supplier and c.buyer = s.buyer and c.currency = s.currency
       and c.cut_off = s.cut_off_instant) as "onChain"`;

/** False, and nothing is stored, where the id, the version or the schedule's cut-off is there already. */
export async function keepAccountStatement(sql: Sql, one: NewAccountStatement, kept: KeptAccount): Promise<boolean> {
  const { id, organisation, by, supplier, buyer, currency, cutOff, cutOffInstant, layout, language } = one;
  const rows = await sql.query(
    `insert into account_statements (id, organisation, member, supplier, buyer, currency, cut_off, cut_off_instant,
       layout, language, replaces, schedule, reply_by, made, summary, account)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
      on conflict do nothing returning id`,
    [
      ...[id, ...[organisation, by, supplier, buyer, currency].map(bytes), cutOff, cutOffInstant, layout, language],
      ...[one.replaces, one.schedule, one.replyBy, one.made, JSON.stringify(one.summary), taggedJson(kept)],
    ],
  );
  return rows.length === 1;
}

export async function accountStatementOf(sql: Sql, id: string): Promise<AccountStatementRow | undefined> {
  return (await sql.query<AccountStatementRow>(`select ${ROW} from account_statements s where s.id = $1`, [id]))[0];
}

/** What its renderings are made from; undefined if there is no such statement. */
export async function keptAccountOf(sql: Sql, id: string): Promise<KeptAccount | undefined> {
  const text = "select account from account_statements where id = $1";
  const [row] = await sql.query<{ readonly account: unknown }>(text, [id]);
  // Only what `keepAccountStatement` was given is kept there.
  return row && (untagged(row.account) as KeptAccount);
}

export interface AccountStatementFilter {
  /** Those that the organisation made, or those that its counterparties did. */
  readonly made: "here" | "elsewhere";
  readonly counterparty?: Address;
}

/** Those of an organisation before a place, the latest first. */
export async function accountStatementsBefore(
  sql: Sql,
  organisation: Address,
  { made, counterparty }: AccountStatementFilter,
  before: number,
  limit: number,
): Promise<readonly AccountStatementRow[]> {
  const maker = made === "here" ? "s.organisation = $1" : "s.organisation <> $1";
  return sql.query<AccountStatementRow>(
    `select ${ROW} from account_statements s
     where ${maker} and $1 in (s.supplier, s.buyer) and ($2::bytea is null or $2 in (s.supplier, s.buyer))
       and s.sequence < $3 order by s.sequence desc limit $4`,
    [bytes(organisation), counterparty === undefined ? null : bytes(counterparty), before, limit],
  );
}

/** How many an organisation made since an instant. */
export async function accountStatementsSince(sql: Sql, organisation: Address, since: number): Promise<number> {
  const text = "select count(*)::int as count from account_statements where organisation = $1 and made > $2";
  return (await sql.query<{ count: number }>(text, [bytes(organisation), since]))[0]?.count ?? 0;
}

/** Notes that a member of the other side opened it; the first time counts. */
export async function noteStatementOpened(sql: Sql, statement: string, account: Address, at: number): Promise<void> {
  const text = "insert into account_statement_openings (statement, account, at) values ($1, $2, $3)";
  await sql.query(`${text} on conflict do nothing`, [statement, bytes(account), at]);
}

/** When the last statement was made of what a buyer owes each supplier, by the supplier; unix seconds. */
export async function lastStatements(sql: Sql, buyer: Address): Promise<ReadonlyMap<Address, number>> {
  const rows = await sql.query<{ supplier: Address; made: number }>(
    "select supplier, max(made) as made from account_statements where buyer = $1 group by supplier",
    [bytes(buyer)],
  );
  return new Map(rows.map(({ supplier, made }) => [supplier, made]));
}
