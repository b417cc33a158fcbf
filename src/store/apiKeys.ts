/** Keys of machines, by the hash of what they are. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. A key that was revoked stays, so that its id is not used for another. */
export const API_KEY_TABLES: readonly string[] = [
  `create table api_keys (
    organisation bytea not null,
    id uuid not null,
    key_hash bytea not null unique,
    prefix text not null,
    label text not null,
    scopes jsonb not null,
    maker bytea not null,
    made bigint not null,
    expires bigint not null,
    used bigint,
    revoked bigint,
    primary key (organisation, id)
  )`,
];

/** Instants are unix seconds, and last ones. */
export interface ApiKey {
  /** A UUID, unique among those of the organisation. */
  readonly id: string;
  /** The beginning of the key, to know it by. */
  readonly prefix: string;
  readonly label: string;
  readonly scopes: readonly string[];
  /** Who made it, and answers for what it does. */
  readonly maker: Address;
  readonly made: number;
  readonly expires: number;
  /** To the minute; null if never. */
  readonly used: number | null;
  readonly revoked: number | null;
}

export interface NewApiKey extends Omit<ApiKey, "used" | "revoked"> {
  readonly organisation: Address;
  readonly keyHash: Hex;
}

/** Who calls with a key. */
export interface KeyHolder {
  readonly organisation: Address;
  readonly id: string;
  readonly maker: Address;
  readonly scopes: readonly string[];
}

/** How exactly the last use is known: a write for every request would cost more than the request. */
const USE_SECONDS = 60;

/**
 * Stores a key. @param most So many keys of an organisation may be in force at once.
 * @returns "taken" if the organisation has one of that id, "full" beyond `most`; nothing is stored then.
 */
export async function addApiKey(sql: Sql, key: NewApiKey, most: number): Promise<"added" | "taken" | "full"> {
  const [row] = await sql.query<{ count: number }>(
    "select count(*) as count from api_keys where organisation = $1 and revoked is null and expires >= $2",
    [bytes(key.organisation), key.made],
  );
  if ((row?.count ?? 0) >= most) return "full";
  const added = await sql.query(
    `insert into api_keys (organisation, id, key_hash, prefix, label, scopes, maker, made, expires)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (organisation, id) do nothing returning id`,
    [
      bytes(key.organisation),
      key.id,
      bytes(key.keyHash),
      key.prefix,
      key.label,
      JSON.stringify(key.scopes),
      bytes(key.maker),
      key.made,
      key.expires,
    ],
  );
  return added.length === 1 ? "added" : "taken";
}

/**
 * Whose key it is, and what it is good for; undefined if nobody's, or it has expired or was revoked, or whoever made it
 * may no longer administer the organisation. Notes that it was used.
 */
export async function keyHolderOf(sql: Sql, keyHash: Hex, now: number): Promise<KeyHolder | undefined> {
  const [row] = await sql.query<KeyHolder & { readonly used: number | null }>(
    `select organisation, id, maker, scopes, used from api_keys k
     where key_hash = $1 and revoked is null and expires >= $2
       and (maker = organisation or exists (select from members m
         where m.organisation = k.organisation and m.account = k.maker and role = 'administrator'))`,
    [bytes(keyHash), now],
  );
  if (row === undefined) return undefined;
  const { used, ...holder } = row;
  if (used === null || used <= now - USE_SECONDS) {
    await sql.query("update api_keys set used = $2 where key_hash = $1", [bytes(keyHash), now]);
  }
  return holder;
}

/** The keys of an organisation, newest first. */
export async function apiKeysOf(sql: Sql, organisation: Address): Promise<readonly ApiKey[]> {
  return sql.query<ApiKey>(
    `select id, prefix, label, scopes, maker, made, expires, used, revoked from api_keys where organisation = $1
     order by made desc, id`,
    [bytes(organisation)],
  );
}

/** Revokes a key, at once. @returns whether there is such a key; one that was revoked stays so. */
export async function revokeApiKey(sql: Sql, organisation: Address, id: string, now: number): Promise<boolean> {
  const rows = await sql.query(
    "update api_keys set revoked = coalesce(revoked, $3) where organisation = $1 and id = $2 returning id",
    [bytes(organisation), id, now],
  );
  return rows.length === 1;
}
