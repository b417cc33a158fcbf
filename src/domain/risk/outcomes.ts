/**
 * What became of a warning (N01): a rule is worth what its warnings come to, so its false alarms are counted. Days are
 * counted from 1970-01-01.
 */
import { ratioPpm } from "../factoring/figures.ts";
import { counts } from "../indicators/book.ts";
import type { BookItem, Cut } from "../indicators/book.ts";
import { dueAt, isWrittenOffAt, openAt } from "../indicators/standing.ts";
import { LEAST_ITEMS, RULE_SPECS } from "./warnings.ts";
import type { Warning } from "./warnings.ts";

export const OUTCOMES = ["open", "confirmed", "false"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What counts as harm, and how long a warning has to come true. */
export interface OutcomeTerms {
  /** An item is harmed once it is open more than so many days after its due day, or written off. */
  readonly harmDays: number;
  /** A warning is a false alarm if nothing was harmed so many days after it, or after its invoices were due. */
  readonly horizonDays: number;
}

/** More than 30 days is a significant increase of risk (R48); a quarter is a long time to be wrong. */
export const OUTCOME_TERMS: OutcomeTerms = { harmDays: 30, horizonDays: 90 };

/** A warning may come true from the day after it was raised through its horizon. */
export interface WarningTime {
  readonly raised: number;
  readonly horizon: number;
}

/**
 * The time of a warning that is raised on the day of a cut. One that comes with an invoice has all of its days once the
 * invoice is due, by what was agreed then: nobody is late before that, however long the terms.
 * @param items Of the book, by their ids.
 */
export function timeOf(
  { rule, items: named }: Pick<Warning, "rule" | "items">,
  items: ReadonlyMap<string, BookItem>,
  { horizonDays }: Pick<OutcomeTerms, "horizonDays">,
  cut: Cut,
): WarningTime {
  const invoices = RULE_SPECS[rule].comesWithInvoice === true ? named.flatMap((id) => items.get(id) ?? []) : [];
  const dues = invoices.map((item) => dueAt(item, cut));
  return { raised: cut.day, horizon: Math.max(cut.day, ...dues) + horizonDays };
}

export interface FoundOutcome {
  readonly outcome: Outcome;
  /** The first item that was harmed, and when; undefined unless confirmed. */
  readonly item: string | undefined;
  readonly day: number | undefined;
}

/**
 * What became of a warning, over the items of its subject that were there then: confirmed as soon as one is
 * harmed after that day, or, at the horizon, if one that was harmed before is still as late; false if the horizon went
 * by without; open until then. What was written off by that day is harm that nobody has to be warned of.
 */
export function outcomeOf(
  { raised, horizon }: WarningTime,
  items: readonly BookItem[],
  { harmDays }: Pick<OutcomeTerms, "harmDays">,
  cut: Cut,
): FoundOutcome {
  let first: { readonly item: string; readonly day: number } | undefined;
  for (const item of items) {
    if (item.day > raised || isWrittenOffAt(item, { ...cut, day: raised })) continue;
    const days = harmDaysOf(item, harmDays, cut);
    const next = days.find((harmed) => harmed > raised && harmed <= horizon);
    const day = next ?? (days.some((harmed) => harmed <= raised) ? stillLate(item, harmDays, horizon, cut) : undefined);
    if (day !== undefined && (first === undefined || day < first.day)) first = { item: item.id, day };
  }
  if (first !== undefined) return { outcome: "confirmed", ...first };
  return { outcome: cut.day >= horizon ? "false" : "open", item: undefined, day: undefined };
}

/** The first day on which an item is harmed, up to the cut; undefined if it never is. */
export function harmDayOf(item: BookItem, harmDays: number, cut: Cut): number | undefined {
  return harmDaysOf(item, harmDays, cut)[0];
}

/**
 * The days on which an item became harmed, the earliest first: as often as its due day moved, and by the due day that
 * was in force then, since who was late is not so no more once somebody puts off the day.
 */
function harmDaysOf(item: BookItem, harmDays: number, cut: Cut): readonly number[] {
  const terms = [{ due: item.due, from: -Infinity }];
  for (const change of item.changes) {
    if (change.kind === "due" && counts(change, cut)) terms.push({ due: change.due, from: change.day });
  }
  const late = terms.flatMap(({ due, from }) => {
    const day = Math.max(due + harmDays + 1, from);
    const then = { ...cut, day };
    return day <= cut.day && dueAt(item, then) === due && openAt(item, then) > 0n ? [day] : [];
  });
  const lost = item.changes.find(
    (change) => change.kind === "writtenOff" && change.isWrittenOff && counts(change, cut) && isWrittenOffAt(item, cut),
  )?.day;
  return [...late, ...(lost === undefined ? [] : [lost])].toSorted((one, other) => one - other);
}

function stillLate(item: BookItem, harmDays: number, horizon: number, cut: Cut): number | undefined {
  const then = { ...cut, day: horizon };
  const isLate = dueAt(item, then) + harmDays < horizon || isWrittenOffAt(item, then);
  return horizon <= cut.day && isLate && openAt(item, then) > 0n ? horizon : undefined;
}

/** Whether a warning had its time, so that it counts: what comes true is known earlier than what does not. */
export function hadItsTime({ horizon }: Pick<WarningTime, "horizon">, day: number): boolean {
  return horizon <= day;
}

/** A warning as a record counts it. */
export interface Counted {
  readonly outcome: Outcome;
  /** Whether its horizon is over. */
  readonly hadItsTime: boolean;
}

/** The warnings of a rule by what became of them. */
export interface RuleRecord {
  readonly raised: number;
  /** Of those whose horizon is over. */
  readonly confirmed: number;
  /** False alarms, likewise. */
  readonly false: number;
  /** All others: whether they came true already or not, their time is not over. */
  readonly open: number;
  /** Confirmed of those that are confirmed or false, parts per million, half up; undefined where fewer than 5 are. */
  readonly precisionPpm: bigint | undefined;
}

/** Early confirmations alone would make every rule look right: a false alarm is one only at the horizon. */
export function recordOf(warnings: readonly Counted[]): RuleRecord {
  const count = (one: Outcome): number => warnings.filter((of) => of.hadItsTime && of.outcome === one).length;
  return recordOfCounts({ raised: warnings.length, confirmed: count("confirmed"), false: count("false") });
}

/** @param counts Confirmed and false of those alone that had their time. */
export function recordOfCounts(counts: Pick<RuleRecord, "raised" | "confirmed" | "false">): RuleRecord {
  const { raised, confirmed } = counts;
  const decided = confirmed + counts.false;
  const precisionPpm = decided < LEAST_ITEMS ? undefined : ratioPpm(BigInt(confirmed), BigInt(decided));
  return { raised, confirmed, false: counts.false, open: raised - decided, precisionPpm };
}
