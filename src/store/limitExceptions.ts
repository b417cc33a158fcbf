/**
 * Claims that were issued or raised past the gateway, which therefore checked no limit: the chain enforces none. Found
 * by the watch, and never removed.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { OPEN_STATUSES } from "./dunningItems.ts";
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

/** A claim of which less was granted than it is of. */
export interface UngrantedClaim {
  readonly receivable: Hex;
  /** Null while it is sealed to others. */
  readonly currency: Address | null;
  /** Minor units; -1 while it is sealed to others. */
  readonly amount: bigint;
  /** What was checked of it. */
  readonly granted: bigint;
}

export interface LimitException extends UngrantedClaim {
  readonly organisation: Address;
  readonly customer: Address;
  /** Of the customer when it was found; null where there was none in the currency. */
  readonly limit: bigint | null;
  /** In the currency, with it; null of what is sealed. */
  readonly exposure: bigint | null;
  /** Unix seconds. */
  readonly found: number;
}

const AMOUNT = "coalesce(r.amount, c.amount)";
const GRANTED = `coalesce((select sum(g.added) from limit_grants g join intents i on i.id = g.intent
  where g.organisation = $1 and g.receivable = r.id and i.withdrawn is null and not i.over), 0)`;

/** Of what was signed here before anything was limited, nothing was to be granted. */
const SIGNED_BEFORE = `exists (select from intents i where i.receivable = r.id and i.organisation = $1
  and i.verb = 'issue' and i.signed < $3)`;

/**
 * Open claims of a supplier on a customer that were issued since an instant, and are of more than was granted, without
 * those that were found already. @param since Unix seconds.
 */
export async function ungrantedClaims(
  sql: Sql,
  organisation: Address,
  customer: Address,
  since: number,
  limit: number,
): Promise<readonly UngrantedClaim[]> {
  return sql.query<UngrantedClaim>(
    `select * from (
       select r.id as receivable, coalesce(r.currency, c.currency) as currency, coalesce(${AMOUNT}, -1) as amount,
         ${GRANTED}::numeric as granted
       from receivables r join blocks b on b.number = r.issued_block
       left join contents c on r.currency is null and c.commitment = r.commitment
       where r.supplier = $1 and r.buyer = $2 and not r.part and not r.closed and r.status in (${OPEN_STATUSES})
         and b.timestamp >= $3 and not ${SIGNED_BEFORE}
     ) as own where (amount > granted or (amount < 0 and granted = 0))
       and not exists (select from limit_exceptions e
         where e.organisation = $1 and e.receivable = own.receivable and e.amount = own.amount)
     order by receivable limit $4`,
    [bytes(organisation), bytes(customer), since, limit],
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

/** Whether any was found of a customer that is open still, and beyond its limit. */
export async function isPastGateway(sql: Sql, organisation: Address, customer: Address): Promise<boolean> {
  const rows = await sql.query(
    `select from limit_exceptions e join receivables r on r.id = e.receivable
     where e.organisation = $1 and e.customer = $2 and e.exposure > e.limit_amount and not r.closed limit 1`,
    [bytes(organisation), bytes(customer)],
  );
  return rows.length === 1;
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
