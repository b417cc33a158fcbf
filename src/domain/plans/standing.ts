/**
 * How the plans stand that were agreed for one receivable, from what the ledger recorded of it since. Nothing of it is
 * stored: a receipt that comes late, or is taken back, changes it.
 */
import type { PaymentPlan } from "../collections/paymentPlan.ts";
import type { LedgerEvent, Place } from "../events.ts";
import { localDay, openPrincipal } from "../money.ts";
import { ZERO_ADDRESS } from "../receivable.ts";
import type { Address, Hex, Position, Terms } from "../receivable.ts";
import { isAfter, paymentsOf } from "./payments.ts";
import { isPayable, planStanding } from "./plan.ts";
import type { PlanPayment, PlanStanding } from "./plan.ts";

/** A plan as the chain has it, with what opens it. */
export interface AgreedPlan {
  /** Its hash. */
  readonly id: Hex;
  /** Whom the receivable was owed to. */
  readonly creditor: Address;
  /** Unix seconds. */
  readonly agreedAt: number;
  readonly at: Pick<Place, "blockNumber" | "logIndex">;
  /** Undefined where its opening was told to somebody else. */
  readonly plan: PaymentPlan | undefined;
  /** Whether it was agreed for what this is a part of, and stood when that was split. */
  readonly ofWhole: boolean;
}

/**
 * - `running`, `completed`, `broken`: as its instalments were paid.
 * - `replaced`: both agreed on another before it was completed or broken.
 * - `amended`: the debtor agreed to amend or debit the receivable before that. What its creditor does alone does not:
 *   it calls it due, or amends what was not accepted.
 * - `divided`: its creditor split the receivable, which it does alone too. The plan puts off each part until the day
 *   after grace of its last instalment: whether that part's instalments were kept is judged by nobody.
 * - `unopened`: nobody here knows what it says, or it says what cannot be paid. It counts while whoever agreed to it is
 *   the creditor; a later creditor, which cannot tell what it is bound by, for {@link UNOPENED_DAYS} days.
 */
export type PlanState = PlanStanding["state"] | "replaced" | "amended" | "divided" | "unopened";

/** From the day of the agreement. */
export const UNOPENED_DAYS = 30;

export interface JudgedPlan extends AgreedPlan {
  readonly state: PlanState;
  /** As of now, or of when it ended; undefined where it is not judged. */
  readonly standing: PlanStanding | undefined;
  /** Whether the debt is put off by it: while it is not, the original terms count. */
  readonly putsOff: boolean;
  /** The instant at which it was found broken, unix seconds. */
  readonly brokenAt: number | undefined;
}

/** What the ledger knows of the receivable. */
export interface PlannedReceivable {
  /** Undefined while they are sealed to others: then no plan can be judged. */
  readonly terms: Terms | undefined;
  readonly state: Position & { readonly closed: boolean; readonly disputed: bigint };
  /** As of now. */
  readonly creditor: Address;
  /** In the order of the chain. */
  readonly events: readonly PlannedEvent[];
}

export interface PlannedEvent {
  readonly event: LedgerEvent;
  readonly at: Pick<Place, "blockNumber" | "logIndex" | "transactionHash">;
  /** Unix seconds. */
  readonly timestamp: number;
}

const DAY = 86_400;

/** @param agreed In the order of the chain. @param now Unix seconds. */
export function judgePlans(agreed: readonly AgreedPlan[], of: PlannedReceivable, now: number): readonly JudgedPlan[] {
  return agreed.map((plan, place) => judged(plan, agreed[place + 1], of, now));
}

