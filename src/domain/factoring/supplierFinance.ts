/**
 * What a buyer discloses of its supplier finance arrangements (R74; IAS 7.44F to 44H, IFRS 7): sums at one day. The
 * standard asks for them at the beginning and at the end of the period, so they are made twice.
 */
import { sumOf } from "../account/standing.ts";
import { checkAmount, checkDistinct, FactoringError } from "./figures.ts";

/** A payable of the buyer on the day of the report. Amounts are minor units of one currency. */
export interface DisclosedPayable {
  readonly id: string;
  /** The arrangement that it is part of; undefined for an ordinary trade payable. */
  readonly arrangement: string | undefined;
  /** Where the balance sheet shows it, such as "Trade payables". */
  readonly presentedAs: string;
  /** What payables are compared by: line of business, jurisdiction (44H(b)(iii)). */
  readonly comparableBy: string;
  readonly carrying: bigint;
  /** The part of the carrying amount for which the supplier has its money from the finance provider. */
  readonly supplierPaid: bigint;
  readonly invoiceDay: number;
  readonly dueDay: number;
}

/** Days from invoice to due date, both ends included. */
export interface DueRange {
  readonly least: number;
  readonly most: number;
}

export interface PayableSums {
  readonly count: number;
  /** Minor units (44H(b)(i)). */
  readonly carrying: bigint;
  /** The part of it of which suppliers have been paid (44H(b)(ii)). */
  readonly supplierPaid: bigint;
}

/** What is asked for one group of comparable payables (44H(b)(iii)). */
export interface ComparedRange {
  readonly comparableBy: string;
  readonly inside: DueRange;
  /** Of payables in no arrangement; undefined if there are none to compare with. */
  readonly outside: DueRange | undefined;
}

export interface SupplierFinanceSums extends PayableSums {
  readonly byArrangement: ReadonlyMap<string, PayableSums>;
  readonly byPresentation: ReadonlyMap<string, PayableSums>;
  /** Undefined if nothing is in an arrangement. */
  readonly inside: DueRange | undefined;
  /** Of all payables outside that are comparable to one inside. */
  readonly outside: DueRange | undefined;
  /** The groups apart, since one wide range tells a reader little. */
  readonly ranges: readonly ComparedRange[];
}

/**
 * The sums of all arrangements. Credits against a supplier are left out by the caller: they are no liability.
 * @throws FactoringError for a payable that stands twice, an amount below nought, a supplier that was paid more than is
 * carried, or outside of any arrangement, and a due date before its invoice.
 */
export function supplierFinanceSums(payables: readonly DisclosedPayable[]): SupplierFinanceSums {
  check(payables);
  const within = payables.filter(({ arrangement }) => arrangement !== undefined);
  const without = payables.filter(({ arrangement }) => arrangement === undefined);
  const groups = groupsOf(within, ({ comparableBy }) => comparableBy);
  const ranges = [...groups].flatMap(([comparableBy, rows]): ComparedRange[] => {
    const inside = rangeOf(rows);
    const outside = rangeOf(without.filter((row) => row.comparableBy === comparableBy));
    return inside === undefined ? [] : [{ comparableBy, inside, outside }];
  });
  return {
    ...sumsOf(within),
    byArrangement: summed(within, ({ arrangement }) => arrangement ?? ""),
    byPresentation: summed(within, ({ presentedAs }) => presentedAs),
    inside: rangeOf(within),
    outside: rangeOf(without.filter(({ comparableBy }) => groups.has(comparableBy))),
    ranges,
  };
}

function sumsOf(rows: readonly DisclosedPayable[]): PayableSums {
  return {
    count: rows.length,
    carrying: sumOf(rows, ({ carrying }) => carrying),
    supplierPaid: sumOf(rows, ({ supplierPaid }) => supplierPaid),
  };
}

function summed(
  rows: readonly DisclosedPayable[],
  keyOf: (row: DisclosedPayable) => string,
): ReadonlyMap<string, PayableSums> {
  return new Map([...groupsOf(rows, keyOf)].map(([key, group]) => [key, sumsOf(group)]));
}

function groupsOf(
  rows: readonly DisclosedPayable[],
  keyOf: (row: DisclosedPayable) => string,
): ReadonlyMap<string, readonly DisclosedPayable[]> {
  const groups = new Map<string, DisclosedPayable[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    group.push(row);
    groups.set(keyOf(row), group);
  }
  return groups;
}

function rangeOf(rows: readonly DisclosedPayable[]): DueRange | undefined {
  let range: DueRange | undefined;
  for (const { invoiceDay, dueDay } of rows) {
    const days = dueDay - invoiceDay;
    range = { least: Math.min(range?.least ?? days, days), most: Math.max(range?.most ?? days, days) };
  }
  return range;
}

function check(payables: readonly DisclosedPayable[]): void {
  checkDistinct(
    "payables.id",
    payables.map(({ id }) => id),
  );
  for (const { id, arrangement, carrying, supplierPaid, invoiceDay, dueDay } of payables) {
    checkAmount(`payables ${id}.carrying`, carrying);
    if (supplierPaid < 0n || supplierPaid > (arrangement === undefined ? 0n : carrying)) {
      const wayOut = "give at most what is carried, and nothing outside of an arrangement";
      throw new FactoringError(`payables ${id}.supplierPaid`, supplierPaid.toString(), wayOut);
    }
    if (dueDay < invoiceDay)
      throw new FactoringError(`payables ${id}.dueDay`, dueDay.toString(), "it is before invoice");
  }
}
