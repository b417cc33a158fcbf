/** Promises to pay (R46): kept, late or broken is read from what was settled, never stored. */
import type { DunningItem, PaymentPromise, Settlement } from "./item.ts";
import type { PromiseRules } from "./policy.ts";

/**
 * - `open`: its day, or the grace after it, is not over, and it is not settled yet.
 * - `kept`: settled in full by its day; `late`: in full within the grace; `broken`: neither.
 * - `replaced`: another was made by its day, and took its place before it came due.
 * - `released`: credits alone came to all of it, so that nothing was left to be paid.
 */
export type PromiseState = "open" | "kept" | "late" | "broken" | "replaced" | "released";

/** How days are counted where the promise is read. */
export interface PromiseClock {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly dayOf: (instant: number) => number;
  /** The first day worked on or after a day. */
  readonly workedFrom: (day: number) => number;
}

export interface JudgedPromise extends PaymentPromise {
  readonly state: PromiseState;
  readonly madeOn: number;
  /** The last day of its grace. */
  readonly graceEnd: number;
  /** What is still to be paid of it, minor units. */
  readonly rest: bigint;
  /** Whether it keeps the item from being chased for what is left of it. */
  readonly pauses: boolean;
  /** Why it does not, although it is open and the last word: its day is too far away, or too many were not kept. */
  readonly disregarded: "tooFar" | "tooMany" | undefined;
}

/**
 * The promises of the chase that runs, in the order in which they were made. Those made before the due date was another
 * or the debt open anew decide nothing; those made before a plan that was not kept count among what was not kept alone.
 */
export function judgePromises(
  { open, promises, settlements, chase }: Pick<DunningItem, "open" | "promises" | "settlements" | "chase">,
  rules: PromiseRules,
  clock: PromiseClock,
): readonly JudgedPromise[] {
  const own = promises.filter(({ madeAt }) => madeAt >= chase.owedSince && clock.dayOf(madeAt) <= clock.day);
  let unkept = 0;
  const judged = own.map((promise, place): JudgedPromise => {
    const next = own[place + 1];
    const madeOn = clock.dayOf(promise.madeAt);
    const graceEnd = graceEndOf(promise.day, rules.grace, clock);
    const nextOn = next === undefined ? undefined : clock.dayOf(next.madeAt);
    // What was recorded before was known when the promise was made, and is no part of keeping it.
    const since = settlements.filter(({ at }) => at >= promise.madeAt);
    // Whoever promised more than is owed keeps the promise by paying what is owed.
    const owed = open + settledOf(since, Infinity);
    const target = promise.amount < owed ? promise.amount : owed;
    const state = stateOf(promise, target, since, { graceEnd, nextOn, day: clock.day });
    const settled = settledOf(since, graceEnd);
    const rest = settled < target ? target - settled : 0n;
    const isWord = state === "open" && next === undefined;
    const fault = promise.day - madeOn > rules.longest ? "tooFar" : unkept >= rules.most ? "tooMany" : undefined;
    const disregarded = isWord ? fault : undefined;
    if (state !== "kept" && state !== "released") unkept += 1;
    return { ...promise, state, madeOn, graceEnd, rest, pauses: isWord && fault === undefined, disregarded };
  });
  return judged.filter(({ madeAt }) => madeAt >= chase.since);
}

function graceEndOf(day: number, grace: number, { workedFrom }: PromiseClock): number {
  let end = day;
  for (let days = 0; days < grace; days += 1) end = workedFrom(end + 1);
  return end;
}

function stateOf(
  promise: PaymentPromise,
  target: bigint,
  since: readonly Settlement[],
  { graceEnd, nextOn, day }: { readonly graceEnd: number; readonly nextOn: number | undefined; readonly day: number },
): PromiseState {
  if (settledOf(since, graceEnd) >= target) {
    if (!since.some(({ kind }) => kind === "payment")) return "released";
    return settledOf(since, promise.day) >= target ? "kept" : "late";
  }
  if (nextOn !== undefined && nextOn <= promise.day) return "replaced";
  return day > graceEnd ? "broken" : "open";
}

/** What settled, by value date up to a day. */
function settledOf(settlements: readonly Settlement[], last: number): bigint {
  let sum = 0n;
  for (const { amount, day } of settlements) if (day <= last) sum += amount;
  return sum;
}
