/** What warnings came to as it stood at an instant: what was raised, over, judged or decided later changes nothing. */
import type { Address } from "../domain/receivable.ts";
import type { Cut } from "../domain/indicators/book.ts";
import type { WarningRule } from "../domain/risk/warnings.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

/** Of an organisation at a cut; of one currency and of what has none, as warnings name it, or of all. */
export interface AskedWarnings {
  readonly organisation: Address;
  readonly cut: Cut;
  readonly currency?: string | undefined;
}

/** How many warnings a rule gave; a return belongs to the spell before it and is not counted again. */
export interface RuleCounts {
  readonly rule: WarningRule;
  readonly raised: number;
  /** Of those whose horizon was over. */
  readonly confirmed: number;
  readonly false: number;
  /** Whether their horizon was over or not. */
  readonly undecided: number;
  /** Those that lasted, or waited to be decided, returns included. */
  readonly current: number;
}

interface LastingRow {
  readonly rule: WarningRule;
  readonly subject: string;
  readonly since: number;
  /** Numeric columns come as text. */
  readonly figure: string;
  readonly threshold: string;
}

/** As it was when it was given. */
export interface LastingWarning extends Omit<LastingRow, "figure" | "threshold"> {
  readonly figure: bigint;
  readonly threshold: bigint;
}

/** A judgement counts from its instant on, what time decided from the look on that found it. */
const THEN = `select w.*, judged_then, w.cleared is null or w.cleared > $2 as lasts,
    coalesce(judged_then, case when w.decided <= $2 then w.outcome else 'open' end) as outcome_then
  from risk_warnings w left join lateral (
    select outcome as judged_then from risk_warning_notes
    where warning = w.id and kind = 'judged' and at <= $2 order by number desc limit 1
  ) j on true
  where w.organisation = $1 and w.raised <= $2 and ($3::text is null or w.currency in ($3, ''))`;

/** What lasts and nobody judged, or was given once and waits to be decided. */
const CURRENT = "lasts and judged_then is null and (occasion = '' or outcome_then = 'open')";

function valuesOf({ organisation, cut, currency }: AskedWarnings): readonly SqlValue[] {
  return [bytes(organisation), cut.known, currency ?? null];
}

/** Of every rule that ever warned, all its warnings. */
export async function ruleCountsAt(sql: Sql, asked: AskedWarnings): Promise<readonly RuleCounts[]> {
  const timed = "not is_return and horizon_day <= $4";
  return sql.query<RuleCounts>(
    `select rule, (count(*) filter (where not is_return))::int as raised,
       (count(*) filter (where ${timed} and outcome_then = 'confirmed'))::int as confirmed,
       (count(*) filter (where ${timed} and outcome_then = 'false'))::int as "false",
       (count(*) filter (where not is_return and outcome_then = 'open'))::int as undecided,
       (count(*) filter (where ${CURRENT}))::int as current
     from (${THEN}) then_known group by rule order by rule`,
    [...valuesOf(asked), asked.cut.day],
  );
}

/** Those that are current, the latest first. */
export async function lastingWarningsAt(
  sql: Sql,
  asked: AskedWarnings,
  limit: number,
): Promise<readonly LastingWarning[]> {
  const rows = await sql.query<LastingRow>(
    `select rule, subject, since, figure, threshold from (${THEN}) then_known where ${CURRENT}
     order by number desc limit $4`,
    [...valuesOf(asked), limit],
  );
  return rows.map((row) => ({ ...row, figure: BigInt(row.figure), threshold: BigInt(row.threshold) }));
}
