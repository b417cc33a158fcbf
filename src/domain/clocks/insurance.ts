/**
 * The clocks of credit insurance (R71): until when a default has to be notified, how long the insurer waits, when it
 * pays, and what loses the cover before that. Money is in minor units of the policy's currency, shares are parts per
 * million, days are counted from 1970-01-01. Whether a claim is covered is the insurer's to say: nothing here decides
 * it.
 */
import type { RecoveryRule } from "../cases/subrogation.ts";
import type { Address } from "../receivable.ts";

/** So many days from the invoice, from the due date as it was first agreed, or from the notice. */
export interface Period<From extends string> {
  readonly days: number;
  readonly from: From;
}

export interface InsurancePolicy {
  readonly id: string;
  /** As in `Terms`; the limit is in its minor units, and only items of this currency are insured. */
  readonly currency: Address;
  /** What the insurer bears of a covered loss, 750,000 to 950,000. */
  readonly insuredShare: number;
  /** The most that is covered of this buyer at a time. */
  readonly buyerLimit: bigint;
  /** Invoices of these days are covered, both included. */
  readonly coveredFrom: number;
  readonly coveredUntil: number;
  /** The longest that the first due date may be put off without asking the insurer. */
  readonly maximumExtensionDays: number;
  readonly notification: Period<"invoice" | "due">;
  /** Of protracted default; an insolvency has none. */
  readonly waiting: Period<"notice" | "due">;
  /** After the waiting period. */
  readonly payoutDays: number;
  /** Whether the day of the invoice is the first day of a period from it, as some policies count. */
  readonly countsInvoiceDay: boolean;
  /** How what comes in after a payout is shared; absent where the policy names no order. */
  readonly recoveries?: RecoveryRule;
  /** Who is told by mail that a buyer is insolvent; absent where nobody is. */
  readonly insurer?: { readonly email: string; readonly language: "en" | "zh" };
  /** To whom the insurer pays instead of the insured; undefined where no note of a loss payee stands. */
  readonly lossPayee: Address | undefined;
}

export interface InsuredItem {
  /** Whatever it is known by. */
  readonly id: string;
  readonly invoiceDay: number;
  readonly firstDueDay: number;
  /** With what was put off since. */
  readonly dueDay: number;
  readonly open: bigint;
  readonly isDisputed: boolean;
  readonly notifiedOn: number | undefined;
  readonly insolventOn: number | undefined;
  /** Who holds it, where it was assigned. */
  readonly assignedTo: Address | undefined;
}

export const INSURANCE_ALERTS = [
  "noticeDue",
  "noticeLate",
  "extensionTooLong",
  "overLimit",
  "outsidePeriod",
  "lossPayeeMissing",
] as const;
export type InsuranceAlert = (typeof INSURANCE_ALERTS)[number];

export interface InsuranceClocks {
  readonly id: string;
  /** The last day on which a default can be notified. */
  readonly notifyBy: number;
  /** The last day to which the due date may be put off. */
  readonly extendUntil: number;
  /** When the waiting period ends; undefined before a notice, and while a dispute stands. */
  readonly waitUntil: number | undefined;
  /** When the insurer pays by then. */
  readonly payBy: number | undefined;
  /** What of the open amount is within the limit, older invoices first. */
  readonly covered: bigint;
  /** What the insurer would pay of that, rounded down: a promise is never larger than the policy's. */
  readonly payout: bigint;
  readonly alerts: readonly { readonly alert: InsuranceAlert; readonly text: string }[];
}

const WHOLE = 1_000_000n;

/** The last day of a policy's credit period: a due date beyond it is not what was insured. */
export function creditUntil({ countsInvoiceDay }: InsurancePolicy, invoiceDay: number, days: number): number {
  return invoiceDay + days - (countsInvoiceDay ? 1 : 0);
}

/**
 * The clocks of one buyer's items under one policy, in the order in which the limit takes them: by invoice day, then
 * by id.
 * @param warnDays So many days before the last one a notice is called for.
 */
