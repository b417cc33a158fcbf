/**
 * Originals of documents by their sha-256, whom they belong to, and what became of them. They stand nowhere else:
 * losing these tables is losing the documents.
 */
import { createHash } from "node:crypto";
import type { DocumentKind } from "../domain/documentKinds.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transactions } from "./database.ts";
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

/** A later step: what a document of a receivable is; null for what came before anybody was asked. */
export const DOCUMENT_KIND_COLUMNS: readonly string[] = ["alter table document_receivables add column kind text"];

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

/**
 * Notes that the document belongs to a receivable, so that whoever may see the one may read the other. What it is was
 * said when it was given first.
 * @returns whether that is new.
 */
export async function attachOriginal(
  sql: Sql,
  sha256: Hex,
  id: Hex,
  kind: DocumentKind,
  now: number,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into document_receivables (sha256, id, since, kind) values ($1, $2, $3, $4)
     on conflict do nothing returning id`,
    [bytes(sha256), bytes(id), now, kind],
  );
  return rows.length === 1;
}

/** The receivables that a document belongs to, in the order of their ids. */
export async function receivablesOf(sql: Sql, sha256: Hex): Promise<readonly Hex[]> {
  const rows = await sql.query<{ id: Hex }>(
    `select id from document_receivables where sha256 = $1
     union select id from contents where original = $1 order by id`,
    [bytes(sha256)],
  );
  return rows.map(({ id }) => id);
}

/** The documents that belong to a receivable. */
export async function originalsOf(sql: Sql, id: Hex): Promise<readonly Hex[]> {
  const rows = await sql.query<{ sha256: Hex }>(
    `select sha256 from document_receivables where id = $1
     union select original from contents where id = $1 and original is not null order by sha256`,
    [bytes(id)],
  );
  return rows.map(({ sha256 }) => sha256);
}

/** The same, with what each is; null where nobody said. */
export async function originalsWithKinds(sql: Sql, id: Hex): Promise<ReadonlyMap<Hex, DocumentKind | null>> {
  const rows = await sql.query<{ sha256: Hex; kind: DocumentKind | null }>(
    "select sha256, kind from document_receivables where id = $1 and kind is not null",
    [bytes(id)],
  );
  const kinds = new Map(rows.map(({ sha256, kind }) => [sha256, kind]));
  return new Map((await originalsOf(sql, id)).map((sha256) => [sha256, kinds.get(sha256) ?? null]));
}

/** Whether an organisation gave the document. */
export async function ownsOriginal(sql: Sql, sha256: Hex, organisation: Address): Promise<boolean> {
  const rows = await sql.query("select 1 as one from document_owners where sha256 = $1 and organisation = $2", [
    bytes(sha256),
    bytes(organisation),
  ]);
  return rows.length === 1;
}

/**
 * Lets go of a document for an organisation. Where nobody else has it, bytes, what was read from it, and persons in
 * its record are erased. @returns false, and nothing changes, if it must be kept for now.
 */
export async function eraseOriginal(
  database: Transactions,
  sha256: Hex,
  organisation: Address,
  now: number,
): Promise<boolean> {
  const hash = bytes(sha256);
  return database.transaction(async (tx) => {
    const free = await tx.query(
      "select 1 as one from documents where sha256 = $1 and (kept_until is null or kept_until < $2) for update",
      [hash, now],
    );
    if (free.length === 0) return false;
    await tx.query("delete from document_owners where sha256 = $1 and organisation = $2", [hash, bytes(organisation)]);
    const left = await tx.query("select 1 as one from document_owners where sha256 = $1 limit 1", [hash]);
    if (left.length > 0) return true;
    await tx.query("update documents set bytes = null, erased = $2 where sha256 = $1", [hash, now]);
    await tx.query("update contents set invoice = null where original = $1", [hash]);
    await tx.query("update sendings set account = null where sha256 = $1", [hash]);
    return true;
  });
}

/** What became of a document: a sender says so, or the buyer read it here. */
export interface Sending {
  readonly receivable: Hex;
  readonly event: "sent" | "delivered" | "opened";
  readonly channel: string;
  /** Unix seconds. */
  readonly at: number;
  readonly organisation: Address;
  /** Null once it was erased. */
  readonly account: Address | null;
}

/** Notes a sending, once; what is opened is noted the first time alone. */
export async function noteSending(sql: Sql, sha256: Hex, sending: Sending, now: number): Promise<void> {
  const { receivable, event, channel, at, organisation, account } = sending;
  await sql.query("insert into sendings values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing", [
    ...[bytes(sha256), bytes(receivable), event, channel, at, bytes(organisation)],
    account === null ? null : bytes(account),
    now,
  ]);
}

/** The sending record of a document, in the order of what happened. */
export async function sendingsOf(sql: Sql, sha256: Hex): Promise<readonly Sending[]> {
  return sql.query<Sending>(
    `select id as receivable, event, channel, at, organisation, account from sendings
     where sha256 = $1 order by at, noted, event desc, id`,
    [bytes(sha256)],
  );
}
