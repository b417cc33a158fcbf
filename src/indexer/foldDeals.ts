/** The deals and notices that a batch touches, folded on from where they stand, or from their beginning. */
import { Source } from "../domain/factoring/deal.ts";
import { foldDeal } from "../domain/factoring/dealFold.ts";
import type { DealEvent } from "../domain/factoring/factoringEvents.ts";
import { foldNotice } from "../domain/factoring/noticeFold.ts";
import type { NoticeState } from "../domain/factoring/noticeFold.ts";
import { keyOf } from "../domain/fold.ts";
import type { Place } from "../domain/events.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { StoredNotice } from "../store/assignmentNotices.ts";
import type { StoredDeal } from "../store/dealRow.ts";
import type { DealMovement } from "../store/deals.ts";
import type { NoticeEvent } from "../store/factoringEvents.ts";

/** An event and where it stands. */
interface Recorded<Event> {
  readonly event: Event;
  readonly at: Place;
}

/** A deal as an event left it. */
export interface DealStep extends Recorded<DealEvent> {
  readonly deal: StoredDeal;
}

/**
 * Each event with the deal that it left. @param standing The last deal of each desk and receivable that is folded on.
 * @param events Of each deal in the order of the chain; all events of those that are not standing.
 */
export function foldDeals(
  standing: readonly StoredDeal[],
  events: readonly Recorded<DealEvent>[],
  factorOf: (desk: Address) => Address,
): readonly DealStep[] {
  const last = new Map(standing.map((stored) => [keyOf(stored.state.desk, stored.state.id), stored]));
  return events.map(({ event, at }) => {
    const desk = at.address;
    const key = keyOf(desk, event.id);
    const before = last.get(key);
    const isSale = event.name === "ReceivableSold";
    const deal: StoredDeal = {
      state: foldDeal(before?.state, desk, event),
      factor: factorOf(desk),
      soldBlock: isSale ? at.blockNumber : (before?.soldBlock ?? at.blockNumber),
      changedBlock: at.blockNumber,
      changedLog: at.logIndex,
    };
    last.set(key, deal);
    return { event, at, deal };
  });
}

/** What each deal has come to, once: the last step of each of its sales. */
export function dealsAfter(steps: readonly DealStep[]): readonly StoredDeal[] {
  return [
    ...new Map(
      steps.map(({ deal }) => [keyOf(deal.state.desk, deal.state.id, BigInt(deal.state.number)), deal]),
    ).values(),
  ];
}

/** What an event about a deal moved. */
export function movementOf({ event, at, deal }: DealStep): DealMovement {
  const { desk, id, number } = deal.state;
  const of = { desk, id, number, name: event.name, blockNumber: at.blockNumber, logIndex: at.logIndex };
  const nothing = { toFunds: 0n, toFees: 0n, toSeller: 0n, source: undefined, day: undefined, bankRef: undefined };
  switch (event.name) {
    case "ReceivableSold":
      // What the factor gave is what repayments of funds give back.
      return { ...of, ...nothing, toFunds: -event.advance, day: event.day };
    case "DealPaid": {
      const { shared, source, day, bankRef } = event;
      const isReceipt = source === Source.FactorReceipt || source === Source.SellerReceipt;
      return { ...of, ...shared, source, day, bankRef: isReceipt ? bankRef : undefined };
    }
    case "DealReceiptReversed": {
      const { source, toFunds, toFees, toSeller, day } = event.receipt;
      const kept = source === Source.FactorReceipt;
      const back = { toFunds: -toFunds, toFees: -toFees, toSeller: kept ? 0n : -toSeller };
      return { ...of, ...back, source, day, bankRef: event.bankRef };
    }
    case "ClaimRaised":
    case "ActProposed":
    case "ActDone":
    case "ReceivableReassigned":
      return { ...of, ...nothing };
  }
}

/**
 * The notices after some events, every one that an event touched. @param standing Those that are folded on.
 * @param events Of each notice in the order of the chain; all events of those that are not standing.
 */
export function foldNotices(
  standing: ReadonlyMap<Hex, StoredNotice>,
  events: readonly Recorded<NoticeEvent>[],
): ReadonlyMap<Hex, StoredNotice> {
  const folded = new Map<Hex, StoredNotice>();
  for (const { event, at } of events) {
    const before = folded.get(event.notice) ?? standing.get(event.notice);
    const state: NoticeState = foldNotice(before?.state, event);
    folded.set(event.notice, {
      state,
      givenBlock: before?.givenBlock ?? at.blockNumber,
      givenLog: before?.givenLog ?? at.logIndex,
      changedBlock: at.blockNumber,
      changedLog: at.logIndex,
    });
  }
  return folded;
}
