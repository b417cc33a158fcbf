/** Reconciliations of two books: what was asked, how far it is, and what came out. */
import type { ReconciliationStep } from "../domain/ledgerDifference.ts";
import type { BookSide } from "../domain/ledgerItem.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

/**
 * A step of the schema. A run that somebody works on is claimed until an instant; when that has passed, it was broken
 * off, and the next one begins it anew. Its rows are written at once with its end.
 */
export const RECONCILIATION_TABLES: readonly string[] = [
  `create table reconciliations (
    number bigint generated always as identity primary key,
    organisation bytea not null,
    id uuid not null unique,
    account bytea not null,
    side text not null check (side in ('supplier', 'buyer')),
    counterparty text not null,
    partner bytea,
    cut_off text not null,
    plan jsonb not null,
    begun bigint not null,
    claimed bigint not null default 0,
    attempts integer not null default 0,
    step text not null default 'waiting',
    ended bigint,
    summary jsonb,
    fault text
  )`,
  "create index reconciliations_of on reconciliations (organisation, number)",
  "create index reconciliations_shown_to on reconciliations (partner, number)",
  "create index reconciliations_under_way on reconciliations (number) where ended is null",
  `create table reconciliation_rows (
    reconciliation bigint not null references reconciliations (number) on delete cascade,
    number bigint not null,
    kind text not null check (kind in ('match', 'difference')),
    currency text not null,
    class text,
    owner text,
    key bytea,
    body jsonb not null,
    primary key (reconciliation, number)
  )`,
  "create index reconciliation_rows_by_key on reconciliation_rows (reconciliation, key)",
];

export interface NewReconciliation {
  readonly organisation: Address;
  /** A UUID, unique among all. */
  readonly id: string;
  readonly account: Address;
  /** Which of both the organisation is. */
  readonly side: BookSide;
  readonly counterparty: string;
  /** The counterparty's organisation, which sees it and replies; null where it is not shown to it. */
  readonly partner: Address | null;
  /** `YYYY-MM-DD`, the last day that counts. */
  readonly cutOff: string;
  /** How the books are read. */
  readonly plan: unknown;
  /** Unix seconds. */
  readonly begun: number;
}

export interface Reconciliation extends NewReconciliation {
  readonly number: number;
  readonly step: ReconciliationStep;
  readonly attempts: number;
  readonly ended: number | null;
  readonly summary: unknown;
  /** Why it failed. */
  readonly fault: string | null;
  /** Open receivables of the pair that are in no book; null where no book has the ledger's. */
  readonly unread: unknown;
  /** By number, the continuous reconciliation that it is a run of; null of one that was asked for once. */
  readonly continuous: number | null;
}

const RUN =
  'number, organisation, id, account, side, counterparty, partner, cut_off as "cutOff", plan, begun, step, attempts, ' +
  "ended, summary, fault, unread, continuous";

