/**
 * An open item as the dunning engine reads it, with all that was sent, promised and settled. Days are days since
 * 1970-01-01, instants unix seconds, amounts minor units of the item's currency.
 */
import type { Address, Hex } from "../receivable.ts";
import type { Channel, Stage } from "./policy.ts";

/** What the debtor has said of the item so far. */
export type ItemAnswer = "accepted" | "none" | "queried" | "rejected";

/** A debtor's word to pay (R46); an act under its key. Whether it was kept is derived, never stored. */
export interface PaymentPromise {
  readonly id: string;
  readonly amount: bigint;
  /** The day by which it is to be paid, by value date. */
  readonly day: number;
  readonly madeAt: number;
}

/** What settled a part of the principal, and stands: what was reversed since is left out by who reads it. */
export interface Settlement {
  readonly kind: "payment" | "credit";
  /** Principal settled. */
  readonly amount: bigint;
  /** Value date of a payment, day of a credit. */
  readonly day: number;
  /** When it was recorded. */
  readonly at: number;
}

/** A level that fired for the item: made, whether it has left the house yet or not; withdrawn ones are left out. */
export interface SentLevel {
  readonly policy: string;
  readonly level: string;
  readonly stage: Stage;
  readonly cycle: number;
  /** In the zone of the policy. */
  readonly day: number;
}

/**
 * What both sides adopted on chain: by stage the first day on which it may be recorded next, once what was recorded
 * before is counted; undefined for never.
 */
export type AgreedSchedule = Readonly<Record<Stage, number | undefined>>;

export interface DunningItem {
  readonly id: Hex;
  /** The debtor. */
  readonly customer: Address;
  readonly segment: string | undefined;
  readonly currency: Address;
  /** As it stands, after every amendment. */
  readonly dueDay: number;
  /** Open principal. */
  readonly open: bigint;
  /** The part of it that the debtor disputes (R39). */
  readonly disputed: bigint;
  /** Late interest and fixed sums accrued and not billed: shown apart from principal, never added to it (R27). */
  readonly charges: bigint;
  /** Whether its terms give a fixed recovery sum (R20): no fee of a policy comes on top of what was agreed. */
  readonly hasFixedSum: boolean;
  /** The part of the charges that falls on what is disputed: contingent, and not asked for (R26). */
  readonly contingent: bigint;
  readonly answer: ItemAnswer;
  /** Whether somebody else is owed it now, and this firm does not collect for them. */
  readonly isAssignedAway: boolean;
  /** Whether insolvency of the debtor was opened or notified. */
  readonly isInsolvent: boolean;
  /** Whether a payment plan or an extension runs that replaces the due date. */
  readonly isPlanned: boolean;
  /** Whether an agency or a lawyer has it: a debtor hears of one collector at a time. */
  readonly isPlaced: boolean;
  /** Whether it was written off: the claim stands (R49), and a person decides what is done. */
  readonly isWrittenOff: boolean;
  /**
   * How often the chase began anew, from 0, and when it last did: the due date was amended, the item was opened again
   * after it had been settled (R36), or a plan was not kept. `since` is the issue where it never did; `owedSince` too,
   * which a plan does not move: the debt is the same, and its due date.
   */
  readonly chase: { readonly restart: number; readonly since: number; readonly owedSince: number };
  /** The plan by which the chase that runs began, since it was not kept from that day on. */
  readonly brokenPlan: { readonly plan: Hex; readonly brokenOn: number } | undefined;
  /** In the order in which they were made. */
  readonly promises: readonly PaymentPromise[];
  readonly settlements: readonly Settlement[];
  /** In the order of days. */
  readonly sent: readonly SentLevel[];
  /** Undefined where nothing was adopted. */
  readonly schedule: AgreedSchedule | undefined;
}

/** Whom a customer is reached by. The first of a customer's persons who has the channel is the one. */
export interface ContactPerson {
  /** Unique among the firm's. */
  readonly id: string;
  readonly customer: Address;
  /** Which person it is, where that is another entry too: contacts are counted of people. Absent for itself. */
  readonly sameAs?: string | undefined;
  /** On which it can be reached: it has an address there, and none that was refused. */
  readonly channels: readonly Channel[];
}

/** A person was reached, or will be by what waits: by a notice, a call or a visit. One of a webhook is left out. */
export interface PersonReached {
  /** Its id, or that of the person that it is the same as. */
  readonly person: string;
  /** In the zone of the policy by which it happened. */
  readonly day: number;
}

/** A level fires at most so often in one chase, and so many broken promises are answered. */
export const MOST_REPETITIONS = 1_000;

/**
 * The cycle of a level, by which a notice and its fee are known to have been made (R28): from 1, rising with every
 * restart of the chase and with every repetition of the level, both from 0.
 * @throws RangeError beyond 999 repetitions.
 */
export function cycleOf(restart: number, repetition: number): number {
  if (repetition >= MOST_REPETITIONS) throw new RangeError(`repetition is ${repetition}: there are 1,000 in a chase`);
  return restart * MOST_REPETITIONS + repetition + 1;
}

/** The restart of the chase that a cycle is of. */
export function restartOf(cycle: number): number {
  return Math.floor((cycle - 1) / MOST_REPETITIONS);
}
