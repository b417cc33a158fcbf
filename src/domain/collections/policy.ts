/**
 * A dunning policy: the ordered levels by which an open item is chased, on whom it falls, and when it rests (G01, G02).
 * It says what a firm does by itself; what both sides agreed on chain (`Collections.adopt`) bounds it.
 */
import type { Address, Hex } from "../receivable.ts";
import type { PolicyText } from "./wording.ts";

/** Stages of collection, in the order of their weight (G02); the contract has the same numbers. */
export const STAGES = ["preDue", "friendly", "firm", "final", "preLegal", "legal", "agency"] as const;
export type Stage = (typeof STAGES)[number];

/** How a debtor is reached (G03). The last two are acts of a person, which the system only asks for and keeps. */
export const CHANNELS = ["email", "webhook", "letter", "sms", "phone", "visit"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What makes a level fire. Days are calendar days in the policy's zone. */
export type Trigger =
  /** From that many days after the due date on; below zero before it, and then over on the due date (G08). */
  | { readonly kind: "due"; readonly days: number }
  /** That many days after a promise or a plan was found broken (R46), unless the debtor was reached in between. */
  | { readonly kind: "brokenPromise"; readonly days: number };

export interface Level {
  /** Unique in its policy, and the same in all its versions; what a sent notice is remembered by. */
  readonly id: string;
  readonly stage: Stage;
  readonly trigger: Trigger;
  /** What is asked for of the item must come to at least this, minor units; else the level is passed over. */
  readonly least: bigint;
  readonly channel: Channel;
  /** Name of one of the policy's texts; where it has none of that name and language, the stage's own text is used. */
  readonly template: string;
  /** Who answers for the item from this level on (G04); undefined leaves it with whom it is. */
  readonly owner: Address | undefined;
  /** A recovery fee asked for with this level, once a cycle (R28); minor units, 0 for none. */
  readonly fee: bigint;
  /** Who is told when the level fires, beside its owner. */
  readonly escalatesTo: Address | undefined;
  /** Days that the notice gives to pay. No other level fires before they are over. */
  readonly payWithin: number;
  /** Begins another cycle of this level that many days later while no higher one has fired; 0 for never. */
  readonly repeatDays: number;
  /** Whether the notice says that it is a demand, which may interrupt limitation (G07, R52). */
  readonly isDemand: boolean;
}

/** How often one person may be reached: by whatever policy, about whatever customer, whichever way but a webhook. */
export interface ContactCap {
  /** Contacts in any seven days in a row. */
  readonly perWeek: number;
  /** Whole days between two contacts of one person; 0 lets them be on two days in a row, never on one. */
  readonly pauseDays: number;
}

/** What a debtor's promise does (R46). */
export interface PromiseRules {
  /** Business days that a promise may be late before it counts as broken (R46: 2). */
  readonly grace: number;
  /** A promise of a day further away, counted from the day on which it was made, pauses nothing. */
  readonly longest: number;
  /** So many promises of one debt that were not kept pause it; after them none does, whatever was planned meanwhile. */
  readonly most: number;
}

export interface DunningPolicy {
  readonly id: string;
  readonly name: string;
  /** Version of the policy, from 1; what was sent names it. */
  readonly version: number;
  /** As in `Terms`: balances and fees are in its minor units, and it is for items of this currency alone. */
  readonly currency: Address;
  /** In the order in which they escalate; days rise, weights never fall. */
  readonly levels: readonly Level[];
  /** IANA time zone of the debtor's day. */
  readonly zone: string;
  /** Calendar of the days on which nobody is reached ("weekends", "target", "prc"), with further holidays. */
  readonly calendar: string;
  /** `YYYY-MM-DD`. */
  readonly holidays: readonly string[];
  /** Local minutes of the day between which something is sent, `from` included, `to` not. */
  readonly window: { readonly from: number; readonly to: number };
  readonly cap: ContactCap;
  readonly promises: PromiseRules;
  /** Each template and language once; absent for none. */
  readonly texts?: readonly PolicyText[] | undefined;
  /** Whether items that the debtor has not accepted are chased too; what it queried or rejected never is. */
  readonly chasesUnaccepted: boolean;
}

/** To what a policy applies: the narrowest scope decides, item before customer before segment before all. */
export type PolicyScope =
  | { readonly kind: "all" }
  | { readonly kind: "segment"; readonly segment: string }
  | { readonly kind: "customer"; readonly customer: Address }
  | { readonly kind: "item"; readonly item: Hex };

/** Says that a policy applies somewhere. There is one at most for a scope and a currency. */
export interface PolicyAssignment {
  readonly scope: PolicyScope;
  /** Id of the policy. */
  readonly policy: string;
}

/** What departs from a policy for a while: nothing is an exception for ever. */
export interface PolicyException {
  readonly id: string;
  readonly scope: Exclude<PolicyScope, { kind: "all" }>;
  /** "hold" sends nothing; "skip" leaves one level out; "use" applies another policy. */
  readonly does:
    | { readonly kind: "hold" }
    | { readonly kind: "skip"; readonly policy: string; readonly level: string }
    | { readonly kind: "use"; readonly policy: string };
  readonly reason: string;
  /** Last day on which it counts, `YYYY-MM-DD`, in the zone of the policy. */
  readonly until: string;
  readonly by: Address;
}

/** The weight of a stage, from 0. */
export function weightOf(stage: Stage): number {
  return STAGES.indexOf(stage);
}
