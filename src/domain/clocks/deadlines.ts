/**
 * All deadlines of a receivable that is chased, in one list: limitation (R52), insurance (R71), the answer in its
 * dispute, and its dispute towards factors (R64).
 */
import type { DisputeSide } from "../cases/dispute.ts";
import type { AnswerClock } from "./disputeAnswer.ts";
import type { FactorDisputeClock } from "./factorDispute.ts";
import { NOT_LEGAL_ADVICE } from "./limitation.ts";
import type { Limitation } from "./limitation.ts";
import type { InsuranceClocks } from "./insurance.ts";

export const DEADLINES = [
  "limitation",
  "insuranceNotice",
  "insuranceWaiting",
  "insurancePayout",
  "disputeAnswer",
] as const;
export type DeadlineKind = (typeof DEADLINES)[number] | FactorDisputeClock["clock"];

export const DEADLINE_STATES = ["running", "warning", "over", "met", "suspended"] as const;
export type DeadlineState = (typeof DEADLINE_STATES)[number];

export interface Deadline {
  readonly kind: DeadlineKind;
  /** Its last day, counted from 1970-01-01. */
  readonly day: number;
  readonly state: DeadlineState;
  readonly text: string;
  readonly source: string;
}

interface Known {
  readonly limitation: Limitation | undefined;
  readonly insurance:
    { readonly clocks: InsuranceClocks; readonly isNotified: boolean; readonly isPaid?: boolean } | undefined;
  readonly twoFactor: readonly Pick<FactorDisputeClock, "clock" | "due" | "state" | "text" | "source">[];
  /** Whose turn it is in a dispute that stands, until when. */
  readonly disputeAnswer?: AnswerClock & { readonly side: DisputeSide; readonly source: string };
}

/** A letter with evidence takes a week. */
const ANSWER_WARNING = 7;

/** @param day The day on which they are looked at. @returns the earliest first. */
export function deadlinesOf(
  { limitation, insurance, twoFactor, disputeAnswer }: Known,
  day: number,
): readonly Deadline[] {
  const all = [
    ...(disputeAnswer === undefined ? [] : [ofAnswer(disputeAnswer, day)]),
    ...(limitation === undefined ? [] : ofLimitation(limitation)),
    ...(insurance === undefined ? [] : ofInsurance(insurance, day)),
    ...twoFactor.map(({ clock, due, state, text, source }) => ({ kind: clock, day: due, state, text, source })),
  ];
  return all.sort((one, other) => one.day - other.day);
}

function ofLimitation({ lastDay, state, rules }: Limitation): readonly Deadline[] {
  if (lastDay === undefined || state === "stopped") return [];
  const text = `Last day to take it to court under the rules of ${rules.name}. ${NOT_LEGAL_ADVICE}`;
  return [{ kind: "limitation", day: lastDay, state, text, source: rules.source }];
}

function ofAnswer({ by, isOverdue, side, source }: NonNullable<Known["disputeAnswer"]>, day: number): Deadline {
  const state = isOverdue ? "over" : by - day < ANSWER_WARNING ? "warning" : "running";
  return { kind: "disputeAnswer", day: by, state, text: `The ${side} answers in the dispute by then.`, source };
}

const POLICY = "The insurance policy";

function ofInsurance(
  { clocks, isNotified, isPaid = false }: NonNullable<Known["insurance"]>,
  day: number,
): readonly Deadline[] {
  const { notifyBy, waitUntil, payBy, alerts } = clocks;
  const isDue = alerts.some(({ alert }) => alert === "noticeDue");
  const notice = isNotified ? "met" : day > notifyBy ? "over" : isDue ? "warning" : "running";
  const later = (kind: DeadlineKind, on: number | undefined, text: string): readonly Deadline[] =>
    on === undefined
      ? []
      : [{ kind, day: on, state: isPaid ? "met" : day > on ? "over" : "running", text, source: POLICY }];
  return [
    {
      ...{ kind: "insuranceNotice", day: notifyBy, state: notice, source: POLICY },
      text: "Last day to notify the insurer of the default.",
    },
    ...later("insuranceWaiting", waitUntil, "The waiting period of the insurer ends."),
    ...later("insurancePayout", payBy, "The insurer pays by then what it covers."),
  ];
}
