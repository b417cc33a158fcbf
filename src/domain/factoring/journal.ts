/**
 * What was sold to factors as double entry, for the factor's books or for the seller's. Every entry balances, and so
 * does every period and every deal.
 *
 * Between factor and seller stands one account, the same in both books but for its side. In the factor's books it is
 * `open - funds - fees due` of every deal at the end of every day; in the seller's it goes on from the account of the
 * receivables that it assigned (`account/journal.ts`). Neither says whether the receivable leaves the seller's balance
 * sheet (R65).
 *
 * Fees are earned on every day on which a deal is touched, at the end of every month, and at the end of the journal, so
 * that what was earned in a period stands in it.
 */
import type { EntryLine } from "../account/journal.ts";
import { keyOf } from "../fold.ts";
import { endOfMonthAfter } from "../months.ts";
import type { Address, Hex } from "../receivable.ts";
import { dateOfDay, dayNumber } from "../terms.ts";
import { walkBook } from "./book.ts";
import type { BookedDeal, BookHistory, BookState, BookStep } from "./book.ts";
import { itemOf } from "./bookMovements.ts";
import { JOURNAL_CHARTS, JOURNAL_ROLES } from "./journalChart.ts";
import type { JournalChart, JournalSide } from "./journalChart.ts";
import {
  dealSums,
  earnedOn,
  earnedSums,
  handedOnSums,
  heldSums,
  purchaseSums,
  waitingSums,
} from "./journalPostings.ts";
import type { JournalSums, PostingContext } from "./journalPostings.ts";
import { factorDay, feesDue } from "./waterfall.ts";

/** What an entry tells of: an event by its name, or fees that were earned. */
export type JournalKind = BookStep["recorded"]["event"]["name"] | "FeeEarned" | "CommissionEarned";

export interface DealEntry {
  /** The same for the same event, whatever else is in the journal. */
  readonly id: string;
  readonly day: number;
  readonly kind: JournalKind;
  /** The receivable; undefined for cash that waits at a desk. */
  readonly receivable: Hex | undefined;
  /** Which sale of it to the desk, from 1; 0 for a purchase and for waiting cash. */
  readonly number: number;
  readonly desk: Address;
  readonly currency: Address;
  /** Balanced, minor units. */
  readonly lines: readonly EntryLine[];
}

/** Whose books, and until which day, the last included. */
export interface AskedJournal {
  readonly side: JournalSide;
  /** The factor or the seller. */
  readonly owner: Address;
  readonly through: number;
  readonly chart?: JournalChart;
}

interface Writing extends AskedJournal {
  readonly history: BookHistory;
  readonly entries: DealEntry[];
  /** By deal, what was earned so far and until which day. */
  readonly earned: Map<string, { readonly booked: BookedDeal; readonly sum: bigint; readonly day: number }>;
  /** Purchases that the factor holds. */
  readonly held: Set<Hex>;
  /** Last days of months, by days of them. */
  readonly monthEnds: Map<number, number>;
}

/** The entries of one side's books from the first sale on, in the order of days. */
export function dealJournal(history: BookHistory, asked: AskedJournal): readonly DealEntry[] {
  const kept = { earned: new Map(), held: new Set<Hex>(), monthEnds: new Map<number, number>() };
  const writing: Writing = { ...asked, history, entries: [], ...kept };
  walkBook(history, (step, state) => {
    write(writing, step, state);
  });
  for (const key of writing.earned.keys()) earnUntil(writing, key, asked.through);
  return writing.entries.toSorted((one, other) => one.day - other.day || byPlace(one, other));
}

/** Of a day what was earned until it by deals, which no event orders, and then the events as they were recorded. */
function byPlace(one: DealEntry, other: DealEntry): number {
  const [left, right] = [isEarned(one), isEarned(other)];
  if (left !== right) return left ? -1 : 1;
  return left && one.id !== other.id ? (one.id < other.id ? -1 : 1) : 0;
}

function isEarned({ id, desk }: DealEntry): boolean {
  return id.startsWith(desk);
}

