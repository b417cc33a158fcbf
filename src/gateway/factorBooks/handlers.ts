/** A factor's book over HTTP; nobody sees another's. */
import { exceptionsOf } from "../../domain/factoring/bookExceptions.ts";
import { portfolioOf } from "../../domain/factoring/bookSums.ts";
import type { Address } from "../../domain/receivable.ts";
import { deskOf } from "../../store/desks.ts";
import type { Database, Sql } from "../../store/database.ts";
import type { FACTOR_BOOK_OPERATIONS } from "../../wire/operations/factorBooks.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { createCursors } from "../receivables/cursors.ts";
import type { Cursors } from "../receivables/cursors.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { shownCurrency } from "../receivables/showing.ts";
import { asOfBook, shownAsOf } from "./asOf.ts";
import type { AsOf } from "./asOf.ts";
import { bookPage } from "./paging.ts";
import type { BookList, BookPage } from "./paging.ts";
import { readBook, readFacilities } from "./reading.ts";
import type { ReadBook } from "./reading.ts";
import { amountsIn, shownBooked, shownDilution, shownException, shownFacility, shownPortfolioRow } from "./showing.ts";
import { currencyBooks, dilutionIn, yearTo } from "./sums.ts";
import { waitingFor } from "./waiting.ts";
import { watchedBy } from "./watching.ts";

type Operations = typeof FACTOR_BOOK_OPERATIONS;
export function factorBookHandlers(deps: GatewayDeps): Handlers<Operations> {
  const { database, tokens } = deps;
  return {
    readFactorBook: async ({ member: { organisation }, query }) => {
      const body = await atOneInstant(database, async (sql) => {
        const desk = (await deskOf(sql, organisation)) ?? null;
        const asOf = await asOfBook(sql, query);
        if (asOf === undefined) return { asOf: null, desk, currencies: [] };
        const book = await bookOf(sql, organisation, asOf);
        return { asOf: shownAsOf(asOf), desk, currencies: currencyBooks(book, waitingFor(book), tokens) };
      });
      return { status: 200, body };
    },
    ...listHandlers(deps),
  };
}

type Paged = Pick<BookList<unknown>, "query">["query"];

function listHandlers({ database, config, tokens }: GatewayDeps): Omit<Handlers<Operations>, "readFactorBook"> {
  const page = pager(database, createCursors(config.secret));
  return {
    listPortfolio: async ({ member: { organisation }, query }) => {
      const body = await page(organisation, "portfolio", query, (_sql, { rows }) =>
        [...Map.groupBy(rows, ({ currency }) => currency)]
          .toSorted()
          .flatMap(([currency, own]) =>
            portfolioOf(own, query.by).map((row) => shownPortfolioRow(row, currency, tokens)),
          ),
      );
      return { status: 200, body };
    },
    listBookedReceivables: async ({ member: { organisation }, query }) => {
      const { seller, buyer } = query;
      const body = await page(organisation, "booked", query, (_sql, { rows }) =>
        rows
          .filter((row) => [undefined, row.seller].includes(seller) && [undefined, row.buyer].includes(buyer))
          .map((row) => shownBooked(row, tokens)),
      );
      return { status: 200, body };
    },
    listBookExceptions: async ({ member: { organisation }, query }) => {
      const body = await page(organisation, "exceptions", query, async (sql, book) =>
        exceptionsOf(await watchedBy(sql, book))
          .filter(({ kind }) => [undefined, kind].includes(query.kind))
          .map((found) => shownException(found, tokens)),
      );
      return { status: 200, body };
    },
    listBookedFacilities: async ({ member: { organisation }, query }) => {
      const body = await page(organisation, "facilities", query, async (sql, book) =>
        (await readFacilities(sql, book)).map((use) => shownFacility(use, tokens)),
      );
      return { status: 200, body };
    },
    listDilution: async ({ member: { organisation }, query }) => {
      const body = await page(organisation, "dilution", query, (_sql, book) =>
        dilutionIn(book, query.by).map(({ seller, buyer, currency, ...row }) => ({
          ...{ seller: (seller ?? null) as Address | null, buyer: (buyer ?? null) as Address | null },
          currency: shownCurrency(currency, tokens),
          ...shownDilution(row, yearTo(book), amountsIn(currency, tokens)),
        })),
      );
      return { status: 200, body };
    },
  };
}

/** Pages of lists that are made of the whole book as it was at one instant. */
function pager(database: Database, cursors: Cursors) {
  return <Row>(
    organisation: Address,
    name: string,
    { limit, cursor, ...filters }: Paged,
    make: (sql: Sql, book: ReadBook) => readonly Row[] | Promise<readonly Row[]>,
  ): Promise<BookPage<Row>> =>
    atOneInstant(database, (sql) =>
      bookPage(sql, {
        cursors,
        list: JSON.stringify([name, organisation, filters]),
        query: { limit, cursor, ...filters },
        make: async (asOf) => make(sql, await bookOf(sql, organisation, asOf)),
      }),
    );
}

function bookOf(sql: Sql, party: Address, asOf: AsOf): Promise<ReadBook> {
  return readBook(sql, { role: "factor", party }, asOf);
}
