/**
 * Under which policy, score and limit credit was granted: one row for each intent of a creditor that was checked, kept
 * in the transaction in which the intent was, and never changed once anything limited it. What is tightened later
 * touches none of them.
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

/**
 * A step of the schema: what the receivable is after it, and how much of it was settled then. Commitments are null of
 * what was granted before they were kept.
 */
export const LIMIT_GRANT_COLUMNS: readonly string[] = [
  "alter table limit_grants add column commitment bytea",
  "alter table limit_grants add column settled numeric(80, 0) not null default 0",
];

/**
 * Whether an intent `i` may still be recorded: the chain takes nothing after its deadline, and what was sent before it
 * may not have been seen yet. @param at A parameter of SQL: unix seconds.
 */
export const mayCome = (at: string): string => `(i.withdrawn is null and not i.over
  and not exists (select from relays x where x.id = i.id::uuid and x.state in ('refused', 'withdrawn'))
  and (i.deadline >= ${at}::bigint
    or exists (select from relays x where x.id = i.id::uuid and x.state in ('queued', 'sent'))))`;

/** Whether the organisation that is the first parameter handed in what it signed of an intent `i`: all, or its part. */
export const IS_SIGNED = `(i.signer is not null or exists (select from intent_parties p
  where p.intent = i.id and p.party = $1 and p.signature is not null))`;

/**
 * Whether an intent `i` was signed by the organisation that is the first parameter, and the chain takes that still,
 * though it was withdrawn here or refused once: whoever has the signature sends it until its deadline.
 */
export const isAtLarge = (at: string): string => `(i.deadline >= ${at}::bigint and ${IS_SIGNED})`;

const recorded = (when: string): string => `case when g.verb = 'agreePlan'
  then exists (select from events e where e.collection_id = g.receivable and e.name = 'PlanAgreed'
    and e.block_number > i.after_block ${when})
  else exists (select from events e where e.receivable_id = g.receivable and e.block_number > i.after_block
    and (g.commitment is null or e.body ->> 'commitment' = '0x' || encode(g.commitment, 'hex')) ${when}) end`;

/** Whether the ledger has what a grant `g` of an intent `i` was about; a payment plan changes no commitment. */
export const IS_RECORDED = recorded("");

/** The same as long as it used the limit: what is signed anew later, past the gateway, was not granted. */
export const IS_RECORDED_IN_TIME = recorded(`and exists (select from blocks x
  where x.number = e.block_number and x.timestamp <= i.deadline)`);

export interface LimitGrant {
  readonly organisation: Address;
  readonly intent: string;
  readonly receivable: Hex;
  readonly customer: Address;
  readonly verb: string;
  readonly currency: Address;
  /** By how much it raises what is owed; minor units, like all sums here. */
  readonly added: bigint;
  /** What has to be here in advance of it. */
  readonly secured: bigint;
  /** Of the receivable, when it was granted. */
  readonly settled: bigint;
  /** Of the receivable as it is once this is recorded; null of what was granted before it was kept. */
  readonly commitment: Hex | null;
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
  "exposure, sealed, approval, at, settled, commitment";

/** Keeps it unless there is one of the intent; one for which nothing limited the customer makes room for the next. */
export async function keepGrant(tx: Transaction, grant: LimitGrant): Promise<void> {
  const { organisation, intent, receivable, customer, currency, policyHash, settled, commitment } = grant;
  await tx.query(
    `delete from limit_grants where organisation = $1 and intent = $2 and limit_amount is null
       and policy_version is null`,
    [bytes(organisation), intent],
  );
  await tx.query(
    `insert into limit_grants (organisation, intent, receivable, customer, verb, currency, added, secured,
       policy_version, policy_hash, score, band, source, limit_amount, exposure, sealed, approval, at, settled,
       commitment)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
     on conflict do nothing`,
    [
      ...[bytes(organisation), intent, bytes(receivable), bytes(customer), grant.verb, bytes(currency)],
      ...[grant.added, grant.secured, grant.policyVersion, policyHash === null ? null : bytes(policyHash)],
      ...[grant.score, grant.band, grant.source, grant.limit, grant.exposure, grant.sealed, grant.approval, grant.at],
      ...[settled, commitment && bytes(commitment)],
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

/** How much of a receivable is settled, minor units; nought of one that is not recorded. */
export async function settledOf(sql: Sql, receivable: Hex): Promise<bigint> {
  const text = "select settled from receivables where id = $1";
  const [row] = await sql.query<{ settled: bigint }>(text, [bytes(receivable)]);
  return row?.settled ?? 0n;
}

/** A receivable with those that it is a part of, if any. */
export interface IssueOf {
  readonly ids: readonly Hex[];
  /** When the first of them was issued, unix seconds; null of what is not recorded. */
  readonly issued: number | null;
}

export async function issueOf(sql: Sql, receivable: Hex): Promise<IssueOf> {
  const rows = await sql.query<{ id: Hex; issued: number | null }>(
    `with recursive line as (
       select id, part, invoice, issued_block from receivables where id = $1
       union all
       select w.id, w.part, w.invoice, w.issued_block from line join receivables w on line.part and w.id = line.invoice
     ) select id, timestamp as issued from line left join blocks on number = issued_block`,
    [bytes(receivable)],
  );
  const instants = rows.flatMap(({ issued }) => issued ?? []);
  return { ids: [receivable, ...rows.map(({ id }) => id)], issued: instants.length > 0 ? Math.min(...instants) : null };
}

/** Whose deposits are asked for: of one customer and currency; of one receivable alone, where it is given. */
export interface SecuredQuestion {
  readonly organisation: Address;
  readonly customer: Address;
  readonly currency: Address;
  /** Unix seconds. */
  readonly at: number;
  readonly receivable?: Hex;
}

/**
 * How much money on account has to stay here for what was granted: what had to be paid in advance of claims that are
 * open or may still come, less what was settled of them since, since that money is on account no more. Minor units.
 */
export async function securedOf(
  sql: Sql,
  { organisation, customer, currency, at, receivable }: SecuredQuestion,
): Promise<bigint> {
  const [row] = await sql.query<{ sum: bigint }>(
    `select coalesce(sum(locked), 0)::numeric as sum from (
       select greatest(sum(g.secured) - max(coalesce(r.settled, 0)) + min(g.settled), 0) as locked
       from limit_grants g join intents i on i.id = g.intent left join receivables r on r.id = g.receivable
       where g.organisation = $1 and g.customer = $2 and g.currency = $3 and g.secured > 0
         and ($5::bytea is null or g.receivable = $5) and not coalesce(r.closed, false)
         and (${IS_RECORDED} or ${mayCome("$4")} or ${isAtLarge("$4")})
       group by g.receivable
     ) as claims`,
    [bytes(organisation), bytes(customer), bytes(currency), at, receivable === undefined ? null : bytes(receivable)],
  );
  return row?.sum ?? 0n;
}
