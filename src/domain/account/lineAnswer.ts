/**
 * What the other side can say to a line of a statement of account. None of it is a signature: it agrees no balance and
 * acknowledges no debt on the ledger.
 */

/**
 * It has the line just so; it has another amount open; it disputes the line; it knows of no such document; or it paid
 * on a day.
 */
export const ANSWER_KINDS = ["agrees", "differs", "disputes", "unknown", "paid"] as const;
export type AnswerKind = (typeof ANSWER_KINDS)[number];

/**
 * How far a statement was answered. Silence is NO_REPLY, however long it lasts: nothing is ever deemed agreed (4.3).
 */
export const REPLY_STATES = ["NO_REPLY", "ANSWERED_IN_PART", "ANSWERED"] as const;
export type ReplyState = (typeof REPLY_STATES)[number];

/** @param lines How many the statement has. @param answered On how many of them; `whole`: on its balance. */
export function replyState(lines: number, answered: number, whole: boolean): ReplyState {
  if (whole || (lines > 0 && answered >= lines)) return "ANSWERED";
  return answered > 0 ? "ANSWERED_IN_PART" : "NO_REPLY";
}
