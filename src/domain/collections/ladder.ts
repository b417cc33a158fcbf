/**
 * How an item climbs the levels of its policy.
 *
 * One step at a time: the lowest level that is left fires first, however late it is. After it the next one waits the
 * days that lie between the two in the policy, and the days that the notice gave to pay. So a firm whose scheduler was
 * off for a month, or which takes on an old item, begins with the friendly word; the debtor never gets two notices of
 * an item on one day, and never a lighter one after a heavier. A notice that a weekend or a holiday put off counts as
 * sent on its day, so that weekends do not add up.
 */
import type { PolicyClock } from "./book.ts";
import type { Claim, Ground, PassedLevel } from "./finding.ts";
import { cycleOf, MOST_REPETITIONS } from "./item.ts";
import type { DunningItem } from "./item.ts";
import { weightOf } from "./policy.ts";
import type { Channel, Level } from "./policy.ts";
import type { JudgedPromise } from "./promises.ts";
import type { Trail } from "./trail.ts";

/** A level that may fire. Days are days since 1970-01-01. */
export interface Step {
  readonly level: Level;
  readonly cycle: number;
  readonly ground: Ground;
  /** From when on it is due by the policy. */
  readonly dated: number;
  /** From when on what was sent before lets it. */
  readonly paced: number;
  /** From when on the schedule adopted on chain lets it. */
  readonly agreed: number;
  /** The latest of them. */
  readonly day: number;
}

export interface Ladder {
  /** In the order in which one goes before another on the same day. */
  readonly steps: readonly Step[];
  readonly passed: readonly PassedLevel[];
  /** The last level that would fire if anybody could be reached by its channel. */
  readonly unreached: Level | undefined;
}

/** What is asked of the ladder. */
export interface Climb {
  readonly item: DunningItem;
  readonly clock: PolicyClock;
  readonly claim: Claim;
  readonly trail: Trail;
  /** Of the chase that runs, in their order. */
  readonly promises: readonly JudgedPromise[];
  readonly isSkipped: (level: Level) => boolean;
  readonly isReached: (channel: Channel) => boolean;
}

type DueLevel = Level & { readonly trigger: { readonly kind: "due" } };

export function climb(asked: Climb): Ladder {
  const due = asked.clock.policy.levels.filter(isDue);
  const passed: PassedLevel[] = [];
  let unreached: Level | undefined;
  let next: Step | undefined;
  for (const [place, level] of due.entries()) {
    if (asked.trail.own.has(level.id)) continue;
    const step = stepOf(asked, level, 0, {
      dated: asked.item.dueDay + level.trigger.days,
      paced: pacedFrom(due, place, asked),
      ground: { code: "due", days: asked.clock.day - asked.item.dueDay, since: asked.item.dueDay + level.trigger.days },
    });
    const why = isLapsed(due, place, step, asked) ? "lapsed" : whyPassed(due, place, asked);
    if (why === undefined) {
      next = step;
      break;
    }
    passed.push({ level: level.id, why });
    if (why === "noContact" && step.day <= asked.clock.day) unreached = level;
  }
  const steps = [brokenStep(asked), next, repeatStep(due, asked)].filter((step) => step !== undefined);
  return { steps, passed, unreached };
}

function isDue(level: Level): level is DueLevel {
  return level.trigger.kind === "due";
}

/** A reminder before the due date is over on it, or when a later one comes due, and may not wait until then. */
function isLapsed(due: readonly DueLevel[], place: number, { level, day }: Step, { item, clock }: Climb): boolean {
  if (level.stage !== "preDue") return false;
  const later = due.slice(place + 1).filter(({ stage }) => stage === "preDue");
  const over = Math.min(item.dueDay, ...later.map(({ trigger }) => item.dueDay + trigger.days));
  return clock.day >= over || clock.workedFrom(day) >= over;
}

function whyPassed(due: readonly DueLevel[], place: number, asked: Climb): PassedLevel["why"] | undefined {
  const level = due[place];
  if (level === undefined || isBehind(due, place, asked)) return "lighter";
  return faultOf(level, asked);
}

/** Whether the debtor has heard more than this level says. */
function isBehind(due: readonly DueLevel[], place: number, { trail }: Climb): boolean {
  const weight = weightOf(due[place]?.stage ?? "preDue");
  if (weight < trail.heaviest || weight <= (trail.foreign?.weight ?? -1)) return true;
  return due.slice(place + 1).some(({ id }) => trail.own.has(id));
}

