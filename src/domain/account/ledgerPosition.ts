/** What the ledger's events make of one receivable's terms and money, as far as an account needs it. */
import type { LedgerEvent } from "../events.ts";
import { NEW_POSITION } from "../money.ts";
import type { Position, Terms } from "../receivable.ts";
import type { DayOf } from "../timeZone.ts";

/** An event, when its block was made, unix seconds, and in which transaction. */
export interface DatedEvent {
  readonly event: LedgerEvent;
  readonly timestamp: number;
  readonly transaction: string;
}

/** Terms in force and money recorded. */
export interface LedgerPosition {
  readonly terms: Terms;
  readonly position: Position;
}

/** @param terms As they were issued. */
export function issuedAs(terms: Terms): LedgerPosition {
  return { terms, position: NEW_POSITION };
}

/** The position after one more event; nothing is reckoned anew. */
export function afterEvent({ terms, position }: LedgerPosition, event: LedgerEvent): LedgerPosition {
  switch (event.name) {
    case "ReceivableAmended":
      return { terms: event.terms, position };
    case "ReceivableDebited":
      return { terms: { ...terms, amount: terms.amount + event.amount }, position };
    case "ReceivableAccelerated":
      return { terms: { ...terms, dueDay: event.dueDay }, position };
    case "ReceivablePaid":
    case "ReceiptRecorded": {
      const discounted = position.discounted || event.discount !== 0n;
      return { terms, position: { ...settledBy(position, event, 1n), discounted } };
    }
    case "ReceiptReversed": {
      const discounted = position.discounted && event.discount === 0n;
      return { terms, position: { ...settledBy(position, event, -1n), discounted } };
    }
    case "DiscountCarried":
      return { terms, position: { ...position, carry: event.carry } };
    case "ReceivableCredited": {
      const { settled, credited } = position;
      return {
        terms,
        position: { ...position, settled: settled + event.principal, credited: credited + event.principal },
      };
    }
    case "ChargesWaived":
      return { terms, position: { ...position, chargesSettled: position.chargesSettled + event.charges } };
    default:
      return { terms, position };
  }
}

type Settling = Pick<Extract<LedgerEvent, { name: "ReceivablePaid" }>, "principal" | "charges" | "lateDays">;

function settledBy(position: Position, { principal, charges, lateDays }: Settling, sign: 1n | -1n): Position {
  return {
    ...position,
    settled: position.settled + sign * principal,
    lateDays: position.lateDays + sign * lateDays,
    chargesSettled: position.chargesSettled + sign * charges,
  };
}

/**
 * The day from which an event counts: of a receipt its value day (R11); of what the bank took back that of the block,
 * or the receipt's value day if that is later.
 * @param dayOf In the zone whose midnight ends the account's days.
 * @param valueDays Of the receipts recorded so far, by the bank's reference.
 */
export function effectiveDay(
  { event, timestamp }: DatedEvent,
  dayOf: DayOf,
  valueDays: ReadonlyMap<string, number>,
): number {
  const recorded = dayOf(timestamp);
  if (event.name === "ReceiptRecorded") return event.valueDay;
  if (event.name !== "ReceiptReversed") return recorded;
  return Math.max(recorded, valueDays.get(event.bankRef) ?? recorded);
}
