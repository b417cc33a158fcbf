/** The tables of approvals. None of them can be rebuilt from the chain. */

/**
 * A step of the schema. Of `needed` 0 is what nobody had to sign for: it counts among what is added up. An attempt is
 * what somebody tried who may not.
 */
export const APPROVAL_TABLES: readonly string[] = [
  `create table approvals (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    kind text not null,
    subject text not null,
    customer bytea,
    amount numeric(80, 0),
    currency bytea,
    reason text not null,
    asker bytea not null,
    asked bigint not null,
    until bigint not null,
    needed integer not null,
    duty text not null,
    escalates_to text,
    escalates bigint not null,
    policy integer not null,
    told text not null default 'asked',
    due bigint not null,
    refused bigint,
    withdrawn bigint,
    used bigint,
    used_by bytea,
    lapsed bigint,
    unique (organisation, id)
  )`,
  "create index approvals_of_organisation on approvals (organisation, number)",
  "create index approvals_of_subject on approvals (organisation, kind, subject)",
  "create index approvals_of_customer on approvals (organisation, kind, customer, asked) where customer is not null",
  "create index approvals_due on approvals (due) where used is null and refused is null and withdrawn is null",
  `create table approval_decisions (
    approval bigint not null references approvals,
    approver bytea not null,
    person text not null,
    is_approved boolean not null,
    reason text not null,
    deadline bigint not null,
    signature bytea not null,
    delegation uuid,
    at bigint not null,
    primary key (approval, approver)
  )`,
  `create table approval_attempts (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    approval bigint not null references approvals,
    account bytea not null,
    why text not null,
    at bigint not null
  )`,
  "create index approval_attempts_of_organisation on approval_attempts (organisation, number)",

  // Policies are added and never changed. A delegate decides up to an amount, while the delegator itself might.
  `create table approval_policies (
    organisation bytea not null,
    version integer not null,
    since bigint not null,
    set_by bytea not null,
    reason text not null,
    window_days integer not null,
    tiers jsonb not null,
    primary key (organisation, version)
  )`,
  `create table approval_delegations (
    organisation bytea not null,
    id uuid not null,
    delegator bytea not null,
    delegate bytea not null,
    duty text not null,
    most numeric(80, 0),
    currency bytea,
    since bigint not null,
    until bigint not null,
    revoked bigint,
    primary key (organisation, id)
  )`,
];

/**
 * A step of the schema. Of a reason that is erased, the hash that stands for it in what was signed; null of one that is
 * there, and of one that was erased before this step.
 */
export const APPROVAL_REASON_COLUMNS: readonly string[] = [
  "alter table approval_decisions add column reason_hash bytea",
];
