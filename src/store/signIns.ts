/** Who is signed in: sessions by the hash of their token, and the nonces that were signed in with. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transactions } from "./database.ts";
import { isPower, powerOf, readPower } from "./members.ts";
import type { Power } from "./members.ts";
import { noteJoined } from "./organisations.ts";
import { bytes } from "./values.ts";

/** A step of the schema. What the tables hold cannot be rebuilt from the chain; losing it signs everybody out. */
export const SIGN_IN_TABLES: readonly string[] = [
  `create table sign_ins (
    token_hash bytea primary key,
    organisation bytea not null,
    account bytea not null,
    expires bigint not null
  )`,
  "create index sign_ins_by_expiry on sign_ins (expires)",
  "create table sign_in_nonces (nonce_hash bytea primary key, expires bigint not null)",
  "create index sign_in_nonces_by_expiry on sign_in_nonces (expires)",
];

/** Somebody signed in. Instants are unix seconds, and last ones. */
export interface SignedIn {
  readonly organisation: Address;
  /** The key or contract that signed; the organisation itself, or an agent of it. */
  readonly account: Address;
  readonly expires: number;
}

/** A sign-in to be stored. */
export interface NewSignIn extends SignedIn {
  readonly tokenHash: Hex;
  readonly nonceHash: Hex;
  /** Until when the nonce has to be remembered. */
  readonly nonceExpires: number;
}

/**
 * Spends the nonce, opens the session, and notes that the organisation is here: all or nothing. Forgets what expired.
 * @returns false, and nothing is stored, if the nonce was spent before.
 */
export async function openSignIn(database: Transactions, opened: NewSignIn, now: number): Promise<boolean> {
  const { tokenHash, organisation, account, expires, nonceHash, nonceExpires } = opened;
  return database.transaction(async (tx) => {
    await tx.query("delete from sign_ins where expires < $1", [now]);
    await tx.query("delete from sign_in_nonces where expires < $1", [now]);
    const spent = await tx.query(
      "insert into sign_in_nonces (nonce_hash, expires) values ($1, $2) on conflict do nothing returning expires",
      [bytes(nonceHash), nonceExpires],
    );
    if (spent.length === 0) return false;
    await noteJoined(tx, organisation, now);
    await tx.query("insert into sign_ins (token_hash, organisation, account, expires) values ($1, $2, $3, $4)", [
      bytes(tokenHash),
      bytes(organisation),
      bytes(account),
      expires,
    ]);
    return true;
  });
}

/**
 * Who has the token, and by what power; undefined if nobody has, or the session expired, or there is no power left that
 * it rests on.
 */
export async function signInOf(sql: Sql, tokenHash: Hex, now: number): Promise<(SignedIn & Power) | undefined> {
  const [row] = await sql.query<SignedIn & Power>(
    `select organisation, account, expires, ${powerOf("s.organisation", "s.account", "$2::bigint")} from sign_ins s
     where token_hash = $1 and expires >= $2`,
    [bytes(tokenHash), now],
  );
  return row !== undefined && isPower(row) ? row : undefined;
}

/** Ends a session. Nothing happens if there is none. */
export async function closeSignIn(sql: Sql, tokenHash: Hex): Promise<void> {
  await sql.query("delete from sign_ins where token_hash = $1", [bytes(tokenHash)]);
}

/** Whether an account may act for an organisation now, as far as the index and the members' list know. */
export async function mayActFor(sql: Sql, organisation: Address, account: Address, now: number): Promise<boolean> {
  return isPower(await readPower(sql, organisation, account, now));
}
