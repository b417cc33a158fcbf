/**
 * What stands in the book of some desks at an instant: deals with a reserve that are not settled, and receivables that
 * were bought outright. Amounts are minor units of the row's currency, days are counted since 1970-01-01.
 */
import { keyOf } from "../fold.ts";
import type { Address, Hex } from "../receivable.ts";
import { openIn, termsIn } from "./book.ts";
import type { BookedDeal, BookHistory, BookState, PurchaseState } from "./book.ts";
import { claimedOn, withoutFallen } from "./dealFold.ts";
import { NO_RECOURSE } from "./offer.ts";
import type { OfferKind } from "./offer.ts";
import { factorDay, feesDue, feeUntil } from "./waterfall.ts";

/** To which day fees accrue, and due days are compared. @param utcOffset Of the deal, minutes ahead of UTC. */
export type DayOfBook = (utcOffset: number) => number;

/** The day that an instant, unix seconds, is for each deal. */
export function dayAt(instant: number): DayOfBook {
  return (utcOffset) => factorDay(utcOffset, instant);
}

/** A receivable in the book. */
interface BookRow {
  readonly id: Hex;
  readonly desk: Address;
  readonly factor: Address;
  /** Who sold it. */
  readonly seller: Address;
  readonly buyer: Address;
  readonly currency: Address;
  /** Struct hash of what the factor signed. */
  readonly offer: Hex;
  /** Unix seconds. */
  readonly soldAt: number;
  /** Open amount at the sale. */
  readonly sold: bigint;
  /** Open amount that the ledger keeps. */
  readonly open: bigint;
  /** What was paid and the ledger keeps, since it could not be handed over: `claim` hands it on. */
  readonly kept: bigint;
  /** The part of it that the buyer disputes (R39). */
  readonly disputed: bigint;
  /** Undefined where the terms are sealed to others. */
  readonly dueDay: number | undefined;
  /** How many days it is past due; 0 where it is not, and where the due day is not known. */
  readonly daysPastDue: number;
  /** The day that it is reckoned to. */
  readonly day: number;
  /** Advices of the buyer that nobody has answered. */
  readonly advices: number;
  readonly writtenOff: boolean;
}

/** A deal: the factor advanced a part, and hands on the rest. */
export interface DealRow extends BookRow {
  readonly kind: "advance";
  /** Which sale of the receivable to this desk, from 1. */
  readonly number: number;
  readonly offerKind: OfferKind;
  /** Days past due beyond which it can be charged back; undefined without recourse. */
  readonly recourseDays: number | undefined;
  readonly advance: bigint;
  /** Advance that is not repaid. */
  readonly funds: bigint;
  /** Fee on funds in use until the day, paid or not, and the commission. */
  readonly feesAccrued: bigint;
  readonly feesPaid: bigint;
  /** Of fee, commission, and what a returned receipt left with the seller, what is not paid. */
  readonly feesDue: bigint;
  /** What comes to the seller if the open amount is paid on the day, and what is kept handed on. */
  readonly reserve: bigint;
  /** What the two do not cover of funds and fees. */
  readonly gap: bigint;
  /** What the seller got of cash that came since, and keeps. */
  readonly released: bigint;
  /** What the seller owes under all claims. */
  readonly claimed: bigint;
}

/** Bought outright. */
export interface PurchaseRow extends BookRow {
  readonly kind: "purchase";
  readonly price: bigint;
}

export type BookedRow = DealRow | PurchaseRow;

/**
 * All rows, in the order of their sale. A deal stays until it is reassigned, or until its desk hands on nothing any
 * more: nothing is outstanding, open or kept. A purchase stays while the factor holds it and something is open.
 */
