/** A book, made of what was read of it: plain data, so that a thread can make it as well. */
import { setImmediate as pause } from "node:timers/promises";
import type { Book, BookItem } from "../../domain/indicators/book.ts";
import { itemOfHistory } from "../../domain/indicators/fromHistory.ts";
import type { HistoryInvoice } from "../../domain/indicators/fromHistory.ts";
import { itemOf } from "../../domain/indicators/trace.ts";
import type { Trace } from "../../domain/indicators/trace.ts";
import type { LedgerSpan } from "../../domain/indicators/spans.ts";
import type { DayOf } from "../../domain/timeZone.ts";
import type { CashDecision } from "../../store/portfolioCash.ts";
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
  readonly invoices: readonly HistoryInvoice[];
  readonly decisions: readonly CashDecision[];
  readonly sealed: number;
  readonly doubled: number;
}

export interface ReadBook {
  readonly book: Book;
  /** How long the parties took for each step of an item, of what is on the ledger. */
  readonly spans: readonly LedgerSpan[];
  /** Receivables whose terms nobody here knows, in whatever currency they are. */
  readonly sealed: number;
  /** Imported invoices that are left out, since the ledger has them. */
  readonly doubled: number;
}

/** So many items are made before others get their turn. */
const SLICE = 2_000;

export async function bookOf(parts: BookParts, dayOf: DayOf): Promise<ReadBook> {
  const { currency, exponent, texts, fresh, invoices, decisions, customer, sealed, doubled } = parts;
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
  for (const invoice of invoices) items.push(itemOfHistory(invoice, endOf));
  const book = { currency, exponent, items, unapplied: unappliedMoves(decisions, traces, customer) };
  return { book, spans: traces.flatMap(({ spans }) => spans), sealed, doubled };
}

/** So that an item stands at the same place, whether it was kept or not. */
function byCustomer(left: Trace, right: Trace): number {
  if (left.customer !== right.customer) return left.customer < right.customer ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
