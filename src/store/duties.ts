/**
 * Who is entrusted with what in an organisation, since when and by whom; which accounts are one person; and what one
 * person may have together for a while although it should not. None of it can be rebuilt from the chain.
 */
import type { Duty, DutyException } from "../domain/duties/duties.ts";
import type { AccountLink } from "../domain/duties/people.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. Duties end and are not removed; whether they are enforced is added to and never changed. */
export const DUTY_TABLES: readonly string[] = [
  `create table duty_assignments (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    account bytea not null,
    duty text not null,
    since bigint not null,
    until bigint,
    assigned_by bytea not null,
    assigned bigint not null,
    ended bigint,
    ended_by bytea,
    unique (organisation, id)
  )`,
  "create index duty_assignments_of_account on duty_assignments (organisation, account)",
  `create table duty_exceptions (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    assignment uuid not null,
    account bytea not null,
    one text not null,
    other text not null,
    since bigint not null,
    until bigint not null,
    approval uuid not null
  )`,
  "create index duty_exceptions_of_organisation on duty_exceptions (organisation, number)",
  `create table duty_people (
    organisation bytea not null,
    account bytea not null,
    same_as bytea not null,
    stated_by bytea not null,
    stated bigint not null,
    primary key (organisation, account, same_as)
  )`,
  `create table duty_enforcement (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    is_on boolean not null,
    set_by bytea not null,
    at bigint not null
  )`,
  "create index duty_enforcement_of_organisation on duty_enforcement (organisation, number)",
];

/** A step of the schema: nobody stated what the members' list told. What was taken back stays written. */
export const DUTY_PEOPLE_CHANGES: readonly string[] = [
  "alter table duty_people alter column stated_by drop not null",
  `create table duty_partings (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    account bytea not null,
    other bytea not null,
    parted_by bytea not null,
    at bigint not null
  )`,
  "create index duty_partings_of_organisation on duty_partings (organisation, number)",
];

export interface DutyAssignment {
  /** A UUID. */
  readonly id: string;
  readonly account: Address;
  readonly duty: Duty;
  /** Unix seconds; the end is included, and null for none. */
  readonly since: number;
  readonly until: number | null;
  readonly assignedBy: Address;
  readonly assigned: number;
  /** When it was ended before its time, and by whom. */
  readonly ended: number | null;
  readonly endedBy: Address | null;
}

const ASSIGNMENT =
  'id, account, duty, since, until, assigned_by as "assignedBy", assigned, ended, ended_by as "endedBy"';

/** Waits until nobody else changes the organisation's duties, and keeps them waiting. */
export async function lockDuties(tx: Transaction, organisation: Address): Promise<void> {
  await lockCount(tx, `duties of ${organisation}`);
}

/** False where the organisation has one of that id. */
export async function insertAssignment(
  tx: Transaction,
  organisation: Address,
  { id, account, duty, since, until, assignedBy, assigned }: Omit<DutyAssignment, "ended" | "endedBy">,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into duty_assignments (organisation, id, account, duty, since, until, assigned_by, assigned)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [bytes(organisation), id, bytes(account), duty, since, until, bytes(assignedBy), assigned],
  );
  return rows.length === 1;
}

/** Ends a duty; false where there is none of that id that has not ended. */
export async function endAssignment(
  tx: Transaction,
  organisation: Address,
  id: string,
  { by, at }: { readonly by: Address; readonly at: number },
): Promise<boolean> {
  const rows = await tx.query(
    `update duty_assignments set ended = $3, ended_by = $4
     where organisation = $1 and id = $2 and ended is null and (until is null or until >= $3) returning id`,
    [bytes(organisation), id, at, bytes(by)],
  );
  return rows.length === 1;
}

/** All that were ever made, in their order. */
export async function assignmentsOf(sql: Sql, organisation: Address): Promise<readonly DutyAssignment[]> {
  return sql.query<DutyAssignment>(
    `select ${ASSIGNMENT} from duty_assignments where organisation = $1 order by number`,
    [bytes(organisation)],
  );
}

/** An exception as it was approved. */
export interface StoredDutyException extends DutyException {
  readonly assignment: string;
  readonly account: Address;
  readonly approval: string;
}

export async function insertException(
  tx: Transaction,
  organisation: Address,
  { assignment, account, one, other, since, until, approval }: StoredDutyException,
): Promise<void> {
  await tx.query(
    `insert into duty_exceptions (organisation, assignment, account, one, other, since, until, approval)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [bytes(organisation), assignment, bytes(account), one, other, since, until, approval],
  );
}

/** All that were ever made, in their order. */
export async function exceptionsFor(sql: Sql, organisation: Address): Promise<readonly StoredDutyException[]> {
  return sql.query<StoredDutyException>(
    `select assignment, account, one, other, since, until, approval from duty_exceptions
     where organisation = $1 order by number`,
    [bytes(organisation)],
  );
}

/** States that two accounts are one person's. @param by Null where the members' list tells it. */
export async function linkAccounts(
  sql: Sql,
  organisation: Address,
  { account, sameAs }: AccountLink,
  { by, at }: { readonly by: Address | null; readonly at: number },
): Promise<void> {
  await sql.query(
    `insert into duty_people (organisation, account, same_as, stated_by, stated) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [bytes(organisation), bytes(account), bytes(sameAs), by && bytes(by), at],
  );
}

export async function accountLinksOf(sql: Sql, organisation: Address): Promise<readonly AccountLink[]> {
  return sql.query<AccountLink>(
    'select account, same_as as "sameAs" from duty_people where organisation = $1 order by stated, account, same_as',
    [bytes(organisation)],
  );
}

/** That two accounts are not one person's any more for all that was stated. */
export interface Parting {
  readonly account: Address;
  readonly other: Address;
  readonly by: Address;
  readonly at: number;
}

/** Takes back, and writes down, what ties two accounts to each other; nothing where nothing does. */
export async function partAccounts(
  tx: Transaction,
  organisation: Address,
  { account, other, by, at }: Parting,
): Promise<void> {
  const both = [bytes(organisation), bytes(account), bytes(other)];
  const parted = await tx.query(
    `delete from duty_people where organisation = $1
       and ((account = $2 and same_as = $3) or (account = $3 and same_as = $2)) returning account`,
    both,
  );
  if (parted.length === 0) return;
  await tx.query(
    "insert into duty_partings (organisation, account, other, parted_by, at) values ($1, $2, $3, $4, $5)",
    [...[...both, bytes(by), at]],
  );
}

/** In their order. */
export async function partingsOf(sql: Sql, organisation: Address): Promise<readonly Parting[]> {
  return sql.query<Parting>(
    "select account, other, parted_by as by, at from duty_partings where organisation = $1 order by number",
    [bytes(organisation)],
  );
}

export interface EnforcementChange {
  readonly isOn: boolean;
  readonly setBy: Address;
  readonly at: number;
}

export async function addEnforcement(sql: Sql, organisation: Address, change: EnforcementChange): Promise<void> {
  await sql.query("insert into duty_enforcement (organisation, is_on, set_by, at) values ($1, $2, $3, $4)", [
    ...[bytes(organisation), change.isOn, bytes(change.setBy), change.at],
  ]);
}

/** Every time that enforcement was begun or ended, in its order. */
export async function enforcementOf(sql: Sql, organisation: Address): Promise<readonly EnforcementChange[]> {
  return sql.query<EnforcementChange>(
    'select is_on as "isOn", set_by as "setBy", at from duty_enforcement where organisation = $1 order by number',
    [bytes(organisation)],
  );
}
