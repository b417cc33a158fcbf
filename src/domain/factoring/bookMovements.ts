/**
 * What moved the book: collections by where they came from, and what made sold receivables less without anybody paying
 * (R51). Amounts are minor units, days those of the deal, or of a purchase those of the receivable.
 */
import type { LedgerEvent } from "../events.ts";
import { keyOf } from "../fold.ts";
import type { Address, Hex } from "../receivable.ts";
import { openIn, walkBook } from "./book.ts";
import type { BookHistory, BookState, BookStep } from "./book.ts";
import { Source } from "./deal.ts";
import type { GrossSale, Reduction } from "./dilution.ts";
import { factorDay } from "./waterfall.ts";

/** Cash that came on something in the book; below nought where the bank took it back. */
export interface Collection {
  readonly id: Hex;
  readonly seller: Address;
  readonly buyer: Address;
  readonly currency: Address;
  readonly day: number;
  /** `purchase`: on a receivable that the factor bought outright. */
  readonly source: keyof typeof Source | "purchase";
  readonly cash: bigint;
  readonly toFunds: bigint;
  readonly toFees: bigint;
  readonly toSeller: bigint;
}

export interface BookMovements {
  readonly collections: readonly Collection[];
  readonly sales: readonly (GrossSale & { readonly currency: Address })[];
  readonly reductions: readonly (Reduction & { readonly currency: Address })[];
}

const SOURCES = Object.entries(Source) as readonly [keyof typeof Source, Source][];

/** All movements of a history. */
export function movementsOf(history: BookHistory): BookMovements {
  const collections: Collection[] = [];
  const sales: (GrossSale & { currency: Address })[] = [];
  // By what made them, so that a discount goes with the receipt that earned it.
  const reductions = new Map<string, Reduction & { currency: Address }>();
  walkBook(history, (step, state) => {
    const item = itemOf(step, state);
    if (item === undefined) return;
    const { id, seller, buyer, currency, day } = item;
    const { event } = step.recorded;
    if (event.name === "ReceivableSold" || event.name === "ReceivablePurchased") {
      sales.push({ seller, buyer, currency, day, amount: event.open });
    }
    if (event.name === "ReceiptReversed") reductions.delete(keyOf(id, event.bankRef));
    const lowered = reductionOf(step, state, history);
    const made = event.name === "ReceiptRecorded" ? keyOf(id, event.bankRef) : placeOf(step);
    if (lowered !== undefined) reductions.set(made, { ...lowered, seller, buyer, currency, day });
    const cash = collected(step);
    if (cash !== undefined) collections.push({ id, seller, buyer, currency, day, ...cash });
  });
  return { collections, sales, reductions: [...reductions.values()] };
}

/** What a step is about, if that is in the book then. */
export interface BookItem {
  readonly id: Hex;
  readonly seller: Address;
  readonly buyer: Address;
  readonly currency: Address;
  readonly day: number;
}

/** The deal or the purchase that a step is about; undefined for events before a sale and after its end. */
export function itemOf({ recorded, id, deal, purchase, now }: BookStep, state: BookState): BookItem | undefined {
  if (id === undefined) return undefined;
  const { event, timestamp } = recorded;
  if (deal !== undefined) {
    const { seller, buyer, currency, terms } = deal.deal;
    return { id, seller, buyer, currency, day: factorDay(terms.utcOffset, timestamp) };
  }
  if (purchase === undefined) return undefined;
  const isHolders = event.name === "ReceivablePurchased" || state.receivables.get(id)?.holder === purchase.factor;
  const { agreed } = now;
  if (!isHolders && event.name !== "Transfer") return undefined;
  const day = factorDay(agreed?.openTerms?.utcOffset ?? 0, timestamp);
  return {
    id,
    seller: purchase.seller,
    buyer: agreed?.header.buyer ?? purchase.seller,
    currency: purchase.currency,
    day,
  };
}

type Cash = Pick<Collection, "source" | "cash" | "toFunds" | "toFees" | "toSeller">;

function collected({ recorded: { event }, deal }: BookStep): Cash | undefined {
  switch (event.name) {
    case "DealPaid": {
      const { toFunds, toFees, toSeller } = event.shared;
      return { source: nameOf(event.source), cash: toFunds + toFees + toSeller, ...event.shared };
    }
    case "DealReceiptReversed": {
      const { source, toFunds, toFees, toSeller } = event.receipt;
      const taken = { toFunds: -toFunds, toFees: -toFees, toSeller: -toSeller };
      return { source: nameOf(source), cash: -(toFunds + toFees + toSeller), ...taken };
    }
    case "ReceivablePaid":
    case "ReceiptRecorded":
    case "ReceiptReversed": {
      if (deal !== undefined) return undefined;
      const cash = cashOf(event);
      return { source: "purchase", cash: event.name === "ReceiptReversed" ? -cash : cash, ...NOT_SHARED };
    }
    default:
      return undefined;
  }
}

const NOT_SHARED = { toFunds: 0n, toFees: 0n, toSeller: 0n };

type Settling = Pick<Extract<LedgerEvent, { name: "ReceivablePaid" }>, "principal" | "discount" | "charges">;

/** What was paid of an act that settled. */
export function cashOf({ principal, discount, charges }: Settling): bigint {
  return principal - discount + charges;
}

function nameOf(source: Source): keyof typeof Source {
  const found = SOURCES.find(([, value]) => value === source);
  if (found === undefined) throw new RangeError(`${source} is no source of cash`);
  return found[0];
}

/**
 * A credit, a discount that was earned, or terms that were amended to less. Of a return, or a short pay that was given
 * up, the ledger tells no more than its credit.
 */
function reductionOf(
  { recorded: { event }, before, now, deal, purchase }: BookStep,
  state: BookState,
  { opened }: BookHistory,
): Pick<Reduction, "kind" | "amount"> | undefined {
  if (deal === undefined && purchase === undefined) return undefined;
  switch (event.name) {
    case "ReceivableCredited":
      return { kind: "credit", amount: event.principal };
    case "ReceivablePaid":
    case "ReceiptRecorded":
      return event.discount === 0n ? undefined : { kind: "discount", amount: event.discount };
    case "ReceivableAmended": {
      const [was, is] = [openIn(state, before, opened), openIn(state, now, opened)];
      return is < was ? { kind: "credit", amount: was - is } : undefined;
    }
    default:
      return undefined;
  }
}

function placeOf({ recorded: { at } }: BookStep): string {
  return `${at.blockNumber}/${at.logIndex}`;
}
