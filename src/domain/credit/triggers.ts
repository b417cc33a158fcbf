/** Whether something happened that asks for another score (A08), and how that is told. */
import { canonicalJson } from "./canonical.ts";
import { INPUT_KINDS } from "./inputs.ts";
import type { InputKind, ScoreInput } from "./inputs.ts";
import type { CreditPolicy, ScoreReason } from "./policy.ts";

/** What was known of a customer at one time. */
export interface Known {
  readonly inputs: readonly ScoreInput[];
  /** The highest use of its limits, ppm; undefined where it has none. */
  readonly limitUse: number | undefined;
  readonly isInsolvent: boolean;
  /** Of every dispute that was ever raised the number of its item, in the order in which they became known. */
  readonly disputes: readonly string[];
}

/** The last score. */
export interface Before extends Known {
  readonly day: number;
  readonly policyVersion: number;
}

export interface Now extends Known {
  readonly day: number;
  readonly policyVersion: number;
}

export interface AskedScore {
  readonly reason: ScoreReason;
  /** In words: everything that asks for it. */
  readonly detail: string;
}

/**
 * What asks for another score; undefined where nothing does. A policy that came into force always does, the others
 * where the policy names them; the first in the order of their weight is the reason, the words have all.
 */
export function askedScore(policy: CreditPolicy, before: Before | undefined, now: Now): AskedScore | undefined {
  if (before === undefined) return { reason: "first", detail: "it was never scored" };
  const found: readonly (AskedScore | undefined)[] = [
    newPolicy(before, now),
    insolvency(before, now),
    disputed(before, now),
    brokenPromises(before, now),
    drift(policy, before, now),
    limitUse(policy, before, now),
    newFacts(before, now),
    age(policy, before, now),
  ];
  const asked = found.filter((one) => one !== undefined).filter(({ reason }) => isNamed(policy, reason));
  const [first] = asked;
  return first && { reason: first.reason, detail: asked.map(({ detail }) => detail).join("; ") };
}

function isNamed({ triggers }: CreditPolicy, reason: ScoreReason): boolean {
  return reason === "policy" || triggers.some((trigger) => trigger === reason);
}

function newPolicy(before: Before, now: Now): AskedScore | undefined {
  if (before.policyVersion === now.policyVersion) return undefined;
  return { reason: "policy", detail: `version ${now.policyVersion} of the policy came into force` };
}

function insolvency(before: Before, now: Now): AskedScore | undefined {
  if (before.isInsolvent === now.isInsolvent) return undefined;
  const detail = now.isInsolvent ? "it was reported insolvent" : "the notice of insolvency was withdrawn";
  return { reason: "insolvency", detail };
}

/** However late a block came to be known: what counts is that it was not known before. */
function disputed(before: Before, now: Now): AskedScore | undefined {
  const [first, ...rest] = now.disputes.slice(before.disputes.length);
  if (first === undefined) return undefined;
  const others = rest.length;
  return { reason: "dispute", detail: `it disputes ${first}${others === 0 ? "" : ` and ${others} more`}` };
}

function brokenPromises(before: Before, now: Now): AskedScore | undefined {
  const [was = 0, is = 0] = [valueOf(before, "brokenPromises"), valueOf(now, "brokenPromises")];
  return is > was ? { reason: "brokenPromise", detail: `broken promises went from ${was} to ${is}` } : undefined;
}

function drift(policy: CreditPolicy, before: Before, now: Now): AskedScore | undefined {
  const [was, is] = [valueOf(before, "daysLate"), valueOf(now, "daysLate")];
  if (is === undefined || (was !== undefined && Math.abs(is - was) < policy.driftDays)) return undefined;
  return { reason: "daysLateDrift", detail: `weighted days late went from ${was ?? "unknown"} to ${is}` };
}

function limitUse(policy: CreditPolicy, before: Before, now: Now): AskedScore | undefined {
  const [was, is] = [before.limitUse ?? 0, now.limitUse ?? 0];
  if (is <= policy.limitUse || was > policy.limitUse) return undefined;
  return { reason: "limitUse", detail: `${Math.floor(is / 10_000)} % of a limit is used` };
}

/** What the organisation does not know of its own books: a fact was given, withdrawn or replaced. */
function newFacts(before: Before, now: Now): AskedScore | undefined {
  const kinds = Object.entries(INPUT_KINDS).flatMap(([kind, { isOwn }]) => (isOwn ? [] : [kind as InputKind]));
  const changed = kinds.filter((kind) => canonicalJson(factOf(before, kind)) !== canonicalJson(factOf(now, kind)));
  return changed.length === 0 ? undefined : { reason: "newFacts", detail: `new facts: ${changed.join(", ")}` };
}

function age(policy: CreditPolicy, before: Before, now: Now): AskedScore | undefined {
  const days = now.day - before.day;
  return days > policy.longestDays ? { reason: "age", detail: `the last score is ${days} days old` } : undefined;
}

function inputOf({ inputs }: Known, kind: InputKind): ScoreInput | undefined {
  return inputs.find((input) => input.kind === kind);
}

function valueOf(known: Known, kind: InputKind): number | undefined {
  return inputOf(known, kind)?.value;
}

/** Without the day: a value that is looked up anew each day is no new fact. */
function factOf(known: Known, kind: InputKind): unknown {
  const input = inputOf(known, kind);
  return input?.value === undefined ? null : { value: input.value, source: input.source, expires: input.expires };
}
