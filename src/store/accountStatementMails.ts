/**
 * Sending statements of account by mail: to whom, when it was tried, and when a mail server took it. That a server took
 * it does not say that anybody read it.
 */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const ACCOUNT_STATEMENT_MAIL_TABLES: readonly string[] = [
  `create table account_statement_mails (
    id uuid primary key default gen_random_uuid(),
    statement uuid not null references account_statements (id),
    address text not null,
    state text not null,
    due bigint not null,
    claimed_until bigint not null default 0,
    tries integer not null default 0,
    tried bigint,
    taken bigint,
    status integer,
    fault text,
    unique (statement, address)
  )`,
  "create index account_statement_mails_due on account_statement_mails (due) where state = 'waiting'",
];

/** A server took it; it was tried too often in vain; or it is tried when it is due. */
export type MailState = "waiting" | "taken" | "failed";

export interface StatementMail {
  readonly address: string;
  readonly state: MailState;
  readonly tries: number;
  /** The last attempt, and when a server took it; unix seconds. */
  readonly tried: number | null;
  readonly taken: number | null;
  /** What the server answered last. */
  readonly status: number | null;
  readonly fault: string | null;
}

/** Has a statement sent to some addresses, each once. */
export async function queueStatementMails(
  sql: Sql,
  statement: string,
  addresses: readonly string[],
  now: number,
): Promise<void> {
  await sql.query(
    `insert into account_statement_mails (statement, address, state, due)
     select $1::uuid, address, 'waiting', $3::bigint from unnest($2::text[]) as address on conflict do nothing`,
    [statement, addresses, now],
  );
}

/** The mails of some statements, in the order of addresses. */
export async function statementMailsOf(
  sql: Sql,
  statements: readonly string[],
): Promise<ReadonlyMap<string, readonly StatementMail[]>> {
  const rows = await sql.query<StatementMail & { readonly statement: string }>(
    `select statement, address, state, tries, tried, taken, status, fault from account_statement_mails
     where statement = any($1::uuid[]) order by address`,
    [statements],
  );
  return Map.groupBy(rows, ({ statement }) => statement);
}

/** A mail that this process sends now. */
export interface ClaimedStatementMail {
  /** The same at every attempt. */
  readonly id: string;
  readonly statement: string;
  readonly address: string;
  readonly layout: string;
  readonly language: string;
  /** Who sends it. */
  readonly organisation: Address;
  readonly cutOff: string;
  readonly replyBy: string | null;
  /** Counted from 1. */
  readonly tries: number;
}

/** Takes a mail that is due, so that no other process does. @param until Later than any attempt lasts. */
export async function claimStatementMail(
  sql: Sql,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<ClaimedStatementMail | undefined> {
  const [row] = await sql.query<ClaimedStatementMail>(
    `with next as (
       select id from account_statement_mails where state = 'waiting' and due <= $1 and claimed_until <= $1
       order by due, id limit 1 for update skip locked
     )
     update account_statement_mails m set claimed_until = $2, tries = tries + 1 from next, account_statements s
     where m.id = next.id and s.id = m.statement
     returning m.id, m.statement, m.address, s.layout, s.language, s.organisation, s.cut_off as "cutOff",
       s.reply_by as "replyBy", m.tries`,
    [now, until],
  );
  return row;
}

export interface MailOutcome {
  readonly state: MailState;
  /** When it is tried again, if it waits. */
  readonly retryAt: number;
  readonly at: number;
  readonly status: number | null;
  readonly fault: string | null;
}

export async function settleStatementMail(sql: Sql, id: string, outcome: MailOutcome): Promise<void> {
  const { state, retryAt, at, status, fault } = outcome;
  await sql.query(
    `update account_statement_mails set state = $2, due = $3, claimed_until = 0, tried = $4,
       taken = case when $2 = 'taken' then $4::bigint end, status = $5, fault = $6 where id = $1`,
    [id, state, retryAt, at, status, fault],
  );
}

/** How many mails an organisation had sent since an instant. */
export async function statementMailsSince(sql: Sql, organisation: Address, since: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*)::int as count from account_statement_mails m join account_statements s on s.id = m.statement
     where s.organisation = $1 and s.made > $2`,
    [bytes(organisation), since],
  );
  return row?.count ?? 0;
}
