/** A factor's book: portfolio, exceptions, facilities, dilution; as of any day, and tied to the chain at any block. */
import {
  bookedPage,
  bookedQuery,
  bookQuery,
  dilutionPage,
  dilutionQuery,
  exceptionPage,
  exceptionQuery,
  facilityPage,
  facilityQuery,
  factorBook,
  portfolioPage,
  portfolioQuery,
} from "../factorBook.ts";
import { reading } from "../readings.ts";

const TAG = "Factor's book";
const REFUSED = ["AccountTooLong"] as const;
const page = <Page>(body: Page) => ({ 200: { description: "A page.", body } });

export const FACTOR_BOOK_OPERATIONS = {
  readFactorBook: reading({
    path: "/v1/factor-book",
    tag: TAG,
    summary: "The organisation's book as a factor, in sums by currency",
    description:
      "A fold of what was recorded up to a block: the same question about the same block has the same answer for " +
      "ever. `funds` and `feesDue` are what `dealOf` of the desk says of its deals, `open` what the ledger keeps.",
    query: bookQuery,
    answers: { 200: { description: "The book; empty for who has no desk.", body: factorBook } },
    problems: REFUSED,
  }),
  listPortfolio: reading({
    path: "/v1/factor-book/portfolio",
    tag: TAG,
    summary: "By seller or by buyer",
    description: "By currency, and within one the largest first. All pages are of the first one's block.",
    query: portfolioQuery,
    answers: page(portfolioPage),
    problems: [...REFUSED, "CursorInvalid"],
  }),
  listBookedReceivables: reading({
    path: "/v1/factor-book/receivables",
    tag: TAG,
    summary: "What is in the book, each with funds, fees and reserve",
    description: "In the order of their sale.",
    query: bookedQuery,
    answers: page(bookedPage),
    problems: [...REFUSED, "CursorInvalid"],
  }),
  listBookExceptions: reading({
    path: "/v1/factor-book/exceptions",
    tag: TAG,
    summary: "What needs somebody's attention",
    description:
      "Disputed, overdue, advised and not recorded, notice not given or not acknowledged, the debtor's key not " +
      "vouched for by a registrar that the last criteria rely on, claims open, limits nearly used (from 90 per cent " +
      "on).",
    query: exceptionQuery,
    answers: page(exceptionPage),
    problems: [...REFUSED, "CursorInvalid"],
  }),
  listBookedFacilities: reading({
    path: "/v1/factor-book/facilities",
    tag: TAG,
    summary: "Offers that several receivables are sold under, with their use",
    query: facilityQuery,
    answers: page(facilityPage),
    problems: [...REFUSED, "CursorInvalid"],
  }),
  listDilution: reading({
    path: "/v1/factor-book/dilution",
    tag: TAG,
    summary: "Dilution of what was sold, over the twelve months to the date",
    query: dilutionQuery,
    answers: page(dilutionPage),
    problems: [...REFUSED, "CursorInvalid"],
  }),
} as const;
