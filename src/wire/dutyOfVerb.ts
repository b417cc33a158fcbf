/** Which duties preparing and signing an act take, by its verb. */
import type { Duty } from "../domain/duties/duties.ts";
import type { IntentVerb } from "./intentVerb.ts";

/** What preparing an act takes, and what signing it takes. */
export interface VerbDuties {
  readonly prepare: Duty;
  readonly sign: Duty;
}

const ISSUES: VerbDuties = { prepare: "prepareIssue", sign: "approveIssue" };
const both = (duty: Duty): VerbDuties => ({ prepare: duty, sign: duty });

/** Acts that are not prepared by one duty and signed by another. */
const OF_VERB: Partial<Record<IntentVerb, VerbDuties>> = {
  recordReceipt: both("postCash"),
  reverseReceipt: both("postCash"),
  collect: both("postCash"),
  credit: both("concede"),
  waive: both("concede"),
  resolve: both("concede"),
  // What a desk does on both sides' word is a credit, or less to pay.
  agreeAct: both("concede"),
  agreePlan: both("concede"),
  writeOff: both("writeOff"),
  agreeSchedule: both("collect"),
  adoptSchedule: both("collect"),
  recordCollection: both("collect"),
  takeCollectionStep: both("collect"),
  placeCollection: both("collect"),
  recallCollection: both("collect"),
};

/** Duties of what gives something up: whoever prepared it does not sign it, though the duty is the same. */
export const TWO_PEOPLE: ReadonlySet<Duty> = new Set<Duty>(["concede", "writeOff"]);

export function dutiesOfVerb(verb: string): VerbDuties {
  return OF_VERB[verb as IntentVerb] ?? ISSUES;
}
