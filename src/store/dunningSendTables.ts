/** The tables of dunning notices, see `dunningSends.ts`. */

/**
 * A step of the schema. `target` is an e-mail address, a telephone number, or the lines on the envelope; `person` the
 * contact that it is of. `ended` is when it was taken, printed, logged, withdrawn or given up. What was withdrawn was
 * never sent and holds no level back: `counts` is false for its items. Targets that a server refused are not tried
 * again until somebody forgives them.
 */
export const DUNNING_SEND_TABLES: readonly string[] = [
  `create table dunning_sends (
    sequence bigint generated always as identity primary key,
    id uuid not null unique,
    organisation bytea not null,
    customer bytea not null,
    policy text not null,
    policy_version integer not null,
    level text not null,
    stage text not null,
    channel text not null,
    person text,
    target text not null,
    template text not null,
    language text not null,
    currency bytea not null,
    fee numeric(80, 0) not null,
    content jsonb not null,
    text text not null,
    content_hash bytea not null,
    salt bytea not null,
    made bigint not null,
    state text not null check (state in
      ('waiting', 'toPrint', 'toDo', 'taken', 'printed', 'logged', 'failed', 'withdrawn')),
    due bigint not null,
    claimed_until bigint not null default 0,
    tries integer not null default 0,
    tried bigint,
    ended bigint,
    ended_by bytea,
    status integer,
    fault text
  )`,
  "create index dunning_sends_of_customer on dunning_sends (organisation, customer, sequence)",
  "create index dunning_sends_in_state on dunning_sends (organisation, state, sequence)",
  "create index dunning_sends_taken on dunning_sends (organisation, channel, ended) where state = 'taken'",
  "create index dunning_sends_due on dunning_sends (due) where state = 'waiting'",
  `create table dunning_send_items (
    send uuid not null references dunning_sends (id),
    item bytea not null,
    organisation bytea not null,
    level text not null,
    cycle integer not null,
    holder bytea not null,
    due_day bigint not null,
    asked numeric(80, 0) not null,
    counts boolean not null,
    primary key (send, item)
  )`,
  `create unique index dunning_send_items_once on dunning_send_items (item, organisation, level, cycle)
    where counts`,
  `create table dunning_refused_targets (
    organisation bytea not null,
    channel text not null,
    target text not null,
    since bigint not null,
    fault text not null,
    primary key (organisation, channel, target)
  )`,
];
