/**
 * The relayer's outbox: which nonce was given to what, what was signed with it, and in which block it stands. Whatever
 * can reach the chain is stored here first. Only the process that leads writes, in transactions of its leadership.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { BlockPoint } from "./chainTables.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A transaction that is signed, and sends the chain no value. Fees are wei per gas. */
export interface Signed {
  readonly hash: Hex;
  readonly raw: Hex;
  readonly gas: bigint;
  readonly maxFee: bigint;
  readonly tip: bigint;
  /** Unix seconds. */
  readonly since: number;
}

/** A signed transaction as it fares. */
export interface Outgoing extends Omit<Signed, "raw"> {
  /** Whether it carries the relay, rather than just fill the nonce. */
  readonly carries: boolean;
  /** When a node took it last, unix seconds; null while none has. */
  readonly sent: number | null;
  /** How often a node refused it for a reason that does not pass by itself. */
  readonly refusals: number;
  /** What the node meant and said last, if it did not take it. */
  readonly answer: string | null;
  readonly fault: string | null;
}

/** A nonce that is not finally used yet. */
export interface Slot {
  readonly account: Address;
  readonly nonce: number;
  /** The relay it was given to; null where it is only filled. */
  readonly relay: string | null;
  /** The relay's place in the queue. */
  readonly position: number | null;
  /** Why the relay was given up, so that a transfer of nothing takes its place. */
  readonly givenUp: string | null;
  /** When somebody else's transaction was seen to have used it, unix seconds. */
  readonly taken: number | null;
  /** The one of the transactions that a block holds. */
  readonly mined: Hex | null;
  readonly block: BlockPoint | null;
  /** Oldest first. */
  readonly transactions: readonly Outgoing[];
}

export type SlotKey = Pick<Slot, "account" | "nonce">;

interface SlotRow extends Omit<Slot, "block" | "transactions"> {
  readonly number: number | null;
  readonly blockHash: Hex | null;
}

/** All nonces that are open, in their order. */
export async function openSlots(sql: Sql): Promise<readonly Slot[]> {
  const rows = await sql.query<SlotRow>(
    `select n.account, n.nonce, n.relay, r.position, n.given_up as "givenUp", n.taken, n.mined, n.block_number
      as number,
       n.block_hash as "blockHash"
     from relay_nonces n left join relays r on r.id = n.relay where n.open order by n.account, n.nonce`,
  );
  const outgoing = await sql.query<Outgoing & SlotKey>(
    `select t.account, t.nonce, hash, gas, max_fee as "maxFee", tip, since, t.relay is not null as carries, sent,
       refusals, answer, fault
     from relay_transactions t join relay_nonces n on n.account = t.account and n.nonce = t.nonce
     where n.open order by t.position`,
  );
  const keyOf = ({ account, nonce }: SlotKey): string => `${account} ${nonce}`;
  const byKey = Map.groupBy(outgoing, keyOf);
  return rows.map(({ number, blockHash, ...row }) => ({
    ...row,
    block: number === null || blockHash === null ? null : { number, hash: blockHash },
    transactions: byKey.get(keyOf(row)) ?? [],
  }));
}

/** The highest nonce that was ever given to something; undefined before the first. */
export async function lastNonceOf(sql: Sql, account: Address): Promise<number | undefined> {
  const [row] = await sql.query<{ nonce: number | null }>(
    "select max(nonce) as nonce from relay_nonces where account = $1",
    [bytes(account)],
  );
  return row?.nonce ?? undefined;
}

/** A relay's call, and who pays for it. */
export interface CallRow {
  readonly organisation: Address;
  readonly to: Address;
  readonly data: Hex;
}

export async function callOf(sql: Sql, id: string): Promise<CallRow | undefined> {
  const [row] = await sql.query<CallRow>('select organisation, destination as "to", data from relays where id = $1', [
    id,
  ]);
  return row;
}

