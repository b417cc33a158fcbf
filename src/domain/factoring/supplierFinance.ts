/**
 * What a buyer discloses of its supplier finance arrangements (R74; IAS 7.44H(b), IFRS 7): sums at one day. The
 * standard asks for them at the beginning and at the end of the period, so they are made twice.
 */
import { sumOf } from "../account/standing.ts";
import { checkAmount, checkDistinct, FactoringError } from "./figures.ts";

/** A payable of the buyer on the day of the report. Amounts are minor units of one currency. */
export interface DisclosedPayable {
  readonly id: string;
  /** The arrangement that it is part of; undefined for an ordinary trade payable. */
  readonly arrangement: string | undefined;
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
  /** The part of it for which suppliers have been paid (44H(b)(ii)). */
  readonly supplierPaid: bigint;
}

export interface SupplierFinanceSums extends PayableSums {
  readonly byArrangement: ReadonlyMap<string, PayableSums>;
  /** Undefined if nothing is in an arrangement (44H(b)(iii)). */
  readonly inside: DueRange | undefined;
  /** Of payables in no arrangement; undefined if nothing is inside that they could be compared with. */
  readonly outside: DueRange | undefined;
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
  const groups = Map.groupBy(within, ({ arrangement }) => arrangement ?? "");
  return {
    ...sumsOf(within),
    byArrangement: new Map([...groups].map(([arrangement, rows]) => [arrangement, sumsOf(rows)])),
    inside: rangeOf(within),
    outside: within.length === 0 ? undefined : rangeOf(without),
  };
}

function sumsOf(rows: readonly DisclosedPayable[]): PayableSums {
  return {
    count: rows.length,
    carrying: sumOf(rows, ({ carrying }) => carrying),
    supplierPaid: sumOf(rows, ({ supplierPaid }) => supplierPaid),
  };
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
