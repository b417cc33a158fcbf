/** What the dunning engine says of an item: the one level that fires, or why none does; a dry run shows the same. */
import type { Address, Hex } from "../receivable.ts";
import type { DunningPolicy, Level } from "./policy.ts";

/** What is asked for, minor units: `asked = open - disputed - promised`, never below nothing. */
export interface Claim {
  /** Open principal. */
  readonly open: bigint;
  /** Disputed, and not asked for (R39). */
  readonly disputed: bigint;
  /** Promised for a day that is not over, and not asked for as long (R46). */
  readonly promised: bigint;
  readonly asked: bigint;
  /** Late interest and fixed sums accrued, shown apart (R27). */
  readonly charges: bigint;
  /** Those on the disputed part: contingent (R26). */
  readonly contingent: bigint;
}

/** By the policy's rules, its day is too far away, or too many promises before it were not kept. */
export interface DisregardedPromise {
  readonly promise: string;
  readonly why: "tooFar" | "tooMany";
}

/** By which policy an item is chased, and what said so. */
export interface AppliedPolicy {
  readonly policy: DunningPolicy;
  readonly scope: "item" | "customer" | "segment" | "all";
  /** The exception that put this policy in the place of another. */
  readonly exception: string | undefined;
}

/** Why a level fires. Days are days since 1970-01-01. */
export type Ground =
  /** The due date has passed by `days`, or lies `-days` ahead; the level is due since `since`. */
  | { readonly code: "due"; readonly days: number; readonly since: number }
  | { readonly code: "repeated"; readonly days: number; readonly last: number }
  | { readonly code: "brokenPromise"; readonly promise: string; readonly promised: number; readonly brokenOn: number }
  | { readonly code: "brokenPlan"; readonly plan: Hex; readonly brokenOn: number };

/** A level that was passed over on the way to the one that fires, or to the next. */
export interface PassedLevel {
  readonly level: string;
  /** `lapsed`: its time was before the due date, or another notice came first. */
  readonly why: "lapsed" | "skipped" | "belowLeast" | "notAgreed" | "lighter" | "noContact";
}

/** A level that waits. @property day The first on which it may fire, if nothing changes. */
export interface NextLevel {
  readonly level: string;
  readonly day: number;
}

/** Why nothing fires. Days are days since 1970-01-01. */
export type Rest =
  | { readonly code: "closed" | "assignedAway" | "insolvent" | "planned" | "placed" | "writtenOff" | "noPolicy" }
  | { readonly code: "queried" | "rejected" | "notAccepted" }
  | { readonly code: "held"; readonly exception: string; readonly until: string; readonly reason: string }
  | { readonly code: "disputed"; readonly disputed: bigint }
  /** @property until The last day of its grace. */
  | { readonly code: "promised"; readonly promise: string; readonly until: number }
  /** No level has come due yet. */
  | { readonly code: "notDue"; readonly next: NextLevel }
  /** The last that had come due was sent; `next` is undefined where it was the last of all. */
  | { readonly code: "alreadySent"; readonly level: string; readonly day: number; readonly next: NextLevel | undefined }
  /** The next is due by its date, and waits for the days that the one before gave, or lay before it. */
  | { readonly code: "tooSoon"; readonly after: string; readonly next: NextLevel }
  /** Nothing is left that may fire: every level was passed over. */
  | { readonly code: "passedOver" }
  | { readonly code: "agreedSchedule"; readonly next: NextLevel }
  | { readonly code: "noContact"; readonly level: string }
  /** A final notice or a heavier one needs a milder one before it, after the due date. */
  | { readonly code: "unwarned"; readonly level: string }
  | { readonly code: "holiday" | "outOfHours"; readonly next: NextLevel }
  | { readonly code: "capped"; readonly person: string; readonly next: NextLevel };

interface Found {
  readonly item: Hex;
  readonly customer: Address;
  readonly dueDay: number;
  readonly claim: Claim;
  readonly applied: AppliedPolicy | undefined;
  readonly passed: readonly PassedLevel[];
  /** A promise of the debtor that is open and holds nothing back, and why it does not (R46). */
  readonly disregarded: DisregardedPromise | undefined;
}

export interface Firing extends Found {
  readonly fires: true;
  readonly applied: AppliedPolicy;
  readonly level: Level;
  readonly cycle: number;
  readonly ground: Ground;
  /** The day of the policy's zone on which it fires. */
  readonly day: number;
  /** The last day that the notice gives to pay; of a reminder before the due date, the due date. */
  readonly payBy: number;
  /** Who is reached. */
  readonly person: string;
  /** The level's, once a cycle (R28); minor units. None where the terms give a sum of their own. */
  readonly fee: bigint;
}

export interface Resting extends Found {
  readonly fires: false;
  readonly rest: Rest;
}

export type Finding = Firing | Resting;
