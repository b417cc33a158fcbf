/** Statements of account that are made by themselves, month by month or quarter by quarter, each cut-off once. */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `next` is the cut-off whose statement is made when it is due. */
export const ACCOUNT_STATEMENT_SCHEDULE_TABLES: readonly string[] = [
  `create table account_statement_schedules (
    sequence bigint generated always as identity primary key,
    id uuid not null unique,
    organisation bytea not null,
    member bytea not null,
    plan jsonb not null,
    made bigint not null,
    stopped bigint,
    next text not null,
    due bigint not null,
    fault text
  )`,
  "create index account_statement_schedules_of on account_statement_schedules (organisation, sequence)",
  "create index account_statement_schedules_due on account_statement_schedules (due) where stopped is null",
];

export interface NewStatementSchedule {
  /** A UUID, unique among all. */
  readonly id: string;
  readonly organisation: Address;
  readonly member: Address;
  /** What is made, of whose account, when and for whom. */
  readonly plan: unknown;
  /** Unix seconds. */
  readonly made: number;
  /** The first cut-off, `YYYY-MM-DD`, and when its statement is made. */
  readonly next: string;
  readonly due: number;
}

export interface StatementSchedule extends NewStatementSchedule {
  readonly sequence: number;
  readonly stopped: number | null;
  /** Why the last attempt made nothing; it is tried again. */
  readonly fault: string | null;
}

const SCHEDULE = "sequence, id, organisation, member, plan, made, stopped, next, due, fault";

/** False, and nothing is stored, where the id is there already. */
export async function keepSchedule(sql: Sql, schedule: NewStatementSchedule): Promise<boolean> {
  const { id, organisation, member, plan, made, next, due } = schedule;
  const rows = await sql.query(
    `insert into account_statement_schedules (id, organisation, member, plan, made, next, due)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [id, bytes(organisation), bytes(member), JSON.stringify(plan), made, next, due],
  );
  return rows.length === 1;
}

export async function scheduleOf(sql: Sql, organisation: Address, id: string): Promise<StatementSchedule | undefined> {
  const text = `select ${SCHEDULE} from account_statement_schedules where id = $1 and organisation = $2`;
  return (await sql.query<StatementSchedule>(text, [id, bytes(organisation)]))[0];
}

/** Those of an organisation before a place, the latest first. */
export async function schedulesBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly StatementSchedule[]> {
  return sql.query<StatementSchedule>(
    `select ${SCHEDULE} from account_statement_schedules where organisation = $1 and sequence < $2
     order by sequence desc limit $3`,
    [bytes(organisation), before, limit],
  );
}

/** How many of an organisation go on. */
export async function schedulesGoingOn(sql: Sql, organisation: Address): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    "select count(*)::int as count from account_statement_schedules where organisation = $1 and stopped is null",
    [bytes(organisation)],
  );
  return row?.count ?? 0;
}

/** Ends it; what it made stays. */
export async function stopSchedule(sql: Sql, organisation: Address, id: string, now: number): Promise<void> {
  await sql.query(
    "update account_statement_schedules set stopped = $3 where id = $1 and organisation = $2 and stopped is null",
    [id, bytes(organisation), now],
  );
}

/** The schedule that has been due longest, held until the transaction ends: nobody else takes it meanwhile. */
export async function holdDueSchedule(tx: Transaction, now: number): Promise<StatementSchedule | undefined> {
  const [row] = await tx.query<StatementSchedule>(
    `select ${SCHEDULE} from account_statement_schedules where stopped is null and due <= $1
     order by due, sequence limit 1 for update skip locked`,
    [now],
  );
  return row;
}

/** Goes on to another cut-off, or tries the same one again later; nothing changes where somebody else has moved it. */
export async function moveSchedule(
  sql: Sql,
  from: Pick<StatementSchedule, "id" | "next">,
  { next, due, fault }: Pick<StatementSchedule, "next" | "due" | "fault">,
): Promise<void> {
  await sql.query(
    "update account_statement_schedules set next = $3, due = $4, fault = $5 where id = $1 and next = $2",
    [from.id, from.next, next, due, fault],
  );
}
