/**
 * A rule tried on the past before it is switched on: at each month's end it sees what was known then, and what became
 * of its warnings is judged by what is known now.
 */
import { ratioPpm } from "../factoring/figures.ts";
import type { BookItem, Cut } from "../indicators/book.ts";
import { isWrittenOffAt, openAt } from "../indicators/standing.ts";
import { endOfMonthAfter } from "../months.ts";
import { dateOfDay, dayNumber } from "../terms.ts";
import { hadItsTime, harmDayOf, outcomeOf, recordOf } from "./outcomes.ts";
import type { FoundOutcome, OutcomeTerms, RuleRecord } from "./outcomes.ts";
import { warningsAt } from "./watching.ts";
import type { Watched } from "./watching.ts";
import { LEAST_ITEMS, RULE_SPECS } from "./warnings.ts";
import type { RuleSetting, Warning } from "./warnings.ts";

const DAY = 86_400;

/** A warning that the rule would have given. */
export interface TriedWarning {
  readonly warning: Warning;
  /** The day on which it would have been given. */
  readonly raised: number;
  readonly found: FoundOutcome;
}

export interface BackTest {
  /** The days on which it was asked: month ends. */
  readonly days: readonly number[];
  readonly warnings: readonly TriedWarning[];
  readonly record: RuleRecord;
  /** Items that were harmed in the time, and those of them whose customer the rule had warned of before. */
  readonly harmed: number;
  readonly caught: number;
  /**
   * What a warning drawn by lot among customers with something open would come to, parts per million, half up, of draws
   * whose horizon is over; undefined where fewer than 5 are. A rule below it says nothing.
   */
  readonly lotPpm: bigint | undefined;
}

/** Days, both included. */
export interface TryingTime {
  readonly from: number;
  readonly through: number;
  readonly terms: OutcomeTerms;
}

/** What a part of a book's customers came to. */
export interface BackTestPart {
  readonly warnings: readonly TriedWarning[];
  readonly harmed: number;
  readonly caught: number;
  readonly lot: { readonly confirmed: bigint; readonly decided: bigint };
}

/**
 * @param cut What is known now.
 * @throws RangeError for a rule over how things stand now: what stood in the past is not kept.
 */
export function backTest(watched: Watched, setting: RuleSetting, time: TryingTime, cut: Cut): BackTest {
  return joinedTest(time, [backTestPart(watched, setting, time, cut)], cut);
}

/** As {@link backTest}, of some customers alone. */
export function backTestPart(watched: Watched, setting: RuleSetting, time: TryingTime, cut: Cut): BackTestPart {
  if (RULE_SPECS[setting.rule].reads === "standing") {
    throw new RangeError(`${setting.rule} reads how things stand now, of which no past is kept`);
  }
  const bySubject = Map.groupBy(watched.book.items, subjectOf(watched, setting));
  const days = monthEnds(time);
  const warnings = raisedOver(watched, setting, days).map(({ warning, raised }): TriedWarning => {
    const found = outcomeOf(raised, bySubject.get(warning.subject) ?? [], time.terms, cut);
    return { warning, raised, found };
  });
  const [harmed, caught] = harmIn(bySubject, warnings, time, cut);
  return { warnings, harmed, caught, lot: lotOf(bySubject, days, time, cut) };
}

/** The parts of one book together. @param cut What is known now. */
export function joinedTest(time: TryingTime, parts: readonly BackTestPart[], cut: Pick<Cut, "day">): BackTest {
  const sum = (of: (part: BackTestPart) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const confirmed = parts.reduce((total, { lot }) => total + lot.confirmed, 0n);
  const decided = parts.reduce((total, { lot }) => total + lot.decided, 0n);
  const warnings = parts.flatMap((part) => part.warnings).toSorted((left, right) => left.raised - right.raised);
  const counted = warnings.map(({ raised, found: { outcome } }) => {
    return { outcome, hadItsTime: hadItsTime(raised, time.terms, cut.day) };
  });
  return {
    ...{ days: monthEnds(time), warnings, record: recordOf(counted) },
    ...{ harmed: sum(({ harmed }) => harmed), caught: sum(({ caught }) => caught) },
    lotPpm: decided < BigInt(LEAST_ITEMS) ? undefined : ratioPpm(confirmed, decided),
  };
}

/** To whom a rule's warnings point. */
export function subjectOf({ groupOf }: Pick<Watched, "groupOf">, { rule }: Pick<RuleSetting, "rule">) {
  return ({ customer }: BookItem): string => (rule === "concentration" ? groupOf(customer) : customer);
}

function monthEnds({ from, through }: TryingTime): readonly number[] {
  const days: number[] = [];
  for (let months = 0; ; months += 1) {
    const day = dayNumber(endOfMonthAfter(dateOfDay(from), months));
    if (day > through) return days;
    days.push(day);
  }
}

/** Each case once; what lasts from one month's end to the next is one warning. */
function raisedOver(watched: Watched, setting: RuleSetting, days: readonly number[]) {
  const raised: { readonly warning: Warning; readonly raised: number }[] = [];
  const said = new Set<string>();
  let lasted = new Set<string>();
  for (const day of days) {
    const cut = { day, known: (day + 1) * DAY - 1 };
    const lasts = new Set<string>();
    for (const warning of warningsAt(watched, [setting], cut)) {
      const key = JSON.stringify([warning.subject, warning.occasion]);
      const isOld = warning.occasion === "" ? lasted.has(key) : said.has(key);
      lasts.add(key);
      said.add(key);
      if (!isOld) raised.push({ warning, raised: day });
    }
    lasted = lasts;
  }
  return raised;
}

type BySubject = ReadonlyMap<string, readonly BookItem[]>;

function harmIn(
  bySubject: BySubject,
  warnings: readonly TriedWarning[],
  { from, through, terms }: TryingTime,
  cut: Cut,
): readonly [harmed: number, caught: number] {
  const raised = Map.groupBy(warnings, ({ warning }) => warning.subject);
  let [harmed, caught] = [0, 0];
  for (const [subject, items] of bySubject) {
    for (const item of items) {
      const day = harmDayOf(item, terms.harmDays, cut);
      if (day === undefined || day < from || day > through) continue;
      harmed += 1;
      const before = raised.get(subject) ?? [];
      if (before.some((one) => one.raised < day && one.raised >= day - terms.horizonDays)) caught += 1;
    }
  }
  return [harmed, caught];
}

function lotOf(bySubject: BySubject, days: readonly number[], { terms }: TryingTime, cut: Cut): BackTestPart["lot"] {
  let [confirmed, decided] = [0n, 0n];
  for (const day of days.filter((one) => hadItsTime(one, terms, cut.day))) {
    for (const items of bySubject.values()) {
      const there = items.filter((item) => isThere(item, { ...cut, day }));
      if (there.length === 0) continue;
      const { outcome } = outcomeOf(day, there, terms, cut);
      decided += 1n;
      if (outcome === "confirmed") confirmed += 1n;
    }
  }
  return { confirmed, decided };
}

function isThere(item: BookItem, then: Cut): boolean {
  return item.day <= then.day && openAt(item, then) > 0n && !isWrittenOffAt(item, then);
}
