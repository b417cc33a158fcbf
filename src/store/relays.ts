/** What the gateway wants sent by the relayer's key, and what became of it. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. What these tables hold cannot be rebuilt from the chain. */
export const RELAY_TABLES: readonly string[] = [
  // reserved is what it may cost at worst, day the day since 1970 (UTC) on whose budget that is.
  `create table relays (
    id uuid primary key,
    position bigint generated always as identity,
    organisation bytea not null,
    destination bytea not null,
    data bytea not null,
    created bigint not null,
    state text not null default 'queued' check (state in ('queued', 'sent', 'recorded', 'refused', 'withdrawn')),
    block_number bigint,
    block_hash bytea,
    reserved numeric(80, 0) not null default 0,
    spent numeric(80, 0) not null default 0,
    day bigint,
    error text,
    detail text
  )`,
  "create index relays_queued on relays (position) where state = 'queued'",
  "create index relays_of_organisation on relays (organisation, position)",
  "create index relays_of_day on relays (organisation, day) where day is not null",
  // A nonce is given to one relay, or to none: then a transfer of nothing to the key itself fills it. It is open until
  // what used it is final. taken is when somebody else's transaction was seen to have used it.
  `create table relay_nonces (
    account bytea not null,
    nonce bigint not null,
    relay uuid references relays,
    open boolean not null default true,
    given_up text,
    taken bigint,
    mined bytea,
    block_number bigint,
    block_hash bytea,
    primary key (account, nonce)
  )`,
  "create unique index relay_nonces_of_relay on relay_nonces (relay) where open and relay is not null",
  "create index relay_nonces_open on relay_nonces (account, nonce) where open",
  // What was signed, before it was sent. relay is null for what only fills a nonce.
  `create table relay_transactions (
    hash bytea primary key,
    position bigint generated always as identity,
    account bytea not null,
    nonce bigint not null,
    relay uuid references relays,
    raw bytea not null,
    gas numeric(80, 0) not null,
    max_fee numeric(80, 0) not null,
    tip numeric(80, 0) not null,
    since bigint not null,
    sent bigint,
    refusals integer not null default 0,
    answer text,
    fault text,
    foreign key (account, nonce) references relay_nonces
  )`,
  "create index relay_transactions_of_nonce on relay_transactions (account, nonce, position)",
  "create index relay_transactions_of_relay on relay_transactions (relay, position) where relay is not null",
  "create table relay_budgets (organisation bytea primary key, per_day numeric(80, 0) not null)",
  // What the leading relayer said last, for the processes beside it.
  `create table relayer (
    single boolean primary key default true check (single),
    account bytea not null,
    balance numeric(80, 0) not null,
    per_day numeric(80, 0) not null,
    alarms jsonb not null,
    seen bigint not null
  )`,
];

/** A call that somebody who signed it wants carried to the chain. */
export interface NewRelay {
  /** A UUID that the sender made. */
  readonly id: string;
  /** Whose budget pays. */
  readonly organisation: Address;
  readonly to: Address;
  readonly data: Hex;
  /** Unix seconds. */
  readonly created: number;
}

/**
 * `sent` once a transaction is signed, since from then on it may reach the chain; `recorded` while a block of the
 * chain, which the index has read too, holds it; `refused` where a simulation or a block reverted it, or where it was
 * given up. What a reorganisation drops is `sent` again.
 */
export type RelayState = "queued" | "sent" | "recorded" | "refused" | "withdrawn";

export interface Relay extends NewRelay {
  readonly state: RelayState;
  /** Rises in the order in which relays were queued. */
  readonly position: number;
  /** All that were signed for it, of which at most one has an effect; newest last. */
  readonly transactions: readonly Hex[];
  /** The block that holds one of them. */
  readonly block: number | null;
  readonly blockHash: Hex | null;
  /** Wei. */
  readonly spent: bigint;
  /** The Solidity error's name, or a code of the relayer's; for what is queued, why it waits. */
  readonly error: string | null;
  readonly detail: string | null;
}

/** What an organisation may have relayed a day (UTC), in wei. */
export interface RelayBudget {
  readonly limit: bigint;
  /** By blocks that are in. */
  readonly spent: bigint;
  /** The most that what is under way may still cost. */
  readonly reserved: bigint;
  /** 0 at least. */
  readonly left: bigint;
}

