/**
 * The rules of dunning once more, written from their words and not from the engine: every question is asked of the
 * whole history, day by day, and nothing is reckoned ahead. It shares the engine's types alone.
 */
import type { ContactPerson, DunningItem, PersonReached, SentLevel } from "../../../src/domain/collections/item.ts";
import type { DunningPolicy, Level, PolicyException, Stage } from "../../../src/domain/collections/policy.ts";

import { dateOf, dayOf, graceEndOf, isKept, isWorked, leftOf } from "./naivePromises.ts";

/** One item on one day of the policy's zone; exceptions are those that reach it. */
export interface NaiveCase {
  readonly policy: DunningPolicy;
  readonly item: DunningItem;
  readonly persons: readonly ContactPerson[];
  readonly exceptions: readonly PolicyException[];
  readonly today: number;
}

export interface NaiveFiring {
  readonly level: string;
  readonly cycle: number;
  readonly asked: bigint;
  readonly person: string;
}

const WEIGHTS: Readonly<Record<Stage, number>> = {
  preDue: 0,
  friendly: 1,
  firm: 2,
  final: 3,
  preLegal: 4,
  legal: 5,
  agency: 6,
};

/** The promise that is open and pauses, with what is left of it; of a zone whose clocks show UTC. */
export function pausingPromise({ policy, item, today }: NaiveCase): { readonly rest: bigint } | undefined {
  const made = item.promises.filter((one) => one.madeAt >= item.chase.owedSince && dayOf(one.madeAt) <= today);
  const latest = made.slice(-1).find(({ madeAt }) => madeAt >= item.chase.since);
  if (latest === undefined || latest.day - dayOf(latest.madeAt) > policy.promises.longest) return undefined;
  const unkept = made.slice(0, -1).filter((one) => !isKept(one, item, policy));
  if (unkept.length >= policy.promises.most || today > graceEndOf(latest, policy)) return undefined;
  const left = leftOf(latest, item, graceEndOf(latest, policy));
  return left > 0n ? { rest: left } : undefined;
}

export function askedOf(found: NaiveCase): bigint {
  const { open, disputed } = found.item;
  const undisputed = open - disputed;
  const asked = undisputed - (pausingPromise(found)?.rest ?? 0n);
  return asked > 0n ? asked : 0n;
}

/** Whether nobody may be chased for the item on that day, whatever the policy says. */
export function isUndeserving(found: NaiveCase): boolean {
  const { item, policy, exceptions, today } = found;
  const stands = [item.isAssignedAway, item.isInsolvent, item.isPlanned, item.isPlaced, item.isWrittenOff];
  return (
    item.open === 0n ||
    stands.includes(true) ||
    (item.answer !== "accepted" && !(item.answer === "none" && policy.chasesUnaccepted)) ||
    exceptions.some(({ does, until }) => does.kind === "hold" && dateOf(today) <= until) ||
    askedOf(found) === 0n
  );
}

/** The level that fires, were its person free to be reached. */
export function naiveFiring(found: NaiveCase): NaiveFiring | undefined {
  if (isUndeserving(found) || !isWorked(found.today, found.policy.holidays)) return undefined;
  const candidates = [brokenCandidate(found), dueCandidate(found), repeatCandidate(found)];
  const winner = candidates.find(
    (one) => one !== undefined && isFree(one.level, found) && isWarnedEnough(one.level, found),
  );
  if (winner === undefined) return undefined;
  const { level, repetition } = winner;
  const person = found.persons.find(({ channels }) => channels.includes(level.channel));
  const cycle = found.item.chase.restart * 1_000 + repetition + 1;
  return person && { level: level.id, cycle, asked: askedOf(found), person: person.id };
}

interface Candidate {
  readonly level: Level;
  readonly repetition: number;
}

function chaseOf({ item }: NaiveCase): readonly SentLevel[] {
  const first = item.chase.restart * 1_000;
  return item.sent.filter(({ cycle }) => cycle > first && cycle <= first + 1_000);
}

function isOwn({ policy, level }: SentLevel, found: NaiveCase): boolean {
  return policy === found.policy.id && found.policy.levels.some(({ id }) => id === level);
}

