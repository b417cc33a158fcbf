/** A firm's book as a statement: which of its items count, what is open of each document, root, balance and digest. */
import { currencyByNumeric } from "../../domain/currency.ts";
import type { LedgerItem } from "../../domain/ledgerItem.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { Statement } from "../../domain/statement.ts";
import { statementTree } from "../../domain/statementLeaf.ts";
import type { OpenItem, StatementTree } from "../../domain/statementLeaf.ts";
import { isoCurrencyAddress } from "../../domain/terms.ts";
import { inOrder } from "../ledgers/pool.ts";
import { bookDigest } from "./bookDigest.ts";
import { openLines } from "./openLines.ts";

/** What a book says for one statement. */
export interface BookItems {
  /** In the statement's currency, dated up to its last day: the root is of these. */
  readonly items: readonly LedgerItem[];
  /** Dated in the month after it, in no balance: they tell what was booked on both sides of the cut-off. */
  readonly later: readonly LedgerItem[];
}

export interface StatedBook extends BookItems {
  readonly lines: readonly OpenItem[];
  readonly tree: StatementTree;
  readonly digest: Hex;
}

/** How a statement is of a book. */
export interface Stating {
  readonly statement: Statement;
  /** The last day that counts, days since 1970-01-01. */
  readonly lastDay: number;
  /** Of the pair, 32 bytes. */
  readonly secret: Uint8Array;
}

/** What is booked later than this explains nothing that was open at the cut-off. */
const LATER_DAYS = 31;
const SECONDS_OF_DAY = 86_400;
const HOUR = 3_600;
/** The clocks that are furthest ahead of UTC and behind it. */
const AHEAD = 14 * HOUR;
const BEHIND = 12 * HOUR;

/** The items of a book that a statement is of, in an order that only what they say decides. */
export function itemsOf(book: readonly LedgerItem[], { statement, lastDay }: Omit<Stating, "secret">): BookItems {
  const code = codeOf(statement.currency);
  const own = inOrder(book.filter(({ currency, day }) => currency === code && day <= lastDay + LATER_DAYS));
  return { items: own.filter(({ day }) => day <= lastDay), later: own.filter(({ day }) => day > lastDay) };
}

/**
 * @throws StatementError as `statementTree`. @throws InvoiceNumberError for a number that is no Unicode.
 */
export function statedBook({ items, later }: BookItems, { statement, lastDay, secret }: Stating): StatedBook {
  const lines = openLines(statement, items, { currency: codeOf(statement.currency) ?? "", cutOff: lastDay });
  const tree = statementTree(statement, lines, secret);
  return { items, later, lines, tree, digest: bookDigest(statement, [...items, ...later], secret) };
}

/** The code of a currency that moves outside the chain; undefined of a token, and of no current currency. */
export function codeOf(currency: Address): string | undefined {
  const number = BigInt(currency);
  const found = number > Number.MAX_SAFE_INTEGER ? undefined : currencyByNumeric(Number(number));
  return found !== undefined && isoCurrencyAddress(found) === currency.toLowerCase() ? found.code : undefined;
}

/**
 * Whether a moment can be the end of a day: it is so somewhere on earth, to the second before or after midnight.
 * @param cutOff Unix seconds. @param lastDay Days since 1970-01-01.
 */
export function isEndOfDay(cutOff: number, lastDay: number): boolean {
  const midnight = (lastDay + 1) * SECONDS_OF_DAY;
  return cutOff >= midnight - AHEAD - 1 && cutOff <= midnight + BEHIND;
}
