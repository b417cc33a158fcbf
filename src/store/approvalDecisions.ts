/**
 * What was decided on requests for approval, and what was tried by those who may not. Nothing of it is changed but that
 * the text of a reason is erased.
 */
import type { ApprovalKind } from "../domain/duties/approvals.ts";
import { keccakOfText } from "../domain/hash.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { StoredApproval } from "./approvals.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

export interface StoredDecision {
  readonly approver: Address;
  /** Who that was, as one person with all of its accounts. */
  readonly person: string;
  readonly isApproved: boolean;
  /** Empty once it is erased. */
  readonly reason: string;
  /** Of a reason that is erased; null of one that is there, or was erased before hashes were kept. */
  readonly reasonHash: Hex | null;
  readonly deadline: number;
  readonly signature: Hex;
  /** By whose leave, where it was somebody else's to decide. */
  readonly delegation: string | null;
  readonly at: number;
}

export type NewDecision = Omit<StoredDecision, "reasonHash">;

export interface StoredAttempt {
  readonly number: number;
  readonly approval: string;
  readonly kind: ApprovalKind;
  readonly subject: string;
  readonly account: Address;
  readonly why: string;
  readonly at: number;
}

const DECISION =
  'approver, person, is_approved as "isApproved", reason, reason_hash as "reasonHash", deadline, signature, ' +
  "delegation, at";

/** False where that account has decided. */
export async function insertDecision(tx: Transaction, approval: number, one: NewDecision): Promise<boolean> {
  const rows = await tx.query(
    `insert into approval_decisions (approval, approver, person, is_approved, reason, deadline, signature, delegation,
       at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning approval`,
    [
      ...[approval, bytes(one.approver), one.person, one.isApproved, one.reason, one.deadline],
      ...[bytes(one.signature), one.delegation, one.at],
    ],
  );
  return rows.length === 1;
}

/** What was decided on some requests, in the order of time, by their numbers. */
export async function decisionsOf(
  sql: Sql,
  approvals: readonly number[],
): Promise<ReadonlyMap<number, readonly StoredDecision[]>> {
  const rows = await sql.query<StoredDecision & { readonly approval: number }>(
    `select approval, ${DECISION} from approval_decisions where approval = any($1) order by at, approver`,
    [approvals],
  );
  const decisions = rows.map(({ approval, ...one }) => ({ approval, one }));
  const grouped = Map.groupBy(decisions, ({ approval }) => approval);
  return new Map([...grouped].map(([approval, list]) => [approval, list.map(({ one }) => one)]));
}

/** Erases why it was asked for and why it was decided as it was; of what was signed the hash stays. */
export async function eraseApprovalTexts(tx: Transaction, approval: number): Promise<void> {
  await tx.query("update approvals set reason = '' where number = $1", [approval]);
  const decisions = (await decisionsOf(tx, [approval])).get(approval) ?? [];
  for (const { approver, reason } of decisions) {
    if (reason === "") continue;
    await tx.query(
      "update approval_decisions set reason = '', reason_hash = $3 where approval = $1 and approver = $2",
      [approval, bytes(approver), bytes(keccakOfText(reason))],
    );
  }
}

/** Notes what somebody tried who may not, once. */
export async function noteAttempt(
  sql: Sql,
  { organisation, number }: Pick<StoredApproval, "organisation" | "number">,
  { account, why, at }: Pick<StoredAttempt, "account" | "why" | "at">,
): Promise<void> {
  await sql.query(
    `insert into approval_attempts (organisation, approval, account, why, at) select $1, $2, $3, $4, $5
     where not exists (select from approval_attempts where approval = $2 and account = $3 and why = $4)`,
    [bytes(organisation), number, bytes(account), why, at],
  );
}

/** What was tried in a period, in its order. */
export async function attemptsBetween(
  sql: Sql,
  organisation: Address,
  { from, to }: { readonly from: number; readonly to: number },
  limit: number,
): Promise<readonly StoredAttempt[]> {
  return sql.query<StoredAttempt>(
    `select t.number, a.id as approval, a.kind, a.subject, t.account, t.why, t.at
     from approval_attempts t join approvals a on a.number = t.approval
     where t.organisation = $1 and t.at between $2 and $3 order by t.number limit $4`,
    [bytes(organisation), from, to, limit],
  );
}
