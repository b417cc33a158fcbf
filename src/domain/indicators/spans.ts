/** How long the parties of a receivable took for its steps, from what the ledger recorded of it. */
import type { DatedEvent } from "../account/ledgerPosition.ts";
import type { CycleSpan, CycleStep } from "./cycles.ts";

export interface LedgerSpan extends CycleSpan {
  /** When what waited was taken back or divided: from then on nobody waits. Unix seconds. */
  readonly over: number | undefined;
}

/**
 * What was answered once stays answered, whatever is undone later, so that no report of before changes.
 * @param isPart Whether a split made it, of what was accepted already.
 */
export function spansOf(events: readonly DatedEvent[], isPart: boolean): readonly LedgerSpan[] {
  const begun = new Map<CycleStep, number>();
  const spans: LedgerSpan[] = [];
  const begin = (step: CycleStep, at: number): void => {
    if (!begun.has(step)) begun.set(step, at);
  };
  const end = (step: CycleStep, at: number): void => {
    const from = begun.get(step);
    if (from === undefined) return;
    spans.push({ step, from, to: at, over: undefined });
    begun.delete(step);
  };
  let over: number | undefined;
  let isPaid = false;
  for (const { event, timestamp: at } of events) {
    if (event.name === "ReceivableIssued" || event.name === "ReceivableSealed") begin("issueToAccept", at);
    if (event.name === "ReceivableAccepted") end("issueToAccept", at);
    if (event.name === "ReceivableAccepted" || (isPart && !isPaid)) begin("acceptToPay", at);
    if (event.name === "ReceivableDisputed") begin("disputeToResolve", at);
    if ("disputed" in event && event.disputed === 0n) end("disputeToResolve", at);
    if ((event.name === "ReceivablePaid" || event.name === "ReceiptRecorded") && event.closed) {
      end("acceptToPay", at);
      isPaid = true;
    }
    if (event.name === "ReceivableCancelled" || event.name === "ReceivableSplit") over = at;
  }
  return [...spans, ...[...begun].map(([step, from]): LedgerSpan => ({ step, from, to: undefined, over }))];
}

/** Those that anybody knew of, or waited for, at an instant. */
export function spansKnown(spans: readonly LedgerSpan[], known: number): readonly CycleSpan[] {
  return spans.filter(({ over }) => over === undefined || over > known);
}
