/** Warnings that were given, what people said of them, and what became of each. */
import { OUTCOME_TERMS } from "../domain/risk/outcomes.ts";
import type { Outcome } from "../domain/risk/outcomes.ts";
import type { Warning, WarningRule } from "../domain/risk/warnings.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { bytes } from "./values.ts";

export interface StoredWarning extends Warning {
  /** Counted up over all organisations. */
  readonly number: number;
  /** A UUID. */
  readonly id: string;
  /** ISO 4217, or a token's address; "" of what a rule says of a customer in whatever currency. */
  readonly currency: string;
  /** Unix seconds, and the day of the look that gave it. */
  readonly raised: number;
  readonly raisedDay: number;
  /** When a look found it over; null while it lasts, and of what is given once. */
  readonly cleared: number | null;
  readonly outcome: Outcome;
  readonly outcomeItem: string | null;
  /** Days since 1970-01-01. */
  readonly outcomeDay: number | null;
  /** Whether a person decided what became of it. */
  readonly isJudged: boolean;
}

const WARNING = `number, id, currency, rule, subject, occasion, since, figure, threshold, counted as n, items, raised,
  raised_day as "raisedDay", cleared, outcome, outcome_item as "outcomeItem", outcome_day as "outcomeDay",
  is_judged as "isJudged"`;

/** Numeric columns come as text. */
type WarningRow = Omit<StoredWarning, "figure" | "threshold"> & { readonly figure: string; readonly threshold: string };

function warningIn(row: WarningRow): StoredWarning {
  return { ...row, figure: BigInt(row.figure), threshold: BigInt(row.threshold) };
}

/** A look at one currency. */
export interface WarningLook {
  readonly organisation: Address;
  readonly currency: string;
  readonly day: number;
  /** Unix seconds. */
  readonly at: number;
}

/**
 * Keeps a warning unless it was given already. @param id Of the new one.
 * @returns whether it is new
 */
