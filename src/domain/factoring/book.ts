/**
 * What was sold to factors, gone through once in the order of the chain: each event with the receivable and the deal
 * that it is about, before and after. Book, collections, dilution and journals are made of nothing else, so that they
 * tie to the chain as of any block.
 */
import type { LedgerEvent, Place } from "../events.ts";
import { keyOf } from "../fold.ts";
import { after, partsOf } from "../foldReceivable.ts";
import { openPrincipal } from "../money.ts";
import { Status } from "../receivable.ts";
import type { Address, Hex, Terms } from "../receivable.ts";
import { UNKNOWN_RECEIVABLE } from "../receivableState.ts";
import type { ReceivableState } from "../receivableState.ts";
import { foldDeal } from "./dealFold.ts";
import type { DealState } from "./dealFold.ts";
import type { DeskEvent, ReceivablePurchased } from "./factoringEvents.ts";

/** An event, where it stands, and when its block was made, unix seconds. */
export interface BookEvent<Event extends LedgerEvent | DeskEvent = LedgerEvent | DeskEvent> {
  readonly event: Event;
  readonly at: Pick<Place, "address" | "blockNumber" | "logIndex">;
  readonly timestamp: number;
}

/** All that was recorded of what some desks bought. */
export interface BookHistory {
  /** Factors by their desks. */
  readonly desks: ReadonlyMap<Address, Address>;
  /** About the receivables that these desks bought, and about those that they are parts of. */
  readonly ledger: readonly BookEvent<LedgerEvent>[];
  readonly desk: readonly BookEvent<DeskEvent>[];
  /** Terms that the chain does not show, by the commitment that they were checked against. */
  readonly opened: ReadonlyMap<Hex, Terms>;
}

/** An outright purchase. It is in the book while the factor itself holds the receivable. */
export interface PurchaseState extends Omit<ReceivablePurchased, "name" | "nonce"> {
  readonly desk: Address;
  readonly factor: Address;
  /** Of the block, unix seconds. */
  readonly at: number;
}

/** A deal, and when its last sale was recorded, unix seconds. */
export interface BookedDeal {
  readonly deal: DealState;
  readonly soldAt: number;
}

/** What the book is made of, after some event. */
export interface BookState {
  readonly receivables: ReadonlyMap<Hex, ReceivableState>;
  /** The last deal of each desk and receivable, by `keyOf`. */
  readonly deals: ReadonlyMap<string, BookedDeal>;
  /** The last purchase of each receivable. */
  readonly purchases: ReadonlyMap<Hex, PurchaseState>;
  /** Face amounts of sealed receivables as they follow from their sale, by commitment, minor units. */
  readonly faces: ReadonlyMap<Hex, bigint>;
  /** Cash that the ledger keeps, by holder and receivable (`keyOf`), minor units. */
  readonly kept: ReadonlyMap<string, bigint>;
}

/** One event with what it changed. */
export interface BookStep {
  readonly recorded: BookEvent;
  /** Undefined for cash that waits or was withdrawn, and for nonces. */
  readonly id: Hex | undefined;
  readonly before: ReceivableState;
  readonly now: ReceivableState;
  /** The live deal that it is about; of a reassignment the deal that ended. */
  readonly deal: BookedDeal | undefined;
  readonly dealBefore: BookedDeal | undefined;
  /** The purchase that it is about, if the factor holds, or held until now, what it bought. */
  readonly purchase: PurchaseState | undefined;
}

interface Walking {
  readonly desks: BookHistory["desks"];
  readonly receivables: Map<Hex, ReceivableState>;
  readonly deals: Map<string, BookedDeal>;
  readonly purchases: Map<Hex, PurchaseState>;
  readonly faces: Map<Hex, bigint>;
  readonly kept: Map<string, bigint>;
}

/**
 * Goes through a history. @param visit Is shown every event with its receivable and its deal.
 * @throws RangeError as `foldDeal`, for events that contradict one another.
 */
export function walkBook(
  { desks, ledger, desk }: BookHistory,
  visit: (step: BookStep, state: BookState) => void = () => undefined,
): BookState {
  const state: Walking = {
    ...{ desks, receivables: new Map(), deals: new Map(), purchases: new Map(), faces: new Map(), kept: new Map() },
  };
  for (const recorded of inOrder([...ledger, ...desk])) visit(stepOf(state, recorded), state);
  return state;
}

/** A history up to a block, that one included. */
export function historyUpTo(history: BookHistory, block: number): BookHistory {
  const until = ({ at }: BookEvent): boolean => at.blockNumber <= block;
  return { ...history, ledger: history.ledger.filter(until), desk: history.desk.filter(until) };
}

/** Terms in force, where they are known. */
export function termsIn(state: ReceivableState, opened: BookHistory["opened"]): Terms | undefined {
  return state.agreed?.openTerms ?? opened.get(state.commitment);
}

/**
 * Open principal of what was sold, minor units. From the sale on it is known even if the terms are sealed: the sale
 * says what was open, a debit says by how much it rises, and an amendment is in the open.
 * @throws RangeError for what was not sold yet and is sealed.
 */