export function insuranceClocks(
  policy: InsurancePolicy,
  items: readonly InsuredItem[],
  { day, warnDays }: { readonly day: number; readonly warnDays: number },
): readonly InsuranceClocks[] {
  const { buyerLimit, insuredShare, maximumExtensionDays } = policy;
  let room = buyerLimit;
  return [...items].sort(byAge).map((item) => {
    const isInside = policy.coveredFrom <= item.invoiceDay && item.invoiceDay <= policy.coveredUntil;
    const covered = !isInside ? 0n : item.open < room ? item.open : room;
    room -= covered;
    const notifyBy = notificationDay(policy, item);
    const extendUntil = item.firstDueDay + maximumExtensionDays;
    const waitUntil = waitingEnd(policy, item);
    const found = { ...item, covered, isInside, notifyBy, extendUntil };
    return {
      id: item.id,
      notifyBy,
      extendUntil,
      waitUntil,
      payBy: waitUntil === undefined ? undefined : waitUntil + policy.payoutDays,
      covered,
      payout: (covered * BigInt(insuredShare)) / WHOLE,
      alerts: alertsOf(policy, found, day, warnDays),
    };
  });
}

/** How much can still be sold to the buyer within its limit; minor units, never below zero. */
export function limitRoom({ buyerLimit }: InsurancePolicy, items: readonly Pick<InsuredItem, "open">[]): bigint {
  const open = items.reduce((sum, item) => sum + item.open, 0n);
  return open < buyerLimit ? buyerLimit - open : 0n;
}

function byAge(one: InsuredItem, other: InsuredItem): number {
  return one.invoiceDay - other.invoiceDay || (one.id < other.id ? -1 : 1);
}

function notificationDay(policy: InsurancePolicy, { invoiceDay, firstDueDay }: InsuredItem): number {
  const { days, from } = policy.notification;
  return from === "invoice" ? creditUntil(policy, invoiceDay, days) : firstDueDay + days;
}

function waitingEnd({ waiting }: InsurancePolicy, item: InsuredItem): number | undefined {
  const { notifiedOn, insolventOn, isDisputed, firstDueDay } = item;
  if (notifiedOn === undefined || isDisputed) return undefined;
  // Who is insolvent need not be waited for.
  if (insolventOn !== undefined) return Math.max(notifiedOn, insolventOn);
  return waiting.from === "notice" ? notifiedOn + waiting.days : Math.max(notifiedOn, firstDueDay + waiting.days);
}

interface Found extends InsuredItem {
  readonly covered: bigint;
  readonly isInside: boolean;
  readonly notifyBy: number;
  readonly extendUntil: number;
}

function alertsOf(
  { lossPayee }: InsurancePolicy,
  found: Found,
  day: number,
  warnDays: number,
): InsuranceClocks["alerts"] {
  if (found.open === 0n) return [];
  const { notifiedOn, insolventOn, notifyBy, dueDay, extendUntil, isInside, covered, open, assignedTo } = found;
  const isOverdue = day > dueDay || insolventOn !== undefined;
  const isLate = (notifiedOn ?? day) > notifyBy;
  const isNear = notifiedOn === undefined && !isLate && isOverdue && notifyBy - day < warnDays;
  const alerts: readonly (readonly [InsuranceAlert, boolean, string])[] = [
    ["noticeDue", isNear, "The insurer has to be notified of the default before its deadline, or the cover is lost."],
    ["noticeLate", isLate, "The deadline for notifying the insurer passed without a notice: the cover may be lost."],
    ["extensionTooLong", dueDay > extendUntil, "It was put off for longer than the policy allows without consent."],
    ["overLimit", isInside && covered < open, "More is open than the buyer's limit covers; the rest is at own risk."],
    ["outsidePeriod", !isInside, "Its invoice is not of the policy's period: nothing of it is covered."],
    [
      "lossPayeeMissing",
      assignedTo !== undefined && lossPayee !== assignedTo,
      "It was assigned, and the policy has no note that its holder is the loss payee.",
    ],
  ];
  return alerts.flatMap(([alert, holds, text]) => (holds ? [{ alert, text }] : []));
}
