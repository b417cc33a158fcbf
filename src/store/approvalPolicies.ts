/** From which amounts on who has to sign, and who decides for somebody else. Policies are added and never changed. */
import type { ApprovalPolicy } from "../domain/duties/approvals.ts";
import type { Duty } from "../domain/duties/duties.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

export interface StoredApprovalPolicy extends ApprovalPolicy {
  readonly setBy: Address;
  readonly reason: string;
}

/** All that an organisation ever set, in their order. */
export async function approvalPoliciesOf(sql: Sql, organisation: Address): Promise<readonly StoredApprovalPolicy[]> {
  const rows = await sql.query<StoredApprovalPolicy>(
    `select version, since, set_by as "setBy", reason, window_days as "windowDays", tiers from approval_policies
     where organisation = $1 order by version`,
    [bytes(organisation)],
  );
  return rows.map((row) => ({ ...row, tiers: untagged(row.tiers) as ApprovalPolicy["tiers"] }));
}

/** False where there is one of that version. */
export async function insertApprovalPolicy(
  sql: Sql,
  organisation: Address,
  { version, since, setBy, reason, windowDays, tiers }: StoredApprovalPolicy,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into approval_policies (organisation, version, since, set_by, reason, window_days, tiers)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning version`,
    [bytes(organisation), version, since, bytes(setBy), reason, windowDays, taggedJson(tiers)],
  );
  return rows.length === 1;
}

/** Somebody decides for another what that one may, until an instant and up to an amount. */
export interface ApprovalDelegation {
  /** A UUID. */
  readonly id: string;
  readonly delegator: Address;
  readonly delegate: Address;
  readonly duty: Duty;
  /** Minor units; null for whatever sum, and for requests without an amount. */
  readonly most: bigint | null;
  readonly currency: Address | null;
  /** Unix seconds. */
  readonly since: number;
  readonly until: number;
  readonly revoked: number | null;
}

const DELEGATION = "id, delegator, delegate, duty, most, currency, since, until, revoked";

/** False where the organisation has one of that id. */
export async function insertDelegation(
  sql: Sql,
  organisation: Address,
  { id, delegator, delegate, duty, most, currency, since, until }: Omit<ApprovalDelegation, "revoked">,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into approval_delegations (organisation, id, delegator, delegate, duty, most, currency, since, until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning id`,
    [
      ...[bytes(organisation), id, bytes(delegator), bytes(delegate), duty, most, currency && bytes(currency)],
      ...[since, until],
    ],
  );
  return rows.length === 1;
}

export async function revokeDelegation(sql: Sql, organisation: Address, id: string, at: number): Promise<void> {
  await sql.query(
    "update approval_delegations set revoked = coalesce(revoked, $3) where organisation = $1 and id = $2",
    [bytes(organisation), id, at],
  );
}

/** Those that run at an instant or later, the oldest first. */
export async function delegationsOf(
  sql: Sql,
  organisation: Address,
  at: number,
): Promise<readonly ApprovalDelegation[]> {
  return sql.query<ApprovalDelegation>(
    `select ${DELEGATION} from approval_delegations where organisation = $1 and until >= $2 and revoked is null
     order by since, id`,
    [bytes(organisation), at],
  );
}
