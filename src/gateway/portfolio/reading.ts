/** The book of an organisation in one currency, as ledger and its own imports have it in one state of the tables. */
import { setImmediate as pause } from "node:timers/promises";
import type { Trace } from "../../domain/indicators/trace.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import type { Sql } from "../../store/database.ts";
import { deskOf } from "../../store/desks.ts";
import { historyCurrencies, historyOf } from "../../store/historyItems.ts";
import {
  countIssued,
  isPortfolioCurrent,
  keptItems,
  ledgerCurrencies,
  staleItems,
} from "../../store/portfolioItems.ts";
import { cashDecisions } from "../../store/portfolioCash.ts";
import type { ItemStamp, ReadItem } from "../../store/portfolioItems.ts";
import type { LedgerCurrency } from "../accountStatements/currency.ts";
import { bookOf } from "./building.ts";
import type { BookParts, ReadBook } from "./building.ts";
import { FOLD_PAGE, foldItems } from "./folding.ts";

export interface AskedBook {
  readonly organisation: Address;
  readonly currency: LedgerCurrency;
  /** In the zone whose midnight ends the book's days. */
  readonly dayOf: DayOf;
  /** Of this one alone: an address in lower case, or a key of imported history. */
  readonly customer?: string | undefined;
  /** Imported history, addresses of customers, and what is sealed are those of then; unix seconds, now unless told. */
  readonly known?: number | undefined;
}

const FAR = Number.MAX_SAFE_INTEGER;
const ADDRESS = /^0x[0-9a-f]{40}$/;

/** @param sql One state of the tables, as a transaction of repeatable reads gives it. Nothing is written. */
export async function readBook(sql: Sql, asked: AskedBook): Promise<ReadBook> {
  return bookOf(await readParts(sql, asked), asked.dayOf);
}

/** What the book is made of, as {@link readBook} reads it. */
export async function readParts(sql: Sql, asked: Omit<AskedBook, "dayOf">): Promise<BookParts> {
  const { organisation, currency, customer, known = FAR } = asked;
  const { texts, fresh, sealed } = await readTraces(sql, asked);
  const invoices = await historyOf(sql, { organisation, currency: currency.code, customer, known });
  return {
    ...{ currency: currency.code, exponent: currency.exponent, customer, texts, fresh, invoices },
    decisions: await cashDecisions(sql, { organisation, currency: currency.code, payer: customer, known }),
    sealed: await countIssued(sql, sealed, known),
  };
}

/** As `currencyFrom` reads them: addresses of what the ledger has, codes of what was imported. */
export async function currenciesOf(sql: Sql, organisation: Address): Promise<readonly string[]> {
  const known = await ledgerCurrencies(sql, organisation);
  return [...known, ...(await historyCurrencies(sql, organisation))];
}

interface ReadTraces {
  /** What is kept and right. */
  readonly texts: readonly string[];
  /** What is not, folded anew. */
  readonly fresh: readonly Trace[];
  readonly sealed: readonly Hex[];
}

async function readTraces(
  sql: Sql,
  { organisation, currency, customer }: Omit<AskedBook, "dayOf">,
): Promise<ReadTraces> {
  if (customer !== undefined && !ADDRESS.test(customer)) return { texts: [], fresh: [], sealed: [] };
  // Only an address has these digits.
  const buyer = customer as Address | undefined;
  const isCurrent = await isPortfolioCurrent(sql, organisation);
  const question = { organisation, currency: currency.address, customer: buyer, isCurrent };
  const { texts, sealed } = await keptItems(sql, question);
  const stale = isCurrent ? [] : await staleItems(sql, organisation, buyer);
  const read = await foldStale(sql, organisation, stale);
  const fresh = read.flatMap(({ traces }) =>
    traces.flatMap(({ currency: own, trace }) => (own === currency.address ? [trace] : [])),
  );
  return { texts, fresh, sealed: [...sealed, ...sealedIn(read)] };
}

function sealedIn(read: readonly ReadItem[]): readonly Hex[] {
  return read.flatMap(({ isSealed, stamp }) => (isSealed ? [stamp.id] : []));
}

/** Some receivables as the ledger has them now. */
export async function foldStale(
  sql: Sql,
  organisation: Address,
  stale: readonly ItemStamp[],
): Promise<readonly ReadItem[]> {
  const desk = await deskOf(sql, organisation);
  const own = new Set(desk === undefined ? [organisation] : [organisation, desk]);
  const read: ReadItem[] = [];
  for (let first = 0; first < stale.length; first += FOLD_PAGE) {
    const page = stale.slice(first, first + FOLD_PAGE);
    const folded = await foldItems(
      sql,
      own,
      page.map(({ id }) => id),
    );
    for (const stamp of page) {
      read.push({ stamp, ...(folded.get(stamp.id) ?? { isSealed: true, traces: [] }) });
    }
    await pause();
  }
  return read;
}
