/** Warnings, watchlist and risk register as they stood at an instant: what was said or found later changes nothing. */
import type {
  ReportedRecord,
  ReportedRisk,
  ReportedWarning,
  WatchedCustomer,
} from "../../documents/reports/furtherSections.ts";
import type { Cut } from "../../domain/indicators/book.ts";
import { ZERO_ADDRESS } from "../../domain/receivable.ts";
import type { Address } from "../../domain/receivable.ts";
import { gradeOf } from "../../domain/risk/register.ts";
import type { RiskIndicator } from "../../domain/risk/register.ts";
import { dayNumber } from "../../domain/terms.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import type { Sql } from "../../store/database.ts";
import { membersOf } from "../../store/members.ts";
import { lastingWarningsAt, ruleCountsAt } from "../../store/riskRecords.ts";
import type { AskedWarnings } from "../../store/riskRecords.ts";
import { lastRiskVersions, riskVersionsOf } from "../../store/riskVersions.ts";
import { watchEntriesAfter } from "../../store/watchlist.ts";
import type { NewRiskEntry } from "../../wire/riskRegister.ts";
import { figuresOf, readFigures } from "../risk/figures.ts";
import type { AskedFigures, ReadFigures } from "../risk/figures.ts";

const MOST_WARNINGS = 50;
const MOST_WATCHED = 1_000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

export interface ReportedWarnings {
  readonly lasting: readonly ReportedWarning[];
  readonly records: readonly ReportedRecord[];
}

/** Those of the currency, and of none. */
export async function warningsAt(sql: Sql, asked: AskedWarnings): Promise<ReportedWarnings> {
  return { lasting: await lastingWarningsAt(sql, asked, MOST_WARNINGS), records: await ruleCountsAt(sql, asked) };
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

/** Each risk in the version that was set last by then, with what its indicator is reckoned from. */
export interface ReadRisks {
  readonly entries: readonly NewRiskEntry[];
  readonly figures: ReadFigures;
  readonly owners: ReadonlyMap<Address, string>;
}

export async function risksAt(sql: Sql, asked: AskedFigures): Promise<ReadRisks> {
  const { organisation, now } = asked;
  const entries: NewRiskEntry[] = [];
  for (const last of await lastRiskVersions(sql, organisation, "entry")) {
    const versions = last.set <= now ? [last] : await riskVersionsOf(sql, organisation, "entry", last.subject);
    const version = versions.find(({ set }) => set <= now);
    // Only what the interface took is kept there.
    if (version !== undefined) entries.push(version.body as NewRiskEntry);
  }
  const indicators = entries.flatMap(({ indicator }) => (indicator === null ? [] : [indicator]));
  const members = await membersOf(sql, organisation);
  return {
    entries,
    figures: await readFigures(sql, asked, indicators),
    owners: new Map(members.map(({ account, name }) => [account, name ?? account])),
  };
}

export function reportedRisks({ entries, figures, owners }: ReadRisks): readonly ReportedRisk[] {
  const figureOf = figuresOf(figures);
  // How old the index was then is written nowhere.
  const valueOf = (indicator: RiskIndicator): number | undefined =>
    indicator.kind === "figure" && indicator.figure === "indexAgeSeconds" ? undefined : figureOf(indicator);
  return entries.map(({ risk, category, likelihood, impact, status, owner, review, indicator }) => ({
    ...{ risk, category, likelihood, impact, status, grade: gradeOf({ likelihood, impact }) },
    owner: owner === null ? undefined : (owners.get(owner) ?? owner),
    review: dayNumber(review),
    indicator: indicator === null ? undefined : { indicator, value: valueOf(indicator) },
  }));
}
