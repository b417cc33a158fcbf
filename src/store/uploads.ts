/** Files on their way in, piece by piece, so that a broken connection costs one piece. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. A file is whole once what was received is as long as it was said to be. */
export const UPLOAD_TABLES: readonly string[] = [
  `create table uploads (
    organisation bytea not null,
    id uuid not null,
    name text not null,
    length bigint not null,
    sha256 bytea not null,
    received bigint not null default 0,
    account bytea not null,
    begun bigint not null,
    primary key (organisation, id)
  )`,
  "create index uploads_by_begin on uploads (begun)",
  `create table upload_pieces (
    organisation bytea not null,
    upload uuid not null,
    start bigint not null,
    content bytea not null,
    primary key (organisation, upload, start),
    foreign key (organisation, upload) references uploads (organisation, id) on delete cascade
  )`,
];

export interface NewUpload {
  readonly organisation: Address;
  /** A UUID, unique among those of the organisation. */
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly length: number;
  readonly sha256: Hex;
  readonly account: Address;
  /** Unix seconds. */
  readonly begun: number;
}

export interface Upload extends NewUpload {
  /** Bytes that are there, from the first on. */
  readonly received: number;
}

const UPLOAD = "organisation, id, name, length, sha256, received, account, begun";

/** @returns as it is kept; that which was there already under its id, if there was one. */
export async function beginUpload(sql: Sql, upload: NewUpload): Promise<Upload> {
  const { organisation, id, name, length, sha256, account, begun } = upload;
  await sql.query(
    `insert into uploads (organisation, id, name, length, sha256, account, begun)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [bytes(organisation), id, name, length, bytes(sha256), bytes(account), begun],
  );
  const kept = await uploadOf(sql, organisation, id);
  if (kept === undefined) throw new Error(`the upload ${id} is neither new nor known`);
  return kept;
}

export async function uploadOf(sql: Sql, organisation: Address, id: string): Promise<Upload | undefined> {
  const text = `select ${UPLOAD} from uploads where organisation = $1 and id = $2`;
  return (await sql.query<Upload>(text, [bytes(organisation), id]))[0];
}

/** How many uploads an organisation has, and how many bytes they were said to have. */
export async function uploadsOf(
  sql: Sql,
  organisation: Address,
): Promise<{ readonly count: number; readonly length: number }> {
  const text =
    "select count(*)::int as count, coalesce(sum(length), 0)::bigint as length from uploads where organisation = $1";
  const [row] = await sql.query<{ count: number; length: number }>(text, [bytes(organisation)]);
  return row ?? { count: 0, length: 0 };
}

/**
 * Adds a piece where the last one ended. @returns false where it does not begin there; to be called in a transaction.
 */
export async function addPiece(
  sql: Sql,
  { organisation, id }: Pick<Upload, "organisation" | "id">,
  start: number,
  content: Uint8Array,
): Promise<boolean> {
  const rows = await sql.query(
    `update uploads set received = received + $4 where organisation = $1 and id = $2 and received = $3
     and received + $4 <= length returning id`,
    [bytes(organisation), id, start, content.length],
  );
  if (rows.length === 0) return false;
  await sql.query("insert into upload_pieces (organisation, upload, start, content) values ($1, $2, $3, $4)", [
    ...[bytes(organisation), id, start],
    `\\x${Buffer.from(content).toString("hex")}`,
  ]);
  return true;
}

/** The bytes that are there. */
export async function uploadedBytes(sql: Sql, organisation: Address, id: string): Promise<Uint8Array> {
  const rows = await sql.query<{ content: Hex }>(
    "select content from upload_pieces where organisation = $1 and upload = $2 order by start",
    [bytes(organisation), id],
  );
  return Buffer.concat(rows.map(({ content }) => Buffer.from(content.slice(2), "hex")));
}

export async function dropUpload(sql: Sql, organisation: Address, id: string): Promise<void> {
  await sql.query("delete from uploads where organisation = $1 and id = $2", [bytes(organisation), id]);
}

/** Forgets uploads that nothing was made of, begun before an instant. */
export async function forgetUploads(sql: Sql, before: number): Promise<void> {
  await sql.query("delete from uploads where begun < $1", [before]);
}
