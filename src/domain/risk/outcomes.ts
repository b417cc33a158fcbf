/**
 * What became of a warning (N01): a rule is worth what its warnings come to, so its false alarms are counted. Days are
 * counted from 1970-01-01.
 */
import { ratioPpm } from "../factoring/figures.ts";
import { counts } from "../indicators/book.ts";
import type { BookItem, Cut } from "../indicators/book.ts";
import { dueAt, isWrittenOffAt, openAt } from "../indicators/standing.ts";
import { LEAST_ITEMS } from "./warnings.ts";

export const OUTCOMES = ["open", "confirmed", "false"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What counts as harm, and how long a warning has to come true. */
export interface OutcomeTerms {
  /** An item is harmed once it is open more than so many days after its due day, or written off. */
  readonly harmDays: number;
  /** A warning is a false alarm if nothing was harmed so many days after it. */
  readonly horizonDays: number;
}

/** More than 30 days is a significant increase of risk (R48); a quarter is a long time to be wrong. */
export const OUTCOME_TERMS: OutcomeTerms = { harmDays: 30, horizonDays: 90 };

export interface FoundOutcome {
  readonly outcome: Outcome;
  /** The first item that was harmed, and when; undefined unless confirmed. */
  readonly item: string | undefined;
  readonly day: number | undefined;
}

/**
 * What became of a warning of a day, over the items of its subject that were there then: confirmed as soon as one is
 * harmed after that day, or, at the horizon, if one that was harmed before is still open; false if the horizon went by
 * without; open until then.
 */
export function outcomeOf(
  raised: number,
  items: readonly BookItem[],
  { harmDays, horizonDays }: OutcomeTerms,
  cut: Cut,
): FoundOutcome {
  const horizon = raised + horizonDays;
  let first: { readonly item: string; readonly day: number } | undefined;
  for (const item of items) {
    if (item.day > raised) continue;
    const harmed = harmDayOf(item, harmDays, cut);
    if (harmed === undefined || harmed > horizon) continue;
    const day = harmed > raised ? harmed : stillOpen(item, horizon, cut);
    if (day !== undefined && (first === undefined || day < first.day)) first = { item: item.id, day };
  }
  if (first !== undefined) return { outcome: "confirmed", ...first };
  return { outcome: cut.day >= horizon ? "false" : "open", item: undefined, day: undefined };
}

/** The first day on which an item is harmed, up to the cut; undefined if it never is. */
export function harmDayOf(item: BookItem, harmDays: number, cut: Cut): number | undefined {
  const late = dueAt(item, cut) + harmDays + 1;
  const isLate = late <= cut.day && openAt(item, { ...cut, day: late }) > 0n;
  const lost = item.changes.find(
    (change) => change.kind === "writtenOff" && change.isWrittenOff && counts(change, cut) && isWrittenOffAt(item, cut),
  )?.day;
  const days = [...(isLate ? [late] : []), ...(lost === undefined ? [] : [lost])];
  return days.length === 0 ? undefined : Math.min(...days);
}

function stillOpen(item: BookItem, horizon: number, cut: Cut): number | undefined {
  return horizon <= cut.day && openAt(item, { ...cut, day: horizon }) > 0n ? horizon : undefined;
}

/** The warnings of a rule by what became of them. */
export interface RuleRecord {
  readonly raised: number;
  readonly confirmed: number;
  /** False alarms. */
  readonly false: number;
  readonly open: number;
  /** Confirmed of those that are decided, parts per million, half up; undefined where fewer than 5 are. */
  readonly precisionPpm: bigint | undefined;
}

export function recordOf(outcomes: readonly Outcome[]): RuleRecord {
  const count = (one: Outcome): number => outcomes.filter((outcome) => outcome === one).length;
  const [confirmed, wrong] = [count("confirmed"), count("false")];
  const decided = confirmed + wrong;
  const precisionPpm = decided < LEAST_ITEMS ? undefined : ratioPpm(BigInt(confirmed), BigInt(decided));
  return { raised: outcomes.length, confirmed, false: wrong, open: count("open"), precisionPpm };
}