function judged(agreed: AgreedPlan, next: AgreedPlan | undefined, of: PlannedReceivable, now: number): JudgedPlan {
  const end = endOf(agreed, next, of);
  const { plan } = agreed;
  const { terms } = of;
  if (plan === undefined || terms === undefined || !isPayable(plan, localDay(terms, agreed.agreedAt))) {
    const putsOff = end === undefined && countsUnopened(agreed, of, now);
    return { ...agreed, state: end?.state ?? "unopened", standing: undefined, putsOff, brokenAt: undefined };
  }
  if (agreed.ofWhole) {
    const last = Math.max(...plan.instalments.map(({ payBy }) => payBy)) + plan.graceDays;
    const putsOff = end === undefined && !of.state.closed && localDay(terms, now) <= last;
    return { ...agreed, state: end?.state ?? "divided", standing: undefined, putsOff, brokenAt: undefined };
  }
  return judgedByPayments({ ...agreed, plan }, { ...of, terms }, end, now);
}

/** Whoever cannot tell whether it is kept leaves the debtor in peace; not for ever, where it agreed to nothing. */
function countsUnopened({ creditor, agreedAt }: AgreedPlan, of: PlannedReceivable, now: number): boolean {
  return !of.state.closed && (creditor === of.creditor || now < agreedAt + UNOPENED_DAYS * DAY);
}

type Opened = PlannedReceivable & { readonly terms: Terms };

function judgedByPayments(
  agreed: AgreedPlan & { readonly plan: PaymentPlan },
  of: Opened,
  end: PlanEnd | undefined,
  now: number,
): JudgedPlan {
  const { terms, state } = of;
  const payments = paymentsOf(agreed, of, end?.at);
  const last = end?.timestamp ?? (state.closed ? closedAt(of) : undefined) ?? now;
  const standing = planStanding(agreed.plan, payments, localDay(terms, Math.min(last, now)));
  const isPaid = end === undefined && state.closed && standing.state === "running";
  const paced = isPaid ? "completed" : standing.state;
  const isSpared = paced === "completed" && isRestOfInterest(standing, of, payments);
  const brokenAt = standing.brokenOn === undefined ? undefined : standing.brokenOn * DAY - terms.utcOffset * 60;
  return {
    ...agreed,
    state: end !== undefined && paced === "running" ? end.state : paced,
    standing: isPaid ? { ...standing, state: "completed", behind: 0n, next: undefined } : standing,
    putsOff: end === undefined && (paced === "running" || isSpared),
    brokenAt,
  };
}

/**
 * The ledger goes on taking late interest out of what is paid. Where that was to rest, what is left of the undisputed
 * principal for this reason alone is nothing that the debtor is chased for: the creditor waives it.
 */
function isRestOfInterest(
  { interestCounts }: PlanStanding,
  { terms, state }: Opened,
  payments: readonly PlanPayment[],
): boolean {
  const charged = payments.reduce((sum, { charges }) => sum + charges, 0n);
  const open = openPrincipal(terms, state);
  const undisputed = state.disputed < open ? open - state.disputed : 0n;
  return !interestCounts && !state.closed && undisputed <= charged;
}

interface PlanEnd {
  readonly state: "replaced" | "amended" | "divided";
  readonly at: AgreedPlan["at"];
  readonly timestamp: number;
}

/** What ended it first, by the place on the chain: a block may hold both. */
function endOf(
  { at: agreedAt }: AgreedPlan,
  next: AgreedPlan | undefined,
  { events }: PlannedReceivable,
): PlanEnd | undefined {
  for (const { event, at, timestamp } of events) {
    const state = isAfter(at, agreedAt) ? endingOf(event) : undefined;
    if (state === undefined) continue;
    if (next !== undefined && isAfter(at, next.at)) break;
    return { state, at, timestamp };
  }
  return next === undefined ? undefined : { state: "replaced", at: next.at, timestamp: next.agreedAt };
}

function endingOf(event: LedgerEvent): "amended" | "divided" | undefined {
  if (event.name === "ReceivableSplit") return "divided";
  if (event.name === "ReceivableAmended" && event.buyerBy !== ZERO_ADDRESS) return "amended";
  return event.name === "ReceivableDebited" ? "amended" : undefined;
}

function closedAt({ events }: PlannedReceivable): number | undefined {
  return events.findLast(({ event }) => "closed" in event && event.closed)?.timestamp;
}
