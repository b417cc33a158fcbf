/** Whom an organisation wants nothing more sold to for now. */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const HOLD_TABLES: readonly string[] = [
  `create table holds (
    organisation bytea not null,
    counterparty bytea not null,
    reason text not null,
    since bigint not null,
    account bytea,
    primary key (organisation, counterparty)
  )`,
];

export interface Hold {
  readonly counterparty: Address;
  /** Unix seconds. */
  readonly since: number;
}

/** What whoever administers the organisation knows beside. */
export interface HoldReason extends Hold {
  readonly reason: string;
  /** Who set it; null if they are a member no more. */
  readonly account: Address | null;
}

/**
 * Puts a counterparty on hold. Where it is already, the reason and who gave it change, and not since when.
 * @returns since when.
 */
export async function putHold(
  sql: Sql,
  organisation: Address,
  { counterparty, since, reason, account }: HoldReason & { readonly account: Address },
): Promise<number> {
  const [row] = await sql.query<{ since: number }>(
    `insert into holds (organisation, counterparty, reason, since, account) values ($1, $2, $3, $4, $5)
     on conflict (organisation, counterparty) do update set reason = excluded.reason, account = excluded.account
     returning since`,
    [bytes(organisation), bytes(counterparty), reason, since, bytes(account)],
  );
  return row?.since ?? since;
}

/** Takes a hold away. @returns whether there was one. */
export async function removeHold(sql: Sql, organisation: Address, counterparty: Address): Promise<boolean> {
  const rows = await sql.query(
    "delete from holds where organisation = $1 and counterparty = $2 returning counterparty",
    [bytes(organisation), bytes(counterparty)],
  );
  return rows.length === 1;
}

/** The hold on a counterparty; undefined if there is none. */
export async function holdOn(sql: Sql, organisation: Address, counterparty: Address): Promise<HoldReason | undefined> {
  const [row] = await sql.query<HoldReason>(
    "select counterparty, since, reason, account from holds where organisation = $1 and counterparty = $2",
    [bytes(organisation), bytes(counterparty)],
  );
  return row;
}

/** The next holds after a counterparty, in the order of addresses. */
export async function holdsAfter(
  sql: Sql,
  organisation: Address,
  after: Address,
  limit: number,
): Promise<readonly Hold[]> {
  return sql.query<Hold>(
    `select counterparty, since from holds where organisation = $1 and counterparty > $2
     order by counterparty limit $3`,
    [bytes(organisation), bytes(after), limit],
  );
}
