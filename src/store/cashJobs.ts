/** Files of banks and runs of cash application: what waits, who is at work on it, how it ended. */
import type { CashStep } from "../domain/cashMatch.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

export type CashJobKind = "file" | "run";

export interface NewCashJob {
  readonly organisation: Address;
  /** A UUID, unique among all. */
  readonly id: string;
  readonly kind: CashJobKind;
  readonly account: Address;
  /** What is asked for. */
  readonly plan: unknown;
  /** Unix seconds. */
  readonly begun: number;
}

export interface CashJob extends NewCashJob {
  readonly number: number;
  readonly step: CashStep;
  readonly attempts: number;
  readonly ended: number | null;
  readonly summary: unknown;
  /** Why it failed. */
  readonly fault: string | null;
}

const JOB = "number, organisation, id, kind, account, plan, begun, step, attempts, ended, summary, fault";

/** @returns as it is kept; that which was there already under its id, whosever it is. */
export async function keepCashJob(sql: Sql, job: NewCashJob): Promise<CashJob> {
  const { organisation, id, kind, account, plan, begun } = job;
  await sql.query(
    `insert into cash_jobs (organisation, id, kind, account, plan, begun) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [bytes(organisation), id, kind, bytes(account), JSON.stringify(plan), begun],
  );
  const [kept] = await sql.query<CashJob>(`select ${JOB} from cash_jobs where id = $1`, [id]);
  if (kept === undefined) throw new Error(`the job ${id} is neither new nor known`);
  return kept;
}

export async function cashJobOf(
  sql: Sql,
  organisation: Address,
  kind: CashJobKind,
  id: string,
): Promise<CashJob | undefined> {
  const text = `select ${JOB} from cash_jobs where organisation = $1 and kind = $2 and id = $3`;
  return (await sql.query<CashJob>(text, [bytes(organisation), kind, id]))[0];
}

/** The latest first. */
export async function cashJobsBefore(
  sql: Sql,
  organisation: Address,
  kind: CashJobKind,
  before: number,
  limit: number,
): Promise<readonly CashJob[]> {
  const where = "organisation = $1 and kind = $2 and number < $3 order by number desc limit $4";
  return sql.query<CashJob>(`select ${JOB} from cash_jobs where ${where}`, [bytes(organisation), kind, before, limit]);
}

/** How many of an organisation's have not ended. */
export async function cashJobsUnderWay(sql: Sql, organisation: Address): Promise<number> {
  const text = "select count(*)::int as count from cash_jobs where organisation = $1 and ended is null";
  return (await sql.query<{ count: number }>(text, [bytes(organisation)]))[0]?.count ?? 0;
}

/**
 * Takes the next one that waits or was broken off, so that nobody else does. Of one organisation one is at work at a
 * time, the earliest first: a run applies what the files before it told. One that was begun too often has failed.
 * @param until Unix seconds.
 */
export async function claimCashJob(
  sql: Sql,
  { now, until, attempts }: { readonly now: number; readonly until: number; readonly attempts: number },
): Promise<CashJob | undefined> {
  await sql.query(
    `update cash_jobs set step = 'failed', ended = $1, fault = $3
     where ended is null and claimed < $1 and attempts >= $2`,
    [now, attempts, "it was begun too often and never ended: give it in smaller parts"],
  );
  const [job] = await sql.query<CashJob>(
    `update cash_jobs set claimed = $2, attempts = attempts + 1 where number = (
       select number from cash_jobs as waiting where ended is null and claimed < $1
         and not exists (select from cash_jobs as earlier where earlier.organisation = waiting.organisation
           and earlier.ended is null and earlier.number < waiting.number)
       order by (select max(claimed) from cash_jobs as served
         where served.organisation = waiting.organisation and served.attempts > 0) nulls first, number
       limit 1 for update skip locked) returning ${JOB}`,
    [now, until],
  );
  return job;
}

/** Says how far it is, and keeps the claim. */
export async function stepCashJob(sql: Sql, number: number, step: CashStep, until: number): Promise<void> {
  await sql.query("update cash_jobs set step = $2, claimed = $3 where number = $1 and ended is null", [
    ...[number, step, until],
  ]);
}

/** Ends it; false where somebody else has, and then nothing may be stored with it. */
export async function endCashJob(
  sql: Sql,
  number: number,
  { summary, fault, now }: { readonly summary: unknown; readonly fault: string | null; readonly now: number },
): Promise<boolean> {
  const rows = await sql.query(
    `update cash_jobs set step = $2, ended = $3, summary = $4, fault = $5
     where number = $1 and ended is null returning number`,
    [number, fault === null ? "done" : "failed", now, summary === null ? null : JSON.stringify(summary), fault],
  );
  return rows.length > 0;
}

/** How often an organisation's cash has changed; what was read at one revision is decided on at no other. */
export async function cashRevision(sql: Sql, organisation: Address): Promise<number> {
  const text = "select revision from cash_books where organisation = $1";
  return (await sql.query<{ revision: number }>(text, [bytes(organisation)]))[0]?.revision ?? 0;
}

/** Keeps everybody else from an organisation's cash until the transaction ends. @returns the revision before it */
export async function lockCash(tx: Transaction, organisation: Address): Promise<number> {
  const [row] = await tx.query<{ revision: number }>(
    `insert into cash_books (organisation, revision) values ($1, 1)
     on conflict (organisation) do update set revision = cash_books.revision + 1 returning revision`,
    [bytes(organisation)],
  );
  return (row?.revision ?? 1) - 1;
}

/** Who gave a file or began a run. */
export async function cashJobAccount(sql: Sql, number: number): Promise<Address | undefined> {
  const rows = await sql.query<{ account: Address }>("select account from cash_jobs where number = $1", [number]);
  return rows[0]?.account;
}

/** The ids of jobs, by their numbers. */
export async function cashJobIds(sql: Sql, numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (numbers.length === 0) return new Map();
  const text = "select number, id from cash_jobs where number = any($1)";
  const rows = await sql.query<{ number: number; id: string }>(text, [numbers]);
  return new Map(rows.map(({ number, id }) => [number, id]));
}
