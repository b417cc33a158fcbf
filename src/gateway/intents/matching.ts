/** Whether an event is what an intent about a receivable was for, whoever sent it. */
import { commitmentOf } from "../../domain/commitment.ts";
import type { StoredEvent } from "../../store/chainTables.ts";
import { chosen } from "./recording.ts";
import type { Since } from "./recording.ts";
import type { ReceivablePlan } from "./receivablePlans.ts";

type AnyEvent = StoredEvent["event"];

/**
 * Whether the event records the deed. What can be done more than once is told apart by everything that the event says
 * of it; two deeds that are alike in all of that are alike here too.
 */
export function records({ deed, receivable, party }: ReceivablePlan, event: AnyEvent): boolean {
  switch (event.name) {
    case "ReceivableIssued":
    case "ReceivableSealed":
      return deed.verb === "issue" && event.document === receivable.document;
    case "ReceivableAccepted":
      return deed.verb === "accept" && event.commitment === commitmentOf(receivable);
    case "ReceivableQueried":
      return deed.verb === "query" && sameIn(event, deed.clarification, ["reason", "action", "text"]);
    case "ReceivableRejected":
      return deed.verb === "reject" && sameIn(event, deed.clarification, ["reason", "action", "text"]);
    case "ReceivablePaid":
      return deed.verb === "pay" && event.payer === party && cashIn(event) <= deed.maxCash;
    case "ReceiptAdvised":
      return deed.verb === "advise" && sameIn(event, deed.receipt, ["bankRef", "cash", "valueDay"]);
    case "ReceiptRecorded":
      return deed.verb === "recordReceipt" && sameIn(event, deed.receipt, ["bankRef", "valueDay"]);
    case "ReceiptReversed":
      return deed.verb === "reverseReceipt" && event.bankRef === deed.recorded.bankRef;
    case "ReceivableCredited":
      return deed.verb === "credit" && event.principal === deed.amount && event.reason === deed.reason;
    case "ChargesWaived":
      return deed.verb === "waive" && event.charges === deed.amount && event.reason === deed.reason;
    case "ReceivableDisputed":
      return deed.verb === "dispute" && sameIn(event, deed, ["amount", "code", "evidence"]);
    case "DisputeResolved":
      return deed.verb === "resolve" && sameIn(event, deed, ["amount", "outcome", "evidence"]);
    case "ReceivableSplit":
      return deed.verb === "split" && event.amounts.join() === deed.amounts.join();
    case "ReceivableWrittenOff":
      return deed.verb === "writeOff" && event.reason === deed.reason;
    case "ReceivableCancelled":
      return deed.verb === "cancel" && event.reason === deed.reason;
    case "TransferConsented":
      return deed.verb === "consentTransfer" && event.to === deed.to;
    case "ReceivableAccelerated":
      return deed.verb === "accelerate";
    case "ReceivableAmended":
      // The salt is new with every amendment that is prepared.
      return deed.verb === "amend" && event.terms.salt === deed.amended.terms.salt;
    case "ReceivableDebited":
      return deed.verb === "debit" && sameIn(event, deed, ["amount", "reason"]);
    default:
      return false;
  }
}

/** The event of an intent. */
export function recordOf(plan: ReceivablePlan, events: readonly StoredEvent[], since: Since): StoredEvent | undefined {
  const fitting = events.filter(({ event }) => records(plan, event));
  // An issue and an acceptance happen once.
  return chosen(fitting, plan.deed.verb === "issue" || plan.deed.verb === "accept", since);
}

function cashIn({ principal, discount, charges }: Extract<AnyEvent, { name: "ReceivablePaid" }>): bigint {
  return principal - discount + charges;
}

function sameIn<Name extends string, Value>(
  one: Readonly<Record<Name, Value>>,
  other: Readonly<Record<Name, Value>>,
  names: readonly Name[],
): boolean {
  return names.every((name) => one[name] === other[name]);
}
