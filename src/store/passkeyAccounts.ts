/** Accounts that passkeys sign for, and by which invitation each was opened. Not to be rebuilt from the chain. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

export const PASSKEY_ACCOUNT_TABLES: readonly string[] = [
  `create table passkey_accounts (
    account bytea primary key,
    intent text not null unique,
    relay uuid not null references relays,
    created bigint not null
  )`,
  // credential is the SHA-256 of the credential's id; place is that of the key among those of the account.
  `create table passkeys (
    credential bytea primary key,
    account bytea not null references passkey_accounts,
    place integer not null,
    x bytea not null,
    y bytea not null,
    unique (account, place)
  )`,
];

interface StoredPasskey {
  readonly credential: Hex;
  readonly x: Hex;
  readonly y: Hex;
}

export interface PasskeyAccount {
  readonly account: Address;
  /** The invitation's. */
  readonly intent: string;
  /** What puts it on the chain. */
  readonly relay: string;
  /** In the order that the account's address follows from. */
  readonly passkeys: readonly StoredPasskey[];
}

/** @returns false, and nothing is to be kept, where another account or credential stands in the way. */
export async function openPasskeyAccount(
  tx: Sql,
  { account, intent, relay, passkeys }: PasskeyAccount,
  now: number,
): Promise<boolean> {
  const opened = await tx.query(
    `insert into passkey_accounts (account, intent, relay, created) values ($1, $2, $3, $4)
     on conflict do nothing returning account`,
    [bytes(account), intent, relay, now],
  );
  if (opened.length === 0) return false;
  for (const [place, { credential, x, y }] of passkeys.entries()) {
    const rows = await tx.query(
      `insert into passkeys (credential, account, place, x, y) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning place`,
      [bytes(credential), bytes(account), place, bytes(x), bytes(y)],
    );
    if (rows.length === 0) return false;
  }
  return true;
}

/** What puts it on the chain from now on, where the former try was refused. */
export async function retryPasskeyAccount(
  tx: Sql,
  account: Address,
  { former, relay }: { readonly former: string; readonly relay: string },
): Promise<boolean> {
  const rows = await tx.query(
    "update passkey_accounts set relay = $3 where account = $1 and relay = $2 returning account",
    [bytes(account), former, relay],
  );
  return rows.length === 1;
}

const ACCOUNT = `select account, intent, relay,
  (select jsonb_agg(jsonb_build_object('credential', '0x' || encode(credential, 'hex'), 'x', '0x' || encode(x, 'hex'),
    'y', '0x' || encode(y, 'hex')) order by place) from passkeys p where p.account = a.account) as passkeys
  from passkey_accounts a`;

export async function passkeyAccountAt(sql: Sql, account: Address): Promise<PasskeyAccount | undefined> {
  return (await sql.query<PasskeyAccount>(`${ACCOUNT} where account = $1`, [bytes(account)]))[0];
}

/** @param credential SHA-256 of the credential's id. */
export async function passkeyAccountOf(sql: Sql, credential: Hex): Promise<PasskeyAccount | undefined> {
  const text = `${ACCOUNT} where account = (select account from passkeys where credential = $1)`;
  return (await sql.query<PasskeyAccount>(text, [bytes(credential)]))[0];
}

/** Whether an account was opened by the invitation of an intent. */
export async function isOpenedBy(sql: Sql, intent: string): Promise<boolean> {
  return (await sql.query("select from passkey_accounts where intent = $1", [intent])).length > 0;
}
