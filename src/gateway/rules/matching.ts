/** The three-way match: invoice against order and goods receipt, line by line. */
import {
  absolute,
  add,
  compare,
  formatDecimal,
  multiply,
  parseDecimal,
  percentOf,
  subtract,
  sum,
} from "../../domain/decimal.ts";
import { ZERO } from "../../domain/decimal.ts";
import type { Decimal } from "../../domain/decimal.ts";
import type { MatchedLine } from "../../store/acceptanceRules.ts";
import type { OrderLineRow, ReceiptLineRow } from "../../store/orders.ts";
import type { Acceptance } from "../../wire/rule.ts";

export type Reason = Acceptance["reasons"][number];

/** The parts of an invoice's model that are compared, decimals as text. */
export interface ComparedInvoice {
  readonly currency: string;
  readonly issueDate: string;
  readonly dueDate?: string;
  readonly purchaseOrder?: string;
  readonly allowances?: readonly unknown[];
  readonly charges?: readonly unknown[];
  readonly totals?: { readonly payable?: string };
  readonly lines?: readonly {
    readonly id?: string;
    readonly name?: string;
    readonly quantity?: string;
    readonly net?: string;
    /** Per cent. */
    readonly taxRate?: string;
  }[];
}

export interface Bought {
  readonly orders: readonly OrderLineRow[];
  readonly receipts: readonly ReceiptLineRow[];
  /** What went into other invoices already. */
  readonly used: readonly MatchedLine[];
}

export interface Tolerance {
  readonly absolute: string;
  /** Per cent. */
  readonly relative: string;
}

export interface Comparison {
  readonly reasons: readonly Reason[];
  readonly lines: readonly MatchedLine[];
}

/** What was invoiced and what it is worth by the order. */
interface Line {
  readonly matched: MatchedLine;
  readonly invoiced: Decimal;
  readonly ordered: Decimal;
}

/** @param bought Orders, receipts and uses of that supplier and of the invoice's order. */
export function compareInvoice(invoice: ComparedInvoice, bought: Bought, tolerance: Tolerance): Comparison {
  const { purchaseOrder, lines = [], allowances = [], charges = [] } = invoice;
  if (purchaseOrder === undefined || lines.length === 0) {
    return refused("orderMissing", "the invoice names no order (BT-13), or has no lines");
  }
  if (allowances.length + charges.length > 0) {
    return refused("chargeNotOrdered", "the invoice has charges or allowances of its own (BG-20, BG-21)");
  }
  const own = bought.orders.filter(
    (line) => line.purchaseOrder === purchaseOrder && line.currency === invoice.currency,
  );
  if (own.length === 0) return refused("orderUnknown", `no order ${purchaseOrder} in ${invoice.currency} is known`);
  const reasons: Reason[] = [];
  const found: Line[] = [];
  for (const line of lines) {
    const read = readLine(line, own);
    if ("reason" in read) reasons.push(read);
    else found.push(read);
  }
  if (reasons.length === 0) {
    reasons.push(...quantityFaults(found, bought), ...priceFaults(found, tolerance), ...sumFaults(invoice, tolerance));
  }
  return { reasons, lines: reasons.length === 0 ? found.map(({ matched }) => matched) : [] };
}

function readLine(
  { id = "?", name = "", quantity = "", net = "" }: NonNullable<ComparedInvoice["lines"]>[number],
  orders: readonly OrderLineRow[],
): Line | Reason {
  const [order, another] = orders.filter(({ item }) => levelled(item) === levelled(name));
  const [count, invoiced, price] = [quantity, net, order?.price ?? ""].map(parseDecimal);
  const said = `line ${id} (${name})`;
  if (order === undefined || another !== undefined || count === undefined || invoiced === undefined) {
    const why = another === undefined ? "is no line of the order" : "could be several lines of the order";
    return { reason: "lineUnknown", detail: `${said} ${why}` };
  }
  if (compare(count, ZERO) <= 0 || price === undefined) {
    return { reason: "lineUnknown", detail: `${said} has the quantity ${quantity}, which is no purchase` };
  }
  const { party, purchaseOrder, line } = order;
  return { matched: { party, purchaseOrder, line, quantity }, invoiced, ordered: multiply(count, price) };
}

/** Names are compared without case and without how blanks and compatibility forms are written. */
function levelled(name: string): string {
  return name.normalize("NFKC").replaceAll(/\s+/g, " ").trim().toLowerCase();
}

