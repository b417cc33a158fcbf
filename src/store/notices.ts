/**
 * What people and systems are told beside what the chain recorded: that a bank account changes, that an acceptance is
 * ready. A notice is written in the transaction of what it tells of, and with it what it is owed: one delivery for each
 * rule and webhook that wants it, and, of an alarm, for every administrator whose address is known.
 */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { isPower, readPower } from "./members.ts";
import type { Channel, Language } from "./notifications.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. A delivery is to a subscription, or to an administrator at the address that the organisation
 * has of them; the address is read when it is sent, so that what was erased is not written to.
 */
export const NOTICE_TABLES: readonly string[] = [
  `create table notices (
    number bigint generated always as identity primary key,
    key text not null unique,
    kind text not null,
    data jsonb not null,
    at bigint not null
  )`,
  `create table notice_deliveries (
    id uuid primary key default gen_random_uuid(),
    notice bigint not null references notices on delete cascade,
    organisation bytea not null,
    subscription uuid references subscriptions on delete cascade,
    administrator bytea,
    state text not null check (state in ('waiting', 'delivered', 'failed', 'skipped')),
    tries integer not null default 0,
    due bigint not null,
    claimed_until bigint not null default 0
  )`,
  "create index notice_deliveries_due on notice_deliveries (due) where state = 'waiting'",
  "create index notice_deliveries_of_notice on notice_deliveries (notice)",
  "create index notice_deliveries_of_subscription on notice_deliveries (subscription)",
];

/** What is told; the data holds ids alone. */
export interface Notice {
  /** The same for the same happening: it is told once. */
  readonly key: string;
  readonly kind: string;
  readonly data: Readonly<Record<string, string>>;
  /** Unix seconds. */
  readonly at: number;
}

/** Who is told. */
export interface Audience {
  readonly organisations: readonly Address[];
  /** Whether administrators are told who never asked for it. */
  readonly isAlarm: boolean;
}

/** Whoever asked for that kind; a webhook that names no kinds asked for all. */
const ASKED =
  "s.organisation = any($3) and (s.kinds @> to_jsonb($2::text) or (s.channel = 'webhook' and s.kinds = '[]'))";

/** Tells of something, once. */
export async function raiseNotice(
  tx: Transaction,
  { key, kind, data, at }: Notice,
  { organisations, isAlarm }: Audience,
): Promise<void> {
  const [raised] = await tx.query<{ number: number }>(
    "insert into notices (key, kind, data, at) values ($1, $2, $3, $4) on conflict do nothing returning number",
    [key, kind, JSON.stringify(data), at],
  );
  if (raised === undefined) return;
  const whom = organisations.map(bytes);
  await tx.query(
    `insert into notice_deliveries (notice, organisation, subscription, state, due)
     select $1::bigint, s.organisation, s.id, 'waiting', $4::bigint from subscriptions s where ${ASKED}`,
    [raised.number, kind, whom, at],
  );
  if (isAlarm) await addAdministrators(tx, raised.number, whom, at);
}

/** Whether anybody is or was told of what has that key. */
export async function isNoticeAwaited(tx: Transaction, key: string): Promise<boolean> {
  const rows = await tx.query(
    "select from notice_deliveries d join notices n on n.number = d.notice where n.key = $1 limit 1",
    [key],
  );
  return rows.length === 1;
}