function sendsOf({ id }: Level, found: NaiveCase): readonly SentLevel[] {
  return chaseOf(found).filter((notice) => isOwn(notice, found) && notice.level === id);
}

function isPossible(level: Level, found: NaiveCase): boolean {
  const { item, exceptions, policy, persons, today } = found;
  const isSkipped = exceptions.some(
    ({ does, until }) =>
      does.kind === "skip" && does.policy === policy.id && does.level === level.id && dateOf(today) <= until,
  );
  const isAgreed = item.schedule === undefined || item.schedule[level.stage] !== undefined;
  const isReachable = persons.some(({ channels }) => channels.includes(level.channel));
  return !isSkipped && isAgreed && isReachable && askedOf(found) >= level.least;
}

function isNotLighter(level: Level, found: NaiveCase): boolean {
  return chaseOf(found).every(({ stage }) => WEIGHTS[level.stage] >= WEIGHTS[stage]);
}

function dueLevels({ policy }: NaiveCase): readonly Level[] {
  return policy.levels.filter(({ trigger }) => trigger.kind === "due");
}

function dueCandidate(found: NaiveCase): Candidate | undefined {
  const { item, today } = found;
  const levels = dueLevels(found);
  const level = levels.find((one, place) => {
    const later = levels.slice(place + 1);
    const isOver =
      one.stage === "preDue" &&
      (today >= item.dueDay ||
        later.some(({ stage, trigger }) => stage === "preDue" && today - item.dueDay >= trigger.days));
    const isStranger = (notice: SentLevel): boolean => !isOwn(notice, found);
    const outweighed = chaseOf(found).some((sent) => isStranger(sent) && WEIGHTS[sent.stage] >= WEIGHTS[one.stage]);
    const isBehind = outweighed || later.some((next) => sendsOf(next, found).length > 0);
    const isNew = sendsOf(one, found).length === 0;
    return isNew && !isOver && !isBehind && isNotLighter(one, found) && isPossible(one, found);
  });
  if (level === undefined || today - item.dueDay < level.trigger.days || !hasWaited(level, found)) return undefined;
  return { level, repetition: 0 };
}

/** Whether the days between the notice before and this level have gone by. */
function hasWaited(level: Level, found: NaiveCase): boolean {
  if (level.stage === "preDue") return true;
  const { item, today, policy } = found;
  const levels = dueLevels(found).filter(({ stage }) => stage !== "preDue");
  const before = levels.slice(0, levels.indexOf(level));
  const sent = before.filter((one) => sendsOf(one, found).length > 0).at(-1);
  const first = sent === undefined ? undefined : sendsOf(sent, found)[0];
  if (sent !== undefined && first !== undefined) {
    let planned = item.dueDay + sent.trigger.days;
    const counted = planned;
    while (planned < first.day && !isWorked(planned, policy.holidays)) planned += 1;
    const from = first.day <= planned ? counted : first.day;
    if (today - from < level.trigger.days - sent.trigger.days) return false;
  }
  const strangers = chaseOf(found).filter((notice) => !isOwn(notice, found));
  const nearest = before.at(-1);
  return (
    nearest === undefined || strangers.every(({ day }) => today - day >= level.trigger.days - nearest.trigger.days)
  );
}

function repeatCandidate(found: NaiveCase): Candidate | undefined {
  const level = dueLevels(found).findLast((one) => sendsOf(one, found).length > 0);
  if (level === undefined || level.repeatDays === 0 || level.stage === "preDue") return undefined;
  const sends = sendsOf(level, found);
  const isTime = sends.every(({ day }) => found.today - day >= level.repeatDays);
  const fires = isTime && isNotLighter(level, found) && isPossible(level, found);
  return fires ? { level, repetition: sends.length } : undefined;
}

