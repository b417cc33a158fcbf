/**
 * The clock of acceptance (R7): a procedure of acceptance or verification takes thirty days at most by Directive
 * 2011/7/EU, article 3(4), unless more was expressly agreed. When the goods came the ledger does not know, so the days
 * count from when it recorded what is asked of the buyer: the issue, or the amendment after it.
 */
import { addDays } from "../../../domain/paymentTerms.ts";
import { daysBetween } from "./days.ts";

const MOST_DAYS = 30;
const DAY_CHARACTERS = 10;
const ASKED = new Set(["ReceivableIssued", "ReceivableSealed", "ReceivableAmended"]);

export interface AcceptanceClock {
  /** YYYY-MM-DD, UTC. */
  readonly last: string;
  /** Until the last day; below nought once it is over. */
  readonly daysLeft: number;
}

interface Recorded {
  readonly name: string;
  readonly at: { readonly time: string };
}

/** Undefined where nothing was recorded yet. @param today YYYY-MM-DD */
export function clockOf(timeline: readonly Recorded[], today: string): AcceptanceClock | undefined {
  const asked = timeline.findLast(({ name }) => ASKED.has(name));
  if (asked === undefined) return undefined;
  const last = addDays(asked.at.time.slice(0, DAY_CHARACTERS), MOST_DAYS);
  return { last, daysLeft: daysBetween(today, last) };
}
