/** The scores of customers: every one that was ever made, with its inputs and why it was made. */
import type { ScoreInput } from "../domain/credit/inputs.ts";
import type { ScoreReason } from "../domain/credit/policy.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { taggedJson, untagged } from "./taggedJson.ts";
import { bytes } from "./values.ts";

/** What a score was made of, and what else was known of the customer then. */
export interface ScoreBody {
  readonly inputs: readonly ScoreInput[];
  /** Of the trailing year, minor units. */
  readonly sales: readonly { readonly currency: Address; readonly amount: bigint }[];
  /** The highest use of its limits, ppm; undefined where it has none. */
  readonly limitUse: number | undefined;
  /** Whether a notice of insolvency stood. */
  readonly isInsolvent: boolean;
  /** Of every dispute that was ever raised the number of its item, in the order in which they became known. */
  readonly disputes: readonly string[];
  /** Of the trailing year: items paid, and the share of them that was paid in time, ppm. */
  readonly paid: { readonly items: number; readonly onTimeShare: number | undefined };
}

export interface StoredScore {
  readonly organisation: Address;
  readonly customer: Address;
  /** Counted from 1 for each customer. */
  readonly number: number;
  /** A UUID, unique among all. */
  readonly id: string;
  readonly policyVersion: number;
  /** Counted from 1970-01-01. */
  readonly day: number;
  /** Unix seconds. */
  readonly at: number;
  readonly points: number;
  readonly band: string;
  readonly reason: ScoreReason;
  /** The reason in words. */
  readonly detail: string;
  /** Null where nobody did: something that happened asked for it. */
  readonly askedBy: Address | null;
  readonly salt: Hex;
  readonly anchor: Hex;
  readonly body: ScoreBody;
}

type Row = Omit<StoredScore, "body"> & { readonly body: unknown };

const SCORE =
  'organisation, customer, number, id, policy_version as "policyVersion", day, at, points, band, reason, detail, ' +
  'asked_by as "askedBy", salt, anchor, body';

function scoreIn({ body, ...row }: Row): StoredScore {
  // Only what `keepScore` was given is kept there.
  return { ...row, body: untagged(body) as ScoreBody };
}

export async function keepScore(tx: Transaction, score: StoredScore): Promise<void> {
  const { organisation, customer, number, id, policyVersion, day, at, points, band, askedBy } = score;
  await tx.query(
    `insert into credit_scores (organisation, customer, number, id, policy_version, day, at, points, band, reason,
       detail, asked_by, salt, anchor, body)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      ...[bytes(organisation), bytes(customer), number, id, policyVersion, day, at, points, band, score.reason],
      ...[score.detail, askedBy && bytes(askedBy), bytes(score.salt), bytes(score.anchor), taggedJson(score.body)],
    ],
  );
}

/** The last one that was made by an instant. */
export async function lastScoreOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<StoredScore | undefined> {
  const text = `select ${SCORE} from credit_scores where organisation = $1 and customer = $2 and at <= $3
    order by number desc limit 1`;
  return (await sql.query<Row>(text, [bytes(organisation), bytes(customer), at])).map(scoreIn)[0];
}

export async function scoreById(sql: Sql, organisation: Address, id: string): Promise<StoredScore | undefined> {
  const text = `select ${SCORE} from credit_scores where organisation = $1 and id = $2`;
  return (await sql.query<Row>(text, [bytes(organisation), id])).map(scoreIn)[0];
}

/** Whether any organisation has a score of that id. */
export async function isScoreId(sql: Sql, id: string): Promise<boolean> {
  return (await sql.query("select from credit_scores where id = $1", [id])).length === 1;
}

/** A score by its id, as the scored itself asks for it. */
export async function scoreOfScored(sql: Sql, customer: Address, id: string): Promise<StoredScore | undefined> {
  const text = `select ${SCORE} from credit_scores where customer = $1 and id = $2`;
  return (await sql.query<Row>(text, [bytes(customer), id])).map(scoreIn)[0];
}

/** Those of a customer below a number, the latest first. */
export async function scoresBefore(
  sql: Sql,
  organisation: Address,
  customer: Address,
  number: number,
  limit: number,
): Promise<readonly StoredScore[]> {
  const text = `select ${SCORE} from credit_scores where organisation = $1 and customer = $2 and number < $3
    order by number desc limit $4`;
  return (await sql.query<Row>(text, [bytes(organisation), bytes(customer), number, limit])).map(scoreIn);
}

/** The last score of each customer that was made by an instant, after one, in the order of addresses. */
export async function lastScoresAfter(
  sql: Sql,
  organisation: Address,
  at: number,
  after: Address | null,
  limit: number,
): Promise<readonly StoredScore[]> {
  const text = `select distinct on (customer) ${SCORE} from credit_scores
    where organisation = $1 and at <= $2 and ($3::bytea is null or customer > $3)
    order by customer, number desc limit $4`;
  return (await sql.query<Row>(text, [bytes(organisation), at, after && bytes(after), limit])).map(scoreIn);
}

/** What creditors last made of a customer, after one of them, in the order of their addresses. */
export async function scoresOfScored(
  sql: Sql,
  customer: Address,
  after: Address | null,
  limit: number,
): Promise<readonly StoredScore[]> {
  const text = `select distinct on (organisation) ${SCORE} from credit_scores
    where customer = $1 and ($2::bytea is null or organisation > $2)
    order by organisation, number desc limit $3`;
  return (await sql.query<Row>(text, [bytes(customer), after && bytes(after), limit])).map(scoreIn);
}