function brokenCandidate(found: NaiveCase): Candidate | undefined {
  const { item, policy, today } = found;
  const made = item.promises.filter((one) => one.madeAt >= item.chase.since && dayOf(one.madeAt) <= today);
  const promise = made.at(-1);
  // The plan by which the chase began counts as a word of the debtor's before all promises.
  const words = made.length + (item.brokenPlan === undefined ? 0 : 1);
  if (words === 0) return undefined;
  const end = promise === undefined ? (item.brokenPlan?.brokenOn ?? 0) - 1 : graceEndOf(promise, policy);
  if (promise !== undefined && (today <= end || leftOf(promise, item, end) === 0n)) return undefined;
  const cycle = item.chase.restart * 1_000 + words;
  const levels = policy.levels.filter(({ trigger }) => trigger.kind === "brokenPromise");
  const isAnswer = (notice: SentLevel): boolean =>
    notice.policy === policy.id && notice.cycle === cycle && levels.some(({ id }) => id === notice.level);
  if (item.sent.some((notice) => notice.day > end && !isAnswer(notice))) return undefined;
  const answered = item.sent.filter(isAnswer);
  const level = levels.find(
    (one) => !answered.some((notice) => notice.level === one.id) && isNotLighter(one, found) && isPossible(one, found),
  );
  if (level === undefined || today - (end + 1) < level.trigger.days) return undefined;
  return { level, repetition: words - 1 };
}

/** Whether the debtor has the days that were given, no notice of today, and the day that both agreed on. */
function isFree(level: Level, found: NaiveCase): boolean {
  const { item, today, policy } = found;
  if (item.sent.some(({ day }) => day >= today)) return false;
  const agreed = item.schedule?.[level.stage];
  if (agreed !== undefined && today < agreed) return false;
  if (level.stage === "preDue") return true;
  return chaseOf(found)
    .filter((notice) => isOwn(notice, found))
    .every(({ level: id, day }) => {
      const given = policy.levels.find((one) => one.id === id);
      if (given === undefined) return true;
      return today > (given.stage === "preDue" ? item.dueDay : day + given.payWithin);
    });
}

function isWarnedEnough(level: Level, found: NaiveCase): boolean {
  return WEIGHTS[level.stage] < WEIGHTS.final || chaseOf(found).some(({ stage }) => stage !== "preDue");
}

/** Whether a person may be reached on a day, by the days on which it was. */
export function mayBeReached(
  policy: DunningPolicy,
  reached: readonly PersonReached[],
  person: string,
  today: number,
): boolean {
  const own = reached.filter((contact) => contact.person === person).map(({ day }) => day);
  const inWeek = own.filter((day) => day > today - 7).length;
  return inWeek < policy.cap.perWeek && own.every((day) => today - day > policy.cap.pauseDays);
}

/** The letters of one customer, level by level from the weightiest: "firm to clerk: 2 items of 30". */
export function naiveLetters(cases: readonly NaiveCase[], reached: readonly PersonReached[]): string[] {
  const contacts = [...reached];
  const letters: string[] = [];
  const due = cases.flatMap((found) => {
    const fires = naiveFiring(found);
    return fires === undefined ? [] : [{ ...fires, found, dueDay: found.item.dueDay }];
  });
  for (const weight of [6, 5, 4, 3, 2, 1, 0]) {
    const levels = cases[0]?.policy.levels.filter(({ stage }) => WEIGHTS[stage] === weight) ?? [];
    const written = levels.flatMap(({ id, channel }) => {
      const rows = due.filter(({ level }) => level === id);
      const sum = rows.reduce((total, { asked }) => total + asked, 0n);
      return rows.length === 0 ? [] : [{ id, channel, rows, sum, person: rows[0]?.person ?? "" }];
    });
    // Of two letters of one stage the larger goes first, and of two of one sum the one whose name comes first.
    written.sort((a, b) => (a.sum === b.sum ? (a.id < b.id ? -1 : 1) : a.sum > b.sum ? -1 : 1));
    for (const { id, channel, rows, sum, person } of written) {
      const { policy, today } = rows[0]?.found ?? {};
      if (policy === undefined || today === undefined) continue;
      if (channel !== "webhook") {
        if (!mayBeReached(policy, contacts, person, today)) continue;
        contacts.push({ person, day: today });
      }
      letters.push(`${id} to ${person}: ${rows.length} items of ${sum}`);
    }
  }
  return letters;
}
