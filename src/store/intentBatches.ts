/** Intents that one signature covers, as a root. */
import type { Sql } from "./database.ts";
import { PREPARED } from "./intents.ts";
import type { Prepared } from "./intents.ts";
import { SIGNATURE, signatureValues, withSignature } from "./intentSignatures.ts";
import type { IntentSignature, SignatureRow } from "./intentSignatures.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

export const BATCH_TABLES: readonly string[] = [
  `create table intent_batches (
    id text primary key,
    organisation bytea not null,
    verb text not null,
    content bytea not null,
    deadline bigint not null,
    prepared_by bytea not null,
    prepared bigint not null,
    body jsonb not null,
    signer bytea,
    handed_in_by bytea,
    signature bytea,
    mandate jsonb,
    signed bigint
  )`,
];

export interface StoredBatch extends Prepared {
  readonly signature: IntentSignature | null;
}

type BatchRow = SignatureRow & Omit<StoredBatch, "signature">;

/** False where the id is there already. */
export async function insertBatch(sql: Sql, batch: Prepared): Promise<boolean> {
  const { id, organisation, verb, content, deadline, preparedBy, prepared, body } = batch;
  const rows = await sql.query(
    `insert into intent_batches (id, organisation, verb, content, deadline, prepared_by, prepared, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [id, bytes(organisation), verb, bytes(content), deadline, bytes(preparedBy), prepared, taggedJson(body)],
  );
  return rows.length === 1;
}

export async function batchOf(sql: Sql, id: string): Promise<StoredBatch | undefined> {
  const text = `select ${PREPARED}, ${SIGNATURE} from intent_batches where id = $1`;
  const [row] = await sql.query<BatchRow>(text, [id]);
  return row && { ...withSignature(row), body: untagged(row.body) };
}

/** False where it is signed already. */
export async function signBatch(sql: Sql, id: string, signed: IntentSignature): Promise<boolean> {
  const rows = await sql.query(
    `update intent_batches set (${SIGNATURE}) = ($2, $3, $4, $5, $6) where id = $1 and signer is null returning id`,
    [id, ...signatureValues(signed)],
  );
  return rows.length === 1;
}
