/**
 * What a receivable was in the book of whom it belonged to, from what the ledger recorded of it. While somebody else
 * holds it nothing of it is in the book: it leaves with what is open, and comes with that.
 *
 * Amounts are minor units, days are counted from 1970-01-01, instants are unix seconds.
 */
import { numberOfPart } from "../account/ledgerAccount.ts";
import { afterEvent, issuedAs } from "../account/ledgerPosition.ts";
import type { DatedEvent, LedgerPosition } from "../account/ledgerPosition.ts";
import { idOf } from "../commitment.ts";
import { parts } from "../derived.ts";
import type { LedgerEvent } from "../events.ts";
import { openPrincipal } from "../money.ts";
import { ZERO_ADDRESS } from "../receivable.ts";
import type { Address, Header, Hex, Terms } from "../receivable.ts";
import type { MoveKind } from "./book.ts";
import { spansOf } from "./spans.ts";
import type { Trace, TracedChange, TracedMove } from "./trace.ts";

/** A receivable, what people call it, and what happened to it. */
export interface LedgerItem {
  readonly header: Header;
  readonly document: Hex;
  /** As they were issued; of a part, as the split derived them. */
  readonly terms: Terms;
  /** Whether a split made it: its first token is no invoice. */
  readonly isPart: boolean;
  readonly number: string;
  /** As the document says; of a part, that of the whole. Undefined where no document was given. */
  readonly documentDay: number | undefined;
  /** In the order of the chain. */
  readonly events: readonly DatedEvent[];
}

/** Whose book it is, and in which currency. */
export interface Keeper {
  /** The holders that the organisation is: itself, and its desk. */
  readonly own: ReadonlySet<Address>;
  /** As the ledger writes it. */
  readonly currency: Address;
}

interface Walk extends Keeper {
  readonly item: LedgerItem;
  readonly moves: TracedMove[];
  readonly changes: TracedChange[];
  now: LedgerPosition;
  isHeld: boolean;
  /** Before its issue it is worth nothing. */
  isThere: boolean;
}

/** The currencies that it was ever claimed in: an amendment may change what nobody paid yet. */
export function currenciesOf({ terms, events }: LedgerItem): ReadonlySet<Address> {
  const amended = events.flatMap(({ event }) => (event.name === "ReceivableAmended" ? [event.terms.currency] : []));
  return new Set([terms.currency, ...amended]);
}

/** @returns undefined for what the keeper never held in that currency */
export function traceOf(item: LedgerItem, keeper: Keeper): Trace | undefined {
  const walk: Walk = {
    ...{ item, ...keeper, moves: [], changes: [] },
    ...{ now: issuedAs(item.terms), isHeld: false, isThere: false },
  };
  for (const dated of item.events) step(walk, dated);
  if (walk.moves.length === 0) return undefined;
  const { header, number, documentDay, terms, events, isPart } = item;
  return {
    ...{ id: idOf(header), number, customer: header.buyer, documentDay, due: terms.dueDay },
    // The header of a part names its whole in place of an invoice.
    whole: isPart ? header.invoice : undefined,
    ...{ firstAt: events[0]?.timestamp ?? 0, moves: walk.moves, changes: walk.changes },
    spans: spansOf(events, isPart),
  };
}

/** The parts that a split made of an item, each with its own events; none of what was not split. */
export function partsOfItem(whole: LedgerItem, eventsOf: (id: Hex) => readonly DatedEvent[]): readonly LedgerItem[] {
  let now = issuedAs(whole.terms);
  for (const { event } of whole.events) {
    if (event.name !== "ReceivableSplit") {
      now = afterEvent(now, event);
      continue;
    }
    const { header, document, number, documentDay } = whole;
    return parts({ header, terms: now.terms, document }, now.position, event.amounts).map((part): LedgerItem => {
      const events = eventsOf(idOf(part.header));
      return { ...part, isPart: true, number: numberOfPart(number, part.header), documentDay, events };
    });
  }
  return [];
}

function step(walk: Walk, { event, timestamp: at }: DatedEvent): void {
  if (event.name === "Transfer") {
    transfer(walk, event, at);
    return;
  }
  if (event.name === "ReceivableIssued" || event.name === "ReceivableSealed") {
    walk.isThere = true;
    move(walk, { kind: "invoice", amount: openOf(walk, walk.now), at });
    return;
  }
  const before = walk.now;
  walk.now = afterEvent(before, event);
  settle(walk, event, { before, at });
  note(walk, event, { before, at });
}

