/**
 * The secrets of pairs, from which lines of statements are salted: given by members, kept sealed under the gateway's
 * own secret, and needed again for every book.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. What is sealed opens for its organisation and its keys alone. */
export const PAIR_SECRET_TABLES: readonly string[] = [
  `create table pair_secrets (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    keys bytea not null,
    supplier bytea not null,
    buyer bytea not null,
    sealed bytea not null,
    account bytea not null,
    given bigint not null,
    unique (organisation, keys, supplier, buyer)
  )`,
  "create index pair_secrets_of on pair_secrets (organisation, number)",
];

/** A secret, without what is secret of it. */
export interface GivenPairSecret {
  readonly organisation: Address;
  readonly supplier: Address;
  readonly buyer: Address;
  /** Hash of the viewing keys that it was made of, see `statementKeysHash`. */
  readonly keys: Hex;
  /** Who gave it. */
  readonly account: Address;
  /** Unix seconds. */
  readonly given: number;
}

/** Of which pair, and made of which keys. */
export type SecretPlace = Pick<GivenPairSecret, "organisation" | "supplier" | "buyer" | "keys">;

export interface PairSecretSeals {
  seal(place: SecretPlace, secret: Uint8Array): Hex;
  /** @throws Error where it was sealed for another place or under another key */
  open(place: SecretPlace, sealed: Hex): Uint8Array;
}

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** @param secret Of the gateways of one database. */
export function createPairSecretSeals(secret: Uint8Array): PairSecretSeals {
  const key = new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(), "countersign pair secrets", KEY_BYTES));
  const context = ({ organisation, supplier, buyer, keys }: SecretPlace): Buffer =>
    Buffer.from([organisation, supplier, buyer, keys].join(" "), "utf8");
  return {
    seal(place, plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(context(place));
      const hidden = Buffer.concat([cipher.update(plain), cipher.final()]);
      return `0x${Buffer.concat([iv, cipher.getAuthTag(), hidden]).toString("hex")}`;
    },
    open(place, sealed) {
      const all = Buffer.from(sealed.slice(2), "hex");
      const decipher = createDecipheriv(CIPHER, key, all.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(context(place)).setAuthTag(all.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([decipher.update(all.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    },
  };
}

const GIVEN = "secrets.organisation, supplier, buyer, keys, account, given";

/** Keeps a secret in the place of the one that was given before for the same pair and keys. */
export async function keepPairSecret(sql: Sql, secret: GivenPairSecret, sealed: Hex): Promise<void> {
  const { organisation, supplier, buyer, keys, account, given } = secret;
  await sql.query(
    `insert into pair_secrets (organisation, supplier, buyer, keys, account, given, sealed)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (organisation, keys, supplier, buyer)
       do update set sealed = excluded.sealed, account = excluded.account, given = excluded.given`,
    [...[organisation, supplier, buyer, keys, account].map(bytes), given, bytes(sealed)],
  );
}

/** As it is kept; undefined where none was given. */
export async function sealedPairSecret(
  sql: Sql,
  { organisation, supplier, buyer, keys }: SecretPlace,
): Promise<Hex | undefined> {
  const text = "select sealed from pair_secrets where organisation = $1 and supplier = $2 and buyer = $3 and keys = $4";
  const values = [organisation, supplier, buyer, keys].map(bytes);
  return (await sql.query<{ sealed: Hex }>(text, values))[0]?.sealed;
}

/** A secret that was given, and the viewing keys that the two firms have now. */
export interface ListedPairSecret extends GivenPairSecret {
  readonly number: number;
  readonly viewingKeys: ViewingKeys;
}

/** Of one organisation, the latest first. */
export async function pairSecretsBefore(
  sql: Sql,
  organisation: Address,
  before: number,
  limit: number,
): Promise<readonly ListedPairSecret[]> {
  const rows = await sql.query<
    GivenPairSecret & { readonly number: number; readonly supplierKey: Hex | null; readonly buyerKey: Hex | null }
  >(
    `select number, ${GIVEN}, of_supplier.key as "supplierKey", of_buyer.key as "buyerKey" from pair_secrets as secrets
       left join viewing_keys as of_supplier on of_supplier.organisation = supplier
       left join viewing_keys as of_buyer on of_buyer.organisation = buyer
     where secrets.organisation = $1 and number < $2 order by number desc limit $3`,
    [bytes(organisation), before, limit],
  );
  return rows.map(({ supplierKey, buyerKey, ...secret }) => {
    return { ...secret, viewingKeys: { supplier: supplierKey, buyer: buyerKey } };
  });
}

/** How many an organisation has given. */
export async function pairSecretsKept(sql: Sql, organisation: Address): Promise<number> {
  const text = "select count(*)::int as count from pair_secrets where organisation = $1";
  return (await sql.query<{ count: number }>(text, [bytes(organisation)]))[0]?.count ?? 0;
}

/** Forgets those made of some keys. @returns false where there was none */
export async function forgetPairSecrets(sql: Sql, organisation: Address, keys: Hex): Promise<boolean> {
  const text = "delete from pair_secrets where organisation = $1 and keys = $2 returning keys";
  return (await sql.query(text, [bytes(organisation), bytes(keys)])).length > 0;
}

/** As the directory has them; null for a side that has none. */
export interface ViewingKeys {
  readonly supplier: Hex | null;
  readonly buyer: Hex | null;
}

/** The viewing keys of a pair now. */
export async function viewingKeysOf(
  sql: Sql,
  { supplier, buyer }: Pick<GivenPairSecret, "supplier" | "buyer">,
): Promise<ViewingKeys> {
  const rows = await sql.query<{ organisation: Address; key: Hex }>(
    "select organisation, key from viewing_keys where organisation in ($1, $2)",
    [bytes(supplier), bytes(buyer)],
  );
  const of = (party: Address): Hex | null => rows.find(({ organisation }) => organisation === party)?.key ?? null;
  return { supplier: of(supplier), buyer: of(buyer) };
}
