/** Dilution of a book over the trailing year (R51), by the rules that a factor's book follows too. */
import { DILUTION_KINDS, dilutionOf, trailingYear } from "../factoring/dilution.ts";
import type { Dilution, DilutionKind, GrossSale, Period, Reduction } from "../factoring/dilution.ts";
import { counts } from "./book.ts";
import type { Book, BookItem, Cut } from "./book.ts";
import type { Description } from "./description.ts";
import { addTo } from "./exact.ts";
import { isSale } from "./flows.ts";
import { nettedAt } from "./netting.ts";

export const DILUTION = {
  name: "dilution",
  unit: "ratePpm",
  formula: "(credits + discounts) / sales",
  inputs: {
    credits: "credit notes of the trailing year, with cancellations and short pays that were given up",
    discounts: "discounts taken with payments of the trailing year",
    sales: "invoices by document and debit notes by record of the trailing year, before credits",
  },
  undefinedWhere: "nothing was sold in the trailing year",
} as const satisfies Description;

export interface BookDilution {
  /** The twelve months that end with the cut. */
  readonly period: Period;
  readonly book: Dilution | undefined;
  /** By customer, which stands as the buyer. */
  readonly byCustomer: readonly Dilution[];
}

/** What was taken back again is no reduction. */
export function bookDilution({ items }: Pick<Book, "items">, cut: Cut): BookDilution {
  const period = trailingYear(cut.day);
  const sold = new Map<string, bigint>();
  const lowered: Record<DilutionKind, Map<string, bigint>> = { credit: new Map(), discount: new Map() };
  for (const item of items) {
    addSales(sold, item, cut, period);
    for (const kind of DILUTION_KINDS) {
      for (const { day, amount } of nettedAt(item, kind, cut)) {
        if (day >= period.from && day <= period.through) addTo(lowered[kind], item.customer, amount);
      }
    }
  }
  const sales = [...sold].flatMap(([buyer, amount]): GrossSale[] =>
    amount <= 0n ? [] : [{ seller: "", buyer, day: cut.day, amount }],
  );
  const reductions = DILUTION_KINDS.flatMap((kind) =>
    [...lowered[kind]].map(([buyer, amount]): Reduction => ({ seller: "", buyer, day: cut.day, amount, kind })),
  );
  return {
    period,
    book: dilutionOf(sales, reductions, period, "book")[0],
    byCustomer: dilutionOf(sales, reductions, period, "buyer"),
  };
}

function addSales(sold: Map<string, bigint>, item: BookItem, cut: Cut, { from, through }: Period): void {
  for (const move of item.moves) {
    if (!isSale(move.kind) || move.day < from || move.day > through || !counts(move, cut)) continue;
    addTo(sold, item.customer, move.amount);
  }
}
