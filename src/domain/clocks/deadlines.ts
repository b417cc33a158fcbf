/** All deadlines of a receivable that is chased, in one list: limitation (R52), insurance (R71), two factors (R64). */
import type { Clock, TWO_FACTOR_CLOCKS } from "../factoring/bookClocks.ts";
import { NOT_LEGAL_ADVICE } from "./limitation.ts";
import type { Limitation } from "./limitation.ts";
import type { InsuranceClocks } from "./insurance.ts";

export const DEADLINES = ["limitation", "insuranceNotice", "insuranceWaiting", "insurancePayout"] as const;
export type DeadlineKind = (typeof DEADLINES)[number] | (typeof TWO_FACTOR_CLOCKS)[number];

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
  readonly insurance: { readonly clocks: InsuranceClocks; readonly isNotified: boolean } | undefined;
  readonly twoFactor: readonly Clock[];
}

/** @param day The day on which they are looked at. @returns the earliest first. */
export function deadlinesOf({ limitation, insurance, twoFactor }: Known, day: number): readonly Deadline[] {
  const all = [
    ...(limitation === undefined ? [] : ofLimitation(limitation)),
    ...(insurance === undefined ? [] : ofInsurance(insurance.clocks, insurance.isNotified, day)),
    ...twoFactor.map(({ clock, due, state, text, source }) => ({ kind: clock, day: due, state, text, source })),
  ];
  return all.sort((one, other) => one.day - other.day);
}

function ofLimitation({ lastDay, state, rules }: Limitation): readonly Deadline[] {
  if (lastDay === undefined || state === "stopped") return [];
  const text = `Last day to take it to court under the rules of ${rules.name}. ${NOT_LEGAL_ADVICE}`;
  return [{ kind: "limitation", day: lastDay, state, text, source: rules.source }];
}

const POLICY = "The insurance policy";

function ofInsurance(
  { notifyBy, waitUntil, payBy, alerts }: InsuranceClocks,
  isNotified: boolean,
  day: number,
): readonly Deadline[] {
  const isDue = alerts.some(({ alert }) => alert === "noticeDue");
  const notice = isNotified ? "met" : day > notifyBy ? "over" : isDue ? "warning" : "running";
  const later = (kind: DeadlineKind, on: number | undefined, text: string): readonly Deadline[] =>
    on === undefined ? [] : [{ kind, day: on, state: day > on ? "over" : "running", text, source: POLICY }];
  return [
    {
      ...{ kind: "insuranceNotice", day: notifyBy, state: notice, source: POLICY },
      text: "Last day to notify the insurer of the default.",
    },
    ...later("insuranceWaiting", waitUntil, "The waiting period of the insurer ends."),
    ...later("insurancePayout", payBy, "The insurer pays by then what it covers."),
  ];
}