function write(writing: Writing, step: BookStep, state: BookState): void {
  const { recorded, id, deal, dealBefore, purchase } = step;
  if (id === undefined) {
    writeWaiting(writing, step);
    return;
  }
  const item = itemOf(step, state);
  if (item === undefined || item.day > writing.through) return;
  const context: PostingContext = { state, opened: writing.history.opened, side: writing.side };
  const { event, at } = recorded;
  if (deal !== undefined) {
    if (writing.side === "seller" && deal.deal.seller !== writing.owner) return;
    const key = keyOf(deal.deal.desk, id);
    if (dealBefore !== undefined) earnUntil(writing, key, item.day);
    post(writing, entryOf(deal, item.day, event.name, placeOf(at)), dealSums(step, deal, context));
    if (event.name === "ReceivableSold") writing.earned.delete(key);
    restate(writing, key, deal, item.day, placeOf(at));
    return;
  }
  if (purchase === undefined || (writing.side === "seller" && purchase.seller !== writing.owner)) return;
  const { desk, currency, factor } = purchase;
  const told = { id: placeOf(at), day: item.day, kind: event.name, receivable: id, number: 0, desk, currency };
  if (event.name === "ReceivablePurchased") {
    writing.held.add(id);
    post(writing, told, purchaseSums(event, writing.side));
  } else if (event.name === "Transfer") {
    const isGone = step.now.holder !== factor;
    if (isGone !== writing.held.has(id)) return;
    if (isGone) writing.held.delete(id);
    else writing.held.add(id);
    post(writing, told, handedOnSums(step, context, isGone));
  } else if (writing.held.has(id)) post(writing, told, heldSums(step, context));
}

/** Cash that a desk could not pay out is nobody's deal any more. */
function writeWaiting(writing: Writing, { recorded: { event, at, timestamp } }: BookStep): void {
  if (event.name !== "CashOwed" && event.name !== "CashWithdrawn") return;
  const day = factorDay(0, timestamp);
  if (event.account !== writing.owner || day > writing.through) return;
  const { currency, amount } = event;
  const entry = {
    id: placeOf(at),
    day,
    kind: event.name,
    receivable: undefined,
    number: 0,
    desk: at.address,
    currency,
  };
  post(writing, entry, waitingSums(event.name === "CashOwed" ? amount : -amount));
}

/** Fees at the end of each month and on the day, as long as the deal lives. */
function earnUntil(writing: Writing, key: string, day: number): void {
  for (;;) {
    const known = writing.earned.get(key);
    if (known === undefined || known.day >= day || !known.booked.deal.live) return;
    earn(writing, key, known.booked, Math.min(monthEndFrom(writing, known.day + 1), day));
  }
}

/** Deals are touched on the same days, over and over. */
function monthEndFrom({ monthEnds }: Writing, day: number): number {
  const found = monthEnds.get(day) ?? dayNumber(endOfMonthAfter(dateOfDay(day), 0));
  monthEnds.set(day, found);
  return found;
}

function earn(writing: Writing, key: string, booked: BookedDeal, day: number): void {
  const { deal } = booked;
  const sum = earnedOn(deal, feesDue(deal.money, deal.terms, day));
  const change = sum - (writing.earned.get(key)?.sum ?? 0n);
  const id = `${deal.desk}/${deal.id}/${deal.number}/fee/${dateOfDay(day)}`;
  post(writing, entryOf(booked, day, "FeeEarned", id), earnedSums(change, "fees", writing.side));
  writing.earned.set(key, { booked, sum, day });
}

/** The commission at the sale; and what a receipt with another value day makes of the fee until today. */
function restate(writing: Writing, key: string, booked: BookedDeal, day: number, place: string): void {
  const { deal } = booked;
  const known = writing.earned.get(key);
  const sum = earnedOn(deal, feesDue(deal.money, deal.terms, day));
  const kind = known === undefined ? "CommissionEarned" : "FeeEarned";
  const role = known === undefined ? "commissions" : "fees";
  const entry = entryOf(booked, day, kind, `${place}/${role}`);
  post(writing, entry, earnedSums(sum - (known?.sum ?? 0n), role, writing.side));
  writing.earned.set(key, { booked, sum, day });
}

function entryOf({ deal }: BookedDeal, day: number, kind: JournalKind, id: string): Omit<DealEntry, "lines"> {
  const { id: receivable, number, desk, currency } = deal;
  return { id, day, kind, receivable, number, desk, currency };
}

function placeOf({ blockNumber, logIndex }: BookStep["recorded"]["at"]): string {
  return `${blockNumber}/${logIndex}`;
}

/** Keeps an entry unless it moves nothing. */
function post(writing: Writing, entry: Omit<DealEntry, "lines">, sums: JournalSums): void {
  const chart = writing.chart ?? JOURNAL_CHARTS[writing.side];
  const byAccount = new Map<string, bigint>();
  for (const role of JOURNAL_ROLES) {
    const sum = sums[role] ?? 0n;
    if (sum !== 0n) byAccount.set(chart[role], (byAccount.get(chart[role]) ?? 0n) + sum);
  }
  const lines = [...byAccount].flatMap(([account, sum]): EntryLine[] =>
    sum === 0n ? [] : [{ account, debit: sum > 0n ? sum : 0n, credit: sum < 0n ? -sum : 0n }],
  );
  if (lines.length > 0) writing.entries.push({ ...entry, lines });
}
