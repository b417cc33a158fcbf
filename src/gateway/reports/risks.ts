/** Warnings, watchlist and risk register as they stood at an instant: what was said or found later changes nothing. */
import type { ReportedRisk, ReportedWarning, WatchedCustomer } from "../../documents/reports/furtherSections.ts";
import type { Cut } from "../../domain/indicators/book.ts";
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { hadItsTime, OUTCOME_TERMS } from "../../domain/risk/outcomes.ts";
import type { Outcome } from "../../domain/risk/outcomes.ts";
import { gradeOf } from "../../domain/risk/register.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import type { Sql } from "../../store/database.ts";
import { lastRiskVersions, riskVersionsOf } from "../../store/riskVersions.ts";
import { warningNotesOf, warningsBefore } from "../../store/riskWarnings.ts";
import type { StoredWarning, WarningNote } from "../../store/riskWarnings.ts";
import { watchEntriesAfter } from "../../store/watchlist.ts";
import type { NewRiskEntry } from "../../wire/riskRegister.ts";

const LAST = Number.MAX_SAFE_INTEGER;
/** The latest of those that were given by then: a report lists fewer, and its record is of these. */
const MOST_WARNINGS = 5_000;
const MOST_WATCHED = 1_000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** @param currency As warnings name it. */
export async function warningsAt(
  sql: Sql,
  organisation: Address,
  currency: string,
  cut: Cut,
): Promise<readonly ReportedWarning[]> {
  const asked = { isCurrent: false, currency, raisedBy: cut.known };
  const raised = await warningsBefore(sql, organisation, asked, LAST, MOST_WARNINGS);
  const judged = raised.filter(({ isJudged }) => isJudged).map(({ id }) => id);
  const notes = await warningNotesOf(sql, judged);
  const judgedBy = (id: string): WarningNote | undefined => {
    return notes.get(id)?.findLast(({ kind, at }) => kind === "judged" && at <= cut.known);
  };
  return raised.map((warning) => ({
    rule: warning.rule,
    subject: warning.subject,
    since: warning.since,
    figure: warning.figure,
    threshold: warning.threshold,
    occasion: warning.occasion,
    outcome: outcomeAt(warning, judgedBy(warning.id), cut),
    hadItsTime: hadItsTime(warning.raisedDay, OUTCOME_TERMS, cut.day),
    isJudged: judgedBy(warning.id) !== undefined,
    isOver: warning.cleared !== null && warning.cleared <= cut.known,
  }));
}

/** What was known of it then: a person's word from its instant on, what was found from its day on. */
function outcomeAt(warning: StoredWarning, judged: WarningNote | undefined, { day }: Cut): Outcome {
  if (warning.isJudged) return judged?.outcome ?? "open";
  const found = warning.outcomeDay ?? warning.raisedDay + OUTCOME_TERMS.horizonDays;
  return found <= day ? warning.outcome : "open";
}

/** In the order of customers. */
export async function watchedAt(
  sql: Sql,
  organisation: Address,
  { known }: Cut,
  dayOf: DayOf,
): Promise<readonly WatchedCustomer[]> {
  const all = { customer: undefined, isStanding: false };
  const first = { customer: ZERO_ADDRESS, id: NO_ID };
  const entries = await watchEntriesAfter(sql, organisation, all, first, MOST_WATCHED);
  return entries
    .filter(({ since, ended }) => since <= known && (ended === null || ended > known))
    .map(({ customer, cause, reason, since, reviewDay }) => {
      return { customer, cause, reason, since: dayOf(since), review: reviewDay };
    });
}

/** Each risk in the version that was set last by then. */
export async function risksAt(sql: Sql, organisation: Address, { known }: Cut): Promise<readonly ReportedRisk[]> {
  const risks: ReportedRisk[] = [];
  for (const last of await lastRiskVersions(sql, organisation, "entry")) {
    const versions = last.set <= known ? [last] : await riskVersionsOf(sql, organisation, "entry", last.subject);
    const version = versions.find(({ set }) => set <= known);
    if (version === undefined) continue;
    // Only what the interface took is kept there.
    const entry = version.body as NewRiskEntry;
    const { risk, category, likelihood, impact, status, review } = entry;
    risks.push({ risk, category, likelihood, impact, status, grade: gradeOf(entry), review: dayNumber(review) });
  }
  return risks;
}
