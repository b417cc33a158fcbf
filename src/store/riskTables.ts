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

/**
 * A step of the schema. Through the day of its horizon a warning may come true. What time decided stands beside what
 * people judged last. As a warning was raised it stays written; `present` is what the last look made of it. One that
 * came back soon after it was over is a return: it is neither told of nor counted.
 */
export const WARNING_TIME_COLUMNS: readonly string[] = [
  `alter table risk_warnings
    add column horizon_day bigint,
    add column decided bigint,
    add column judged text check (judged in ('open', 'confirmed', 'false')),
    add column present jsonb,
    add column is_return boolean not null default false`,
  `update risk_warnings set horizon_day = raised_day + 90,
    decided = case when outcome <> 'open' and not is_judged
      then greatest(raised, coalesce(outcome_day, raised_day + 90) * 86400) end,
    judged = case when is_judged then outcome end,
    outcome = case when is_judged then 'open' else outcome end,
    present = jsonb_build_object('figure', figure::text, 'n', counted, 'items', items)`,
  `alter table risk_warnings drop column is_judged, alter column horizon_day set not null,
    alter column present set not null`,
];

const NEW_WORDS: Readonly<Record<string, string>> = {
  ratingDowngraded: "gradeLowered",
  ratingExpired: "gradeExpired",
};
const NEW_FIGURES: Readonly<Record<string, string>> = {
  overdueShare: "bookOverdueShare",
  largestShare: "largestGroupShare",
  disputedShare: "bookDisputedShare",
};

/** A step of the schema: one word for one thing, a grade as in the party file, and a share of the book as such. */
export const RISK_WORD_CHANGES: readonly string[] = [
  ...Object.entries(NEW_WORDS).flatMap(([before, after]) => [
    `update risk_warnings set rule = '${after}' where rule = '${before}'`,
    `update risk_versions set subject = '${after}' where kind = 'rule' and subject = '${before}'`,
    `update risk_versions set body = jsonb_set(body, '{rule}', '"${after}"') where body ->> 'rule' = '${before}'`,
    `update risk_versions set body = jsonb_set(body, '{indicator,rule}', '"${after}"')
      where body #>> '{indicator,rule}' = '${before}'`,
  ]),
  ...Object.entries(NEW_FIGURES).map(
    ([before, after]) => `update risk_versions set body = jsonb_set(body, '{indicator,figure}', '"${after}"')
      where body #>> '{indicator,figure}' = '${before}'`,
  ),
];
