/**
 * What comes in of the items that are open at a cut, by week or month: principal as it falls due and as its customers
 * pay, with promises and agreed plans in the place of that. What is disputed, what is held for lost and what is as late
 * as too few items were stands apart; invoices that are not written yet are no part of it.
 */
import type { Book, BookItem } from "../indicators/book.ts";
import { standingsAt } from "../indicators/standing.ts";
import type { ItemStanding } from "../indicators/standing.ts";
import { endOfMonthAfter } from "../months.ts";
import { dateOfDay, dayNumber } from "../terms.ts";
import { awaitedOf } from "./awaited.ts";
import type { Agreed } from "./awaited.ts";
import { curvesOf } from "./customerCurve.ts";
import type { PaymentModel } from "./model.ts";
import { drawReceipts } from "./receipts.ts";
import type { DrawnItem, PeriodReceipts } from "./receipts.ts";

const DAYS_A_WEEK = 7;

/** Days, both included. */
export interface Period {
  readonly from: number;
  readonly through: number;
}

export interface ForecastPeriod extends Period, PeriodReceipts {}

/** Sums in minor units. */
export interface Forecast {
  readonly periods: readonly ForecastPeriod[];
  /** By which the draws can be drawn again. */
  readonly seed: number;
  /** What the periods tell of: open, undisputed, and no later than enough items were. */
  readonly awaited: bigint;
  /** Of it, what was promised or is to be paid by a plan. */
  readonly agreed: bigint;
  readonly disputed: bigint;
  readonly writtenOff: bigint;
  /** Open, but as late as too few items ever were. */
  readonly unpredicted: bigint;
}

export interface ForecastAsked {
  readonly periods: readonly Period[];
  readonly seed: number;
  /** What was promised or planned, by item, after the day of the cut. */
  readonly agreed: ReadonlyMap<string, readonly Agreed[]>;
  /** Of promises, the share that a customer kept, parts per million; undefined where too few came due. */
  readonly keptBy: (customer: string) => number | undefined;
}

/** What is awaited of an item: its open part that is neither disputed nor left unpredicted, minor units. */
export interface AwaitedItem {
  readonly item: BookItem;
  readonly amount: bigint;
}

export function forecastReceipts(book: Book, model: PaymentModel, asked: ForecastAsked): Forecast {
  return forecastWithItems(book, model, asked).forecast;
}

/** The same with the items that its periods tell of. */
export function forecastWithItems(
  book: Book,
  model: PaymentModel,
  asked: ForecastAsked,
): { readonly forecast: Forecast; readonly items: readonly AwaitedItem[] } {
  const { cut } = model;
  // In an order of their own: the draws are the same in whichever order the book tells of them.
  const standings = standingsAt(book, cut)
    .filter(({ open }) => open > 0n)
    .toSorted(byItem);
  const curves = curvesOf(model);
  const sums = { awaited: 0n, agreed: 0n, disputed: 0n, writtenOff: 0n, unpredicted: 0n };
  const customers = new Map<string, DrawnItem[]>();
  const awaited: AwaitedItem[] = [];
  const ends = asked.periods.map(({ through }) => through);
  for (const standing of standings) {
    const { item, open, disputed } = standing;
    if (standing.isWrittenOff) {
      sums.writtenOff += open;
      continue;
    }
    const by = { today: cut.day, ends, kept: asked.keptBy(item.customer), curves };
    const { parts, agreed, unpredicted } = awaitedOf(standing, asked.agreed.get(item.id) ?? [], by);
    sums.disputed += disputed;
    sums.unpredicted += unpredicted;
    sums.agreed += agreed;
    const amount = open - disputed - unpredicted;
    sums.awaited += amount;
    awaited.push({ item, amount });
    const items = customers.get(item.customer) ?? [];
    items.push({ parts });
    customers.set(item.customer, items);
  }
  const drawn = [...customers].map(([customer, items]) => ({ items, known: knownOf(model, customer) }));
  const receipts = drawReceipts(drawn, asked.periods.length, asked.seed);
  const periods = asked.periods.flatMap((period, place) => joined(period, receipts[place]));
  return { forecast: { ...sums, seed: asked.seed, periods }, items: awaited };
}

function byItem({ item: { id: one } }: ItemStanding, { item: { id: other } }: ItemStanding): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function joined(period: Period, receipts: PeriodReceipts | undefined): readonly ForecastPeriod[] {
  return receipts === undefined ? [] : [{ ...period, ...receipts }];
}

/** Its own items, and those that it is given of its segment. */
function knownOf({ customers, strengths }: PaymentModel, customer: string): number {
  return (customers.get(customer)?.length ?? 0) + (strengths[0]?.customer ?? 0);
}

/** Weeks from the day after the cut on. @param count How many. */
export function weeksAfter(day: number, count: number): readonly Period[] {
  return Array.from({ length: count }, (_, place) => {
    const from = day + 1 + DAYS_A_WEEK * place;
    return { from, through: from + DAYS_A_WEEK - 1 };
  });
}

/** Months of the calendar after the day of the cut; the first is the rest of its own, unless that is over. */
export function monthsAfterDay(day: number, count: number): readonly Period[] {
  const periods: Period[] = [];
  for (let months = 0, from = day + 1; periods.length < count; months += 1) {
    const through = dayNumber(endOfMonthAfter(dateOfDay(day + 1), months));
    periods.push({ from, through });
    from = through + 1;
  }
  return periods;
}
