/** What comparing both books of a statement gave, and the work that waits on books and comparisons. */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import type { BookKind, BookStep } from "./statementBooks.ts";
import { bytes } from "./values.ts";

/** A step of the schema; claimed as books are. */
export const STATEMENT_RESULT_TABLES: readonly string[] = [
  `create table statement_results (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    own bigint not null references statement_books (number) on delete cascade,
    received bigint not null references statement_books (number) on delete cascade,
    begun bigint not null,
    claimed bigint not null default 0,
    attempts integer not null default 0,
    step text not null default 'waiting',
    ended bigint,
    fault text,
    result bytea,
    exceptions bigint,
    matched bigint,
    reconciliation uuid,
    unique (own, received)
  )`,
  `create table statement_result_lines (
    result bigint not null references statement_results (number) on delete cascade,
    place integer not null,
    text text not null,
    salt bytea not null,
    primary key (result, place)
  )`,
  "create index statement_results_of on statement_results (organisation)",
  "create index statement_results_of_received on statement_results (received)",
  "create index statement_results_under_way on statement_results (number) where ended is null",
];

/** What both firms sign. */
export interface ResultFigures {
  readonly result: Hex;
  readonly exceptions: number;
  /** Of the exceptions, those that are matches by a rule. */
  readonly matched: number;
  /** The reconciliation that shows them. */
  readonly reconciliation: string;
}

export interface StoredResult {
  readonly number: number;
  readonly organisation: Address;
  /** The books by their numbers. */
  readonly own: number;
  readonly received: number;
  readonly step: BookStep;
  readonly attempts: number;
  readonly ended: number | null;
  readonly fault: string | null;
  /** Null until it is done. */
  readonly figures: ResultFigures | null;
}

type ResultRow = Omit<StoredResult, "figures"> & {
  readonly [Name in keyof ResultFigures]: ResultFigures[Name] | null;
};

const RESULT =
  "number, organisation, own, received, step, attempts, ended, fault, result, exceptions, matched, reconciliation";

function resultOf({ result, exceptions, matched, reconciliation, ...row }: ResultRow): StoredResult {
  const isDone = result !== null && exceptions !== null && matched !== null && reconciliation !== null;
  return { ...row, figures: isDone ? { result, exceptions, matched, reconciliation } : null };
}

/**
 * Has own books of a statement compared with the latest that was received, where both are read and their roots differ;
 * once, however often it is asked. Own books are the latest, which may not be posted yet, and the one that stands.
 * @param standing The root that the organisation has posted last; null if it has posted none.
 */
export async function beginResults(
  sql: Sql,
  { organisation, statement, standing }: { organisation: Address; statement: Hex; standing: Hex | null },
  now: number,
): Promise<void> {
  const latest = (kind: BookKind, where = "true"): string =>
    `(select number, root from statement_books where organisation = $1 and statement = $2 and kind = '${kind}'
        and step = 'done' and ${where} order by number desc limit 1)`;
  await sql.query(
    `insert into statement_results (organisation, own, received, begun)
     select $1, own.number, received.number, $4::bigint
     from (${latest("own")} union ${latest("own", "root = $3::bytea")}) as own, ${latest("received")} as received
     where own.root <> received.root on conflict do nothing`,
    [bytes(organisation), bytes(statement), standing === null ? null : bytes(standing), now],
  );
}

/** Of some books, by their numbers, the latest comparison that each is part of. */
export async function latestResults(sql: Sql, books: readonly number[]): Promise<ReadonlyMap<number, StoredResult>> {
  const rows = await sql.query<ResultRow & { readonly book: number }>(
    `select distinct on (book) book, ${RESULT} from (
       select own as book, * from statement_results where own = any($1)
       union all select received as book, * from statement_results where received = any($1)) as found
     order by book, number desc`,
    [books],
  );
  return new Map(rows.map(({ book, ...row }) => [book, resultOf(row)]));
}

/** A line of a result. */
export interface StoredResultLine {
  readonly place: number;
  readonly text: string;
  readonly salt: Hex;
}

/** In their order, those after a place; all of them if no limit is given. */
export async function resultLinesAfter(
  sql: Sql,
  result: number,
  after: number,
  limit: number | null,
): Promise<readonly StoredResultLine[]> {
  return sql.query<StoredResultLine>(
    "select place, text, salt from statement_result_lines where result = $1 and place > $2 order by place limit $3",
    [result, after, limit],
  );
}

/** Ends a comparison and keeps its lines; false where somebody else has ended it, or a book of it was dropped. */
export async function endResult(
  tx: Transaction,
  number: number,
  { result, exceptions, matched, reconciliation }: ResultFigures,
  lines: readonly Omit<StoredResultLine, "place">[],
  now: number,
): Promise<boolean> {
  const rows = await tx.query(
    `update statement_results set step = 'done', ended = $2, result = $3, exceptions = $4, matched = $5,
       reconciliation = $6 where number = $1 and ended is null returning number`,
    [number, now, bytes(result), exceptions, matched, reconciliation],
  );
  if (rows.length === 0) return false;
  await tx.copy(
    "statement_result_lines",
    ["result", "place", "text", "salt"],
    lines.map(({ text, salt }, place) => [number, place, text, bytes(salt)]),
  );
  return true;
}

/** Where work waits. */
export type WorkTable = "statement_books" | "statement_results";

interface Claim {
  readonly now: number;
  /** Unix seconds. */
  readonly until: number;
  /** So often work may be begun. */
  readonly attempts: number;
}

/**
 * Takes the next work that waits or was broken off, so that nobody else does: of the organisation that has waited
 * longest since it was last served. What was begun too often, whatever ended it, has failed.
 * @returns its number, and how often it was begun
 */
export async function claimWork(
  sql: Sql,
  table: WorkTable,
  { now, until, attempts }: Claim,
): Promise<{ readonly number: number; readonly attempts: number } | undefined> {
  await sql.query(
    `update ${table} set step = 'failed', ended = $1, fault = $3
     where ended is null and claimed < $1 and attempts >= $2`,
    [now, attempts, "it was begun too often and never ended: send a smaller file"],
  );
  const [row] = await sql.query<{ number: number; attempts: number }>(
    `update ${table} set claimed = $2, attempts = attempts + 1, step = 'working' where number = (
       select number from ${table} as waiting where ended is null and claimed < $1
       order by (select max(claimed) from ${table} as served
         where served.organisation = waiting.organisation and served.attempts > 0) nulls first, number
       limit 1 for update skip locked) returning number, attempts`,
    [now, until],
  );
  return row;
}

/** Gives work back at once, so that another try need not wait until the claim has run out. */
export async function giveBackWork(sql: Sql, table: WorkTable, number: number): Promise<void> {
  await sql.query(`update ${table} set step = 'waiting', claimed = 0 where number = $1 and ended is null`, [number]);
}

/** @param fault What is wrong and the way out. */
export async function failWork(sql: Sql, table: WorkTable, number: number, fault: string, now: number): Promise<void> {
  const text = `update ${table} set step = 'failed', ended = $2, fault = $3 where number = $1 and ended is null`;
  await sql.query(text, [number, now, fault]);
}

export async function resultAt(sql: Sql, number: number): Promise<StoredResult | undefined> {
  const text = `select ${RESULT} from statement_results where number = $1`;
  return (await sql.query<ResultRow>(text, [number])).map(resultOf)[0];
}
