/**
 * A rule tried on the past before it is switched on: on each day it sees what was known at its end, as the look at that
 * time would have, and what became of its warnings is judged by what is known now.
 */
import { ratioPpm } from "../factoring/figures.ts";
import type { BookItem, Cut } from "../indicators/book.ts";
import { isWrittenOffAt, openAt } from "../indicators/standing.ts";
import { endOfMonthAfter } from "../months.ts";
import { dateOfDay, dayNumber } from "../terms.ts";
import { hadItsTime, harmDayOf, outcomeOf, recordOf, timeOf } from "./outcomes.ts";
import type { FoundOutcome, OutcomeTerms, RuleRecord, WarningTime } from "./outcomes.ts";
import { warningsAt } from "./watching.ts";
import type { Watched } from "./watching.ts";
import { slicesOf } from "./slices.ts";
import { LEAST_ITEMS, RULE_SPECS, SPELL_DAYS } from "./warnings.ts";
import type { RuleSetting, Warning } from "./warnings.ts";

const DAY = 86_400;
/** So many items of a day are worked through before others get their turn. */
const SLICE = 5_000;

/** A warning that the rule would have given. */
export interface TriedWarning {
  readonly warning: Warning;
  /** When it would have been given, and how long it would have had. */
  readonly time: WarningTime;
  readonly found: FoundOutcome;
}

export interface BackTest {
  readonly warnings: readonly TriedWarning[];
  readonly record: RuleRecord;
  /** Items that were harmed in the time, and those of them whose customer the rule had warned of before. */
  readonly harmed: number;
  readonly caught: number;
  /**
   * What a warning drawn by lot at a month's end among customers with something open would come to, parts per million,
   * half up, of draws whose horizon is over; undefined where fewer than 5 are. A rule below it says nothing.
   */
  readonly lotPpm: bigint | undefined;
}

/** Days, both included. */
export interface TryingTime {
  readonly from: number;
  readonly through: number;
  readonly terms: OutcomeTerms;
}

/**
 * Yields after each day, each slice of a large book, and each warning, that it worked through, so that whoever asks can
 * let others have their turn.
 * @param cut What is known now.
 * @throws RangeError for a rule over how things stand now: what stood in the past is not kept.
 */
export function* backTest(
  watched: Watched,
  setting: RuleSetting,
  time: TryingTime,
  cut: Cut,
): Generator<undefined, BackTest> {
  if (RULE_SPECS[setting.rule].reads === "standing") {
    throw new RangeError(`${setting.rule} reads how things stand now, of which no past is kept`);
  }
  const bySubject = Map.groupBy(watched.book.items, subjectOf(watched, setting));
  const byId = itemsById(watched.book.items);
  const warnings: TriedWarning[] = [];
  for (const { warning, then } of yield* raisedOver(watched, setting, time)) {
    const own = timeOf(warning, byId, time.terms, then);
    const found = outcomeOf(own, bySubject.get(warning.subject) ?? [], time.terms, cut);
    warnings.push({ warning, time: own, found });
    yield;
  }
  const counted = warnings.map(({ time: own, found: { outcome } }) => {
    return { outcome, hadItsTime: hadItsTime(own, cut.day) };
  });
  const [harmed, caught] = harmIn(bySubject, warnings, time, cut);
  const lotPpm = yield* lotOf(bySubject, setting, time, cut);
  return { warnings, record: recordOf(counted), harmed, caught, lotPpm };
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

export function itemsById(items: readonly BookItem[]): ReadonlyMap<string, BookItem> {
  return new Map(items.map((item) => [item.id, item]));
}

interface Raised {
  readonly warning: Warning;
  readonly then: Cut;
}

/** Each case once; what lasts, or comes back soon, is one warning. */
function* raisedOver(
  watched: Watched,
  setting: RuleSetting,
  { from, through }: TryingTime,
): Generator<undefined, readonly Raised[]> {
  const raised: Raised[] = [];
  const said = new Map<string, number>();
  const isOfCustomer = RULE_SPECS[setting.rule].reads === "book" && setting.rule !== "concentration";
  const slices = isOfCustomer ? slicesOf(watched, SLICE) : [watched];
  for (let day = from; day <= through; day += 1) {
    const then = { day, known: (day + 1) * DAY - 1 };
    for (const warning of yield* saidOver(slices, setting, then)) {
      const key = JSON.stringify([warning.subject, warning.occasion]);
      const last = said.get(key);
      said.set(key, day);
      const isOld = last !== undefined && (warning.occasion !== "" || day - last <= SPELL_DAYS + 1);
      if (!isOld) raised.push({ warning, then });
    }
  }
  return raised;
}

function* saidOver(
  slices: readonly Watched[],
  setting: RuleSetting,
  then: Cut,
): Generator<undefined, readonly Warning[]> {
  const said: Warning[] = [];
  for (const slice of slices) {
    for (const warning of warningsAt(slice, [setting], then)) said.push(warning);
    yield;
  }
  return said;
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
      if (before.some(({ time }) => time.raised < day && day <= time.horizon)) caught += 1;
    }
  }
  return [harmed, caught];
}

function* lotOf(
  bySubject: BySubject,
  { rule }: RuleSetting,
  time: TryingTime,
  cut: Cut,
): Generator<undefined, bigint | undefined> {
  let [confirmed, decided] = [0n, 0n];
  let seen = 0;
  for (const day of monthEnds(time)) {
    for (const items of bySubject.values()) {
      seen += items.length;
      if (seen >= SLICE) yield;
      seen %= SLICE;
      const there = items.filter((item) => isThere(item, { ...cut, day }));
      const last = there.toSorted((left, right) => left.day - right.day).at(-1);
      if (last === undefined) continue;
      // As if it had come with the last invoice, so that a draw has as long as the rule's own warnings.
      const drawn = timeOf({ rule, items: [last.id] }, itemsById([last]), time.terms, { ...cut, day });
      if (!hadItsTime(drawn, cut.day)) continue;
      decided += 1n;
      if (outcomeOf(drawn, there, time.terms, cut).outcome === "confirmed") confirmed += 1n;
    }
    yield;
  }
  return decided < BigInt(LEAST_ITEMS) ? undefined : ratioPpm(confirmed, decided);
}

function isThere(item: BookItem, then: Cut): boolean {
  return item.day <= then.day && openAt(item, then) > 0n && !isWrittenOffAt(item, then);
}
