/** What one item is due for at an instant, before anybody asks whether its person may be reached today. */
import type { Applied } from "./book.ts";
import type { Claim, DisregardedPromise, Finding, NextLevel, Rest } from "./finding.ts";
import type { ContactPerson, DunningItem } from "./item.ts";
import { climb } from "./ladder.ts";
import type { Climb, Ladder, Step } from "./ladder.ts";
import { weightOf } from "./policy.ts";
import type { Channel } from "./policy.ts";
import { judgePromises } from "./promises.ts";
import type { JudgedPromise } from "./promises.ts";
import { payByOf, trailOf } from "./trail.ts";

/** @param persons Of the item's customer, in the order in which they are turned to. */
export function evaluate(item: DunningItem, applied: Applied | undefined, persons: readonly ContactPerson[]): Finding {
  const promises = applied === undefined ? [] : judgePromises(item, applied.by.policy.promises, applied.clock);
  const pausing = promises.find(({ pauses }) => pauses);
  const claim = claimOf(item, pausing);
  const disregarded = disregardedIn(promises);
  const found = {
    item: item.id,
    customer: item.customer,
    dueDay: item.dueDay,
    claim,
    applied: applied?.by,
    disregarded,
  };
  const standing = standingRest(item, applied, claim, pausing);
  if (applied === undefined || standing !== undefined) {
    return { ...found, fires: false, passed: [], rest: standing ?? { code: "noPolicy" } };
  }
  const personFor = (channel: Channel): ContactPerson | undefined =>
    persons.find(({ channels }) => channels.includes(channel));
  const { clock, by, isSkipped } = applied;
  const trail = trailOf(item, by.policy);
  const isReached = (channel: Channel): boolean => personFor(channel) !== undefined;
  const asked: Climb = { item, clock, claim, trail, promises, isSkipped, isReached };
  const ladder = climb(asked);
  const { passed } = ladder;
  const step = ladder.steps.find((one) => one.day <= clock.day && !isUnwarned(one, asked));
  const person = step && personFor(step.level.channel);
  if (step === undefined || person === undefined) {
    return { ...found, fires: false, passed, rest: ladderRest(ladder, asked) };
  }
  const sendable = clock.sendableFrom(step.day);
  if (sendable > clock.day || clock.minute < by.policy.window.from) {
    const code = clock.workedFrom(clock.day) > clock.day ? "holiday" : "outOfHours";
    return { ...found, fires: false, passed, rest: { code, next: { level: step.level.id, day: sendable } } };
  }
  const { level, cycle, ground } = step;
  const payBy = payByOf(level, clock.day, item.dueDay);
  const fee = item.hasFixedSum ? 0n : level.fee;
  const when = { cycle, ground, day: clock.day, payBy };
  return { ...found, applied: by, fires: true, passed, level, ...when, person: person.id, fee };
}

function disregardedIn(promises: readonly JudgedPromise[]): DisregardedPromise | undefined {
  const last = promises.at(-1);
  return last?.disregarded && { promise: last.id, why: last.disregarded };
}

function claimOf({ open, disputed, charges, contingent }: DunningItem, pausing: JudgedPromise | undefined): Claim {
  const undisputed = open > disputed ? open - disputed : 0n;
  const rest = pausing?.rest ?? 0n;
  const promised = rest < undisputed ? rest : undisputed;
  return { open, disputed, promised, asked: undisputed - promised, charges, contingent };
}

/** What keeps an item from being chased at all, the gravest first. */
function standingRest(
  item: DunningItem,
  applied: Applied | undefined,
  claim: Claim,
  pausing: JudgedPromise | undefined,
): Rest | undefined {
  if (item.open === 0n) return { code: "closed" };
  if (item.isAssignedAway) return { code: "assignedAway" };
  if (item.isInsolvent) return { code: "insolvent" };
  if (item.isWrittenOff) return { code: "writtenOff" };
  if (item.isPlaced) return { code: "placed" };
  if (item.isPlanned) return { code: "planned" };
  if (item.answer === "rejected" || item.answer === "queried") return { code: item.answer };
  if (applied === undefined) return { code: "noPolicy" };
  if (item.answer === "none" && !applied.by.policy.chasesUnaccepted) return { code: "notAccepted" };
  const { hold } = applied;
  if (hold !== undefined) return { code: "held", exception: hold.id, until: hold.until, reason: hold.reason };
  if (claim.asked > 0n) return undefined;
  if (pausing === undefined || claim.promised === 0n) return { code: "disputed", disputed: item.disputed };
  return { code: "promised", promise: pausing.id, until: pausing.graceEnd };
}

/** Whether it would be a final notice, or more, to whom nothing was said yet. */
function isUnwarned({ level }: Step, { trail }: Climb): boolean {
  return weightOf(level.stage) >= weightOf("final") && !trail.isWarned;
}

/** Why no level of the ladder fires today. */
function ladderRest({ steps, unreached }: Ladder, asked: Climb): Rest {
  const { clock, trail } = asked;
  if (unreached !== undefined) return { code: "noContact", level: unreached.id };
  const unwarned = steps.find((step) => step.day <= clock.day && isUnwarned(step, asked));
  if (unwarned !== undefined) return { code: "unwarned", level: unwarned.level.id };
  const first = steps.reduce<Step | undefined>(
    (soonest, step) => (soonest === undefined || step.day < soonest.day ? step : soonest),
    undefined,
  );
  if (first === undefined) {
    const { last } = trail;
    if (last === undefined) return { code: "passedOver" };
    return { code: "alreadySent", level: last.level, day: last.day, next: undefined };
  }
  const next: NextLevel = { level: first.level.id, day: clock.workedFrom(first.day) };
  if (first.dated <= clock.day && first.paced <= clock.day) return { code: "agreedSchedule", next };
  if (first.dated <= clock.day && trail.latest !== undefined) {
    return { code: "tooSoon", after: trail.latest.level, next };
  }
  if (trail.last === undefined) return { code: "notDue", next };
  return { code: "alreadySent", level: trail.last.level, day: trail.last.day, next };
}