export async function keepWarning(
  tx: Transaction,
  { organisation, currency, day, at }: WarningLook,
  { rule, subject, occasion, since, figure, threshold, n, items }: Warning,
  id: string,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into risk_warnings (id, organisation, currency, rule, subject, occasion, since, figure, threshold, counted,
       items, raised, raised_day)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning id`,
    [
      ...[id, bytes(organisation), currency, rule, subject, occasion, since, figure.toString(), threshold.toString()],
      ...[n, JSON.stringify(items), at, day],
    ],
  );
  return rows.length === 1;
}

/** Notes that warnings which last are over. @param lasting Those that are not. */
export async function clearWarnings(
  tx: Transaction,
  { organisation, currency, at }: WarningLook,
  lasting: readonly Pick<Warning, "rule" | "subject">[],
): Promise<void> {
  await tx.query(
    `update risk_warnings w set cleared = $3
     where organisation = $1 and currency = $2 and occasion = '' and cleared is null
       and not exists (select from unnest($4::text[], $5::text[]) as l (rule, subject)
         where l.rule = w.rule and l.subject = w.subject)`,
    [
      ...[bytes(organisation), currency, at],
      ...[lasting.map(({ rule }) => rule), lasting.map(({ subject }) => subject)],
    ],
  );
}

/** Warnings of a currency of which nobody knows yet what became, the oldest first. */
export async function undecidedWarnings(
  sql: Sql,
  { organisation, currency }: Pick<WarningLook, "organisation" | "currency">,
  limit: number,
): Promise<readonly StoredWarning[]> {
  const rows = await sql.query<WarningRow>(
    `select ${WARNING} from risk_warnings where organisation = $1 and currency = $2 and outcome = 'open'
     order by number limit $3`,
    [bytes(organisation), currency, limit],
  );
  return rows.map(warningIn);
}

/** Notes what time decided; what a person judged stays. */
export async function decideWarning(
  tx: Transaction,
  id: string,
  { outcome, item, day }: { readonly outcome: Outcome; readonly item: string | null; readonly day: number | null },
): Promise<void> {
  await tx.query(
    `update risk_warnings set outcome = $2, outcome_item = $3, outcome_day = $4 where id = $1 and not is_judged`,
    [id, outcome, item, day],
  );
}

interface WarningFilter {
  readonly rule?: WarningRule | undefined;
  readonly subject?: string | undefined;
  /** Only what lasts, or was given once and waits to be decided. */
  readonly isCurrent: boolean;
  /** Of this one and of none, and given by that instant, unix seconds; all unless told. */
  readonly currency?: string | undefined;
  readonly raisedBy?: number | undefined;
}

/** What lasts and nobody judged, or was given once and waits to be decided. */
const CURRENT = "cleared is null and not is_judged and (occasion = '' or outcome = 'open')";

/** Before a number, the latest first. */
export async function warningsBefore(
  sql: Sql,
  organisation: Address,
  { rule, subject, isCurrent, currency, raisedBy }: WarningFilter,
  before: number,
  limit: number,
): Promise<readonly StoredWarning[]> {
  const rows = await sql.query<WarningRow>(
    `select ${WARNING} from risk_warnings where organisation = $1 and number < $2
       and ($3::text is null or rule = $3) and ($4::text is null or subject = $4)
       and (not $5::boolean or (${CURRENT})) and ($7::text is null or currency in ($7, ''))
       and ($8::bigint is null or raised <= $8) order by number desc limit $6`,
    [bytes(organisation), before, rule ?? null, subject ?? null, isCurrent, limit, currency ?? null, raisedBy ?? null],
  );
  return rows.map(warningIn);
}

/** Undefined if the organisation has none of this id. */
export async function warningOf(sql: Sql, organisation: Address, id: string): Promise<StoredWarning | undefined> {
  const text = `select ${WARNING} from risk_warnings where organisation = $1 and id = $2`;
  const [row] = await sql.query<WarningRow>(text, [bytes(organisation), id]);
  return row && warningIn(row);
}

export interface WarningNote {
  readonly kind: "acknowledged" | "judged";
  readonly account: Address;
  /** Unix seconds. */
  readonly at: number;
  readonly note: string;
  /** Who sees to it, of an acknowledgement. */
  readonly owner: Address | null;
  /** Of a judgement. */
  readonly outcome: Outcome | null;
}

/** Adds what somebody says, and takes over a judgement. @returns false where there are `most`. */
export async function addWarningNote(
  tx: Transaction,
  warning: string,
  { kind, account, at, note, owner, outcome }: WarningNote,
  most: number,
): Promise<boolean> {
  await tx.query("select from risk_warnings where id = $1 for update", [warning]);
  const rows = await tx.query(
    `insert into risk_warning_notes (warning, kind, account, at, note, owner, outcome)
     select $1, $2, $3, $4, $5, $6, $7
     where (select count(*) from risk_warning_notes where warning = $1) < $8::bigint returning warning`,
    [warning, kind, bytes(account), at, note, owner && bytes(owner), outcome, most],
  );
  if (rows.length === 0) return false;
  if (kind === "judged") {
    const text = `update risk_warnings set outcome = $2, outcome_item = null, outcome_day = null, is_judged = true
      where id = $1`;
    await tx.query(text, [warning, outcome]);
  }
  return true;
}

/** By warning, in the order in which they were made. */
export async function warningNotesOf(
  sql: Sql,
  warnings: readonly string[],
): Promise<ReadonlyMap<string, readonly WarningNote[]>> {
  const rows = await sql.query<WarningNote & { readonly warning: string }>(
    `select warning, kind, account, at, note, owner, outcome from risk_warning_notes
     where warning = any($1::uuid[]) order by number`,
    [warnings],
  );
  return Map.groupBy(rows, ({ warning }) => warning);
}

export interface CountedWarnings {
  readonly rule: WarningRule;
  readonly outcome: Outcome;
  readonly count: number;
  /** Those of them whose horizon is over. */
  readonly timed: number;
  /** Those of them that last, or wait to be decided. */
  readonly current: number;
}

/** How many warnings each rule gave, by what became of them. @param day Of today, days since 1970-01-01. */
export async function countedWarnings(
  sql: Sql,
  organisation: Address,
  day: number,
): Promise<readonly CountedWarnings[]> {
  return sql.query<CountedWarnings>(
    `select rule, outcome, count(*)::int as count, (count(*) filter (where raised_day <= $2))::int as timed,
       (count(*) filter (where ${CURRENT}))::int as current
     from risk_warnings where organisation = $1 group by rule, outcome order by rule, outcome`,
    [bytes(organisation), day - OUTCOME_TERMS.horizonDays],
  );
}
