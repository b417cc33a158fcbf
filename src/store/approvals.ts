/**
 * What members asked others to sign for, what these decided, and what was done with it. Nothing is changed or removed
 * but the marks of a request's own fate and, once they are erased, the reasons. None of it can be rebuilt from the
 * chain.
 */
import type { ApprovalKind, ApprovalWord } from "../domain/duties/approvals.ts";
import type { Duty } from "../domain/duties/duties.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

export interface NewApproval {
  readonly organisation: Address;
  /** A UUID of whoever asks. */
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly subject: string;
  readonly customer: Address | null;
  /** Minor units. */
  readonly amount: bigint | null;
  readonly currency: Address | null;
  readonly reason: string;
  readonly asker: Address;
  /** Unix seconds, as all instants here. */
  readonly asked: number;
  /** The last instant at which it can be decided and used. */
  readonly until: number;
  /** How many other people have to sign. */
  readonly needed: number;
  readonly duty: Duty;
  readonly escalatesTo: Duty | null;
  /** From when on that duty's approval counts too. */
  readonly escalates: number;
  /** The version of the policy; 0 where there was none. */
  readonly policy: number;
  /** When whoever waits for it is told next. */
  readonly due: number;
}

export interface StoredApproval extends NewApproval {
  readonly number: number;
  /** What was told last. */
  readonly told: ApprovalWord;
  readonly refused: number | null;
  readonly withdrawn: number | null;
  readonly used: number | null;
  readonly usedBy: Address | null;
  readonly lapsed: number | null;
}

const COLUMNS =
  "number, organisation, id, kind, subject, customer, amount, currency, reason, asker, asked, until, needed, duty, " +
  'escalates_to as "escalatesTo", escalates, policy, told, due, refused, withdrawn, used, used_by as "usedBy", lapsed';

/** Keeps a request; undefined where the organisation has one of that id. @param used Where nobody has to sign. */
export async function insertApproval(tx: Transaction, asked: NewApproval, used?: number): Promise<number | undefined> {
  const { organisation, customer, currency, asker } = asked;
  const [row] = await tx.query<{ number: number }>(
    `insert into approvals (organisation, id, kind, subject, customer, amount, currency, reason, asker, asked, until,
       needed, duty, escalates_to, escalates, policy, due, used, used_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     on conflict (organisation, id) do nothing returning number`,
    [
      ...[bytes(organisation), asked.id, asked.kind, asked.subject, customer && bytes(customer), asked.amount],
      ...[currency && bytes(currency), asked.reason, bytes(asker), asked.asked, asked.until, asked.needed],
      ...[asked.duty, asked.escalatesTo, asked.escalates, asked.policy, asked.due],
      ...[used ?? null, used === undefined ? null : bytes(asker)],
    ],
  );
  return row?.number;
}

export async function approvalOf(sql: Sql, organisation: Address, id: string): Promise<StoredApproval | undefined> {
  return (await approvalsWhere(sql, "organisation = $1 and id = $2", [bytes(organisation), id]))[0];
}

/** As {@link approvalOf}, and nobody else changes it until the transaction ends. */
export async function lockApproval(
  tx: Transaction,
  organisation: Address,
  id: string,
): Promise<StoredApproval | undefined> {
  return (await approvalsWhere(tx, "organisation = $1 and id = $2 for update", [bytes(organisation), id]))[0];
}

/** Requests about a subject that may still be used, the oldest first; locked where `isLocked`. */
export async function usableApprovals(
  sql: Sql,
  { organisation, kind, subject }: Pick<NewApproval, "organisation" | "kind" | "subject">,
  at: number,
  isLocked: boolean,
): Promise<readonly StoredApproval[]> {
  const text =
    "organisation = $1 and kind = $2 and subject = $3 and asked <= $4 and until >= $4 and needed > 0 " +
    `and used is null and refused is null and withdrawn is null order by number${isLocked ? " for update" : ""}`;
  return approvalsWhere(sql, text, [bytes(organisation), kind, subject, at]);
}

