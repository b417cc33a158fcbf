/** A reconciliation as CSV: the bridge of each currency, and every difference. */
import { csvOf } from "../../documents/table/writeCsv.ts";
import { BOOK_SIDES } from "../../domain/ledgerItem.ts";
import type { BookSide } from "../../domain/ledgerItem.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { BookDifference, BookItem, ShownReconciliation } from "../../wire/reconciliation.ts";
import type { KeptDifference } from "./showing.ts";

const HEADERS = [
  ...["line", "currency", "class", "amount", "supplier documents", "supplier amounts", "buyer documents"],
  ...["buyer amounts", "because of", "owner", "cure", "due", "state", "resolution"],
];

const SHARES = ["items", "matched", "bornOnChain", "byIdentity"] as const;

/**
 * Rows: for each currency the supplier's balance, each class, the buyer's balance, and of each side's items all, those
 * matched, those born on chain and those matched by identity, with what they come to; then the differences.
 */
export function reportOf(
  { currencies }: ShownReconciliation,
  differences: readonly KeptDifference[],
  cases: ReadonlyMap<Hex, { readonly case: BookDifference["case"] }>,
): string {
  const bridges = currencies.flatMap(({ currency, balances, bridge, counts, values }) => [
    row(["balance", currency, "SUPPLIER", balances.supplier]),
    ...bridge.map(({ class: name, amount }) => row(["bridge", currency, name, amount])),
    row(["balance", currency, "BUYER", balances.buyer]),
    ...BOOK_SIDES.flatMap((side) => sharesOf(side, currency, counts[side], values[side])),
  ]);
  const rows = differences.map((difference) => {
    const { key, class: name, owner, cure, due, currency, amount, supplier, buyer, because } = difference;
    const state = cases.get(key)?.case;
    return row([
      ...["difference", currency, name, amount, numbersOf(supplier), amountsOf(supplier), numbersOf(buyer)],
      ...[amountsOf(buyer), numbersOf(because), owner, cure, due ?? "", state?.state ?? "", state?.resolution ?? ""],
    ]);
  });
  return csvOf([HEADERS, ...bridges, ...rows]);
}

type Currency = ShownReconciliation["currencies"][number];

function sharesOf(
  side: BookSide,
  currency: string,
  counts: Currency["counts"][BookSide],
  values: Currency["values"][BookSide],
): readonly (readonly string[])[] {
  return SHARES.map((share) => {
    const places = { supplier: "", buyer: "", [side]: counts[share].toString() };
    return row([`${side} items`, currency, share, values[share], places.supplier, "", places.buyer]);
  });
}

/** As many cells as there are headers. */
function row(cells: readonly string[]): readonly string[] {
  return HEADERS.map((_, index) => cells[index] ?? "");
}

function numbersOf(items: readonly BookItem[]): string {
  return items.map(({ number, place, date }) => `${number === "" ? place : number} ${date}`).join("; ");
}

function amountsOf(items: readonly BookItem[]): string {
  return items.map(({ amount }) => amount).join("; ");
}
