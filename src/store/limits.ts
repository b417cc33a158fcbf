/**
 * Credit limits of customers and groups: set, and never changed or removed but for their reasons, which can be erased;
 * what is set later takes their place.
 */
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `subject` is a customer's address, or `group ` and the name of a group of affiliates. */
export const LIMIT_TABLES: readonly string[] = [
  `create table limits (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null,
    subject text not null,
    currency bytea not null,
    amount numeric(80, 0),
    from_instant bigint not null,
    until_instant bigint,
    reason text not null,
    set_by bytea not null,
    set_at bigint not null,
    approval text,
    unique (organisation, id)
  )`,
  "create index limits_of_subject on limits (organisation, subject, currency, number)",
];

export interface NewLimit {
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  readonly organisation: Address;
  readonly subject: string;
  readonly currency: Address;
  /** Minor units; null where the own limit ends. */
  readonly amount: bigint | null;
  /** First instant, unix seconds. */
  readonly from: number;
  /** When it lapses; null for never. */
  readonly until: number | null;
  readonly reason: string;
  readonly setBy: Address;
  readonly setAt: number;
  /** The approval that it took; null where it took none. */
  readonly approval: string | null;
}

export interface StoredLimit extends NewLimit {
  readonly number: number;
}

const LIMIT =
  'number, id, organisation, subject, currency, amount, from_instant as "from", until_instant as "until", reason, ' +
  'set_by as "setBy", set_at as "setAt", approval';

/** Whoever checks what may be added waits for whoever adds, and for whoever changes the limit. */
export function lockLimit(tx: Transaction, organisation: Address, subject: string, currency: Address): Promise<void> {
  return lockCount(tx, `limit of ${organisation}: ${subject} ${currency}`);
}

/** @returns false, and nothing is stored, where there are `most` of the organisation. */
export async function insertLimit(tx: Transaction, limit: NewLimit, most: number): Promise<boolean> {
  const rows = await tx.query(
    `insert into limits (organisation, id, subject, currency, amount, from_instant, until_instant, reason, set_by,
       set_at, approval)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
     where (select count(*) from limits where organisation = $1) < $12::bigint returning id`,
    [
      ...[bytes(limit.organisation), limit.id, limit.subject, bytes(limit.currency), limit.amount, limit.from],
      ...[limit.until, limit.reason, bytes(limit.setBy), limit.setAt, limit.approval, most],
    ],
  );
  return rows.length === 1;
}

export async function limitById(sql: Sql, organisation: Address, id: string): Promise<StoredLimit | undefined> {
  const text = `select ${LIMIT} from limits where organisation = $1 and id = $2`;
  return (await sql.query<StoredLimit>(text, [bytes(organisation), id]))[0];
}

/** Erases why a limit was set; that it was stays. False where there is none. */
export async function eraseLimitReason(sql: Sql, organisation: Address, id: string): Promise<boolean> {
  const text = "update limits set reason = '' where organisation = $1 and id = $2 returning id";
  return (await sql.query(text, [bytes(organisation), id])).length === 1;
}

/** All that was set of some subjects, in the order in which it was. */
export async function limitsOf(
  sql: Sql,
  organisation: Address,
  subjects: readonly string[],
): Promise<readonly StoredLimit[]> {
  const text = `select ${LIMIT} from limits where organisation = $1 and subject = any($2) order by number`;
  return sql.query<StoredLimit>(text, [bytes(organisation), subjects]);
}

/** What was set before a place, the latest first. @param subject Of this one alone, where given. */
export async function limitsBefore(
  sql: Sql,
  organisation: Address,
  subject: string | undefined,
  before: number,
  limit: number,
): Promise<readonly StoredLimit[]> {
  return sql.query<StoredLimit>(
    `select ${LIMIT} from limits where organisation = $1 and ($2::text is null or subject = $2) and number < $3
     order by number desc limit $4`,
    [bytes(organisation), subject ?? null, before, limit],
  );
}