/** The organisation's, the newest first, before a place. */
export async function approvalsBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly StoredApproval[]> {
  const text = "organisation = $1 and needed > 0 and number < $2 order by number desc limit $3";
  return approvalsWhere(sql, text, [bytes(organisation), before, limit]);
}

/** Those that were asked for in a period, in their order. */
export async function approvalsBetween(
  sql: Sql,
  organisation: Address,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
): Promise<readonly StoredApproval[]> {
  const text = "organisation = $1 and needed > 0 and asked between $2 and $3 order by number limit $4";
  return approvalsWhere(sql, text, [bytes(organisation), from, to, limit]);
}

/**
 * What was asked for or done since an instant about a subject or of a customer, but for what was refused, taken back or
 * never signed in time: minor units.
 */
export async function sumAsked(
  sql: Sql,
  { organisation, kind, subject, customer, currency }: NewApprovalKey,
  { from, to, but }: { readonly from: number; readonly to: number; /** Its id. */ readonly but?: string },
): Promise<bigint> {
  const [row] = await sql.query<{ sum: bigint }>(
    `select coalesce(sum(amount), 0)::numeric(80, 0) as sum from approvals
     where organisation = $1 and kind = $2 and (subject = $3 or customer = $4) and currency = $5
       and asked >= $6 and asked <= $7 and refused is null and withdrawn is null and (used is not null or until >= $7)
       and ($8::uuid is null or id <> $8)`,
    [
      ...[bytes(organisation), kind, subject, customer && bytes(customer), currency && bytes(currency)],
      ...[from, to, but ?? null],
    ],
  );
  return row?.sum ?? 0n;
}

export type NewApprovalKey = Pick<NewApproval, "organisation" | "kind" | "subject" | "customer" | "currency">;

/** How many requests wait for somebody, or to be used. */
export async function countOpenApprovals(sql: Sql, organisation: Address, at: number): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `select count(*) as count from approvals where organisation = $1 and needed > 0 and until >= $2
       and used is null and refused is null and withdrawn is null`,
    [bytes(organisation), at],
  );
  return row?.count ?? 0;
}

/** False where it was decided, taken back or used already. */
export async function endApproval(
  tx: Transaction,
  number: number,
  how: "refused" | "withdrawn" | "lapsed",
  at: number,
): Promise<boolean> {
  const rows = await tx.query(
    `update approvals set ${how} = $2 where number = $1 and refused is null and withdrawn is null and used is null
       and lapsed is null returning number`,
    [number, at],
  );
  return rows.length === 1;
}

/** Uses it up; false where somebody has. */
export async function markUsed(tx: Transaction, number: number, by: Address, at: number): Promise<boolean> {
  const rows = await tx.query(
    `update approvals set used = $2, used_by = $3
     where number = $1 and used is null and refused is null and withdrawn is null and until >= $2 returning number`,
    [number, at, bytes(by)],
  );
  return rows.length === 1;
}

export async function approvalsWhere(
  sql: Sql,
  where: string,
  values: readonly SqlValue[],
): Promise<readonly StoredApproval[]> {
  return sql.query<StoredApproval>(`select ${COLUMNS} from approvals where ${where}`, values);
}

/** A request of which something is to be told, or that lapsed; nobody else looks at it until the transaction ends. */
export async function holdDueApproval(tx: Transaction, now: number): Promise<StoredApproval | undefined> {
  const where =
    "due <= $1 and needed > 0 and used is null and refused is null and withdrawn is null and lapsed is null " +
    "order by due, number limit 1 for update skip locked";
  return (await approvalsWhere(tx, where, [now]))[0];
}

/** Notes what was told last, and when the next is due. */
export async function moveApproval(
  tx: Transaction,
  number: number,
  { told, due }: Pick<StoredApproval, "told" | "due">,
): Promise<void> {
  await tx.query("update approvals set told = $2, due = $3 where number = $1", [number, told, due]);
}
