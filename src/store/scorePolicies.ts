/** By which policies an organisation gives credit, in versions, each in force from an instant. */
import type { CreditPolicy } from "../domain/credit/policy.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

export interface StoredCreditPolicy {
  readonly organisation: Address;
  /** Counted from 1. */
  readonly version: number;
  /** A UUID, unique among the organisation's. */
  readonly id: string;
  /** Of the document. */
  readonly hash: Hex;
  readonly policy: CreditPolicy;
  /** Unix seconds, never before it was set. */
  readonly inForce: number;
  /** Why it was changed. */
  readonly reason: string;
  /** Of the approval that it took; null where none was needed. */
  readonly approval: string | null;
  readonly setBy: Address;
  /** Unix seconds. */
  readonly set: number;
}

type Row = Omit<StoredCreditPolicy, "policy"> & { readonly body: unknown };

const POLICY =
  'organisation, version, id, hash, body, in_force as "inForce", reason, approval, set_by as "setBy", set_at as set';

function policyIn({ body, ...row }: Row): StoredCreditPolicy {
  // Only what `keepCreditPolicy` was given is kept there.
  return { ...row, policy: untagged(body) as CreditPolicy };
}

/** Keeps everybody else who sets a version waiting, and says which one would be the next. */
export async function nextCreditVersion(tx: Transaction, organisation: Address): Promise<number> {
  await lockCount(tx, `credit policies of ${organisation}`);
  const [row] = await tx.query<{ last: number }>(
    "select coalesce(max(version), 0) as last from credit_policies where organisation = $1",
    [bytes(organisation)],
  );
  return (row?.last ?? 0) + 1;
}

export async function keepCreditPolicy(tx: Transaction, stored: StoredCreditPolicy): Promise<void> {
  const { organisation, version, id, hash, policy, inForce, reason, approval, setBy, set } = stored;
  await tx.query(
    `insert into credit_policies (organisation, version, id, hash, body, in_force, reason, approval, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[bytes(organisation), version, id, bytes(hash), taggedJson(policy), inForce, reason, approval],
      ...[bytes(setBy), set],
    ],
  );
}

/** The version of an id. */
export async function creditPolicyById(
  sql: Sql,
  organisation: Address,
  id: string,
): Promise<StoredCreditPolicy | undefined> {
  const text = `select ${POLICY} from credit_policies where organisation = $1 and id = $2`;
  return (await sql.query<Row>(text, [bytes(organisation), id])).map(policyIn)[0];
}

export async function creditPolicyOf(
  sql: Sql,
  organisation: Address,
  version: number,
): Promise<StoredCreditPolicy | undefined> {
  const text = `select ${POLICY} from credit_policies where organisation = $1 and version = $2`;
  return (await sql.query<Row>(text, [bytes(organisation), version])).map(policyIn)[0];
}

/** The one in force at an instant: of those whose time has come, the one that was set last. */
export async function creditPolicyAt(
  sql: Sql,
  organisation: Address,
  at: number,
): Promise<StoredCreditPolicy | undefined> {
  const text = `select ${POLICY} from credit_policies where organisation = $1 and in_force <= $2
    order by version desc limit 1`;
  return (await sql.query<Row>(text, [bytes(organisation), at])).map(policyIn)[0];
}

/** Versions below one, the latest first. */
export async function creditPoliciesBefore(
  sql: Sql,
  organisation: Address,
  version: number,
  limit: number,
): Promise<readonly StoredCreditPolicy[]> {
  const text = `select ${POLICY} from credit_policies where organisation = $1 and version < $2
    order by version desc limit $3`;
  return (await sql.query<Row>(text, [bytes(organisation), version, limit])).map(policyIn);
}
