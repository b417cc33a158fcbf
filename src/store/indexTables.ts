/**
 * The tables of the index. Hashes and addresses are bytea: half the size of text on disk and in the indexes, and a
 * fifth faster to write. Amounts are whole numbers of any size that a word of the chain can have, and sums of them; day
 * numbers, block numbers and instants are bigint.
 */
import { LATE_INDEX_STATEMENTS } from "./lateIndexes.ts";

/** What the chain said, and how far it was read. */
export const CHAIN_TABLES: readonly string[] = [
  // The one ledger that this database is the index of.
  `create table identity (
    single boolean primary key default true check (single),
    chain_id bigint not null,
    ledger bytea not null,
    directory bytea not null,
    deployment_block bigint not null,
    deployment_hash bytea not null
  )`,
  // The last block that is in the tables, and the last one of these that can never be dropped.
  `create table cursor (
    single boolean primary key default true check (single),
    folded_number bigint not null,
    folded_hash bytea not null,
    final_number bigint not null,
    final_hash bytea not null
  )`,
  // Every block that is not final yet, and every block that holds events.
  `create table blocks (
    number bigint primary key,
    hash bytea not null,
    parent_hash bytea not null,
    timestamp bigint not null
  )`,
  // body is the domain's event without its name and its id, bigints as decimal strings. fact is the key of the row
  // outside the receivables that follows from the event.
  `create table events (
    block_number bigint not null,
    log_index integer not null,
    block_hash bytea not null,
    transaction_hash bytea not null,
    address bytea not null,
    name text not null,
    receivable_id bytea,
    fact text,
    body jsonb not null,
    primary key (block_number, log_index)
  )`,
  `create index events_of_receivable on events (receivable_id, block_number, log_index)
    where receivable_id is not null`,
  "create index events_of_fact on events (fact, block_number, log_index) where fact is not null",
];

/** The receivables as they stand. Parties are null before the issue, terms while they are sealed. */
export const RECEIVABLE_TABLES: readonly string[] = [
  `create table receivables (
    id bytea primary key,
    supplier bytea,
    buyer bytea,
    invoice bytea,
    line bigint,
    policy integer,
    revision bigint,
    terms bytea,
    document bytea,
    content bytea,
    currency bytea,
    amount numeric(80, 0),
    due_day bigint,
    utc_offset integer,
    discount_day1 bigint,
    discount1 numeric(80, 0),
    discount_day2 bigint,
    discount2 numeric(80, 0),
    sliding_rate bigint,
    discount_on_parts boolean,
    late_rate bigint,
    basis integer,
    grace_days integer,
    fixed_sum numeric(80, 0),
    allocation integer,
    acceleration_days integer,
    salt bytea,
    commitment bytea not null,
    status smallint not null,
    holder bytea not null,
    approved bytea not null,
    locked boolean not null,
    transferee bytea not null,
    closed boolean not null,
    detailed boolean not null,
    disputed numeric(80, 0) not null,
    written_off boolean not null,
    part boolean not null,
    advices integer not null,
    settled numeric(80, 0) not null,
    credited numeric(80, 0) not null,
    late_days numeric(80, 0) not null,
    charges_settled numeric(80, 0) not null,
    carry numeric(80, 0) not null,
    discounted boolean not null,
    issued_block bigint not null,
    changed_block bigint not null,
    changed_log integer not null
  )`,
  // One row for each bank reference; which of the columns are filled follows from the status.
  `create table receipts (
    id bytea not null,
    bank_ref bytea not null,
    status smallint not null,
    cash numeric(80, 0),
    value_day bigint,
    holder bytea,
    principal numeric(80, 0),
    discount numeric(80, 0),
    charges numeric(80, 0),
    late_days numeric(80, 0),
    primary key (id, bank_ref)
  )`,
  ...LATE_INDEX_STATEMENTS,
  "create index parts on receivables (invoice) where part",
];

/** Nobody listened before a ledger knew of it. */
export const LISTENING_COLUMNS: readonly string[] = [
  "alter table receivables add column listening boolean not null default false",
];

/** What else follows from the events. */
export const FACT_TABLES: readonly string[] = [
  `create table kept_cash (
    holder bytea not null,
    currency bytea not null,
    id bytea not null,
    amount numeric(80, 0) not null,
    primary key (holder, currency, id)
  )`,
  `create table spent_nonces (
    signer bytea not null,
    nonce numeric(80, 0) not null,
    primary key (signer, nonce)
  )`,
  "create table revoked_roots (signer bytea not null, root bytea not null, primary key (signer, root))",
  "create table operators (owner bytea not null, operator bytea not null, primary key (owner, operator))",
  `create table vouchers (
    registrar bytea not null,
    organisation bytea not null,
    legal_id bytea not null,
    evidence bytea not null,
    enroller bytea not null,
    channel integer not null,
    since bigint not null,
    until bigint not null,
    primary key (registrar, organisation)
  )`,
  "create index vouchers_of_organisation on vouchers (organisation)",
  `create table mandates (
    organisation bytea not null,
    agent bytea not null,
    verbs bigint not null,
    since bigint not null,
    until bigint not null,
    cap numeric(80, 0) not null,
    currency bytea not null,
    document bytea not null,
    primary key (organisation, agent)
  )`,
  "create index mandates_of_agent on mandates (agent)",
  "create table viewing_keys (organisation bytea primary key, key bytea not null)",
];
