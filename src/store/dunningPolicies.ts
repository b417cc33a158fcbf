/** By which policies an organisation chases what is owed to it, in versions, and to what each policy applies. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `key` is what a scope is of: a segment, a customer or an item, and empty for all. */
export const DUNNING_POLICY_TABLES: readonly string[] = [
  `create table dunning_policies (
    organisation bytea not null,
    policy uuid not null,
    version bigint not null,
    id uuid not null,
    content bytea not null,
    body jsonb not null,
    set_by bytea not null,
    set_at bigint not null,
    primary key (organisation, policy, version),
    unique (organisation, id)
  )`,
  `create table dunning_scopes (
    sequence bigint generated always as identity primary key,
    organisation bytea not null,
    currency bytea not null,
    kind text not null,
    key text not null,
    policy uuid,
    set_by bytea not null,
    set_at bigint not null
  )`,
  "create index dunning_scopes_of on dunning_scopes (organisation, currency, kind, key, sequence)",
];

export interface StoredDunningPolicy {
  readonly organisation: Address;
  /** A UUID, the same for all versions. */
  readonly policy: string;
  /** Counted from 1. */
  readonly version: number;
  /** A UUID of this version, unique among the organisation's. */
  readonly id: string;
  /** Hash of what was asked, by which the same is known when it is sent again. */
  readonly content: Hex;
  /** As it was asked. */
  readonly body: unknown;
  readonly setBy: Address;
  /** Unix seconds. */
  readonly set: number;
}

const POLICY = 'organisation, policy, version, id, content, body, set_by as "setBy", set_at as set';

/**
 * Keeps a version after all others of its policy, or finds the one of that id.
 * @returns Undefined where the organisation has `most` versions.
 */
export async function keepDunningPolicy(
  tx: Transaction,
  { organisation, policy, id, content, body, setBy, set }: Omit<StoredDunningPolicy, "version">,
  most: number,
): Promise<{ readonly stored: StoredDunningPolicy; readonly isNew: boolean } | undefined> {
  await lockCount(tx, `dunning policies of ${organisation}`);
  const known = await dunningPolicyOf(tx, organisation, id);
  if (known !== undefined) return { stored: known, isNew: false };
  const [stored] = await tx.query<StoredDunningPolicy>(
    `insert into dunning_policies (organisation, policy, version, id, content, body, set_by, set_at)
     select $1, $2,
       coalesce((select max(version) from dunning_policies where organisation = $1 and policy = $2), 0) + 1,
       $3, $4, $5, $6, $7
     where (select count(*) from dunning_policies where organisation = $1) < $8::bigint returning ${POLICY}`,
    [bytes(organisation), policy, id, bytes(content), JSON.stringify(body), bytes(setBy), set, most],
  );
  return stored && { stored, isNew: true };
}

/** The version of an id, of this organisation. */
async function dunningPolicyOf(sql: Sql, organisation: Address, id: string): Promise<StoredDunningPolicy | undefined> {
  const text = `select ${POLICY} from dunning_policies where organisation = $1 and id = $2`;
  return (await sql.query<StoredDunningPolicy>(text, [bytes(organisation), id]))[0];
}

/** The last version of each policy, or of one. */
export async function lastDunningPolicies(
  sql: Sql,
  organisation: Address,
  policy?: string,
): Promise<readonly StoredDunningPolicy[]> {
  return sql.query<StoredDunningPolicy>(
    `select distinct on (policy) ${POLICY} from dunning_policies
     where organisation = $1 and ($2::uuid is null or policy = $2) order by policy, version desc`,
    [bytes(organisation), policy ?? null],
  );
}

/** Where a page of versions ended. */
type PolicyPlace = readonly [set: number, id: string];

/** Versions set before a place, the latest first. */
export async function dunningPoliciesBefore(
  sql: Sql,
  organisation: Address,
  [set, id]: PolicyPlace,
  limit: number,
): Promise<readonly StoredDunningPolicy[]> {
  return sql.query<StoredDunningPolicy>(
    `select ${POLICY} from dunning_policies where organisation = $1 and (set_at, id) < ($2::bigint, $3::uuid)
     order by set_at desc, id desc limit $4`,
    [bytes(organisation), set, id, limit],
  );
}

export interface DunningScope {
  /** Of the items: a policy is for one. */
  readonly currency: Address;
  readonly kind: string;
  /** What the scope is of; empty for all. */
  readonly key: string;
  /** Null where no policy of this scope applies any more. */
  readonly policy: string | null;
  readonly setBy: Address;
  /** Unix seconds. */
  readonly set: number;
}

const SCOPE = 'currency, kind, key, policy, set_by as "setBy", set_at as set';

/** The last word on each scope; `of` narrows it to some keys. */
const IN_FORCE = `select distinct on (currency, kind, key) sequence, ${SCOPE} from dunning_scopes
  where organisation = $1 and ($2::text[] is null or key = any($2)) order by currency, kind, key, sequence desc`;

/** Says what applies from now on. @returns whether there was room: `most` scopes have a policy at once. */
export async function keepDunningScope(
  tx: Transaction,
  organisation: Address,
  { currency, kind, key, policy, setBy, set }: DunningScope,
  most: number,
): Promise<boolean> {
  await lockCount(tx, `dunning scopes of ${organisation}`);
  const now = (await dunningScopesOf(tx, organisation, [key])).find(
    (scope) => scope.currency === currency && scope.kind === kind && scope.key === key,
  );
  if ((now?.policy ?? null) === policy) return true;
  const [counted] = await tx.query<{ count: number }>(
    "select count(*)::int as count from dunning_scopes where organisation = $1",
    [bytes(organisation)],
  );
  if ((counted?.count ?? 0) >= most) return false;
  await tx.query(
    `insert into dunning_scopes (organisation, currency, kind, key, policy, set_by, set_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [bytes(organisation), bytes(currency), kind, key, policy, bytes(setBy), set],
  );
  return true;
}

/** What applies now, in the order of kinds and keys. @param keys Of these alone, where given. */
export async function dunningScopesOf(
  sql: Sql,
  organisation: Address,
  keys?: readonly string[],
): Promise<readonly DunningScope[]> {
  return sql.query<DunningScope>(
    `select ${SCOPE} from (${IN_FORCE}) as scopes (sequence, currency, kind, key, policy, set_by, set_at)
     where policy is not null order by kind, key, currency`,
    [bytes(organisation), keys ?? null],
  );
}

/** Where a page of scopes ended. */
export type ScopePlace = readonly [kind: string, key: string, currency: string];

/** What applies now after a place, in the order of kinds, keys and currencies. */
export async function dunningScopesAfter(
  sql: Sql,
  organisation: Address,
  [kind, key, currency]: ScopePlace,
  limit: number,
): Promise<readonly DunningScope[]> {
  return sql.query<DunningScope>(
    `select ${SCOPE} from (${IN_FORCE}) as scopes (sequence, currency, kind, key, policy, set_by, set_at)
     where policy is not null and (kind, key, currency) > ($3, $4, $5::bytea) order by kind, key, currency limit $6`,
    [bytes(organisation), null, kind, key, currency, limit],
  );
}
