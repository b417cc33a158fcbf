/** A factor's book in sums, a part for each currency. */
import { sumOf } from "../../domain/account/standing.ts";
import { movementsOf } from "../../domain/factoring/bookMovements.ts";
import type { BookMovements, Collection } from "../../domain/factoring/bookMovements.ts";
import { bookAging, expectedOf, sumsOf } from "../../domain/factoring/bookSums.ts";
import { dilutionOf, trailingYear } from "../../domain/factoring/dilution.ts";
import type { Dilution, DilutionGrouping, Period } from "../../domain/factoring/dilution.ts";
import type { Address } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { ShownCurrencyBook } from "../../wire/factorBook.ts";
import { shownCurrency } from "../receivables/showing.ts";
import type { Tokens } from "../receivables/showing.ts";
import type { ReadBook } from "./reading.ts";
import { amountsIn, shownDilution, shownSums } from "./showing.ts";

/** Every currency of the book, of what is over too, in the order of addresses. */
export function currencyBooks(
  book: ReadBook,
  waiting: ReadonlyMap<Address, bigint>,
  tokens: Tokens,
): ShownCurrencyBook[] {
  const moved = movementsOf(book.history);
  const currencies = new Set([...book.rows, ...moved.sales].map(({ currency }) => currency));
  for (const currency of waiting.keys()) currencies.add(currency);
  return [...currencies].toSorted().map((currency) => {
    const amount = amountsIn(currency, tokens);
    const rows = book.rows.filter((row) => row.currency === currency);
    const [own, period] = [ofCurrency(moved, currency), yearTo(book)];
    const [dilution] = dilutionOf(own.sales, own.reductions, period, "book");
    if (dilution === undefined) throw new Error("the dilution of a book has a row whatever happened");
    return {
      currency: shownCurrency(currency, tokens),
      ...shownSums(sumsOf(rows), amount),
      aging: shownAll(bookAging(rows), amount),
      expected: shownAll(expectedOf(rows), amount),
      received: receivedIn(own.collections, book.asOf.date, amount),
      dilution: shownDilution(dilution, period, amount),
      waiting: amount(waiting.get(currency) ?? 0n),
    };
  });
}

/** Dilution in rows of one currency. */
export interface CurrencyDilution extends Dilution {
  readonly currency: Address;
}

export function dilutionIn(book: ReadBook, grouping: DilutionGrouping): readonly CurrencyDilution[] {
  const moved = movementsOf(book.history);
  const currencies = new Set(moved.sales.map(({ currency }) => currency));
  return [...currencies].toSorted().flatMap((currency) => {
    const { sales, reductions } = ofCurrency(moved, currency);
    return dilutionOf(sales, reductions, yearTo(book), grouping).map((row) => ({ ...row, currency }));
  });
}

export function yearTo({ asOf }: ReadBook): Period {
  return trailingYear(dayNumber(asOf.date));
}

function ofCurrency({ collections, sales, reductions }: BookMovements, currency: Address): BookMovements {
  const isOwn = (row: { readonly currency: Address }): boolean => row.currency === currency;
  return { collections: collections.filter(isOwn), sales: sales.filter(isOwn), reductions: reductions.filter(isOwn) };
}

function receivedIn(
  collections: readonly Collection[],
  date: string,
  amount: (units: bigint) => string,
): ShownCurrencyBook["received"] {
  const from = dayNumber(`${date.slice(0, -2)}01`);
  const within = collections.filter(({ day }) => day >= from && day <= dayNumber(date));
  const cashOf = (source: Collection["source"]): string =>
    amount(
      sumOf(
        within.filter((one) => one.source === source),
        ({ cash }) => cash,
      ),
    );
  return {
    from: dateOfDay(from),
    debtors: cashOf("Payment"),
    sellers: cashOf("Repayment"),
    receiptsOfFactor: cashOf("FactorReceipt"),
    receiptsOfSellers: cashOf("SellerReceipt"),
    purchases: cashOf("purchase"),
    toFunds: amount(sumOf(within, ({ toFunds }) => toFunds)),
    toFees: amount(sumOf(within, ({ toFees }) => toFees)),
    toSellers: amount(sumOf(within, ({ toSeller }) => toSeller)),
  };
}

function shownAll<Name extends string>(
  sums: Readonly<Record<Name, bigint>>,
  amount: (units: bigint) => string,
): Record<Name, string> {
  const shown = Object.entries<bigint>(sums).map(([name, units]) => [name, amount(units)]);
  return Object.fromEntries(shown) as Record<Name, string>;
}
