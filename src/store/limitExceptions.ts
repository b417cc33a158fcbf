/**
 * Claims that were issued or raised past the gateway, which therefore checked no limit: the chain enforces none. Found
 * by the watch, and never removed.
 */
import { FIRST_PART } from "../domain/derived.ts";
import { Status } from "../domain/receivable.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { OPEN_STATUSES } from "./dunningItems.ts";
import { IS_RECORDED_IN_TIME, IS_SIGNED, isAtLarge, mayCome } from "./limitGrants.ts";
import { bytes } from "./values.ts";

/** A step of the schema. A claim that is raised again is found again. */
export const LIMIT_EXCEPTION_TABLES: readonly string[] = [
  `create table limit_exceptions (
    organisation bytea not null,
    receivable bytea not null,
    amount numeric(80, 0) not null,
    customer bytea not null,
    currency bytea,
    granted numeric(80, 0) not null,
    limit_amount numeric(80, 0),
    exposure numeric(80, 0),
    found bigint not null,
    primary key (organisation, receivable, amount)
  )`,
  "create index limit_exceptions_found on limit_exceptions (organisation, found)",
];

/**
 * A step of the schema: how much was owed already when an organisation began to limit anybody. What is raised above it
 * was to be granted.
 */
export const LIMIT_BASELINE_TABLES: readonly string[] = [
  `create table limit_baselines (
    organisation bytea not null,
    receivable bytea not null,
    amount numeric(80, 0) not null,
    primary key (organisation, receivable)
  )`,
];

/** A step of the schema: of which currency that is; null of what was kept before it was. */
export const LIMIT_BASELINE_COLUMNS: readonly string[] = ["alter table limit_baselines add column currency bytea"];

/**
 * A step of the schema: of another currency a claim is found again; and what was owed when limits began was in the
 * currency of now where no amendment can have changed it. Where it stays null, it counts in any.
 */
export const LIMIT_EXCEPTION_CURRENCIES: readonly string[] = [
  "alter table limit_exceptions drop constraint limit_exceptions_pkey",
  `create unique index limit_exceptions_once
    on limit_exceptions (organisation, receivable, amount, coalesce(currency, ''::bytea))`,
  `update limit_baselines l set currency = coalesce(r.currency, c.currency)
    from receivables r left join contents c on r.currency is null and c.commitment = r.commitment
    where l.currency is null and r.id = l.receivable and not exists (select from events e
      where e.receivable_id = r.id and e.name = 'ReceivableAmended')`,
];

/** A claim of which less was granted than it is of. */
export interface UngrantedClaim {
  readonly receivable: Hex;
  /** Null while it is sealed to others. */
  readonly currency: Address | null;
  /** Minor units; -1 while it is sealed to others. */
  readonly amount: bigint;
  /** What was checked of it, or was owed before anything was limited. */
  readonly granted: bigint;
}

export interface LimitException extends UngrantedClaim {
  readonly organisation: Address;
  readonly customer: Address;
  /** The tightest of the customer and its groups when it was found; null where there was none at all. */
  readonly limit: bigint | null;
  /** Of whom that limit is about, in the currency, with it; null of what is sealed. */
  readonly exposure: bigint | null;
  /** Unix seconds. */
  readonly found: number;
}

const AMOUNT = "coalesce(r.amount, c.amount)";
const CLAIMS = `receivables r join blocks b on b.number = r.issued_block
  left join contents c on r.currency is null and c.commitment = r.commitment`;

/** A number of minor units says nothing of another currency, into which a claim can be amended on the chain. */
const CURRENCY = "coalesce(r.currency, c.currency)";

/**
 * What was granted since, as far as the ledger got it in time or may still get it: what lapsed lets nothing through,
 * nor does what was withdrawn unsigned, which counted for nothing from then on.
 */
const GRANTED = `coalesce((select sum(g.added) from limit_grants g join intents i on i.id = g.intent
  where g.organisation = $1 and g.receivable = r.id and g.currency = ${CURRENCY} and g.at >= $3
    and (i.withdrawn is null or ${IS_SIGNED})
    and (${IS_RECORDED_IN_TIME} or ${mayCome("$4")} or ${isAtLarge("$4")})), 0)`;

/** What a part was made with, of a whole that is looked at by itself. */
const MADE = `(select (e.body -> 'amounts' ->> (r.line - ${FIRST_PART})::int)::numeric from events e
    join receivables w on w.id = e.receivable_id
    left join contents o on w.currency is null and o.commitment = w.commitment
  where r.part and e.receivable_id = r.invoice and coalesce(w.currency, o.currency) = ${CURRENCY}
    and e.name = 'ReceivableSplit' order by e.block_number desc limit 1)`;

/** Of what was signed here before anything was limited, nothing was to be granted. */
const SIGNED_BEFORE = `(select max(i.amount) from intents i where i.receivable = r.id and i.organisation = $1
  and i.verb = 'issue' and i.currency = ${CURRENCY} and i.signed < $3 and b.timestamp <= i.deadline)`;

