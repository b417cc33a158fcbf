/**
 * What organisations say about disputes beside the ledger: how long they take to answer, and which outcomes were
 * proposed. How an outcome stands follows from its intents and the chain, and is not kept. None of it can be rebuilt
 * from the chain.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { isPartyOf } from "./holders.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const DISPUTE_TABLES: readonly string[] = [
  // Never changed: a deadline that runs is that of the rule which stood when it began.
  `create table dispute_rules (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    counterparty bytea,
    days integer,
    account bytea not null,
    since bigint not null
  )`,
  "create index dispute_rules_of_organisation on dispute_rules (organisation, counterparty, since)",
  // number counts those of a receivable, so that of two who propose at once one is refused.
  `create table dispute_outcomes (
    id uuid primary key,
    receivable bytea not null,
    number integer not null,
    organisation bytea not null,
    account bytea not null,
    side text not null check (side in ('creditor', 'debtor')),
    at bigint not null,
    after_block bigint not null,
    content bytea not null,
    credit numeric(80, 0) not null,
    withdrawal numeric(80, 0) not null,
    credit_intent text,
    withdrawal_intent text,
    unique (receivable, number)
  )`,
  `create index events_of_disputes on events (receivable_id, block_number, log_index)
    where name = 'ReceivableDisputed'`,
];

export interface DisputeRule {
  /** Null for all whom no other rule names. */
  readonly counterparty: Address | null;
  /** Null takes the rule back. */
  readonly days: number | null;
  readonly account: Address;
  /** Unix seconds. */
  readonly since: number;
}

export async function addDisputeRule(sql: Sql, organisation: Address, rule: DisputeRule): Promise<void> {
  const { counterparty, days, account, since } = rule;
  await sql.query(
    "insert into dispute_rules (organisation, counterparty, days, account, since) values ($1, $2, $3, $4, $5)",
    [bytes(organisation), counterparty && bytes(counterparty), days, bytes(account), since],
  );
}

/** How many rules an organisation ever set. */
export async function countDisputeRules(sql: Sql, organisation: Address): Promise<number> {
  const text = "select count(*)::int as count from dispute_rules where organisation = $1";
  return (await sql.query<{ count: number }>(text, [bytes(organisation)]))[0]?.count ?? 0;
}

/** Those that count, the one for all first. */
export async function disputeRulesOf(sql: Sql, organisation: Address): Promise<readonly DisputeRule[]> {
  return sql.query<DisputeRule>(
    `select * from (select distinct on (counterparty) counterparty, days, account, since from dispute_rules
       where organisation = $1 order by counterparty, number desc) as last
     where days is not null order by counterparty nulls first`,
    [bytes(organisation)],
  );
}

/** Whose turn it has been against whom since when. */
export interface AnswerAsked {
  readonly organisation: Address;
  readonly counterparty: Address;
  readonly since: number;
}

/** Days that organisations had set at an instant, in the order of what is asked; that of the pair goes before. */
export async function answerDaysOf(sql: Sql, asked: readonly AnswerAsked[]): Promise<readonly (number | undefined)[]> {
  if (asked.length === 0) return [];
  const last = (whose: string): string =>
    `(select days from dispute_rules d where d.organisation = a.organisation and ${whose} and d.since <= a.since
      order by d.number desc limit 1)`;
  const rows = await sql.query<{ days: number | null }>(
    `select coalesce(${last("d.counterparty = a.counterparty")}, ${last("d.counterparty is null")}) as days
     from unnest($1::bytea[], $2::bytea[], $3::bigint[]) with ordinality
       as a (organisation, counterparty, since, place) order by place`,
    [
      asked.map(({ organisation }) => bytes(organisation)),
      asked.map(({ counterparty }) => bytes(counterparty)),
      asked.map(({ since }) => since),
    ],
  );
  return rows.map(({ days }) => days ?? undefined);
}

/** The place of the last amount that was disputed. */
export interface DisputePlace {
  readonly block: number;
  readonly log: number;
}

export interface DisputedReceivable extends DisputePlace {
  readonly id: Hex;
}

/** What an organisation takes part in and was ever disputed, the last disputed first. */
export async function disputedBefore(
  sql: Sql,
  organisation: Address,
  { state, before }: { readonly state: "open" | "settled" | undefined; readonly before: DisputePlace },
  limit: number,
): Promise<readonly DisputedReceivable[]> {
  const stands = "r.disputed <> 0 and not r.closed and (r.amount is null or r.amount > r.settled)";
  const filter = state === undefined ? "true" : state === "open" ? stands : `not (${stands})`;
  return sql.query<DisputedReceivable>(
    `select r.id, d.block_number as block, d.log_index as log from receivables r
     join lateral (select block_number, log_index from events
       where receivable_id = r.id and name = 'ReceivableDisputed'
       order by block_number desc, log_index desc limit 1) as d on true
     where ${isPartyOf("$1", "r")} and ${filter} and (d.block_number, d.log_index) < ($2, $3)
     order by d.block_number desc, d.log_index desc limit $4`,
    [bytes(organisation), before.block, before.log, limit],
    "anew",
  );
}