/** What keeps the relayer from its work, or soon will. */
export interface RelayAlarm {
  readonly kind: "BalanceLow" | "FundsTooLow" | "FeesAboveCap" | "KeyUsedElsewhere" | "NodeRefuses";
  readonly message: string;
}

/** The relayer as it said last. */
export interface RelayerReport {
  readonly account: Address;
  /** Wei. */
  readonly balance: bigint;
  /** What an organisation may spend a day that has no budget of its own. */
  readonly perDay: bigint;
  readonly alarms: readonly RelayAlarm[];
  /** Unix seconds. */
  readonly seen: number;
}

const DAY = 86_400;

/** The day of a budget. @param now Unix seconds */
export function budgetDayOf(now: number): number {
  return Math.floor(now / DAY);
}

/** Queues a relay. @returns false, and nothing is stored, where the id is there already. */
export async function queueRelay(sql: Sql, { id, organisation, to, data, created }: NewRelay): Promise<boolean> {
  const rows = await sql.query(
    "insert into relays (id, organisation, destination, data, created) values ($1, $2, $3, $4, $5) " +
      "on conflict (id) do nothing returning id",
    [id, bytes(organisation), bytes(to), bytes(data), created],
  );
  return rows.length === 1;
}

/** Takes a relay back. @returns false where it is too late, since a transaction is signed, or there is none. */
export async function withdrawRelay(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    "update relays set state = 'withdrawn', error = null, detail = null where id = $1 and state = 'queued' " +
      "returning id",
    [id],
  );
  return rows.length === 1;
}

/** The index, where there is one, is still to read the block, or has another one at its height. */
const AHEAD_OF_INDEX = `exists (
  select from cursor where folded_number < r.block_number
    or exists (select from blocks b where b.number = r.block_number and b.hash <> r.block_hash))`;

const RELAYS = `select id, organisation, destination as "to", data, created, position, block_number as block,
  block_hash as "blockHash", spent, error, detail,
  case when state = 'recorded' and ${AHEAD_OF_INDEX} then 'sent' else state end as state,
  coalesce((select jsonb_agg('0x' || encode(t.hash, 'hex') order by t.position)
    from relay_transactions t where t.relay = r.id), '[]') as transactions
  from relays r`;

export async function relayOf(sql: Sql, id: string): Promise<Relay | undefined> {
  const [row] = await sql.query<Relay>(`${RELAYS} where id = $1`, [id]);
  return row;
}

/** An organisation's relays, newest first. @param before Only those whose position is below. */
export async function relaysOf(
  sql: Sql,
  organisation: Address,
  { limit, before }: { readonly limit: number; readonly before?: number | undefined },
): Promise<readonly Relay[]> {
  return sql.query<Relay>(
    `${RELAYS} where organisation = $1 and ($2::bigint is null or position < $2) order by position desc limit $3`,
    [bytes(organisation), before ?? null, limit],
  );
}

/** Gives an organisation a budget of its own, in wei a day. */
export async function setRelayBudget(sql: Sql, organisation: Address, perDay: bigint): Promise<void> {
  await sql.query(
    "insert into relay_budgets (organisation, per_day) values ($1, $2) " +
      "on conflict (organisation) do update set per_day = excluded.per_day",
    [bytes(organisation), perDay],
  );
}

/** What is left of the day's budget. Nothing is, before a relayer has run that says what the usual budget is. */
export async function relayBudgetOf(sql: Sql, organisation: Address, now: number): Promise<RelayBudget> {
  const [row] = await sql.query<Omit<RelayBudget, "left">>(
    `select coalesce((select per_day from relay_budgets where organisation = $1), (select per_day from relayer), 0)
         as limit,
       coalesce(sum(spent) filter (where block_number is not null), 0) as spent,
       coalesce(sum(reserved) filter (where block_number is null), 0) as reserved
     from relays where organisation = $1 and day = $2`,
    [bytes(organisation), budgetDayOf(now)],
  );
  const { limit, spent, reserved } = row ?? { limit: 0n, spent: 0n, reserved: 0n };
  const left = limit - spent - reserved;
  return { limit, spent, reserved, left: left > 0n ? left : 0n };
}

/** What the leading relayer said last; undefined before there was one. */
export async function relayerReportOf(sql: Sql): Promise<RelayerReport | undefined> {
  const [row] = await sql.query<RelayerReport>(
    'select account, balance, per_day as "perDay", alarms, seen from relayer',
  );
  return row;
}
