/**
 * Days sales outstanding in its four forms (R43), hundredths of a day. All of them leave out what was written off, and
 * set sales before credits against it.
 */
import { counts } from "./book.ts";
import type { Book, Cut } from "./book.ts";
import { firstDayOf, lastDayOf, monthOf } from "./calendar.ts";
import type { Description } from "./description.ts";
import { addTo, HUNDREDTHS, hundredthsOf, rounded } from "./exact.ts";
import { isSale } from "./flows.ts";
import type { Receivables } from "./flows.ts";
import type { ItemStanding } from "./standing.ts";

const RECEIVABLES = "open principal that is not written off, before unapplied money";
const SALES = "invoices and debit notes of the period, before credits, of what was not written off before it";
const DAYS = "days of the period";
const NO_SALES = "nothing was sold in the period";

export const DSO_SIMPLE = {
  name: "dsoSimple",
  unit: "days",
  formula: "receivables / sales x days",
  inputs: { receivables: RECEIVABLES, sales: SALES, days: DAYS },
  undefinedWhere: NO_SALES,
} as const satisfies Description;
export const DSO_COUNTBACK = {
  name: "dsoCountback",
  unit: "days",
  formula: "days of the months whose sales the receivables exhaust, the latest first + rest / sales x days of the next",
  inputs: {
    receivables: RECEIVABLES,
    sales: "invoices by document and debit notes by record of each calendar month, that of the cut up to its day",
    rest: "receivables less the sales of the months before",
  },
  undefinedWhere: "the receivables are more than all that was sold, or a month took back more than it sold",
} as const satisfies Description;
export const DSO_TRUE = {
  name: "dsoTrue",
  unit: "days",
  formula: "sum over the items of age x open / sales of the month of its document",
  inputs: {
    age: "days from the document to the cut",
    open: RECEIVABLES,
    sales: "invoices and debit notes of the items whose document is of that month",
  },
  undefinedWhere: "an open item is of a month without sales, as what came by assignment may be",
} as const satisfies Description;
export const DSO_BEST = {
  name: "dsoBest",
  unit: "days",
  formula: "current / sales x days",
  inputs: { current: "the part of the receivables that is not past due", sales: SALES, days: DAYS },
  undefinedWhere: NO_SALES,
} as const satisfies Description;
export const ADD = {
  name: "averageDaysDelinquent",
  unit: "days",
  formula: "(receivables - current) / sales x days, which is simple DSO - best possible DSO",
  inputs: {
    receivables: RECEIVABLES,
    current: "the part of the receivables that is not past due",
    sales: SALES,
    days: DAYS,
  },
  undefinedWhere: NO_SALES,
} as const satisfies Description;

/** What was sold in how many days. */
export interface SalesOfDays {
  readonly sales: bigint;
  readonly days: number;
}

/** Simple, and with the current receivables best possible, and with those past due ADD. */
export function dsoOf(receivables: bigint, { sales, days }: SalesOfDays): bigint | undefined {
  return hundredthsOf(receivables * BigInt(days), sales);
}

export function bestDso({ current }: Receivables, sold: SalesOfDays): bigint | undefined {
  return dsoOf(current, sold);
}

export function averageDaysDelinquent({ total, current }: Receivables, sold: SalesOfDays): bigint | undefined {
  return dsoOf(total - current, sold);
}

/** By exhaustion. @param months The latest first. */
export function countbackDso(receivables: bigint, months: readonly SalesOfDays[]): bigint | undefined {
  if (receivables <= 0n) return 0n;
  let rest = receivables;
  let before = 0n;
  for (const { sales, days } of months) {
    if (sales < 0n) return undefined;
    if (rest <= sales) return before * HUNDREDTHS + rounded(rest * BigInt(days) * HUNDREDTHS, sales);
    rest -= sales;
    before += BigInt(days);
  }
  return undefined;
}

/** The calendar months of sales from that of a day back to the first, the latest first and up to the day. */
export function monthsBack(salesByMonth: ReadonlyMap<number, bigint>, day: number): readonly SalesOfDays[] {
  const last = monthOf(day);
  let first = last + 1;
  for (const month of salesByMonth.keys()) first = Math.min(first, month);
  return Array.from({ length: last - first + 1 }, (_, back) => {
    const month = last - back;
    const days = Math.min(day, lastDayOf(month)) - firstDayOf(month) + 1;
    return { sales: salesByMonth.get(month) ?? 0n, days };
  });
}

/** Of every open item by its own age. */
export function trueDso(
  { items }: Pick<Book, "items">,
  standings: readonly ItemStanding[],
  cut: Cut,
): bigint | undefined {
  const sales = new Map<number, bigint>();
  for (const { day, moves } of items) {
    for (const move of moves) if (isSale(move.kind) && counts(move, cut)) addTo(sales, monthOf(day), move.amount);
  }
  const weighted = new Map<number, bigint>();
  for (const { item, open, isWrittenOff } of standings) {
    if (!isWrittenOff) addTo(weighted, monthOf(item.day), open * BigInt(Math.max(0, cut.day - item.day)));
  }
  let [numerator, denominator] = [0n, 1n];
  for (const [month, amount] of weighted) {
    const sold = sales.get(month) ?? 0n;
    if (sold <= 0n) return undefined;
    numerator = numerator * sold + amount * denominator;
    denominator *= sold;
  }
  return hundredthsOf(numerator, denominator);
}
