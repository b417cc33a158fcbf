/** What factors note for themselves, and what they were answered. None of it is on the chain. */

/** A step of the schema. Criteria, answers and records of correspondents are kept as they were asked and answered. */
export const FACTOR_BOOK_TABLES: readonly string[] = [
  // Cash that waits at desks is in the events of no deal.
  `create index events_of_waiting_cash on events (address, block_number, log_index)
    where name in ('CashOwed', 'CashWithdrawn')`,
  `create table eligibility_criteria (
    organisation bytea not null,
    version integer not null,
    id uuid not null,
    content bytea not null,
    body jsonb not null,
    set_by bytea not null,
    set_at bigint not null,
    primary key (organisation, version),
    unique (organisation, id)
  )`,
  `create table debtor_facts (
    organisation bytea not null,
    debtor bytea not null,
    affiliates text,
    marks jsonb not null,
    kind text not null,
    noted bigint not null,
    primary key (organisation, debtor)
  )`,
  `create table eligibility_checks (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    account bytea not null,
    supplier bytea not null,
    content bytea not null,
    answer jsonb not null,
    checked bigint not null,
    unique (organisation, id)
  )`,
  "create index eligibility_checks_of on eligibility_checks (organisation, number)",
  // One row for each receivable and organisation that looked at it; fingerprints are under the gateway's own key.
  `create table invoice_fingerprints (
    organisation bytea not null,
    receivable bytea not null,
    key bytea not null,
    exact bytea not null,
    near bytea not null,
    registered bigint not null,
    primary key (organisation, receivable)
  )`,
  "create index invoice_fingerprints_exact on invoice_fingerprints (key, exact)",
  "create index invoice_fingerprints_near on invoice_fingerprints (key, near)",
  `create table correspondents (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    content bytea not null,
    receivable bytea,
    offer bytea,
    body jsonb not null,
    noted bigint not null,
    ended bigint,
    unique (organisation, id)
  )`,
  "create index correspondents_of on correspondents (organisation, number)",
];
