/**
 * Originals of documents by their sha-256, whom they belong to, and what became of them. They stand nowhere else:
 * losing these tables is losing the documents.
 */
import { createHash } from "node:crypto";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. Instants are unix seconds. */
export const DOCUMENT_TABLES: readonly string[] = [
  // bytes are null once they were erased; the row stays, so that it can be told when.
  `create table documents (
    sha256 bytea primary key,
    media_type text not null,
    size bigint not null,
    bytes bytea,
    kept_until bigint,
    erased bigint
  )`,
  "create table document_owners (sha256 bytea, organisation bytea, since bigint not null, " +
    "primary key (sha256, organisation))",
  "create table document_receivables (sha256 bytea, id bytea, since bigint not null, primary key (sha256, id))",
  "create index documents_of_receivable on document_receivables (id)",
  // What a sender says of a transmission, and when the buyer first read it here. account is null once it was erased.
  `create table sendings (
    sha256 bytea not null,
    id bytea not null,
    event text not null,
    channel text not null,
    at bigint not null,
    organisation bytea not null,
    account bytea,
    noted bigint not null,
    primary key (sha256, id, event, channel, at)
  )`,
  "create unique index sendings_opened on sendings (sha256, id) where event = 'opened'",
];

/** A document as it came. */
export interface Original {
  readonly sha256: Hex;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Until when it must be kept, unix seconds; null if nobody has to keep it. */
  readonly keptUntil: number | null;
}

/** A document as it is kept. */
export interface StoredOriginal extends Omit<Original, "bytes"> {
  readonly size: number;
  /** Null once it was erased. */
  readonly bytes: Uint8Array | null;
  /** When it was erased, unix seconds. */
  readonly erased: number | null;
}

/**
 * Keeps an original. One that is there already stays as it is, but the later end of keeping counts, and one that was
 * erased is there again. @throws RangeError if the bytes have another hash.
 */
export async function keepOriginal(
  sql: Sql,
  { sha256, mediaType, bytes: content, keptUntil }: Original,
): Promise<void> {
  const actual = sha256Of(content);
  if (actual !== sha256) throw new RangeError(`the document has the sha-256 ${actual}, not ${sha256}`);
  await sql.query(
    `insert into documents (sha256, media_type, size, bytes, kept_until) values ($1, $2, $3, $4, $5)
     on conflict (sha256) do update set bytes = excluded.bytes, erased = null,
       kept_until = greatest(documents.kept_until, excluded.kept_until)`,
    [bytes(sha256), mediaType, content.length, `\\x${Buffer.from(content).toString("hex")}`, keptUntil],
  );
}

/** The sha-256 of a document. */
export function sha256Of(content: Uint8Array): Hex {
  return `0x${createHash("sha256").update(content).digest("hex")}`;
}

/** A document with its bytes; undefined if it was never kept here. */
export async function originalOf(sql: Sql, sha256: Hex): Promise<StoredOriginal | undefined> {
  const [row] = await sql.query<Omit<StoredOriginal, "bytes"> & { readonly bytes: Hex | null }>(
    `select sha256, media_type as "mediaType", size, bytes, kept_until as "keptUntil", erased
     from documents where sha256 = $1`,
    [bytes(sha256)],
  );
  return row && { ...row, bytes: row.bytes === null ? null : Uint8Array.from(Buffer.from(row.bytes.slice(2), "hex")) };
}

/** Notes that an organisation has the document. */
export async function ownOriginal(sql: Sql, sha256: Hex, organisation: Address, now: number): Promise<void> {
  await sql.query("insert into document_owners values ($1, $2, $3) on conflict do nothing", [
    bytes(sha256),
    bytes(organisation),
    now,
  ]);
}

/** Notes that the document belongs to a receivable, so that whoever may see the one may read the other. */
export async function attachOriginal(sql: Sql, sha256: Hex, id: Hex, now: number): Promise<void> {
  await sql.query("insert into document_receivables values ($1, $2, $3) on conflict do nothing", [
    bytes(sha256),
    bytes(id),
    now,
  ]);
}
