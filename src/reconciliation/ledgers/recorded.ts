/**
 * What the ledger itself has of a pair, as items of both books: what is open at the end of the cut-off, as it follows
 * from the events up to then, and nothing reckoned anew.
 */
import { currencyByNumeric } from "../../domain/currency.ts";
import type { LedgerEvent } from "../../domain/events.ts";
import { EMPTY_LEDGER, fold } from "../../domain/fold.ts";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide, LedgerItem } from "../../domain/ledgerItem.ts";
import { ReceiptStatus } from "../../domain/receipts.ts";
import { Status } from "../../domain/receivable.ts";
import type { Hex, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import { compareText } from "./pool.ts";
import type { Sides } from "./pool.ts";

/** All that an index and a gateway know of the receivables of a pair. Plain data, since it goes to another thread. */
export interface RecordedPair {
  /** Of all of them, in the order of the chain; instants are unix seconds. */
  readonly events: readonly { readonly event: LedgerEvent; readonly instant: number }[];
  /** Terms that the chain does not show and that were opened, by the commitment. */
  readonly opened: ReadonlyMap<Hex, KnownTerms>;
  /** What is known of their invoices, by receivable; of a part, that of the whole. */
  readonly documents: ReadonlyMap<Hex, KnownDocument>;
}

export type KnownTerms = Pick<Terms, "currency" | "amount" | "dueDay">;

export interface KnownDocument {
  readonly number: string;
  /** Purchase order; empty where the invoice names none. */
  readonly order: string;
  /** The invoice's own day; undefined where it has none. */
  readonly day: number | undefined;
}

/** An item with what else it is known by. */
export interface RecordedItem {
  readonly item: LedgerItem;
  /** Hash of the number of its document; of an advised payment, of the bank's reference. */
  readonly name: Hex;
}

export interface RecordedBooks {
  readonly items: Sides<readonly RecordedItem[]>;
  /** Open ones that are in no book here, since nobody here can read them, or their money is no ISO 4217 currency. */
  readonly unread: { readonly sealed: number; readonly tokens: number };
}

/**
 * The supplier has what it issued; the buyer has of it what it accepted, and the payments that it advised and the
 * holder did not record. Money counts from its value day, whenever it was recorded (R11, R42), and a return from its
 * own day or the value day of what it returns, whichever is later. What was issued or accepted after the cut-off is
 * dated that day, so that it explains and counts nowhere. Rejected, cancelled and split receivables are in no book.
 * @param cutOff Days since 1970-01-01, inclusive. @param dayOf In the zone that the pair agreed on.
 */
export function recordedBooks(pair: RecordedPair, cutOff: number, dayOf: DayOf): RecordedBooks {
  const dated = datedEvents(pair, dayOf);
  const then = fold(
    EMPTY_LEDGER,
    dated.filter(({ day }) => day <= cutOff).map(({ event }) => event),
  ).receivables;
  const now = fold(
    EMPTY_LEDGER,
    dated.map(({ event }) => event),
  ).receivables;
  const context: Context = { ...pair, then, now, ...turningDays(dated) };
  const ids = [...now.keys()].toSorted(compareText);
  const items = { supplier: booked(context, "supplier", ids), buyer: booked(context, "buyer", ids) };
  return { items, unread: unreadAmong(context, ids) };
}

interface DatedEvent {
  readonly event: LedgerEvent;
  /** From which on it counts. */
  readonly day: number;
}

function datedEvents({ events }: RecordedPair, dayOf: DayOf): readonly DatedEvent[] {
  const valueDays = new Map<string, number>();
  return events.map(({ event, instant }) => {
    const day = dayOf(instant);
    if (event.name === "ReceiptRecorded") {
      valueDays.set(`${event.id}/${event.bankRef}`, event.valueDay);
      return { event, day: event.valueDay };
    }
    if (event.name !== "ReceiptReversed") return { event, day };
    return { event, day: Math.max(day, valueDays.get(`${event.id}/${event.bankRef}`) ?? day) };
  });
}

interface Turning {
  readonly issued: ReadonlyMap<Hex, number>;
  readonly accepted: ReadonlyMap<Hex, number>;
}

function turningDays(dated: readonly DatedEvent[]): Turning {
  const issued = new Map<Hex, number>();
  const accepted = new Map<Hex, number>();
  for (const { event, day } of dated) {
    // A part is born with the transfer of its token.
    if (event.name === "Transfer" && !issued.has(event.id)) issued.set(event.id, day);
    if (event.name === "ReceivableAccepted" && !accepted.has(event.id)) accepted.set(event.id, day);
  }
  return { issued, accepted };
}

interface Context extends RecordedPair, Turning {
  /** As they stood at the end of the cut-off, and as they stand. */
  readonly then: ReadonlyMap<Hex, ReceivableState>;
  readonly now: ReadonlyMap<Hex, ReceivableState>;
}

const IN_BOOK: Sides<ReadonlySet<Status>> = {
  supplier: new Set([Status.Issued, Status.Queried, Status.Accepted]),
  buyer: new Set([Status.Accepted]),
};

function booked(context: Context, side: BookSide, ids: readonly Hex[]): readonly RecordedItem[] {
  return ids.flatMap((id) => {
    const then = context.then.get(id);
    if (then !== undefined && IN_BOOK[side].has(then.status)) {
      return [...itemsOf(context, side, id, then), ...(side === "buyer" ? advicesOf(context, id, then) : [])];
    }
    const now = context.now.get(id);
    // A part that came later is, at the cut-off, within its whole.
    if (now === undefined || now.part || !IN_BOOK[side].has(now.status)) return [];
    const day = (side === "supplier" ? context.issued : context.accepted).get(id);
    return day === undefined ? [] : itemsOf(context, side, id, now, day);
  });
}

/** @param later On which it came into the book, after the cut-off. */
function itemsOf(
  context: Context,
  side: BookSide,
  id: Hex,
  state: ReceivableState,
  later?: number,
): readonly RecordedItem[] {
  const base = baseOf(context, id, state);
  if (base === undefined) return [];
  const { item, name, terms } = base;
  const { holder, agreed, settled, disputed } = state;
  const amount = terms.amount - settled;
  // Whom it was sold to is told by the supplier's book, and is what the buyer was notified of.
  const isSold = holder !== agreed?.header.supplier;
  return [
    {
      item: {
        ...item,
        ...{ kind: amount < 0n ? "creditNote" : "invoice", amount, day: later ?? item.day },
        disputed: later === undefined && disputed > 0n && amount > 0n,
        assignedTo: later === undefined && isSold && side === "supplier" ? holder : "",
      },
      name,
    },
  ];
}

function advicesOf(context: Context, id: Hex, state: ReceivableState): readonly RecordedItem[] {
  const base = baseOf(context, id, state);
  if (base === undefined) return [];
  return [...state.receipts.values()].flatMap((receipt): RecordedItem[] => {
    if (receipt.status !== ReceiptStatus.Advised) return [];
    const { bankRef, cash, valueDay } = receipt.advice;
    const { item } = base;
    const place = `${item.place}, payment ${bankRef}`;
    const payment = { kind: "payment", number: "", order: "", day: valueDay, dueDay: undefined } as const;
    const settles = item.number === "" ? [] : [item.number];
    return [{ item: { ...item, ...payment, place, settles, amount: -cash, receivable: undefined }, name: bankRef }];
  });
}

interface Base extends RecordedItem {
  readonly terms: KnownTerms;
}

/** Undefined of what cannot be read, or is in no currency that a book has. */
function baseOf(context: Context, id: Hex, state: ReceivableState): Base | undefined {
  const terms = termsOf(context, state);
  const currency = terms && isoCodeOf(terms);
  const { agreed } = state;
  if (agreed === undefined || terms === undefined || currency === undefined) return undefined;
  const whole = wholeOf(context, id);
  const document = context.documents.get(id) ?? context.documents.get(whole.id);
  const item: LedgerItem = {
    ...{ place: `receivable ${id}`, kind: "invoice", number: document?.number ?? "", order: document?.order ?? "" },
    day: dayAt(context, document, whole.id),
    ...{ dueDay: terms.dueDay, currency, amount: terms.amount, settles: [], disputed: false, assignedTo: "" },
    receivable: id,
  };
  return { item, name: whole.invoice, terms };
}

/** The invoice's own day; one that is later than its issuance on the ledger is none of a document that was there. */
function dayAt({ issued }: Context, document: KnownDocument | undefined, id: Hex): number {
  const day = issued.get(id) ?? 0;
  return Math.min(document?.day ?? day, day);
}

function termsOf({ opened }: Context, { agreed, commitment }: ReceivableState): KnownTerms | undefined {
  return agreed?.openTerms ?? opened.get(commitment);
}

/** ISO 4217 numbers end here; every address above is a token's. */
const LAST_ISO_NUMBER = 999n;

function isoCodeOf({ currency }: KnownTerms): string | undefined {
  const number = BigInt(currency);
  return number <= LAST_ISO_NUMBER ? currencyByNumeric(Number(number))?.code : undefined;
}

/** What was split to make it, and the hash of that one's number. */
function wholeOf({ now }: Context, id: Hex): { readonly id: Hex; readonly invoice: Hex } {
  let place = id;
  let state = now.get(place);
  while (state?.part === true && state.agreed !== undefined) {
    place = state.agreed.header.invoice;
    state = now.get(place);
  }
  return { id: place, invoice: state?.agreed?.header.invoice ?? place };
}

function unreadAmong(context: Context, ids: readonly Hex[]): RecordedBooks["unread"] {
  let [sealed, tokens] = [0, 0];
  for (const id of ids) {
    const state = context.then.get(id);
    if (state === undefined || !BOOK_SIDES.some((side) => IN_BOOK[side].has(state.status)) || state.closed) continue;
    const terms = termsOf(context, state);
    if (terms === undefined) sealed += 1;
    else if (isoCodeOf(terms) === undefined) tokens += 1;
  }
  return { sealed, tokens };
}
