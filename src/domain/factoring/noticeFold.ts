/** What stands of a notice of assignment, from its events alone; the same as the contract keeps. */
import type { Address, Hex } from "../receivable.ts";
import type { AssignmentNotified, NoticeReplied } from "./factoringEvents.ts";
import { NoticeReply } from "./notice.ts";
import type { AssignmentNotice } from "./notice.ts";

export interface NoticeState {
  readonly hash: Hex;
  readonly content: AssignmentNotice;
  readonly ids: readonly Hex[];
  /** Who consented for the one who gave it. */
  readonly by: Address;
  /** How the debtor replied last, and why; a reply that says more takes the place of `Received`. */
  readonly reply: NoticeReply;
  readonly reason: Hex | undefined;
  /** Who consented for the debtor. */
  readonly repliedBy: Address | undefined;
}

/**
 * One event more. @param state Undefined before the notice was given.
 * @throws RangeError for a reply to a notice that nobody gave.
 */
export function foldNotice(state: NoticeState | undefined, event: AssignmentNotified | NoticeReplied): NoticeState {
  if (event.name === "AssignmentNotified") {
    const { notice: hash, content, ids, by } = event;
    return { hash, content, ids, by, reply: NoticeReply.None, reason: undefined, repliedBy: undefined };
  }
  if (state === undefined) throw new RangeError(`${event.notice} is replied to and was never given`);
  const reasons = event.reply === NoticeReply.Refused || event.reply === NoticeReply.Reserved;
  return { ...state, reply: event.reply, reason: reasons ? event.reason : undefined, repliedBy: event.by };
}
