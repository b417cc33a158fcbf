/** Which desk is whose. A factor has one desk at most, and its address follows from the factor's. */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** The desk of a factor; undefined if nobody has opened one. */
export async function deskOf(sql: Sql, factor: Address): Promise<Address | undefined> {
  const [row] = await sql.query<{ desk: Address }>("select desk from desks where factor = $1", [bytes(factor)]);
  return row?.desk;
}

/** The factor behind a holder; undefined for a holder that is no desk. */
export async function factorOf(sql: Sql, holder: Address): Promise<Address | undefined> {
  return (await factorsOf(sql, [holder])).get(holder);
}

/** The factors behind those of some holders that are desks. */
export async function factorsOf(sql: Sql, holders: readonly Address[]): Promise<ReadonlyMap<Address, Address>> {
  const rows = await sql.query<{ desk: Address; factor: Address }>(
    "select desk, factor from desks where desk = any($1)",
    [holders.map(bytes)],
  );
  return new Map(rows.map(({ desk, factor }) => [desk, factor]));
}

/** Every desk, with its factor. */
export async function allDesks(sql: Sql): Promise<ReadonlyMap<Address, Address>> {
  const rows = await sql.query<{ desk: Address; factor: Address }>("select desk, factor from desks order by desk");
  return new Map(rows.map(({ desk, factor }) => [desk, factor]));
}

/** Those of some nonces that a desk's factor has used or voided. */
export async function spentDeskNonces(
  sql: Sql,
  desk: Address,
  nonces: readonly bigint[],
): Promise<ReadonlySet<bigint>> {
  const rows = await sql.query<{ nonce: bigint }>(
    "select nonce from spent_desk_nonces where desk = $1 and nonce = any($2::numeric[])",
    [bytes(desk), nonces],
  );
  return new Set(rows.map(({ nonce }) => nonce));
}

/** Whether a signer's nonce was used or voided for notices and filings; ledger and statements count their own. */
export async function isFactoringNonceSpent(sql: Sql, signer: Address, nonce: bigint): Promise<boolean> {
  const text = "select 1 from spent_factoring_nonces where signer = $1 and nonce = $2";
  return (await sql.query(text, [bytes(signer), nonce])).length > 0;
}

/** Cash that waits for an account at a desk, minor units. */
export interface OwedAmount {
  readonly desk: Address;
  readonly currency: Address;
  readonly amount: bigint;
}

/** What waits for an account at any desk. */
export async function owedTo(sql: Sql, account: Address): Promise<readonly OwedAmount[]> {
  return sql.query<OwedAmount>(
    "select desk, currency, amount from owed_cash where account = $1 order by desk, currency",
    [bytes(account)],
  );
}