export function openIn(
  { faces }: Pick<BookState, "faces">,
  state: ReceivableState,
  opened: BookHistory["opened"],
): bigint {
  if (state.status === Status.Cancelled || state.status === Status.Split) return 0n;
  const terms = termsIn(state, opened);
  if (terms !== undefined) return openPrincipal(terms, state);
  const face = faces.get(state.commitment);
  if (face === undefined) throw new RangeError(`nobody knows how much is open of ${state.commitment}: it was not sold`);
  return face - state.settled;
}

function inOrder(events: readonly BookEvent[]): readonly BookEvent[] {
  return events.toSorted(
    (one, other) => one.at.blockNumber - other.at.blockNumber || one.at.logIndex - other.at.logIndex,
  );
}

/** What stands at the address of a desk was written by it. */
function stepOf(state: Walking, recorded: BookEvent): BookStep {
  const { event, at } = recorded;
  return state.desks.has(at.address)
    ? deskStep(state, recorded, event as DeskEvent)
    : ledgerStep(state, recorded, event as LedgerEvent);
}

function ledgerStep(state: Walking, recorded: BookEvent, event: LedgerEvent): BookStep {
  const id = "id" in event ? event.id : undefined;
  const before = receivableIn(state, id);
  switch (event.name) {
    case "CashKept":
    case "CashClaimed": {
      const key = keyOf(event.holder, event.id);
      const change = event.name === "CashKept" ? event.amount : -event.amount;
      state.kept.set(key, (state.kept.get(key) ?? 0n) + change);
      break;
    }
    case "NonceSpent":
    case "RootRevoked":
    case "ApprovalForAll":
      break;
    default:
      if (event.name === "ReceivableSplit") {
        for (const [part, born] of partsOf(before, event)) {
          state.receivables.set(part, { ...receivableIn(state, part), ...born });
        }
      }
      state.receivables.set(event.id, after(before, event));
      keepFace(state, before, event);
  }
  const now = receivableIn(state, id);
  // The desk that holds it has the deal, and of a transfer the one that held it until now.
  const deal = liveDealOf(state, id, now.holder) ?? liveDealOf(state, id, before.holder);
  return { recorded, id, before, now, deal, dealBefore: deal, purchase: purchaseOf(state, id, before, now) };
}

/** A debit and an earlier due day make another commitment of terms that may stay sealed. */
function keepFace({ receivables, faces }: Walking, before: ReceivableState, event: LedgerEvent): void {
  if (event.name !== "ReceivableDebited" && event.name !== "ReceivableAccelerated") return;
  const [face, now] = [faces.get(before.commitment), receivables.get(event.id)];
  if (face === undefined || now === undefined) return;
  faces.set(now.commitment, face + (event.name === "ReceivableDebited" ? event.amount : 0n));
}

function deskStep(state: Walking, recorded: BookEvent, event: DeskEvent): BookStep {
  const { address: desk } = recorded.at;
  if (!("id" in event)) {
    const nothing = { before: UNKNOWN_RECEIVABLE, now: UNKNOWN_RECEIVABLE, deal: undefined, dealBefore: undefined };
    return { recorded, id: undefined, ...nothing, purchase: undefined };
  }
  const { id } = event;
  const now = receivableIn(state, id);
  const known = { recorded, id, before: now, now };
  if (event.name === "ReceivablePurchased") {
    const { seller, offer, currency, open, price } = event;
    const factor = state.desks.get(desk) ?? desk;
    const purchase = { id, seller, offer, currency, open, price, desk, factor, at: recorded.timestamp };
    state.purchases.set(id, purchase);
    state.faces.set(now.commitment, event.open + now.settled);
    return { ...known, deal: undefined, dealBefore: undefined, purchase };
  }
  const key = keyOf(desk, id);
  const dealBefore = state.deals.get(key);
  const isSale = event.name === "ReceivableSold";
  if (isSale) state.faces.set(now.commitment, event.open + now.settled);
  const soldAt = isSale ? recorded.timestamp : (dealBefore?.soldAt ?? recorded.timestamp);
  const deal = { deal: foldDeal(dealBefore?.deal, desk, event), soldAt };
  state.deals.set(key, deal);
  return { ...known, deal, dealBefore: isSale ? undefined : dealBefore, purchase: undefined };
}

function receivableIn({ receivables }: Walking, id: Hex | undefined): ReceivableState {
  return (id === undefined ? undefined : receivables.get(id)) ?? UNKNOWN_RECEIVABLE;
}

function liveDealOf({ deals }: Walking, id: Hex | undefined, holder: Address): BookedDeal | undefined {
  const found = id === undefined ? undefined : deals.get(keyOf(holder, id));
  return found?.deal.live === true ? found : undefined;
}

function purchaseOf(
  { purchases }: Walking,
  id: Hex | undefined,
  before: ReceivableState,
  now: ReceivableState,
): PurchaseState | undefined {
  const bought = id === undefined ? undefined : purchases.get(id);
  return bought !== undefined && [before.holder, now.holder].includes(bought.factor) ? bought : undefined;
}
