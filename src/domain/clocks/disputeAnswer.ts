/** By when a side answers in a dispute (B14, H01). Days are counted from 1970-01-01. */

/** How long an organisation takes to answer, by its own word. */
export interface AnswerRule {
  readonly days: number;
  /** Where the number is from. */
  readonly source: string;
}

/** The longest that may be set: by then a factor has to have the facts of a dispute (R64). */
export const LONGEST_ANSWER_DAYS = 60;

const DEFAULT_DAYS = 30;
const OWN = "Set by the organisation whose turn it is";

/** Where nothing is set. No law names a number: half of what factors have for the facts leaves time to tell them. */
const DEFAULT: AnswerRule = {
  days: DEFAULT_DAYS,
  source: "This gateway's default, half of the 60 days for facts between factors (GRIF 2013); no law names a number",
};

/** @param set What the organisation whose turn it is has set. */
export function answerRule(set: number | undefined): AnswerRule {
  return set === undefined ? DEFAULT : { days: set, source: OWN };
}

export interface AnswerClock {
  /** The last day. */
  readonly by: number;
  readonly isOverdue: boolean;
}

/** @param from The day on which the turn began. @param day The day on which it is looked at. */
export function answerClock(from: number, { days }: AnswerRule, day: number): AnswerClock {
  return { by: from + days, isOverdue: day > from + days };
}
