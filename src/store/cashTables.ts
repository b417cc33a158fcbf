/**
 * Cash application: what banks said came in, what was decided about it and by whom, and the receipts that the ledger is
 * to be told. None of it is the chain's, and none of it can be made again.
 */

/** A step of the schema. Amounts are minor units; days are `YYYY-MM-DD`. */
export const CASH_TABLES: readonly string[] = [
  // One row for each organisation, locked by whoever changes its cash: what was read of it stands until then.
  "create table cash_books (organisation bytea primary key, revision bigint not null)",
  // Files of banks to be read, and runs. Until claimed somebody may be at work on it; attempts say how often.
  `create table cash_jobs (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null unique,
    kind text not null check (kind in ('file', 'run')),
    account bytea not null,
    plan jsonb not null,
    begun bigint not null,
    step text not null default 'waiting',
    claimed bigint not null default 0,
    attempts integer not null default 0,
    ended bigint,
    summary jsonb,
    fault text
  )`,
  "create index cash_jobs_of_organisation on cash_jobs (organisation, kind, number)",
  "create index cash_jobs_waiting on cash_jobs (number) where ended is null",
  // A payment: a booked entry of an account, or one transaction of a batch (part, -1 for the whole entry); or a bill.
  // key tells an entry from all others of the organisation, and is the same however often it is told. name is for
  // people. match is the decision that stands; left_out is why there can be none.
  `create table cash_entries (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    job bigint,
    key bytea not null,
    part integer not null,
    name text not null,
    account text not null,
    bank_reference text,
    booking_date text,
    value_date text,
    amount numeric(80, 0) not null,
    currency text not null,
    payer_name text not null,
    payer_account text not null,
    text text not null,
    structured jsonb not null,
    body jsonb not null,
    bill jsonb,
    left_out text,
    counterpart bigint,
    match bigint,
    unique (organisation, key, part),
    unique (organisation, id)
  )`,
  "create index cash_entries_of_organisation on cash_entries (organisation, number)",
  "create index cash_entries_by_amount on cash_entries (organisation, account, amount)",
  "create index cash_entries_returns on cash_entries (organisation, account) where left_out = 'RETURN'",
  // A decision about an entry. before is the proposal that it confirmed; tending says that intents are to be prepared
  // or withdrawn for it.
  `create table cash_matches (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null unique,
    entry bigint not null,
    run bigint,
    state text not null,
    rule text,
    confidence integer not null,
    party text not null,
    content bytea not null,
    body jsonb not null,
    decided_by bytea,
    decided bigint not null,
    before bigint,
    cause text,
    undone_by bytea,
    undone bigint,
    reason jsonb,
    tending boolean not null default false
  )`,
  "create index cash_matches_of_entry on cash_matches (entry, number)",
  "create unique index cash_matches_posted on cash_matches (entry) where state = 'posted'",
  "create index cash_matches_of_organisation on cash_matches (organisation, state)",
  "create index cash_matches_tended on cash_matches (number) where tending",
  // What a posted match settles, by the item; of a receivable, the intents that tell the ledger of it, and how
  // often others had to be prepared in their place.
  `create table cash_allocations (
    match bigint not null,
    organisation bytea not null,
    item text not null,
    receivable bytea,
    cash numeric(80, 0) not null,
    settled numeric(80, 0) not null,
    bank_reference text not null,
    value_date text not null,
    attempt integer not null default 0,
    intent text,
    reversal text,
    problem text,
    primary key (match, item)
  )`,
  "create index cash_allocations_of_item on cash_allocations (organisation, item)",
];
