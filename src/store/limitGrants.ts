/**
 * Under which policy, score and limit credit was granted: one row for each intent of a creditor that was checked, kept
 * in the transaction in which the intent was, and never changed. What is tightened later touches none of them.
 */
import type { LimitSource } from "../domain/exposure/limit.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. `added` is what the claim adds, `secured` what had to be paid in advance of it. */
export const LIMIT_GRANT_TABLES: readonly string[] = [
  `create table limit_grants (
    organisation bytea not null,
    intent text not null,
    receivable bytea not null,
    customer bytea not null,
    verb text not null,
    currency bytea not null,
    added numeric(80, 0) not null,
    secured numeric(80, 0) not null,
    policy_version bigint,
    policy_hash bytea,
    score text,
    band text,
    source text,
    limit_amount numeric(80, 0),
    exposure numeric(80, 0) not null,
    sealed integer not null,
    approval text,
    at bigint not null,
    primary key (organisation, intent)
  )`,
  "create index limit_grants_of_receivable on limit_grants (receivable)",
  "create index limit_grants_of_customer on limit_grants (organisation, customer)",
];

export interface LimitGrant {
  readonly organisation: Address;
  readonly intent: string;
  readonly receivable: Hex;
  readonly customer: Address;
  readonly verb: string;
  readonly currency: Address;
  /** By how much it raises what is owed; minor units, like all sums here. */
  readonly added: bigint;
  readonly secured: bigint;
  /** Null where the organisation had no credit policy. */
  readonly policyVersion: number | null;
  readonly policyHash: Hex | null;
  readonly score: string | null;
  readonly band: string | null;
  /** Null, like the amount, where there was no limit. */
  readonly source: LimitSource | null;
  readonly limit: bigint | null;
  /** Before it. */
  readonly exposure: bigint;
  /** Claims of which nobody here knew how much they are. */
  readonly sealed: number;
  /** The second signature by which the limit was exceeded. */
  readonly approval: string | null;
  /** Unix seconds. */
  readonly at: number;
}

const GRANT =
  "organisation, intent, receivable, customer, verb, currency, added, secured, " +
  'policy_version as "policyVersion", policy_hash as "policyHash", score, band, source, limit_amount as "limit", ' +
  "exposure, sealed, approval, at";

/** Keeps it unless there is one of the intent. */
export async function keepGrant(tx: Transaction, grant: LimitGrant): Promise<void> {
  const { organisation, intent, receivable, customer, currency, policyHash } = grant;
  await tx.query(
    `insert into limit_grants (organisation, intent, receivable, customer, verb, currency, added, secured,
       policy_version, policy_hash, score, band, source, limit_amount, exposure, sealed, approval, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
     on conflict do nothing`,
    [
      ...[bytes(organisation), intent, bytes(receivable), bytes(customer), grant.verb, bytes(currency)],
      ...[grant.added, grant.secured, grant.policyVersion, policyHash === null ? null : bytes(policyHash)],
      ...[grant.score, grant.band, grant.source, grant.limit, grant.exposure, grant.sealed, grant.approval, grant.at],
    ],
  );
}

/** Of those of some intents that were checked for an organisation. */
export async function grantsOfIntents(
  sql: Sql,
  organisation: Address,
  intents: readonly string[],
): Promise<readonly LimitGrant[]> {
  const text = `select ${GRANT} from limit_grants where organisation = $1 and intent = any($2)`;
  return sql.query<LimitGrant>(text, [bytes(organisation), intents]);
}

/** Of a receivable, in their order: its issue, and what raised it since. */
export async function grantsOfReceivable(
  sql: Sql,
  organisation: Address,
  receivable: Hex,
): Promise<readonly LimitGrant[]> {
  const text = `select ${GRANT} from limit_grants where organisation = $1 and receivable = $2 order by at, intent`;
  return sql.query<LimitGrant>(text, [bytes(organisation), bytes(receivable)]);
}

/** What had to be paid in advance of claims that are not settled yet; minor units. */
export async function securedOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
  currency: Address,
): Promise<bigint> {
  const [row] = await sql.query<{ sum: bigint }>(
    `select coalesce(sum(g.secured), 0)::numeric as sum from limit_grants g join intents i on i.id = g.intent
     left join receivables r on r.id = g.receivable
     where g.organisation = $1 and g.customer = $2 and g.currency = $3 and g.secured > 0 and i.withdrawn is null
       and not i.over and not coalesce(r.closed, false)`,
    [bytes(organisation), bytes(customer), bytes(currency)],
  );
  return row?.sum ?? 0n;
}
