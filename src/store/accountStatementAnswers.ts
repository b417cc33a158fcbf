/** What the other side says of a statement of account, line by line: never changed, only added to. */
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/** A step of the schema. */
export const ACCOUNT_STATEMENT_ANSWER_TABLES: readonly string[] = [
  `create table account_statement_answers (
    number bigint generated always as identity primary key,
    statement uuid not null references account_statements (id),
    id uuid not null,
    place integer not null,
    line integer,
    kind text not null,
    amount text,
    paid_on text,
    reference text,
    text text not null,
    organisation bytea not null,
    account bytea not null,
    at bigint not null,
    unique (statement, id, place)
  )`,
  "create index account_statement_answers_by_line on account_statement_answers (statement, line, number)",
];

export interface NewLineAnswer {
  /** From 1, as the statement numbers them; null for its balance as a whole. */
  readonly line: number | null;
  readonly kind: string;
  /** Decimal text. */
  readonly amount: string | null;
  /** `YYYY-MM-DD`. */
  readonly paidOn: string | null;
  readonly reference: string | null;
  readonly text: string;
}

export interface AnswerSet {
  readonly statement: string;
  /** A UUID: what is sent again under it is said once. */
  readonly id: string;
  readonly organisation: Address;
  readonly account: Address;
  /** Unix seconds. */
  readonly at: number;
}

export interface LineAnswer extends NewLineAnswer, AnswerSet {
  readonly number: number;
}

const ANSWER =
  'number, statement, id, line, kind, amount, paid_on as "paidOn", reference, text, organisation, account, at';

/**
 * Adds answers, all of them or those that were there under the id before. @returns as they are kept, in their order.
 */
export async function keepAnswers(
  sql: Sql,
  { statement, id, organisation, account, at }: AnswerSet,
  answers: readonly NewLineAnswer[],
): Promise<readonly LineAnswer[]> {
  await sql.query(
    `insert into account_statement_answers
       (statement, id, place, line, kind, amount, paid_on, reference, text, organisation, account, at)
     select $1::uuid, $2::uuid, place, line, kind, amount, paid_on, reference, text, $9::bytea, $10::bytea, $11::bigint
     from unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) with ordinality
       as said (line, kind, amount, paid_on, reference, text, place)
     where not exists (select from account_statement_answers where statement = $1 and id = $2)`,
    [
      ...[statement, id, answers.map(({ line }) => line), answers.map(({ kind }) => kind)],
      ...[answers.map(({ amount }) => amount), answers.map(({ paidOn }) => paidOn)],
      ...[answers.map(({ reference }) => reference), answers.map(({ text }) => text)],
      ...[bytes(organisation), bytes(account), at],
    ],
  );
  const found = `select ${ANSWER} from account_statement_answers where statement = $1 and id = $2 order by place`;
  return sql.query<LineAnswer>(found, [statement, id]);
}

/** Everything that was answered after a number, in the order in which it was said. */
export async function answersAfter(
  sql: Sql,
  statement: string,
  after: number,
  limit: number,
): Promise<readonly LineAnswer[]> {
  const text = `select ${ANSWER} from account_statement_answers where statement = $1 and number > $2`;
  return sql.query<LineAnswer>(`${text} order by number limit $3`, [statement, after, limit]);
}

/** How much was answered to a statement. */
export async function answersTo(sql: Sql, statement: string): Promise<number> {
  const text = "select count(*)::int as count from account_statement_answers where statement = $1";
  return (await sql.query<{ count: number }>(text, [statement]))[0]?.count ?? 0;
}

/** The last answer to each of some lines. */
export async function lastAnswersTo(
  sql: Sql,
  statement: string,
  lines: readonly number[],
): Promise<ReadonlyMap<number, LineAnswer>> {
  const rows = await sql.query<LineAnswer & { readonly line: number }>(
    `select distinct on (line) ${ANSWER} from account_statement_answers
     where statement = $1 and line = any($2::bigint[]) order by line, number desc`,
    [statement, lines],
  );
  return new Map(rows.map((row) => [row.line, row]));
}
