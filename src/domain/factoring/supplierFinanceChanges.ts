/**
 * What changed a buyer's payables in supplier finance arrangements, with and without cash (R74; IAS 7.44H(c)). An
 * arrangement is a factor that holds, by its desk or itself. Amounts are minor units.
 */
import { keyOf } from "../fold.ts";
import { partsOf } from "../foldReceivable.ts";
import { Status } from "../receivable.ts";
import type { Address, Hex, Terms } from "../receivable.ts";
import { openIn, termsIn, walkBook } from "./book.ts";
import type { BookHistory, BookState, BookStep } from "./book.ts";

/** What a buyer owes under one receivable. */
export interface OwedPayable {
  readonly terms: Terms;
  readonly carrying: bigint;
  /** The factor; undefined for an ordinary trade payable. */
  readonly arrangement: Address | undefined;
  /** What the factor has advanced and not got back, at most `carrying`; all of what it bought outright. */
  readonly supplierPaid: bigint;
}

/** Undefined for what a buyer does not owe; "sealed" where the terms are sealed to others. */
export function payableIn(
  state: BookState,
  history: Pick<BookHistory, "desks" | "opened">,
  id: Hex,
  buyer: Address,
): OwedPayable | "sealed" | undefined {
  const receivable = state.receivables.get(id);
  if (receivable?.agreed?.header.buyer !== buyer) return undefined;
  if (receivable.status !== Status.Accepted || receivable.closed) return undefined;
  const terms = termsIn(receivable, history.opened);
  if (terms === undefined) return "sealed";
  const carrying = openIn(state, receivable, history.opened);
  if (carrying <= 0n) return undefined;
  const { holder } = receivable;
  const key = keyOf(holder, id);
  const deal = state.deals.get(key)?.deal;
  if (deal?.live === true) {
    const inUse = deal.money.funds - (state.kept.get(key) ?? 0n);
    const supplierPaid = inUse < 0n ? 0n : inUse < carrying ? inUse : carrying;
    return { terms, carrying, arrangement: history.desks.get(holder), supplierPaid };
  }
  const isBought = state.purchases.get(id)?.factor === holder;
  return { terms, carrying, ...(isBought ? { arrangement: holder, supplierPaid: carrying } : OUTSIDE) };
}

const OUTSIDE = { arrangement: undefined, supplierPaid: 0n } as const;

/** Below nought for what lessens the payables; all of them together are closing less opening. */
export interface PayableChanges {
  /** Financed, and not before. */
  readonly entered: bigint;
  /** Still owed, and financed no more. */
  readonly left: bigint;
  /** Paid, less what the bank took back: the only change that is cash of the buyer's. */
  readonly paid: bigint;
  /** Discounts that payments earned. */
  readonly discounted: bigint;
  readonly credited: bigint;
  /** Debits and amendments. */
  readonly amended: bigint;
}

/** What changed after a block, by currency. */
export function payableChanges(
  history: BookHistory,
  buyer: Address,
  block: number,
): ReadonlyMap<Address, PayableChanges> {
  const carried = new Map<Hex, Carried>();
  const changes = new Map<Address, PayableChanges>();
  walkBook(history, (step, state) => {
    for (const id of touchedBy(step)) {
      const [before, now] = [carried.get(id), carriedIn(state, history, id, buyer)];
      if (now === undefined) carried.delete(id);
      else carried.set(id, now);
      if (step.recorded.at.blockNumber <= block) continue;
      const currency = now?.currency ?? before?.currency;
      if (currency === undefined) continue;
      const change = (now?.amount ?? 0n) - (before?.amount ?? 0n);
      const isMoved = before === undefined || now === undefined;
      const own = changes.get(currency) ?? NOTHING;
      changes.set(currency, summed(own, kindsOf(step, change, isMoved)));
    }
  });
  return changes;
}

const NOTHING: PayableChanges = { entered: 0n, left: 0n, paid: 0n, discounted: 0n, credited: 0n, amended: 0n };

interface Carried {
  readonly currency: Address;
  readonly amount: bigint;
}

function carriedIn(state: BookState, history: BookHistory, id: Hex, buyer: Address): Carried | undefined {
  const owed = payableIn(state, history, id, buyer);
  if (owed === undefined || owed === "sealed" || owed.arrangement === undefined) return undefined;
  return { currency: owed.terms.currency, amount: owed.carrying };
}

/** A split ends one receivable and makes others. */
function touchedBy({ recorded: { event }, id, before }: BookStep): readonly Hex[] {
  if (id === undefined) return [];
  return event.name === "ReceivableSplit" ? [id, ...partsOf(before, event).keys()] : [id];
}

/** @param isMoved Whether it was in no arrangement before, or is in none now. */
function kindsOf({ recorded: { event } }: BookStep, change: bigint, isMoved: boolean): Partial<PayableChanges> {
  switch (event.name) {
    case "ReceivablePaid":
    case "ReceiptRecorded":
      return change === 0n ? {} : { paid: change + event.discount, discounted: -event.discount };
    case "ReceiptReversed":
      return change === 0n ? {} : { paid: change - event.discount, discounted: event.discount };
    case "ReceivableCredited":
      return { credited: change };
    default:
      if (!isMoved) return { amended: change };
      return change > 0n ? { entered: change } : { left: change };
  }
}

function summed(one: PayableChanges, other: Partial<PayableChanges>): PayableChanges {
  return {
    entered: one.entered + (other.entered ?? 0n),
    left: one.left + (other.left ?? 0n),
    paid: one.paid + (other.paid ?? 0n),
    discounted: one.discounted + (other.discounted ?? 0n),
    credited: one.credited + (other.credited ?? 0n),
    amended: one.amended + (other.amended ?? 0n),
  };
}
