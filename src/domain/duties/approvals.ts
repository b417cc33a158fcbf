/** What has to be signed by somebody else than whoever asks, by how many, and for how long (M02). */
import type { Address } from "../receivable.ts";
import type { Duty } from "./duties.ts";

/** What can be asked for. */
export const APPROVAL_KINDS = [
  "limitExceeded",
  "limitChange",
  "limitFreeze",
  "creditPolicy",
  "writeOff",
  "credit",
  "payeeChange",
  "overlay",
  "dutyException",
] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];

/** How a kind is approved where no tier says otherwise. */
export interface ApprovalRule {
  /** Whose approval counts. */
  readonly duty: Duty;
  /** Whether one other person signs even where the organisation has set no tiers. */
  readonly isAlways: boolean;
  /** How long it may take, and how long what was approved may be used. */
  readonly hours: number;
}

export const APPROVAL_RULES: Readonly<Record<ApprovalKind, ApprovalRule>> = {
  limitExceeded: { duty: "approveCredit", isAlways: true, hours: 72 },
  limitChange: { duty: "approveCredit", isAlways: false, hours: 72 },
  limitFreeze: { duty: "approveCredit", isAlways: true, hours: 72 },
  creditPolicy: { duty: "approveCredit", isAlways: false, hours: 168 },
  writeOff: { duty: "approveActs", isAlways: false, hours: 168 },
  credit: { duty: "approveActs", isAlways: false, hours: 72 },
  payeeChange: { duty: "approveActs", isAlways: false, hours: 72 },
  overlay: { duty: "approveCredit", isAlways: false, hours: 168 },
  dutyException: { duty: "approveActs", isAlways: true, hours: 168 },
};

/** From an amount on, so many people approve in so many hours. */
export interface ApprovalTier {
  readonly kind: ApprovalKind;
  /** Null for what has no amount, and for every currency that has no tier of its own. */
  readonly currency: Address | null;
  /** Minor units of the currency; 0 where there is none. */
  readonly from: bigint;
  /** How many people, each another than whoever asks; 0 for nobody. */
  readonly approvers: number;
  readonly duty: Duty;
  readonly hours: number;
  /** Whose approval counts too once half of the time is over; null for nobody else's. */
  readonly escalatesTo: Duty | null;
}

/** What an organisation set. */
export interface ApprovalPolicy {
  /** From 1. */
  readonly version: number;
  /** Since when it counts, unix seconds. */
  readonly since: number;
  /** Requests of so many days about one subject or customer count together. */
  readonly windowDays: number;
  readonly tiers: readonly ApprovalTier[];
}

/** What is asked for, as far as the tiers look at it. */
export interface Asked {
  readonly kind: ApprovalKind;
  readonly currency: Address | null;
  /** Minor units, all of the window together; null where there is none. */
  readonly amount: bigint | null;
}

/** How many have to sign, and how. */
export type ApprovalTerms = Pick<ApprovalTier, "approvers" | "duty" | "hours" | "escalatesTo">;

const HOUR = 3_600;
/** Or an administrator could lift a tier for one act, and set it again unseen. */
export const LOOSENED_AFTER_SECONDS = 24 * HOUR;

/** The policies that count at an instant: the last one, and those that it replaced less than a day before. */
export function policiesAt(policies: readonly ApprovalPolicy[], at: number): readonly ApprovalPolicy[] {
  const set = policies.filter(({ since }) => since <= at).sort((left, right) => left.version - right.version);
  const daybreak = set.findLastIndex(({ since }) => since <= at - LOOSENED_AFTER_SECONDS);
  return set.slice(Math.max(daybreak, 0));
}

/**
 * What an ask takes: of all policies that count the one that asks for most people, and of these for the least time.
 * Nobody has to sign where no policy has a tier for it, unless its kind always asks for one.
 */
export function termsOf(policies: readonly ApprovalPolicy[], asked: Asked): ApprovalTerms {
  const rule = APPROVAL_RULES[asked.kind];
  const least: ApprovalTerms = {
    approvers: rule.isAlways ? 1 : 0,
    duty: rule.duty,
    hours: rule.hours,
    escalatesTo: null,
  };
  return policies
    .flatMap((policy) => tierOf(policy, asked) ?? [])
    .reduce<ApprovalTerms>((strictest, tier) => {
      const approvers = Math.max(tier.approvers, rule.isAlways ? 1 : 0);
      const isStricter =
        approvers > strictest.approvers ||
        (approvers === strictest.approvers && (strictest === least || tier.hours < strictest.hours));
      return isStricter ? { ...tier, approvers } : strictest;
    }, least);
}

/** The highest tier that an amount reaches; those of its own currency count alone where there are any. */
function tierOf({ tiers }: ApprovalPolicy, { kind, currency, amount }: Asked): ApprovalTier | undefined {
  const ofKind = tiers.filter((tier) => tier.kind === kind);
  // What is asked for without an amount may come to any.
  if (amount === null) return ofKind.toSorted((left, right) => left.approvers - right.approvers).at(-1);
  const own = ofKind.filter((tier) => tier.currency !== null && tier.currency === currency);
  const rest = ofKind.filter((tier) => tier.currency === null);
  const reached = (own.length > 0 ? own : rest).filter(({ from }) => from <= amount);
  return reached.reduce<ApprovalTier | undefined>(
    (highest, tier) => (highest === undefined || tier.from >= highest.from ? tier : highest),
    undefined,
  );
}

/** What is wrong with tiers, in the words of the border; undefined where nothing is. */
export function tierFault(
  tiers: readonly ApprovalTier[],
): { readonly index: number; readonly fault: string } | undefined {
  for (const [index, tier] of tiers.entries()) {
    if (tier.currency === null && tier.from > 0n) return { index, fault: "name the currency of `from`, or give 0" };
    if (tier.escalatesTo === tier.duty) return { index, fault: "let it escalate to another duty, or to null" };
    const same = tiers.filter(({ kind, currency }) => kind === tier.kind && currency === tier.currency);
    if (same.some((other) => other !== tier && other.from === tier.from)) {
      return { index, fault: "there is another tier of this kind, currency and amount: leave one out" };
    }
    if (same.some((other) => other.from < tier.from && other.approvers > tier.approvers)) {
      return { index, fault: "a lower tier asks for more people: give at least as many" };
    }
  }
  return undefined;
}

/** Moments of an ask, unix seconds: when it is reminded of, when it escalates, and its last one. */
export interface ApprovalTimes {
  readonly remind: number;
  readonly escalate: number;
  readonly until: number;
}

export function timesOf({ hours }: Pick<ApprovalTerms, "hours">, asked: number): ApprovalTimes {
  const seconds = hours * HOUR;
  return { remind: asked + Math.floor(seconds / 4), escalate: asked + Math.floor(seconds / 2), until: asked + seconds };
}

export const APPROVAL_STATES = ["pending", "approved", "refused", "lapsed", "used", "withdrawn"] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What is told of a request, each once. */
export const APPROVAL_WORDS = ["asked", "reminded", "escalated", "approved", "refused", "withdrawn", "lapsed"] as const;
export type ApprovalWord = (typeof APPROVAL_WORDS)[number];
