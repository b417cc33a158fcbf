/** Items of a book, folded from the events of their receivables and of what these are parts of. */
import type { DatedEvent } from "../../domain/account/ledgerPosition.ts";
import { idOf } from "../../domain/commitment.ts";
import type { LedgerEvent } from "../../domain/events.ts";
import { currenciesOf, partsOfItem, traceOf } from "../../domain/indicators/fromLedger.ts";
import type { LedgerItem } from "../../domain/indicators/fromLedger.ts";
import type { Trace } from "../../domain/indicators/trace.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { documentFactsOf, sealedTermsOf } from "../../store/pairItems.ts";
import type { DocumentFacts } from "../../store/pairItems.ts";
import { headersOf } from "../../store/portfolioHeaders.ts";
import type { HeaderRow } from "../../store/portfolioHeaders.ts";
import { lineageOf } from "../../store/readModel.ts";
import { dayOfDocument, factsOf, numberOf } from "../accountStatements/reading.ts";

/** So many receivables are folded at a time. */
export const FOLD_PAGE = 1_000;

export interface FoldedItem {
  /** Whether nobody here knows the terms of it, or of what it is a part of. */
  readonly isSealed: boolean;
  /** By currency; none of what was never held. */
  readonly traces: readonly { readonly currency: Address; readonly trace: Trace }[];
}

interface Known {
  readonly headers: ReadonlyMap<Hex, HeaderRow>;
  readonly events: ReadonlyMap<Hex, readonly DatedEvent[]>;
  readonly sealed: ReadonlyMap<Hex, Terms>;
  readonly facts: ReadonlyMap<Hex, DocumentFacts>;
}

/** @param own The holders that the organisation is: itself, and its desk. */
export async function foldItems(
  sql: Sql,
  own: ReadonlySet<Address>,
  ids: readonly Hex[],
): Promise<ReadonlyMap<Hex, FoldedItem>> {
  const lineage = await lineageOf(sql, ids);
  const known: Known = {
    headers: await headersOf(sql, lineage),
    events: await datedEvents(sql, lineage),
    sealed: await sealedTermsOf(sql, lineage),
    facts: await documentFactsOf(sql, lineage),
  };
  const items = itemsOf(known);
  const folded = new Map<Hex, FoldedItem>();
  for (const id of ids) {
    const item = items.get(id);
    const currencies = item === undefined ? [] : [...currenciesOf(item)];
    const traces = currencies.flatMap((currency) => {
      const trace = item && traceOf(item, { own, currency });
      return trace === undefined ? [] : [{ currency, trace }];
    });
    folded.set(id, { isSealed: item === undefined, traces });
  }
  return folded;
}

/** The wholes, and those of their parts that are asked for. */
function itemsOf({ headers, events, sealed, facts }: Known): ReadonlyMap<Hex, LedgerItem> {
  const items = new Map<Hex, LedgerItem>();
  const waiting: LedgerItem[] = [];
  for (const [id, row] of headers) {
    const own = events.get(id) ?? [];
    const terms = row.part ? undefined : (issuedTerms(own) ?? sealed.get(id));
    if (terms === undefined) continue;
    const said = factsOf(facts.get(id), row.header.invoice);
    waiting.push({
      ...{ header: row.header, document: row.document, terms, isPart: false, events: own },
      ...{ number: numberOf(said, { id, line: row.header.line }), documentDay: dayOfDocument(said) },
    });
  }
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    items.set(idOf(item.header), item);
    const parts = partsOfItem(item, (part) => events.get(part) ?? []);
    waiting.push(...parts.filter(({ header }) => headers.has(idOf(header))));
  }
  return items;
}

function issuedTerms(events: readonly DatedEvent[]): Terms | undefined {
  for (const { event } of events) if (event.name === "ReceivableIssued") return event.terms;
  return undefined;
}

async function datedEvents(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, readonly DatedEvent[]>> {
  const dated = new Map<Hex, DatedEvent[]>();
  for (const { event, at, timestamp } of await eventsOf(sql, ids)) {
    if (!("id" in event)) continue;
    // What has the id of a receivable is an event of the ledger.
    const one = { event: event as LedgerEvent, timestamp, transaction: at.transactionHash };
    const known = dated.get(event.id);
    if (known === undefined) dated.set(event.id, [one]);
    else known.push(one);
  }
  return dated;
}
