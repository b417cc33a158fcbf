/** What the values of a message about collection have to be. */
import { NEVER, SCHEDULE_DAYS } from "../../../domain/collections/record.ts";
import { EXTENSION_TEXT, PROMISE_TEXT, REPLY_TEXT } from "../../../domain/collections/recordMessages.ts";
import { PLAN_TEXT } from "../../../domain/collections/planMessages.ts";
import { STAGES } from "../../../domain/collections/policy.ts";
import { ZERO_HASH } from "../../../domain/receivable.ts";
import { dayOf, lower, secondsOf } from "./comparing.ts";
import type { Asked, Facts, Matter } from "./expected.ts";
import type { FactsBy } from "./ledgerFacts.ts";
import { valueAt } from "./values.ts";

type CollectionVerb =
  | "agreeSchedule"
  | "adoptSchedule"
  | "recordCollection"
  | "takeCollectionStep"
  | "placeCollection"
  | "recallCollection"
  | "replyToCollection"
  | "promiseToPay"
  | "requestExtension"
  | "agreePlan";
type Of<Verb extends Asked["verb"]> = Extract<Asked, { readonly verb: Verb }>;

/** The bit of a placement that lets its collector take steps. */
const STEPS = 1 << 7;

export const COLLECTION_FACTS: FactsBy<CollectionVerb> = {
  agreeSchedule: ({ role, other, schedule }, { expected: { organisation } }) => ({
    party: organisation,
    supplier: role === "supplier" ? organisation : lower(other),
    buyer: role === "buyer" ? organisation : lower(other),
    ...scheduleFacts(schedule),
  }),
  adoptSchedule: ({ receivable }) => ({ "receivable.id": lower(receivable) }),
  recordCollection: (asked, matter) => ({
    ...asCollector(asked, matter),
    kind: signedWord(asked.kind ?? "contact"),
    stage: signedWord(asked.stage),
    channel: signedWord(asked.channel),
    outcome: signedWord(asked.outcome),
    doneAt: secondsOf(asked.happened),
    nextDay: dayOf(asked.nextDay) ?? 0n,
    content: lower(asked.content),
    claimed: asked.claim === undefined ? undefined : moneyOfClaim(asked.claim, matter),
  }),
  takeCollectionStep: (asked, matter) => ({
    ...asCollector(asked, matter),
    step: signedWord(asked.step),
    doneAt: secondsOf(asked.happened),
    content: lower(asked.content),
  }),
  placeCollection: ({ receivable, collector, stages, maySteps, fee, until, terms }, { own }) => ({
    receivable: lower(receivable),
    creditor: own,
    collector: lower(collector),
    scope: BigInt(stages.reduce((bits, stage) => bits | (1 << STAGES.indexOf(stage)), maySteps === true ? STEPS : 0)),
    fee: BigInt(fee),
    until: secondsOf(until),
    terms: lower(terms),
  }),
  recallCollection: ({ receivable, other }, { own }) => ({
    receivable: lower(receivable),
    party: own,
    creditor: [...own, other],
    collector: [...own, other],
  }),
  replyToCollection: (asked, matter) => ({ ...answer(asked, matter), text: REPLY_TEXT }),
  promiseToPay: (asked, matter) => ({ ...answer(asked, matter), ...promised(asked, matter), text: PROMISE_TEXT }),
  requestExtension: (asked, matter) => ({ ...answer(asked, matter), ...promised(asked, matter), text: EXTENSION_TEXT }),
  agreePlan: (asked, matter) => ({
    "receivable.id": lower(asked.receivable),
    text: PLAN_TEXT,
    party: matter.own,
    ...planFacts(asked, matter),
  }),
};

/** `notDelivered` is signed as `NOT_DELIVERED`. */
function signedWord(word: string): string {
  return word.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function scheduleFacts({ firstDays, cycleDays }: Of<"agreeSchedule">["schedule"]): Facts {
  const days = Object.entries(SCHEDULE_DAYS).map(([stage, field]) => [
    `schedule.${field}`,
    BigInt(firstDays[stage] ?? NEVER),
  ]);
  return { ...(Object.fromEntries(days) as Facts), "schedule.cycleDays": BigInt(cycleDays) };
}

function asCollector({ receivable }: { readonly receivable: string }, { expected }: Matter): Facts {
  return { receivable: lower(receivable), collector: expected.organisation };
}

function answer(
  { receivable, record }: Of<"replyToCollection" | "promiseToPay" | "requestExtension">,
  { expected }: Matter,
): Facts {
  return { receivable: lower(receivable), debtor: expected.organisation, record: lower(record) ?? ZERO_HASH };
}

function promised({ amount, payBy }: Of<"promiseToPay" | "requestExtension">, matter: Matter): Facts {
  return { "payment.amount": moneyOfClaim(amount, matter), "payment.payBy": dayOf(payBy) };
}

function planFacts({ debt, instalments, interest, graceDays = 0 }: Of<"agreePlan">, { units, values }: Matter): Facts {
  const money = (text: string): bigint => units(text, valueAt(values, "receivable.terms.currency"));
  return {
    "plan.debt": money(debt),
    "plan.instalments.amount": instalments.map(({ amount }) => money(amount)),
    "plan.instalments.payBy": instalments.map(({ payBy }) => dayOf(payBy) ?? 0n),
    "plan.interest": interest.kind.toUpperCase(),
    "plan.interestSum": interest.kind === "sum" ? money(interest.amount) : 0n,
    "plan.graceDays": BigInt(graceDays),
  };
}

/** The message names no currency: it is that of the receivable, which the user sees. */
function moneyOfClaim(text: string, { units, expected }: Matter): bigint {
  return units(text, expected.currency);
}
