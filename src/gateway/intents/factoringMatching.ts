/** Whether an event is what an intent about an assignment or at a desk was for, and whether it can still be done. */
import { refusal } from "../../clients/failures.ts";
import type { LedgerError } from "../../clients/errors.ts";
import { ClaimReason, Recipient, Source } from "../../domain/factoring/deal.ts";
import type { Filing } from "../../domain/factoring/filing.ts";
import { keccak256 } from "../../domain/hash.ts";
import { noticeHash, NoticeReply } from "../../domain/factoring/notice.ts";
import type { NoticeState } from "../../domain/factoring/noticeFold.ts";
import type { StoredChainEvent } from "../../store/eventRows.ts";
import type { DealPlan } from "./dealPlans.ts";
import type { NoticePlan } from "./noticePlans.ts";
import { chosen } from "./recording.ts";
import type { Since } from "./recording.ts";

type AnyEvent = StoredChainEvent["event"];

/** The event of an intent. @param events Of its notice, of what the party has filed, or of its deal and desk. */
export function factoringRecordOf(
  plan: NoticePlan | DealPlan,
  events: readonly StoredChainEvent[],
  since: Since,
): StoredChainEvent | undefined {
  const fitting = events.filter((stored) =>
    "desk" in plan ? recordsDeal(plan, stored) : recordsNotice(plan, stored.event),
  );
  // A notice is given once, a reply and a desk are there once.
  const isOnce = plan.deed.verb === "openDesk" || ("ids" in plan && plan.deed.verb !== "recordFiling");
  return chosen(fitting, isOnce, since);
}

function recordsNotice({ deed, party }: NoticePlan, event: AnyEvent): boolean {
  switch (event.name) {
    case "AssignmentNotified":
      return deed.verb === "giveNotice" && event.notice === noticeHash(deed.notice);
    case "NoticeReplied":
      if (deed.verb !== "replyToNotice" || event.notice !== noticeHash(deed.notice)) return false;
      return event.reply === deed.answer.reply && event.reason === deed.answer.reason;
    case "FilingRecorded":
      return deed.verb === "recordFiling" && event.secured === party && areSame(event.filing, deed.filing);
    default:
      return false;
  }
}

function areSame(one: Filing, other: Filing): boolean {
  return (Object.keys(other) as (keyof Filing)[]).every((field) => one[field] === other[field]);
}

function recordsDeal({ deed, desk, factor, party }: DealPlan, { event, at }: StoredChainEvent): boolean {
  const isAtDesk = at.address === desk;
  switch (event.name) {
    case "DeskOpened":
      return deed.verb === "openDesk" && event.factor === factor;
    case "DealPaid": {
      if (!isAtDesk) return false;
      const { toFunds, toFees, toSeller } = event.shared;
      if (deed.verb === "repay")
        return event.source === Source.Repayment && toFunds + toFees + toSeller <= deed.maxCash;
      if (deed.verb !== "recordReceipt" || event.bankRef !== deed.receipt.bankRef) return false;
      return event.source === SOURCES[deed.recipient];
    }
    case "ClaimRaised":
      if (!isAtDesk) return false;
      if (deed.verb === "chargeBack") return event.reason === deed.reason && event.evidence === deed.evidence;
      if (deed.verb !== "recordReceipt" || deed.recipient !== Recipient.SellerKept) return false;
      return event.reason === ClaimReason.Misdirected && event.evidence === deed.receipt.bankRef;
    case "ActProposed":
      // Whoever agrees wants it done: one word more, where the other side's is void, does nothing.
      if (!isAtDesk || !("call" in deed) || deed.verb === "agreeAct") return false;
      return event.by === party && event.call === deed.call;
    case "ActDone":
      return isAtDesk && "call" in deed && event.by === party && event.act === keccak256(deed.call);
    case "ReceivableReassigned":
      return isAtDesk && (deed.verb === "reassign" || deed.verb === "buyBack");
    // The ledger records every reversal, and the deal only that of what it had taken in.
    case "ReceiptReversed":
      return deed.verb === "reverseReceipt" && event.bankRef === deed.recorded.bankRef;
    case "CashWithdrawn":
      return isAtDesk && deed.verb === "withdraw" && event.account === deed.account && event.currency === deed.currency;
    case "NonceSpent":
      return isAtDesk && deed.verb === "spendNonces";
    case "MandateGiven":
      return deed.verb === "giveDeskMandate" && event.organisation === desk && event.agent === deed.agent;
    case "MandateRevoked":
      return deed.verb === "revokeDeskMandate" && event.organisation === desk && event.agent === deed.agent;
    case "CashClaimed":
      if (deed.verb !== "claim" && deed.verb !== "collect") return false;
      return event.holder === deed.holder && event.currency === deed.currency;
    case "Transfer":
      return deed.verb === "transfer" && event.from === deed.holder && event.to === deed.to;
    default:
      return false;
  }
}

const SOURCES: Readonly<Record<Recipient, Source | undefined>> = {
  [Recipient.Factor]: Source.FactorReceipt,
  [Recipient.SellerTurnedOver]: Source.SellerReceipt,
  [Recipient.SellerKept]: undefined,
};

/** Why a reply that no event records can never be given any more. @param state Of the notice. */
export function repliedBefore({ deed }: NoticePlan, state: NoticeState | undefined): LedgerError | undefined {
  if (deed.verb !== "replyToNotice" || state === undefined || state.reply === NoticeReply.None) return undefined;
  if (state.reply === NoticeReply.Received && deed.answer.reply !== NoticeReply.Received) return undefined;
  return refusal({ name: "NoticeAnswered", values: { notice: state.hash, reply: state.reply } });
}