const BASELINE = `(select l.amount from limit_baselines l where l.organisation = $1 and l.receivable = r.id
  and (l.currency is null or l.currency = ${CURRENCY}))`;

/** Keeps how much is owed now of every open claim of an organisation that has none kept. */
export async function keepBaselines(sql: Sql, organisation: Address): Promise<void> {
  await sql.query(
    `insert into limit_baselines (organisation, receivable, amount, currency)
     select $1, r.id, ${AMOUNT}, ${CURRENCY} from ${CLAIMS}
     where r.supplier = $1 and not r.closed and ${AMOUNT} is not null on conflict do nothing`,
    [bytes(organisation)],
  );
}

/** The same of what was issued to a customer before an instant, and read or opened only later. */
async function keepLateBaselines(tx: Transaction, { organisation, customer, since }: UngrantedQuestion): Promise<void> {
  await tx.query(
    `insert into limit_baselines (organisation, receivable, amount, currency)
     select $1, r.id, ${AMOUNT}, ${CURRENCY} from ${CLAIMS}
     where r.supplier = $1 and r.buyer = $2 and not r.closed and b.timestamp < $3
       and ${AMOUNT} is not null on conflict do nothing`,
    [bytes(organisation), bytes(customer), since],
  );
}

export interface UngrantedQuestion {
  readonly organisation: Address;
  readonly customer: Address;
  /** Since when the organisation limits anybody; unix seconds. */
  readonly since: number;
  /** Unix seconds. */
  readonly at: number;
}

/**
 * Open claims of a supplier on a customer that are of more than was granted and was owed before the supplier limited
 * anybody, without those that were found already. What was split is looked at as it was, or splitting would hide it.
 */
export async function ungrantedClaims(
  tx: Transaction,
  asked: UngrantedQuestion,
  limit: number,
): Promise<readonly UngrantedClaim[]> {
  const { organisation, customer, since, at } = asked;
  await keepLateBaselines(tx, asked);
  return tx.query<UngrantedClaim>(
    `select receivable, currency, amount, granted from (
       select r.id as receivable, ${CURRENCY} as currency, coalesce(${AMOUNT}, -1) as amount,
         (coalesce(${BASELINE}, ${SIGNED_BEFORE}, ${MADE}, 0) + ${GRANTED})::numeric as granted,
         b.timestamp >= $3 as is_new
       from ${CLAIMS}
       where r.supplier = $1 and r.buyer = $2 and not r.closed and r.status in (${OPEN_STATUSES}, ${Status.Split})
     ) as own where (amount > granted or (amount < 0 and granted = 0 and is_new))
       and not exists (select from limit_exceptions e
         where e.organisation = $1 and e.receivable = own.receivable and e.amount = own.amount
          and e.currency is not distinct from own.currency)
     order by receivable limit $5`,
    [bytes(organisation), bytes(customer), since, at, limit],
  );
}

export async function keepException(tx: Transaction, one: LimitException): Promise<void> {
  const { organisation, receivable, amount, customer, currency, granted, limit, exposure, found } = one;
  await tx.query(
    `insert into limit_exceptions (organisation, receivable, amount, customer, currency, granted, limit_amount,
       exposure, found) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      ...[bytes(organisation), bytes(receivable), amount, bytes(customer), currency && bytes(currency), granted],
      ...[limit, exposure, found],
    ],
  );
}

/** The currencies in which any was found of a customer that is open still, and is in it as far as it can be read. */
export async function exceptionCurrencies(
  sql: Sql,
  organisation: Address,
  customer: Address,
): Promise<readonly Address[]> {
  const rows = await sql.query<{ currency: Address }>(
    `select distinct e.currency from limit_exceptions e join receivables r on r.id = e.receivable
       left join contents c on r.currency is null and c.commitment = r.commitment
     where e.organisation = $1 and e.customer = $2 and e.currency = coalesce(${CURRENCY}, e.currency) and not r.closed
       and (r.status <> ${Status.Split} or exists (select from receivables p
         where p.part and p.invoice = r.id and not p.closed)) order by e.currency`,
    [bytes(organisation), bytes(customer)],
  );
  return rows.map(({ currency }) => currency);
}

/** Where a page of exceptions ended. */
export interface ExceptionPlace {
  readonly found: number;
  readonly receivable: Hex;
}

/** Those found before a place, the latest first; at or after an instant. */
export async function exceptionsBefore(
  sql: Sql,
  organisation: Address,
  since: number,
  { found, receivable }: ExceptionPlace,
  limit: number,
): Promise<readonly LimitException[]> {
  return sql.query<LimitException>(
    `select organisation, receivable, amount, customer, currency, granted, limit_amount as "limit", exposure, found
     from limit_exceptions where organisation = $1 and found >= $2 and (found, receivable) < ($3::bigint, $4::bytea)
     order by found desc, receivable desc, amount desc limit $5`,
    [bytes(organisation), since, found, bytes(receivable), limit],
  );
}