/** @returns as it is kept; that which was there already under its id, whosever it is. */
export async function keepReconciliation(sql: Sql, run: NewReconciliation): Promise<Reconciliation> {
  const { organisation, id, account, side, counterparty, partner, cutOff, plan, begun } = run;
  await sql.query(
    `insert into reconciliations (organisation, id, account, side, counterparty, partner, cut_off, plan, begun)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      ...[bytes(organisation), id, bytes(account), side, counterparty, partner && bytes(partner), cutOff],
      ...[JSON.stringify(plan), begun],
    ],
  );
  const [kept] = await sql.query<Reconciliation>(`select ${RUN} from reconciliations where id = $1`, [id]);
  if (kept === undefined) throw new Error(`the reconciliation ${id} is neither new nor known`);
  return kept;
}

/** How many of those that an organisation asked for have not ended. */
export async function reconciliationsUnderWay(sql: Sql, organisation: Address): Promise<number> {
  const text =
    "select count(*)::int as count from reconciliations where organisation = $1 and ended is null and " +
    "continuous is null";
  return (await sql.query<{ count: number }>(text, [bytes(organisation)]))[0]?.count ?? 0;
}

/** Forgets the rows of all but the latest that an organisation asked for; what both sides said of differences stays. */
export async function forgetRows(sql: Sql, organisation: Address, kept: number): Promise<void> {
  await sql.query(
    `delete from reconciliation_rows where reconciliation in (
       select number from reconciliations where organisation = $1 and continuous is null
       order by number desc offset $2)`,
    [bytes(organisation), kept],
  );
}

/** Forgets runs of a continuous reconciliation but the latest ones, and rows but those of the last that was done. */
export async function forgetRuns(sql: Sql, continuous: number, kept: number): Promise<void> {
  await sql.query(
    `delete from reconciliation_rows where reconciliation in (
       select number from reconciliations where continuous = $1 and step = 'done' order by number desc offset 1)`,
    [continuous],
  );
  await sql.query(
    `delete from reconciliations where number in (
       select number from reconciliations where continuous = $1 order by number desc offset $2)
     and number <> (select coalesce(max(number), 0) from reconciliations where continuous = $1 and step = 'done')`,
    [continuous, kept],
  );
}

/** One that an organisation made or that is shown to it. */
export async function reconciliationOf(sql: Sql, viewer: Address, id: string): Promise<Reconciliation | undefined> {
  const text = `select ${RUN} from reconciliations where id = $1
    and (organisation = $2 or (partner = $2 and step = 'done'))`;
  return (await sql.query<Reconciliation>(text, [id, bytes(viewer)]))[0];
}

/** Those that an organisation asked for, or those done that others show to it; the latest first. */
export async function reconciliationsBefore(
  sql: Sql,
  viewer: Address,
  made: "here" | "elsewhere",
  before: number,
  limit: number,
): Promise<readonly Reconciliation[]> {
  return sql.query<Reconciliation>(
    `select ${RUN} from reconciliations where
       ${made === "here" ? "organisation = $1" : "partner = $1 and organisation <> $1 and step = 'done'"}
       and continuous is null and number < $2 order by number desc limit $3`,
    [bytes(viewer), before, limit],
  );
}

/** Runs of a continuous reconciliation that have ended, the latest first. */
export async function runsBefore(
  sql: Sql,
  continuous: number,
  before: number,
  limit: number,
): Promise<readonly Reconciliation[]> {
  return sql.query<Reconciliation>(
    `select ${RUN} from reconciliations where continuous = $1 and ended is not null and number < $2
     order by number desc limit $3`,
    [continuous, before, limit],
  );
}

/** Those that were begun so often and never ended, whatever broke them off. @param now Unix seconds. */
export async function brokenOff(sql: Sql, now: number, attempts: number): Promise<readonly Reconciliation[]> {
  return sql.query<Reconciliation>(
    `select ${RUN} from reconciliations where ended is null and claimed < $1 and attempts >= $2`,
    [now, attempts],
  );
}

/**
 * Takes the next one that waits or was broken off, so that nobody else does: of the organisation that has waited
 * longest since it was last served.
 * @param until Unix seconds.
 */
export async function claimReconciliation(
  sql: Sql,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<Reconciliation | undefined> {
  const [row] = await sql.query<Reconciliation>(
    `update reconciliations set claimed = $2, attempts = attempts + 1 where number = (
       select number from reconciliations as waiting where ended is null and claimed < $1
       order by (select max(claimed) from reconciliations as served
         where served.organisation = waiting.organisation and served.attempts > 0) nulls first, number
       limit 1 for update skip locked) returning ${RUN}`,
    [now, until],
  );
  return row;
}

/** Says how far it is, and keeps the claim. */
export async function stepOn(sql: Sql, number: number, step: ReconciliationStep, until: number): Promise<void> {
  await sql.query("update reconciliations set step = $2, claimed = $3 where number = $1 and ended is null", [
    ...[number, step, until],
  ]);
}

export interface Ending {
  readonly summary: unknown;
  readonly unread: unknown;
  readonly fault: string | null;
  /** Unix seconds. */
  readonly now: number;
}

/** Ends it; false where somebody else has, and then nothing may be stored with it. */
export async function endReconciliation(
  sql: Sql,
  number: number,
  { summary, unread, fault, now }: Ending,
): Promise<boolean> {
  const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
  const rows = await sql.query(
    `update reconciliations set step = $2, ended = $3, summary = $4, fault = $5, unread = $6
     where number = $1 and ended is null returning number`,
    [number, fault === null ? "done" : "failed", now, json(summary), fault, json(unread)],
  );
  return rows.length > 0;
}
