/** Tables of early warning, of the risk register and of the runbook. None of it can be rebuilt from the chain. */

/**
 * A step of the schema. What is set in versions: how a rule is used (`rule`), an entry of the register (`entry`), a
 * page of the runbook (`page`), by which country packs terms are looked at (`profile`). Of warnings that last while
 * their figure does (an empty occasion) a subject has one at a time; any other is given once. The body of a contact is
 * personal data: it goes with its row.
 */
export const RISK_TABLES: readonly string[] = [
  `create table risk_versions (
    organisation bytea not null,
    kind text not null,
    subject text not null,
    version integer not null,
    id uuid not null,
    content bytea not null,
    body jsonb not null,
    set_by bytea not null,
    set_at bigint not null,
    primary key (organisation, kind, subject, version),
    unique (organisation, id)
  )`,
  `create table risk_looks (
    organisation bytea primary key,
    due bigint not null,
    looked bigint,
    fault text
  )`,
  "create index risk_looks_due on risk_looks (due)",
  `create table risk_warnings (
    number bigint generated always as identity primary key,
    id uuid not null unique,
    organisation bytea not null,
    currency text not null,
    rule text not null,
    subject text not null,
    occasion text not null,
    since bigint not null,
    figure numeric(80, 0) not null,
    threshold numeric(80, 0) not null,
    counted integer not null,
    items jsonb not null,
    raised bigint not null,
    raised_day bigint not null,
    cleared bigint,
    outcome text not null default 'open' check (outcome in ('open', 'confirmed', 'false')),
    outcome_item text,
    outcome_day bigint,
    is_judged boolean not null default false
  )`,
  `create unique index risk_warnings_each on risk_warnings (organisation, currency, rule, subject, occasion)
    where occasion <> ''`,
  `create unique index risk_warnings_lasting on risk_warnings (organisation, currency, rule, subject)
    where occasion = '' and cleared is null`,
  "create index risk_warnings_of on risk_warnings (organisation, number)",
  "create index risk_warnings_undecided on risk_warnings (organisation, currency, number) where outcome = 'open'",
  `create table risk_warning_notes (
    number bigint generated always as identity primary key,
    warning uuid not null references risk_warnings (id) on delete cascade,
    kind text not null check (kind in ('acknowledged', 'judged')),
    account bytea not null,
    at bigint not null,
    note text not null,
    owner bytea,
    outcome text
  )`,
  "create index risk_warning_notes_of on risk_warning_notes (warning, number)",
  `create table risk_contacts (
    organisation bytea not null,
    id uuid not null,
    emergency text not null,
    body jsonb not null,
    noted bigint not null,
    primary key (organisation, id)
  )`,
  `create table risk_drills (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    drill text not null,
    passed boolean not null,
    checks jsonb not null,
    at bigint not null,
    recorded_by bytea not null,
    recorded bigint not null,
    unique (organisation, id)
  )`,
];