/**
 * No tolerance: what was not received, or was invoiced before, is not accepted by rule (R56, art. 763), and neither is
 * more than was ordered.
 */
function quantityFaults(lines: readonly Line[], { orders, receipts, used }: Bought): readonly Reason[] {
  return [...Map.groupBy(lines, ({ matched }) => matched.line)].flatMap(([line, same]) => {
    const wanted = total(same.map(({ matched }) => matched));
    const isSame = (row: { readonly purchaseOrder: string; readonly line: string }): boolean =>
      row.line === line && row.purchaseOrder === same[0]?.matched.purchaseOrder;
    const before = total(used.filter(isSame));
    const received = total(receipts.filter(isSame));
    const ordered = total(orders.filter(isSame));
    const asked = add(before, wanted);
    if (compare(asked, received) <= 0 && compare(asked, ordered) <= 0) return [];
    const figures = [wanted, before, received, ordered].map(formatDecimal);
    const [now, earlier, arrived, bought] = figures;
    const detail = `order line ${line}: invoiced ${now} and before ${earlier}, received ${arrived}, ordered ${bought}`;
    return [{ reason: "quantityNotReceived" as const, detail }];
  });
}

function total(rows: readonly { readonly quantity: string }[]): Decimal {
  return sum(rows.map(({ quantity }) => parseDecimal(quantity) ?? ZERO));
}

/** Each line within the relative tolerance, and all together within the absolute one; upwards and downwards. */
function priceFaults(lines: readonly Line[], tolerance: Tolerance): readonly Reason[] {
  const relative = parseDecimal(tolerance.relative) ?? ZERO;
  const most = parseDecimal(tolerance.absolute) ?? ZERO;
  const each = lines.flatMap(({ matched, invoiced, ordered }): readonly Reason[] => {
    const difference = absolute(subtract(invoiced, ordered));
    if (compare(difference, percentOf(ordered, relative)) <= 0) return [];
    const sums = `invoiced ${formatDecimal(invoiced)}, by the order ${formatDecimal(ordered)}`;
    return [{ reason: "priceDiffers", detail: `order line ${matched.line}: ${sums}, allowed ${tolerance.relative} %` }];
  });
  const apart = sum(lines.map(({ invoiced, ordered }) => absolute(subtract(invoiced, ordered))));
  if (compare(apart, most) <= 0) return each;
  const detail = `all lines together differ by ${formatDecimal(apart)}, allowed ${tolerance.absolute}`;
  return [...each, { reason: "priceDiffers", detail }];
}

/** The highest standard rate of value added tax in the European Union, per cent (Hungary). */
const HIGHEST_TAX: Decimal = { units: 27n, scale: 0 };
const CENT: Decimal = { units: 1n, scale: 2 };

/**
 * What is to be paid is the lines and their tax. An invoice whose own sums agree may still ask for more: by a rounding
 * (BT-114) of any size, by something paid that is below zero (BT-113), or by a tax that nobody levies.
 */
function sumFaults({ totals, lines = [] }: ComparedInvoice, tolerance: Tolerance): readonly Reason[] {
  const rates = lines.map(({ taxRate }) => parseDecimal(taxRate ?? "") ?? ZERO);
  const wrong = rates.find((rate) => compare(rate, HIGHEST_TAX) > 0);
  if (wrong !== undefined) return [{ reason: "priceDiffers", detail: `a line is taxed ${formatDecimal(wrong)} %` }];
  const worth = lines.map(({ net = "" }, index) => {
    const sumOfLine = parseDecimal(net) ?? ZERO;
    // Tax is rounded by line or by rate, so that a cent may be between the two.
    return sum([sumOfLine, percentOf(sumOfLine, rates[index] ?? ZERO), CENT]);
  });
  const most = sum([...worth, parseDecimal(tolerance.absolute) ?? ZERO]);
  const payable = parseDecimal(totals?.payable ?? "0");
  if (payable !== undefined && compare(payable, most) <= 0) return [];
  const detail = `${totals?.payable ?? "?"} is to be paid, lines with their tax are at most ${formatDecimal(most)}`;
  return [{ reason: "priceDiffers", detail }];
}

function refused(reason: Reason["reason"], detail: string): Comparison {
  return { reasons: [{ reason, detail }], lines: [] };
}
