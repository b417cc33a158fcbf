/**
 * The sums of which statements record hashes, each with the salt that opens its hash. What is lost here can be opened
 * by nobody who did not write it down.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sum } from "../domain/statement.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const STATEMENT_SUM_TABLES: readonly string[] = [
  `create table statement_sums (
    statement bytea not null,
    hash bytea not null,
    amount numeric(80, 0) not null,
    salt bytea not null,
    kept_by bytea not null,
    kept bigint not null,
    primary key (statement, hash, kept_by)
  )`,
];

export interface KeptSum extends Sum {
  /** As `sumHash` gives it. */
  readonly hash: Hex;
}

export interface NewSum extends KeptSum {
  readonly statement: Hex;
  /** The organisation that knows it. */
  readonly keptBy: Address;
  /** Unix seconds. */
  readonly kept: number;
}

/** Keeps a sum for an organisation; one that it knows stays as it is. */
export async function keepSum(sql: Sql, { statement, hash, amount, salt, keptBy, kept }: NewSum): Promise<void> {
  await sql.query(
    `insert into statement_sums (statement, hash, amount, salt, kept_by, kept) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [bytes(statement), bytes(hash), amount, bytes(salt), bytes(keptBy), kept],
  );
}

/** The events of a statement that have a hash for their balance or their debt. */
const recording = (statement: string, hash: string): string =>
  `select from events where statement_id = ${statement}
     and '0x' || encode(${hash}, 'hex') in (body ->> 'balance', body ->> 'debt')`;

/**
 * The sums of a statement whose hashes were recorded, as far as they are for the organisation that asks: what it knows
 * itself, and what the other side agreed to or acknowledged. What a side's own books come to that rejects is its own to
 * tell, and what was only prepared was told to nobody.
 */
export async function recordedSums(sql: Sql, statement: Hex, reader: Address): Promise<readonly KeptSum[]> {
  return sql.query<KeptSum>(
    `select distinct hash, amount, salt from statement_sums s where statement = $1
       and exists (${recording("s.statement", "s.hash")} and (name <> 'BalanceRejected' or s.kept_by = $2))
     order by hash`,
    [bytes(statement), bytes(reader)],
  );
}

/** Whether a hash was recorded of a statement. */
export async function isRecordedSum(sql: Sql, statement: Hex, hash: Hex): Promise<boolean> {
  const text = `select exists (${recording("$1::bytea", "$2::bytea")}) as found`;
  const [row] = await sql.query<{ found: boolean }>(text, [bytes(statement), bytes(hash)]);
  return row?.found === true;
}
