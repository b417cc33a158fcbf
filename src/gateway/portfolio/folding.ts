/** Items of a book, folded from the events of their receivables and of what these are parts of. */
import type { DatedEvent } from "../../domain/account/ledgerPosition.ts";
import { idOf } from "../../domain/commitment.ts";
import { currenciesOf, partsOfItem, traceOf } from "../../domain/indicators/fromLedger.ts";
import type { LedgerItem } from "../../domain/indicators/fromLedger.ts";
import type { Trace } from "../../domain/indicators/trace.ts";
import type { Address, Hex, Terms } from "../../domain/receivable.ts";
import type { Sql } from "../../store/database.ts";
import { firstDocumentFactsOf, sealedTermsOf } from "../../store/pairItems.ts";
import type { DocumentFacts } from "../../store/pairItems.ts";
import { headersOf } from "../../store/portfolioHeaders.ts";
import type { HeaderRow } from "../../store/portfolioHeaders.ts";
import { lineageOf } from "../../store/readModel.ts";
import { datedEvents, dayOfDocument, factsOf, numberOf, openTerms } from "../accountStatements/reading.ts";

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
    facts: await firstDocumentFactsOf(sql, lineage),
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
    const terms = row.part ? undefined : (openTerms(own) ?? sealed.get(id));
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
