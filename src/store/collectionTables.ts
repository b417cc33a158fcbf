/**
 * The tables of collections. Their events lie with all others; whoever may see a receivable may see what was recorded
 * of its collection. Who follows no collections has none.
 */
export const COLLECTION_TABLES: readonly string[] = [
  "alter table identity add column collections bytea",
  "alter table events add column collection_id bytea",
  `create index events_of_collection on events (collection_id, block_number, log_index)
    where collection_id is not null`,
  "alter table retractions add column collection_id bytea",
  `create table agreed_schedules (
    supplier bytea not null,
    buyer bytea not null,
    schedule jsonb not null,
    primary key (supplier, buyer)
  )`,
  `create table adopted_schedules (
    id bytea primary key,
    commitment bytea not null,
    due_day bigint not null,
    utc_offset integer not null,
    schedule jsonb not null,
    cycles jsonb not null
  )`,
  `create table placements (
    id bytea not null,
    creditor bytea not null,
    collector bytea not null,
    scope integer not null,
    fee bigint not null,
    until bigint not null,
    terms bytea not null,
    primary key (id, creditor, collector)
  )`,
  "create index placements_with on placements (collector, id)",
  `create table spent_collection_nonces (
    signer bytea not null,
    nonce numeric(80, 0) not null,
    primary key (signer, nonce)
  )`,
];

/** The payment plan that was agreed last for a receivable. */
export const AGREED_PLAN_TABLES: readonly string[] = [
  `create table agreed_plans (
    id bytea primary key,
    commitment bytea not null,
    creditor bytea not null,
    debtor bytea not null,
    plan bytea not null,
    count integer not null
  )`,
];