export interface SaidOfDispute {
  readonly receivable: Hex;
  readonly organisation: Address;
  readonly at: number;
}

/** Who wrote when in the threads of some receivables; what is erased was said as well. */
export async function saidIn(sql: Sql, receivables: readonly Hex[]): Promise<readonly SaidOfDispute[]> {
  return sql.query<SaidOfDispute>(
    `select receivable_id as receivable, organisation, at from messages
     where receivable_id = any($1) and not internal order by number`,
    [receivables.map(bytes)],
  );
}

export interface DisputeOutcome {
  /** A UUID, the sender's. */
  readonly id: string;
  readonly receivable: Hex;
  /** Counted from 1 for each receivable. */
  readonly number: number;
  /** Who proposed it. */
  readonly organisation: Address;
  readonly account: Address;
  readonly side: "creditor" | "debtor";
  readonly at: number;
  /** The last block of the index when it was proposed. */
  readonly afterBlock: number;
  /** Hash of what was asked for. */
  readonly content: Hex;
  /** Minor units that the creditor credits, and that the debtor withdraws. */
  readonly credit: bigint;
  readonly withdrawal: bigint;
  /** Ids of intents; null where nothing is to be done. */
  readonly creditIntent: string | null;
  readonly withdrawalIntent: string | null;
}

export interface KnownOutcome extends DisputeOutcome {
  /** When the intent of the other side's part was withdrawn, and by whom: that is a refusal. */
  readonly refusedAt: number | null;
  readonly refusedBy: Address | null;
}

const OUTCOME =
  "o.id, o.receivable, o.number, o.organisation, o.account, o.side, o.at, " +
  'o.after_block as "afterBlock", o.content, o.credit, o.withdrawal, ' +
  'o.credit_intent as "creditIntent", o.withdrawal_intent as "withdrawalIntent"';

/** Of some receivables, the oldest first. */
export async function outcomesOf(sql: Sql, receivables: readonly Hex[]): Promise<readonly KnownOutcome[]> {
  return sql.query<KnownOutcome>(
    `select ${OUTCOME}, i.withdrawn as "refusedAt", i.withdrawn_by as "refusedBy" from dispute_outcomes o
     left join intents i on i.id = o.withdrawal_intent
     where o.receivable = any($1) order by o.receivable, o.number`,
    [receivables.map(bytes)],
  );
}

/** How many outcomes of a receivable an organisation ever proposed. */
export async function countOutcomes(sql: Sql, receivable: Hex, organisation: Address): Promise<number> {
  const text = "select count(*)::int as count from dispute_outcomes where receivable = $1 and organisation = $2";
  return (await sql.query<{ count: number }>(text, [bytes(receivable), bytes(organisation)]))[0]?.count ?? 0;
}

export async function outcomeOf(sql: Sql, id: string): Promise<DisputeOutcome | undefined> {
  return (await sql.query<DisputeOutcome>(`select ${OUTCOME} from dispute_outcomes o where o.id = $1`, [id]))[0];
}

/** False, and nothing is stored, where the id or the number is taken. */
export async function addOutcome(tx: Transaction, one: DisputeOutcome): Promise<boolean> {
  const { id, receivable, number, organisation, account, side, at, content, credit, withdrawal } = one;
  const rows = await tx.query(
    `insert into dispute_outcomes values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     on conflict do nothing returning id`,
    [
      ...[id, bytes(receivable), number, bytes(organisation), bytes(account), side, at],
      ...[one.afterBlock, bytes(content), credit, withdrawal, one.creditIntent, one.withdrawalIntent],
    ],
  );
  return rows.length === 1;
}

export interface DisputeDocument {
  readonly sha256: Hex;
  readonly mediaType: string;
  /** When it was given for the receivable, unix seconds. */
  readonly since: number;
}

/** What was given for a receivable since an instant, and what has one of some hashes whenever it was; no erased one. */
export async function documentsAbout(
  sql: Sql,
  receivable: Hex,
  { since, hashes }: { readonly since: number; readonly hashes: readonly Hex[] },
): Promise<readonly DisputeDocument[]> {
  return sql.query<DisputeDocument>(
    `select sha256, media_type as "mediaType", r.since from document_receivables r join documents using (sha256)
     where r.id = $1 and erased is null and (r.since >= $2 or sha256 = any($3)) order by r.since, sha256`,
    [bytes(receivable), since, hashes.map(bytes)],
  );
}