/** What keeps a level from firing on any day, as things are. */
function faultOf(level: Level, { item, claim, isSkipped, isReached }: Climb): PassedLevel["why"] | undefined {
  if (isSkipped(level)) return "skipped";
  if (claim.asked < level.least) return "belowLeast";
  if (item.schedule !== undefined && item.schedule[level.stage] === undefined) return "notAgreed";
  return isReached(level.channel) ? undefined : "noContact";
}

/** The first day that leaves the debtor the days that the policy has between the notice before and this one. */
function pacedFrom(due: readonly DueLevel[], place: number, { item, clock, trail }: Climb): number {
  const level = due[place];
  if (level === undefined || level.stage === "preDue") return trail.dayAfter;
  const days = [trail.freeFrom];
  const before = due.slice(0, place).filter(({ stage }) => stage !== "preDue");
  const sent = before.findLast(({ id }) => trail.own.has(id));
  const first = sent && trail.own.get(sent.id)?.[0];
  if (sent !== undefined && first !== undefined) {
    const planned = item.dueDay + sent.trigger.days;
    const counted = first.day <= clock.workedFrom(planned) ? planned : first.day;
    days.push(counted + level.trigger.days - sent.trigger.days);
  }
  const nearest = before.at(-1);
  if (trail.foreign !== undefined && nearest !== undefined) {
    days.push(trail.foreign.day + level.trigger.days - nearest.trigger.days);
  }
  return Math.max(...days);
}

type BrokenGround = Extract<Ground, { readonly brokenOn: number }>;

/** The last word that was not kept: the last promise, or the plan by which the chase began, before any promise. */
function brokenWord({ promises, item: { brokenPlan } }: Climb): BrokenGround | undefined {
  const promise = promises.at(-1);
  if (promise === undefined) return brokenPlan && { code: "brokenPlan", ...brokenPlan };
  if (promise.state !== "broken") return undefined;
  return { code: "brokenPromise", promise: promise.id, promised: promise.day, brokenOn: promise.graceEnd + 1 };
}

/** The answer to a broken word: the levels for it in their order, unless another notice was sent since. */
function brokenStep(asked: Climb): Step | undefined {
  const { promises, trail, clock, item } = asked;
  const ground = brokenWord(asked);
  const place = promises.length - (item.brokenPlan === undefined ? 1 : 0);
  if (ground === undefined || place >= MOST_REPETITIONS) return undefined;
  const { brokenOn } = ground;
  const cycle = cycleOf(item.chase.restart, place);
  const levels = clock.policy.levels.filter(({ trigger }) => trigger.kind === "brokenPromise");
  const answered = [...trail.own].flatMap(([id, sent]) =>
    levels.some((level) => level.id === id) ? sent.filter((notice) => notice.cycle === cycle) : [],
  );
  if (item.sent.some((notice) => notice.day >= brokenOn && !answered.includes(notice))) return undefined;
  const level = levels.find(
    (one) =>
      !answered.some((notice) => notice.level === one.id) &&
      weightOf(one.stage) >= trail.heaviest &&
      faultOf(one, asked) === undefined,
  );
  return (
    level &&
    stepOf(asked, level, place, {
      dated: brokenOn + level.trigger.days,
      paced: trail.freeFrom,
      ground,
    })
  );
}

/** The last level that was sent, once more. */
function repeatStep(due: readonly DueLevel[], asked: Climb): Step | undefined {
  const { trail, item, clock } = asked;
  const level = due.findLast(({ id }) => trail.own.has(id));
  const sent = trail.own.get(level?.id ?? "") ?? [];
  const last = sent.at(-1);
  if (level === undefined || last === undefined || level.repeatDays === 0 || level.stage === "preDue") return undefined;
  if (sent.length >= MOST_REPETITIONS || weightOf(level.stage) < trail.heaviest) return undefined;
  if (faultOf(level, asked) !== undefined) return undefined;
  return stepOf(asked, level, sent.length, {
    dated: last.day + level.repeatDays,
    paced: trail.freeFrom,
    ground: { code: "repeated", days: clock.day - item.dueDay, last: last.day },
  });
}

function stepOf(
  { item: { chase, schedule } }: Climb,
  level: Level,
  repetition: number,
  { dated, paced, ground }: Pick<Step, "dated" | "paced" | "ground">,
): Step {
  const agreed = schedule?.[level.stage] ?? -Infinity;
  const cycle = cycleOf(chase.restart, repetition);
  return { level, cycle, ground, dated, paced, agreed, day: Math.max(dated, paced, agreed) };
}