export async function rawOf(sql: Sql, hash: Hex): Promise<Hex | undefined> {
  const [row] = await sql.query<{ raw: Hex }>("select raw from relay_transactions where hash = $1", [bytes(hash)]);
  return row?.raw;
}

export interface Binding extends SlotKey {
  readonly relay: string;
  readonly transaction: Signed;
  /** Wei, on the budget of a day. */
  readonly reserved: bigint;
  readonly day: number;
}

/**
 * Gives a nonce to a relay and stores what was signed with it. From here on it may reach the chain, under this nonce
 * and no other.
 * @returns false, and nothing is stored, where the relay no longer waits.
 */
export async function bind(tx: Sql, { relay, reserved, day, transaction, ...key }: Binding): Promise<boolean> {
  const bound = await tx.query(
    `update relays set state = 'sent', reserved = $2, day = $3, spent = 0, error = null, detail = null
     where id = $1 and state = 'queued' returning id`,
    [relay, reserved, day],
  );
  if (bound.length === 0) return false;
  await openSlot(tx, key, relay);
  await addTransaction(tx, key, relay, transaction);
  return true;
}

/** Opens a nonce. @param relay What it is given to; null if it is only to be filled */
export async function openSlot(tx: Sql, { account, nonce }: SlotKey, relay: string | null): Promise<void> {
  await tx.query("insert into relay_nonces (account, nonce, relay) values ($1, $2, $3)", [
    bytes(account),
    nonce,
    relay,
  ]);
}

/** Opens nonces, both included, that somebody else's transactions were seen to have used. */
export async function openTaken(tx: Sql, account: Address, from: number, to: number, now: number): Promise<void> {
  await tx.query(
    "insert into relay_nonces (account, nonce, taken) select $1::bytea, nonce, $4::bigint from " +
      "generate_series($2::bigint, $3) nonce",
    [bytes(account), from, to, now],
  );
}

/** Those of some nonces in a row, the last included, that were never given to anything. */
export async function missingNonces(sql: Sql, account: Address, from: number, to: number): Promise<readonly number[]> {
  const rows = await sql.query<{ nonce: number }>(
    `select nonce from generate_series($2::bigint, $3) nonce
     where not exists (select from relay_nonces n where n.account = $1 and n.nonce = nonce.nonce) order by nonce`,
    [bytes(account), from, to],
  );
  return rows.map(({ nonce }) => nonce);
}

/** Stores another transaction of the same nonce. @param relay What it carries; null if it fills the nonce. */
export async function addTransaction(
  tx: Sql,
  { account, nonce }: SlotKey,
  relay: string | null,
  { hash, raw, gas, maxFee, tip, since }: Signed,
): Promise<void> {
  await tx.query(
    `insert into relay_transactions (hash, account, nonce, relay, raw, gas, max_fee, tip, since)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [bytes(hash), bytes(account), nonce, relay, bytes(raw), gas, maxFee, tip, since],
  );
}

/** What a node said to a transaction. */
export interface Noted {
  /** When it took it; null if it did not. */
  readonly sent: number | null;
  readonly answer: string | null;
  readonly fault: string | null;
  /** Whether it will say so again. */
  readonly isRefusal: boolean;
}

export async function noteSending(tx: Sql, hash: Hex, { sent, answer, fault, isRefusal }: Noted): Promise<void> {
  await tx.query(
    "update relay_transactions set sent = $2, answer = $3, fault = $4, refusals = refusals + $5 where hash = $1",
    [bytes(hash), sent, answer, fault, isRefusal ? 1 : 0],
  );
}

/** Reserves more of the budget for a relay than before. */
export async function reserve(tx: Sql, id: string, reserved: bigint): Promise<void> {
  await tx.query("update relays set reserved = $2 where id = $1", [id, reserved]);
}

export async function giveUp(tx: Sql, { account, nonce }: SlotKey, code: string): Promise<void> {
  await tx.query("update relay_nonces set given_up = $3 where account = $1 and nonce = $2", [
    bytes(account),
    nonce,
    code,
  ]);
}
