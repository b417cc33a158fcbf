/** What was paid of a plan, from what the ledger recorded of its receivable. */
import type { PaymentPlan } from "../collections/paymentPlan.ts";
import type { LedgerEvent, Place } from "../events.ts";
import { localDay, openPrincipal } from "../money.ts";
import { Outcome } from "../receivable.ts";
import type { Position, Terms } from "../receivable.ts";
import type { PlanPayment } from "./plan.ts";

type Spot = Pick<Place, "blockNumber" | "logIndex">;

/** Whether one stands after the other on the chain. */
export function isAfter(one: Spot, other: Spot): boolean {
  return one.blockNumber === other.blockNumber ? one.logIndex > other.logIndex : one.blockNumber > other.blockNumber;
}

interface Agreed {
  readonly agreedAt: number;
  readonly at: Spot;
  readonly plan: PaymentPlan;
}

interface Of {
  readonly terms: Terms;
  readonly state: Position;
  readonly events: readonly Recorded[];
}

interface Recorded {
  readonly event: LedgerEvent;
  readonly at: Spot & Pick<Place, "transactionHash">;
  readonly timestamp: number;
}

/**
 * What was recorded while the plan counted and was not taken back since. What was recorded before was known when it was
 * agreed: where that is taken back the plan has so much less, and what replaces it counts no earlier than that.
 * @param end Where the plan ended; undefined while it counts.
 */
export function paymentsOf(agreed: Agreed, of: Of, end: Spot | undefined): PlanPayment[] {
  const { terms, events } = of;
  const paid = new Map<string, PlanPayment>();
  const agreedOn = localDay(terms, agreed.agreedAt);
  let outside = disputedOutside(agreed, of);
  let backOn = -Infinity;
  for (const [place, { event, at, timestamp }] of events.entries()) {
    const isTime = isAfter(at, agreed.at) && (end === undefined || isAfter(end, at));
    const isBack = event.name === "ReceiptReversed" && !paid.delete(event.bankRef);
    if (!isTime) continue;
    const day = localDay(terms, timestamp);
    if (event.name === "ReceivablePaid") {
      const { principal, charges } = event;
      paid.set(`${place}`, { day, amount: principal + charges, charges });
    } else if (event.name === "ReceiptRecorded") {
      const { principal, charges, valueDay, bankRef } = event;
      const counted = valueDay < agreedOn ? Math.max(valueDay, backOn) : valueDay;
      paid.set(bankRef, { day: counted, amount: principal + charges, charges });
    } else if (isBack) {
      backOn = day;
      paid.set(`${place}`, { day, amount: -(event.principal + event.charges), charges: -event.charges });
    } else if (event.name === "ReceivableCredited") {
      const conceded = isConcession(events, place) ? least(event.principal, outside) : 0n;
      outside -= conceded;
      paid.set(`${place}`, { day, amount: event.principal - conceded, charges: 0n });
    }
  }
  return [...paid.values()];
}

/** What was disputed when it was agreed, where the plan is not of all that was open then. Minor units. */
function disputedOutside({ at: agreedAt, plan }: Agreed, { terms, state, events }: Of): bigint {
  let disputed = 0n;
  let open = openPrincipal(terms, state);
  for (const { event, at } of events) {
    if (isAfter(at, agreedAt)) open += settledBy(event);
    else if ("disputed" in event) disputed = event.disputed;
  }
  return plan.debt < open ? least(disputed, open) : 0n;
}

function settledBy(event: LedgerEvent): bigint {
  if (event.name === "ReceiptReversed") return -event.principal;
  const isSettling =
    event.name === "ReceivablePaid" || event.name === "ReceiptRecorded" || event.name === "ReceivableCredited";
  return isSettling ? event.principal : 0n;
}

/** Conceding a dispute is crediting, in one call: the credit note comes next, for the same reason. */
function isConcession(events: readonly Recorded[], place: number): boolean {
  const [before, credited] = [events[place - 1], events[place]];
  return (
    before?.event.name === "DisputeResolved" &&
    credited?.event.name === "ReceivableCredited" &&
    before.event.outcome === Outcome.Conceded &&
    before.event.evidence === credited.event.reason &&
    before.at.transactionHash === credited.at.transactionHash
  );
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
