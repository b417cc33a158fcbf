/** Warnings that were given, what people said of them, and what became of each. */
import type { Outcome } from "../domain/risk/outcomes.ts";
import type { Warning, WarningRule } from "../domain/risk/warnings.ts";
import type { Address } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import type { WarningLook } from "./riskKeeping.ts";
import { bytes } from "./values.ts";

/** What may be another at each look while a warning lasts. */
type Present = Pick<Warning, "figure" | "n" | "items">;

/** As it was raised, with what became of it. Its subject is empty once the import that it was about was erased. */
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
  /** The last day on which it may come true. */
  readonly horizonDay: number;
  /** As the last look had it that still found it. */
  readonly present: Present;
  /** Whether it is one that was over, and came back soon. */
  readonly isReturn: boolean;
  /** When a look found it over; null while it lasts, and of what is given once. */
  readonly cleared: number | null;
  /** What a person judged last, or else time. */
  readonly outcome: Outcome;
  /** Whether a person decided what became of it. */
  readonly isJudged: boolean;
  /** What time decided, and when a look found it, unix seconds; null while it is open. */
  readonly timeOutcome: Outcome;
  readonly decided: number | null;
  /** The first item that was harmed, and when, days since 1970-01-01; null unless time confirmed it. */
  readonly outcomeItem: string | null;
  readonly outcomeDay: number | null;
}

const WARNING = `number, id, currency, rule, subject, occasion, since, figure, threshold, counted as n, items, raised,
  raised_day as "raisedDay", horizon_day as "horizonDay", present, is_return as "isReturn", cleared,
  coalesce(judged, outcome) as outcome, judged is not null as "isJudged", outcome as "timeOutcome", decided,
  outcome_item as "outcomeItem", outcome_day as "outcomeDay"`;

/** Numeric columns come as text. */
type WarningRow = Omit<StoredWarning, "figure" | "threshold" | "present"> & {
  readonly figure: string;
  readonly threshold: string;
  readonly present: Omit<Present, "figure"> & { readonly figure: string };
};

function warningIn(row: WarningRow): StoredWarning {
  const { present } = row;
  const own = { figure: BigInt(row.figure), threshold: BigInt(row.threshold) };
  return { ...row, ...own, present: { ...present, figure: BigInt(present.figure) } };
}

/** Warnings of a currency of which time has not shown yet what became, the oldest first. */
export async function undecidedWarnings(
  sql: Sql,
  { organisation, currency }: Pick<WarningLook, "organisation" | "currency">,
  limit: number,
): Promise<readonly StoredWarning[]> {
  const rows = await sql.query<WarningRow>(
    `select ${WARNING} from risk_warnings where organisation = $1 and currency = $2 and outcome = 'open'
       and subject <> '' order by number limit $3`,
    [bytes(organisation), currency, limit],
  );
  return rows.map(warningIn);
}

interface WarningFilter {
  readonly rule?: WarningRule | undefined;
  readonly subject?: string | undefined;
  /** Only what lasts, or was given once and waits to be decided. */
  readonly isCurrent: boolean;
}

/** What lasts and nobody judged, or was given once and waits to be decided. */
const CURRENT = "cleared is null and judged is null and (occasion = '' or outcome = 'open')";

/** Before a number, the latest first. */
export async function warningsBefore(
  sql: Sql,
  organisation: Address,
  { rule, subject, isCurrent }: WarningFilter,
  before: number,
  limit: number,
): Promise<readonly StoredWarning[]> {
  const rows = await sql.query<WarningRow>(
    `select ${WARNING} from risk_warnings where organisation = $1 and number < $2
       and ($3::text is null or rule = $3) and ($4::text is null or subject = $4)
       and (not $5::boolean or (${CURRENT})) order by number desc limit $6`,
    [bytes(organisation), before, rule ?? null, subject ?? null, isCurrent, limit],
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
    await tx.query("update risk_warnings set judged = $2 where id = $1", [warning, outcome]);
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
