/** Who is signed in: sessions by the hash of their token, and the nonces that were signed in with. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transactions } from "./database.ts";
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

/** Whether `account` may act for `organisation`: they are one, or a mandate for at least one verb is in force. */
const MAY_ACT = (organisation: string, account: string, now: string): string =>
  `(${organisation} = ${account} or exists (
     select from mandates
     where organisation = ${organisation} and agent = ${account} and verbs <> 0 and ${now} between since and until))`;

/**
 * Spends the nonce and opens the session, both or neither. Forgets what expired.
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
    await tx.query("insert into sign_ins (token_hash, organisation, account, expires) values ($1, $2, $3, $4)", [
      bytes(tokenHash),
      bytes(organisation),
      bytes(account),
      expires,
    ]);
    return true;
  });
}

/** Who has the token; undefined if nobody has, or the session expired, or the mandate it rests on is gone. */
export async function signInOf(sql: Sql, tokenHash: Hex, now: number): Promise<SignedIn | undefined> {
  const [row] = await sql.query<SignedIn>(
    `select organisation, account, expires from sign_ins s
     where token_hash = $1 and expires >= $2 and ${MAY_ACT("s.organisation", "s.account", "$2::bigint")}`,
    [bytes(tokenHash), now],
  );
  return row;
}

/** Ends a session. Nothing happens if there is none. */
export async function closeSignIn(sql: Sql, tokenHash: Hex): Promise<void> {
  await sql.query("delete from sign_ins where token_hash = $1", [bytes(tokenHash)]);
}

/** Whether an account may act for an organisation now, as far as the index knows. */
export async function mayActFor(sql: Sql, organisation: Address, account: Address, now: number): Promise<boolean> {
  const [row] = await sql.query<{ may: boolean }>(`select ${MAY_ACT("$1::bytea", "$2::bytea", "$3::bigint")} as may`, [
    bytes(organisation),
    bytes(account),
    now,
  ]);
  return row?.may === true;
}