/** What is claimed in another currency is nothing in this one. */
function openOf({ currency }: Keeper, { terms, position }: LedgerPosition): bigint {
  return terms.currency === currency ? openPrincipal(terms, position) : 0n;
}

type Moved = Pick<TracedMove, "kind" | "amount" | "at"> & Partial<TracedMove>;

/** What moves an item that somebody else holds is none of this book. */
function move(walk: Walk, { valueDay, reference = "", ...moved }: Moved): void {
  if (!walk.isHeld || moved.amount === 0n) return;
  walk.moves.push({ ...moved, valueDay, reference });
}

function transfer(walk: Walk, { from, to }: Extract<LedgerEvent, { name: "Transfer" }>, at: number): void {
  // The token of what was split or taken back ends with it.
  if (to === ZERO_ADDRESS) return;
  const isHeld = walk.own.has(to);
  if (from === ZERO_ADDRESS) {
    walk.isHeld = isHeld;
    if (!walk.item.isPart) return;
    walk.isThere = true;
    move(walk, { kind: "division", amount: openOf(walk, walk.now), at });
    return;
  }
  if (isHeld === walk.isHeld || !walk.isThere) {
    walk.isHeld = isHeld;
    return;
  }
  const open = openOf(walk, walk.now);
  walk.isHeld = true;
  move(walk, { kind: "transfer", amount: isHeld ? open : -open, at });
  walk.isHeld = isHeld;
}

interface Seen {
  readonly before: LedgerPosition;
  readonly at: number;
}

function settle(walk: Walk, event: LedgerEvent, { before, at }: Seen): void {
  const open = openOf(walk, walk.now);
  const change = open - openOf(walk, before);
  switch (event.name) {
    case "ReceivablePaid":
      move(walk, { kind: "payment", amount: change + event.discount, at });
      move(walk, { kind: "discount", amount: -event.discount, at });
      break;
    case "ReceiptRecorded": {
      const { valueDay, bankRef: reference } = event;
      move(walk, { kind: "payment", amount: change + event.discount, at, valueDay, reference });
      move(walk, { kind: "discount", amount: -event.discount, at, valueDay, reference });
      break;
    }
    case "ReceiptReversed": {
      const { bankRef: reference } = event;
      move(walk, { kind: "payment", amount: change - event.discount, at, reference });
      move(walk, { kind: "discount", amount: event.discount, at, reference });
      break;
    }
    case "ReceivableCancelled":
    case "ReceivableSplit":
      move(walk, { kind: event.name === "ReceivableSplit" ? "division" : "credit", amount: -open, at });
      walk.isThere = false;
      break;
    case "ReceivableAmended":
      move(walk, { kind: kindOfAmendment(before, walk.now, change), amount: change, at });
      break;
    default:
      move(walk, { kind: change < 0n ? "credit" : "debit", amount: change, at });
  }
}

/** In another currency it is sold anew, and is no sale any more in the old one. */
function kindOfAmendment(before: LedgerPosition, now: LedgerPosition, change: bigint): MoveKind {
  if (before.terms.currency !== now.terms.currency) return "invoice";
  return change < 0n ? "credit" : "debit";
}

/** States move no balance, and are the item's own, whoever holds it; a write-off is its holder's (R49). */
function note(walk: Walk, event: LedgerEvent, { before, at }: Seen): void {
  const { changes, now } = walk;
  if (now.terms.dueDay !== before.terms.dueDay) changes.push({ kind: "due", at, due: now.terms.dueDay });
  switch (event.name) {
    case "ReceivableDebited":
    case "ReceivableAmended":
    case "ReceivableDisputed":
    case "DisputeResolved":
      changes.push({ kind: "disputed", at, amount: event.disputed });
      break;
    case "ReceivableRejected":
      changes.push({ kind: "disputed", at, amount: openOf(walk, before) });
      break;
    case "ReceivableWrittenOff":
      if (walk.isHeld) changes.push({ kind: "writtenOff", at, isWrittenOff: true });
      break;
    default:
  }
}
