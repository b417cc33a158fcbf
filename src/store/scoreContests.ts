/** What the scored contest of their scores, and how it was answered. */
import type { InputKind } from "../domain/credit/inputs.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { lockCount } from "./quotas.ts";
import { bytes } from "./values.ts";

export interface NewContest {
  /** The creditor whose score it is. */
  readonly organisation: Address;
  /** A UUID, unique among all. */
  readonly id: string;
  readonly customer: Address;
  readonly score: string;
  readonly kind: InputKind;
  readonly text: string;
  /** Hash of a document; null where none supports it. */
  readonly evidence: Hex | null;
  readonly account: Address;
  readonly at: number;
  /** The last instant at which the creditor answers in time. */
  readonly due: number;
}

export interface StoredContest extends NewContest {
  readonly number: number;
  readonly decision: "upheld" | "refused" | "withdrawn" | null;
  readonly answer: string | null;
  /** Of the input, once it was upheld. */
  readonly value: number | null;
  /** The last day, of UTC, on which the corrected value counts. */
  readonly untilDay: number | null;
  readonly decidedBy: Address | null;
  readonly decided: number | null;
}

const CONTEST =
  "organisation, id, number, customer, score, kind, text, evidence, account, at, due, decision, answer, value, " +
  'until_day as "untilDay", decided_by as "decidedBy", decided';

const DAY = 86_400;

/** Why a contest was not kept: of an input one is under way, or there were too many. */
type Unkept = "underWay" | "tooMany";

/** Keeps a contest, or finds the one of that id, whosever it is. Since `since` at most `most` are kept. */
export async function keepContest(
  tx: Transaction,
  one: NewContest,
  { most, since }: { readonly most: number; readonly since: number },
): Promise<{ readonly stored: StoredContest; readonly isNew: boolean } | Unkept> {
  const { organisation, id, customer, score, kind, text, evidence, account, at, due } = one;
  await lockCount(tx, `credit contests of ${customer}`);
  const [known] = await tx.query<StoredContest>(`select ${CONTEST} from credit_contests where id = $1`, [id]);
  if (known !== undefined) return { stored: known, isNew: false };
  const others = await tx.query<{ kind: string; decision: string | null; at: number }>(
    `select kind, decision, at from credit_contests where organisation = $1 and customer = $2
       and (decision is null or at >= $3)`,
    [bytes(organisation), bytes(customer), since],
  );
  if (others.some((other) => other.kind === kind && other.decision === null)) return "underWay";
  if (others.length >= most) return "tooMany";
  const [stored] = await tx.query<StoredContest>(
    `insert into credit_contests (organisation, id, customer, score, kind, text, evidence, account, at, due)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning ${CONTEST}`,
    [
      ...[bytes(organisation), id, bytes(customer), score, kind, text, evidence && bytes(evidence)],
      ...[bytes(account), at, due],
    ],
  );
  if (stored === undefined) throw new Error("an inserted row was not returned");
  return { stored, isNew: true };
}

/** Whose it is to read: the scored one's, or its creditor's. */
export type ContestSide = { readonly customer: Address } | { readonly organisation: Address };

/** One of a side's contests. */
export async function contestOf(sql: Sql, side: ContestSide, id: string): Promise<StoredContest | undefined> {
  const text = `select ${CONTEST} from credit_contests where ${columnOf(side)} = $1 and id = $2`;
  return (await sql.query<StoredContest>(text, [bytes(whoseOf(side)), id]))[0];
}

/** A side's contests before a place, the latest first. */
export async function contestsBefore(
  sql: Sql,
  side: ContestSide,
  number: number,
  limit: number,
): Promise<readonly StoredContest[]> {
  return sql.query<StoredContest>(
    `select ${CONTEST} from credit_contests where ${columnOf(side)} = $1 and number < $2
     order by number desc limit $3`,
    [bytes(whoseOf(side)), number, limit],
  );
}

/** How a contest ends. */
export interface ContestEnd {
  readonly decision: "upheld" | "refused" | "withdrawn";
  readonly answer: string | null;
  readonly value: number | null;
  readonly untilDay: number | null;
  readonly by: Address;
  readonly at: number;
}

/** @returns whether it was under way. */
export async function endContest(tx: Transaction, number: number, end: ContestEnd): Promise<boolean> {
  const { decision, answer, value, untilDay, by, at } = end;
  const rows = await tx.query(
    `update credit_contests set decision = $2, answer = $3, value = $4, until_day = $5, decided_by = $6, decided = $7
     where number = $1 and decision is null returning id`,
    [number, decision, answer, value, untilDay, bytes(by), at],
  );
  return rows.length === 1;
}

/** An input as it is since its contest was upheld. */
export interface Correction {
  readonly id: string;
  readonly kind: InputKind;
  readonly value: number;
  /** Unix seconds. */
  readonly decided: number;
  readonly untilDay: number;
}

/** The corrected inputs of a customer that still count, the last word on each. */
export async function correctionsOf(
  sql: Sql,
  organisation: Address,
  customer: Address,
  at: number,
): Promise<readonly Correction[]> {
  return sql.query(
    `select distinct on (kind) id, kind, value, decided, until_day as "untilDay" from credit_contests
     where organisation = $1 and customer = $2 and decision = 'upheld' and decided <= $3::bigint
       and until_day >= $3::bigint / ${DAY}
     order by kind, number desc`,
    [bytes(organisation), bytes(customer), at],
  );
}

/** The next contest whose time to answer is over and of which its creditor was not told, held and marked as told. */
export async function nextOverdueContest(tx: Transaction, now: number): Promise<StoredContest | undefined> {
  const [row] = await tx.query<StoredContest>(
    `update credit_contests set is_told = true where number = (
       select number from credit_contests where decision is null and not is_told and due < $1
       order by due, number limit 1 for update skip locked)
     returning ${CONTEST}`,
    [now],
  );
  return row;
}

/** Erases what one of the two wrote: the scored its text, its creditor the answer. False where it is neither's. */
export async function eraseContestTexts(tx: Transaction, own: Address, id: string): Promise<boolean> {
  const rows = await tx.query(
    `update credit_contests set text = case when customer = $1 then '' else text end,
       answer = case when organisation = $1 and answer is not null then '' else answer end
     where id = $2 and (customer = $1 or organisation = $1) returning id`,
    [bytes(own), id],
  );
  return rows.length === 1;
}

function columnOf(side: ContestSide): string {
  return "customer" in side ? "customer" : "organisation";
}

function whoseOf(side: ContestSide): Address {
  return "customer" in side ? side.customer : side.organisation;
}