/** Each address once: those that rules of the notice have already are left out. */
async function addAdministrators(tx: Transaction, notice: number, whom: readonly string[], at: number) {
  const isTold = (organisation: string, address: string): string =>
    `exists (select from notice_deliveries d left join subscriptions o on o.id = d.subscription
       left join members a on a.organisation = d.organisation and a.account = d.administrator
       where d.notice = $1 and d.organisation = ${organisation} and coalesce(o.channel, 'email') = 'email'
         and lower(coalesce(o.address, a.email)) = lower(${address}))`;
  await tx.query(
    `insert into notice_deliveries (notice, organisation, administrator, state, due)
     select distinct on (m.organisation, lower(m.email)) $1::bigint, m.organisation, m.account, 'waiting', $3::bigint
     from members m where m.organisation = any($2) and m.role = 'administrator' and m.email is not null
       and not ${isTold("m.organisation", "m.email")}
     order by m.organisation, lower(m.email), m.account`,
    [notice, whom, at],
  );
  // Of whom no address is known but that of a rule of another kind.
  await tx.query(
    `insert into notice_deliveries (notice, organisation, subscription, state, due)
     select distinct on (s.organisation, lower(s.address)) $1::bigint, s.organisation, s.id, 'waiting', $3::bigint
     from subscriptions s left join members m on m.organisation = s.organisation and m.account = s.account
     where s.organisation = any($2) and s.channel = 'email'
       and (s.account = s.organisation or m.role = 'administrator') and m.email is null
       and not ${isTold("s.organisation", "s.address")}
     order by s.organisation, lower(s.address), s.created, s.id`,
    [notice, whom, at],
  );
}

/** A delivery that this process makes now. */
export interface ClaimedNotice {
  /** The same at every attempt. */
  readonly id: string;
  readonly organisation: Address;
  readonly kind: string;
  readonly data: Readonly<Record<string, string>>;
  readonly at: number;
  /** Counted from 1. */
  readonly tries: number;
  /** Null where an administrator is told who has no rule. */
  readonly subscription: string | null;
  /** A URL or an e-mail address; null where nobody may be told any more. */
  readonly address: string | null;
  readonly language: Language | null;
  /** Of a webhook, sealed. */
  readonly secret: string | null;
}

type ClaimedRow = ClaimedNotice & { readonly account: Address };

/** Takes a delivery that is due, so that no other process does. @param until Later than any attempt lasts. */
export async function claimNotice(
  sql: Sql,
  { channel, now, until }: { readonly channel: Channel; readonly now: number; readonly until: number },
): Promise<ClaimedNotice | undefined> {
  const [row] = await sql.query<ClaimedRow>(
    `with next as (
       select d.id from notice_deliveries d left join subscriptions s on s.id = d.subscription
       where d.state = 'waiting' and d.due <= $2 and d.claimed_until <= $2 and s.paused is null
         and coalesce(s.channel, 'email') = $1
       order by d.due, d.notice limit 1 for update of d skip locked
     ),
     taken as (
       update notice_deliveries d set claimed_until = $3, tries = tries + 1 from next where d.id = next.id returning d.*
     )
     select t.id, t.organisation, n.kind, n.data, n.at, t.tries, t.subscription,
       coalesce(s.address, m.email) as address,
       s.language, s.secret, coalesce(s.account, t.administrator) as account
     from taken t join notices n on n.number = t.notice left join subscriptions s on s.id = t.subscription
     left join members m on m.organisation = t.organisation and m.account = t.administrator
       and m.role = 'administrator'`,
    [channel, now, until],
  );
  if (row === undefined) return undefined;
  const { account, ...claimed } = row;
  if (channel === "webhook" || (await mayRead(sql, row.organisation, account, now))) return claimed;
  return { ...claimed, address: null };
}

/** Whoever left an organisation, or may no longer read there, is told nothing of it any more. */
async function mayRead(sql: Sql, organisation: Address, account: Address, now: number): Promise<boolean> {
  const power = await readPower(sql, organisation, account, now);
  return isPower(power) && (power.own || power.agent || power.role !== "sales");
}

/** What an attempt came to. */
export type NoticeOutcome = "delivered" | "failed" | "skipped" | { readonly retryAt: number };

export async function settleNotice(sql: Sql, id: string, outcome: NoticeOutcome): Promise<void> {
  const isRetry = typeof outcome === "object";
  await sql.query("update notice_deliveries set state = $2, due = coalesce($3, due), claimed_until = 0 where id = $1", [
    id,
    isRetry ? "waiting" : outcome,
    isRetry ? outcome.retryAt : null,
  ]);
}

/** Forgets notices older than an instant of which nothing waits. */
export async function forgetNotices(sql: Sql, before: number): Promise<void> {
  await sql.query(
    `delete from notices n where at < $1
       and not exists (select from notice_deliveries d where d.notice = n.number and d.state = 'waiting')`,
    [before],
  );
}
