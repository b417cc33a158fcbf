/** Files that organisations imported, and what became of each line of them. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. The lines of an organisation's latest imports are kept; of earlier ones the counts. */
export const IMPORT_TABLES: readonly string[] = [
  `create table imports (
    organisation bytea not null,
    id uuid not null,
    content bytea not null,
    body jsonb not null,
    account bytea not null,
    started bigint not null,
    ended bigint,
    lines bigint not null default 0,
    created bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    failed bigint not null default 0,
    primary key (organisation, id)
  )`,
  "create index imports_by_start on imports (organisation, started)",
  `create table import_lines (
    organisation bytea not null,
    import uuid not null,
    line bigint not null,
    result text not null,
    key text,
    changes jsonb not null,
    faults jsonb not null,
    primary key (organisation, import, line),
    foreign key (organisation, import) references imports (organisation, id) on delete cascade
  )`,
];

export const LINE_RESULTS = ["created", "updated", "unchanged", "failed"] as const;
export type LineResult = (typeof LINE_RESULTS)[number];

/** What an update changed; null is nothing. */
export interface LineChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What is wrong with a line. */
export interface LineFault {
  readonly field: string;
  /** As the file has it. */
  readonly value: string;
  /** What is wrong, and the way out. */
  readonly message: string;
}

export interface ImportLine {
  /** Of the file, the first is 1; that on which the record ends. */
  readonly line: number;
  readonly result: LineResult;
  /** What the line is about; null where it could not be read. */
  readonly key: string | null;
  readonly changes: readonly LineChange[];
  readonly faults: readonly LineFault[];
}

export interface NewImport {
  readonly organisation: Address;
  /** A UUID, unique among those of the organisation. */
  readonly id: string;
  /** Hash of the file and of all that was said with it. */
  readonly content: Hex;
  /** How the file was read. */
  readonly body: unknown;
  readonly account: Address;
  /** Unix seconds. */
  readonly started: number;
}

export type LineCounts = Readonly<Record<"lines" | LineResult, number>>;

export interface StoredImport extends NewImport, LineCounts {
  /** Null while it runs, or where it was broken off. */
  readonly ended: number | null;
}

const IMPORT = "organisation, id, content, body, account, started, ended, lines, created, updated, unchanged, failed";

/**
 * Begins an import, or begins one anew that was broken off.
 * @param brokenBefore One that began before this instant and has not ended was broken off.
 * @returns false where there is one of that id that runs, has ended or is another.
 */
export async function beginImport(sql: Sql, one: NewImport, brokenBefore: number): Promise<boolean> {
  const { organisation, id, content, body, account, started } = one;
  const rows = await sql.query(
    `insert into imports (organisation, id, content, body, account, started) values ($1, $2, $3, $4, $5, $6)
     on conflict (organisation, id) do update set started = excluded.started
       where imports.content = excluded.content and imports.ended is null and imports.started < $7
     returning id`,
    [bytes(organisation), id, bytes(content), JSON.stringify(body), bytes(account), started, brokenBefore],
  );
  if (rows.length === 0) return false;
  await sql.query("delete from import_lines where organisation = $1 and import = $2", [bytes(organisation), id]);
  return true;
}

export async function endImport(
  sql: Sql,
  organisation: Address,
  id: string,
  { lines, created, updated, unchanged, failed }: LineCounts,
  now: number,
): Promise<void> {
  await sql.query(
    `update imports set ended = $3, lines = $4, created = $5, updated = $6, unchanged = $7, failed = $8
     where organisation = $1 and id = $2`,
    [bytes(organisation), id, now, lines, created, updated, unchanged, failed],
  );
}

/** Forgets an import that wrote nothing. */
export async function dropImport(sql: Sql, organisation: Address, id: string): Promise<void> {
  await sql.query("delete from imports where organisation = $1 and id = $2 and ended is null", [
    bytes(organisation),
    id,
  ]);
}

export async function importOf(sql: Sql, organisation: Address, id: string): Promise<StoredImport | undefined> {
  const text = `select ${IMPORT} from imports where organisation = $1 and id = $2`;
  return (await sql.query<StoredImport>(text, [bytes(organisation), id]))[0];
}

/** Waits until no other import of the organisation writes, and keeps them waiting until the transaction ends. */
export async function lockImports(sql: Sql, organisation: Address): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`imports of ${organisation}`]);
}

export async function keepLines(
  sql: Sql,
  organisation: Address,
  id: string,
  lines: readonly ImportLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await sql.query(
    `insert into import_lines (organisation, import, line, result, key, changes, faults)
     select $1, $2, * from unnest($3::bigint[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[])
     on conflict do nothing`,
    [
      bytes(organisation),
      id,
      lines.map(({ line }) => line),
      lines.map(({ result }) => result),
      lines.map(({ key }) => key),
      lines.map(({ changes }) => JSON.stringify(changes)),
      lines.map(({ faults }) => JSON.stringify(faults)),
    ],
  );
}

/** Lines after one, in the order of the file. @param result Only these. */
export async function linesAfter(
  sql: Sql,
  { organisation, id, result }: { readonly organisation: Address; readonly id: string; readonly result?: LineResult },
  after: number,
  limit: number,
): Promise<readonly ImportLine[]> {
  return sql.query<ImportLine>(
    `select line, result, key, changes, faults from import_lines
     where organisation = $1 and import = $2 and line > $3 and ($4::text is null or result = $4)
     order by line limit $5`,
    [bytes(organisation), id, after, result ?? null, limit],
  );
}

/** Forgets the lines of all but the latest imports. */
export async function forgetLines(sql: Sql, organisation: Address, kept: number): Promise<void> {
  await sql.query(
    `delete from import_lines where organisation = $1 and import not in (
       select id from imports where organisation = $1 order by started desc, id limit $2)`,
    [bytes(organisation), kept],
  );
}