export function rowsOf(
  state: BookState,
  { desks, opened }: Pick<BookHistory, "desks" | "opened">,
  dayOf: DayOfBook,
): readonly BookedRow[] {
  const deals = [...state.deals.values()].flatMap((booked): BookedRow[] => {
    const factor = desks.get(booked.deal.desk) ?? booked.deal.desk;
    const row = dealRow(state, booked, { factor, opened, dayOf });
    return booked.deal.live && !isSettled(row) ? [row] : [];
  });
  const purchases = [...state.purchases.values()].flatMap((bought): BookedRow[] => {
    const row = purchaseRow(state, bought, opened, dayOf);
    return isHeld(state, bought) && row.open + row.kept !== 0n ? [row] : [];
  });
  return [...deals, ...purchases].toSorted((one, other) => one.soldAt - other.soldAt || (one.id < other.id ? -1 : 1));
}

/** Whether the factor that bought a receivable outright still holds it. */
export function isHeld({ receivables }: Pick<BookState, "receivables">, { id, factor }: PurchaseState): boolean {
  return receivables.get(id)?.holder === factor;
}

function isSettled({ open, kept, funds, feesDue: fees }: DealRow): boolean {
  return open === 0n && kept === 0n && funds === 0n && fees === 0n;
}

interface Reading extends Pick<BookHistory, "opened"> {
  readonly factor: Address;
  readonly dayOf: DayOfBook;
}

function dealRow(state: BookState, { deal, soldAt }: BookedDeal, { factor, opened, dayOf }: Reading): DealRow {
  const { id, desk, number, seller, buyer, currency, offer, kind, terms, open: sold, advance, money, released } = deal;
  const day = dayOf(terms.utcOffset);
  const standing = standingOf(state, { id, holder: desk, opened, day });
  const due = feesDue(money, terms, day);
  const left = standing.open + standing.kept - money.funds - due;
  return {
    ...{ kind: "advance", id, desk, factor, seller, buyer, currency, offer, soldAt, sold, day, ...standing },
    ...{ number, offerKind: kind, advance, funds: money.funds, released, feesDue: due, feesPaid: money.feesPaid },
    recourseDays: terms.recourseDays === NO_RECOURSE ? undefined : terms.recourseDays,
    feesAccrued: feeUntil(money, terms, day) + deal.commission,
    reserve: left > 0n ? left : 0n,
    gap: left < 0n ? -left : 0n,
    claimed: claimedOn(withoutFallen(deal, state.receivables.get(id)?.receipts), day),
  };
}

function purchaseRow(
  state: BookState,
  { id, desk, factor, seller, currency, offer, open: sold, price, at }: PurchaseState,
  opened: BookHistory["opened"],
  dayOf: DayOfBook,
): PurchaseRow {
  const agreed = state.receivables.get(id)?.agreed;
  const day = dayOf((agreed?.openTerms ?? { utcOffset: 0 }).utcOffset);
  const parties = { seller, buyer: agreed?.header.buyer ?? seller };
  return {
    ...{ kind: "purchase", id, desk, factor, ...parties, currency, offer, soldAt: at, sold, price, day },
    ...standingOf(state, { id, holder: factor, opened, day }),
  };
}

type Standing = Pick<BookRow, "open" | "kept" | "disputed" | "dueDay" | "daysPastDue" | "advices" | "writtenOff">;

interface Held extends Pick<BookHistory, "opened"> {
  readonly id: Hex;
  readonly holder: Address;
  readonly day: number;
}

function standingOf(state: BookState, { id, holder, opened, day }: Held): Standing {
  const receivable = state.receivables.get(id);
  if (receivable === undefined) throw new RangeError(`${id} was sold and is not among the receivables of the history`);
  const open = openIn(state, receivable, opened);
  const dueDay = termsIn(receivable, opened)?.dueDay;
  const { disputed, advices, writtenOff } = receivable;
  return {
    ...{ open, dueDay, advices, writtenOff, kept: state.kept.get(keyOf(holder, id)) ?? 0n },
    disputed: disputed > open ? open : disputed,
    daysPastDue: dueDay === undefined || open === 0n ? 0 : Math.max(0, day - dueDay),
  };
}
