/** A book, made of what was read of it: plain data, so that a thread can make it as well. */
import { setImmediate as pause } from "node:timers/promises";
import type { Book, BookItem } from "../../domain/indicators/book.ts";
import { itemOfHistory } from "../../domain/indicators/fromHistory.ts";
import { itemOf } from "../../domain/indicators/trace.ts";
import type { Trace } from "../../domain/indicators/trace.ts";
import type { LedgerSpan } from "../../domain/indicators/spans.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import type { CashDecision } from "../../store/portfolioCash.ts";
import type { ImportedInvoice } from "../../store/historyItems.ts";
import { keptTrace } from "../../store/portfolioItems.ts";
import { endOfDayBy } from "./days.ts";
import { unappliedMoves } from "./unapplied.ts";

export interface BookParts {
  /** ISO 4217, or the token's code. */
  readonly currency: string;
  readonly exponent: number;
  /** Of this one alone. */
  readonly customer: string | undefined;
  /** Items as they are kept, and those that were folded just now. */
  readonly texts: readonly string[];
  readonly fresh: readonly Trace[];
  /** All of them, whether the ledger has them too or not. */
  readonly invoices: readonly ImportedInvoice[];
  readonly decisions: readonly CashDecision[];
  readonly sealed: number;
}

export interface ReadBook {
  readonly book: Book;
  /** How long the parties took for each step of an item, of what is on the ledger. */
  readonly spans: readonly LedgerSpan[];
  /** Receivables whose terms nobody here knows, in whatever currency they are. */
  readonly sealed: number;
  /** Imported invoices among the items, and those that are left out, since the ledger's are. */
  readonly imported: number;
  readonly doubled: number;
}

/** So many items are made before others get their turn. */
const SLICE = 2_000;

export async function bookOf(parts: BookParts, dayOf: DayOf): Promise<ReadBook> {
  const { currency, exponent, texts, fresh, invoices, decisions, customer, sealed } = parts;
  const kept: Trace[] = [];
  for (const text of texts) {
    kept.push(keptTrace(text));
    if (kept.length % SLICE === 0) await pause();
  }
  const traces = fresh.length === 0 ? kept : [...kept, ...fresh].sort(byCustomer);
  const items: BookItem[] = [];
  for (const trace of traces) {
    items.push(itemOf(trace, dayOf));
    if (items.length % SLICE === 0) await pause();
  }
  const endOf = endOfDayBy(dayOf);
  const there = new Set(invoices.length === 0 ? [] : traces.map(({ id }) => id));
  let doubled = 0;
  for (const [place, invoice] of invoices.entries()) {
    // What is sealed, or in another currency, is not in this book: then the import is all that anybody knows of it.
    if (invoice.issuedAs.some((id) => there.has(id))) doubled += 1;
    else items.push(itemOfHistory(invoice, endOf));
    if ((place + 1) % SLICE === 0) await pause();
  }
  const imported = invoices.length - doubled;
  const book = { currency, exponent, items, unapplied: unappliedMoves(decisions, customer) };
  return { book, spans: traces.flatMap(({ spans }) => spans), sealed, imported, doubled };
}

/** So that an item stands at the same place, whether it was kept or not. */
function byCustomer(left: Trace, right: Trace): number {
  if (left.customer !== right.customer) return left.customer < right.customer ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
