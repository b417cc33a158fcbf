/**
 * What owners of a contract account have signed of an intent while others are missing. Gone once the contract's own
 * signature is made of them.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

export const OWNER_SIGNATURE_TABLES: readonly string[] = [
  `create table owner_signatures (
    intent text not null references intents (id) on delete cascade,
    party bytea not null,
    owner bytea not null,
    signature bytea not null,
    added bigint not null,
    primary key (intent, party, owner)
  )`,
];

interface StoredOwnerSignature {
  readonly owner: Address;
  readonly signature: Hex;
}

/** Keeps it, unless the owner's is there. */
export async function addOwnerSignature(
  sql: Sql,
  { id, party }: { readonly id: string; readonly party: Address },
  { owner, signature }: StoredOwnerSignature,
  now: number,
): Promise<void> {
  await sql.query(
    `insert into owner_signatures (intent, party, owner, signature, added) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [id, bytes(party), bytes(owner), bytes(signature), now],
  );
}

export async function ownerSignaturesOf(
  sql: Sql,
  id: string,
  party: Address,
): Promise<readonly StoredOwnerSignature[]> {
  return sql.query<StoredOwnerSignature>(
    "select owner, signature from owner_signatures where intent = $1 and party = $2 order by owner",
    [id, bytes(party)],
  );
}

export async function dropOwnerSignatures(sql: Sql, id: string, party: Address): Promise<void> {
  await sql.query("delete from owner_signatures where intent = $1 and party = $2", [id, bytes(party)]);
}
