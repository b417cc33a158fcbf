/** A supplier's receivables as a borrowing base needs them, as far as this gateway knows them. */
import type { LedgerEvent } from "../../domain/events.ts";
import type { ItemHolder } from "../../domain/factoring/eligibilityRules.ts";
import { localDay, openPrincipal } from "../../domain/money.ts";
import { Status } from "../../domain/receivable.ts";
import type { Address, Header, Hex, Terms } from "../../domain/receivable.ts";
import type { ReceivableState } from "../../domain/receivableState.ts";
import { eventsOf } from "../../store/chainTables.ts";
import type { Sql } from "../../store/database.ts";
import { financingOf, invoicesOf } from "../../store/factorBookChecks.ts";
import type { Financing, InvoiceSays } from "../../store/factorBookChecks.ts";
import { openedTermsOf } from "../../store/factorBookEvents.ts";
import { statesOf } from "../../store/readModel.ts";
import { dayOfDocument, factsOf } from "../accountStatements/reading.ts";

/** What is known of one. Days since 1970-01-01. */
export interface KnownItem {
  readonly id: Hex;
  readonly state: ReceivableState;
  readonly terms: Terms;
  readonly buyer: Address;
  readonly heldBy: ItemHolder;
  /** What factors have to do with it by now; undefined where none has. */
  readonly financing: Financing | undefined;
  /** Minor units. */
  readonly open: bigint;
  readonly disputed: bigint;
  readonly invoiceDay: number;
  readonly invoiceDayFrom: "document" | "ledger";
  /** What its invoice says, if the ledger has the hash of the number. */
  readonly invoice: InvoiceSays | undefined;
  readonly acceptance: { readonly by: Address; readonly at: number } | undefined;
}

export interface KnownItems {
  readonly items: readonly KnownItem[];
  /** Sealed to others, or written off. */
  readonly unknown: readonly Hex[];
}

const LIVE: ReadonlySet<Status> = new Set([Status.Issued, Status.Queried, Status.Accepted]);

/** Those in a currency on which something is open. */
export async function knownItems(sql: Sql, ids: readonly Hex[], currency: Address): Promise<KnownItems> {
  const states = await statesOf(sql, ids);
  const [opened, invoices, told, financed] = [
    await openedTermsOf(sql, ids),
    await invoicesOf(sql, ids),
    await historyOf(sql, ids),
    await financingOf(sql, ids),
  ];
  const items: KnownItem[] = [];
  const unknown: Hex[] = [];
  for (const [id, { state }] of states) {
    const { agreed, status } = state;
    if (agreed === undefined || !LIVE.has(status) || state.closed) continue;
    const terms = agreed.openTerms ?? opened.get(state.commitment);
    if (terms === undefined) unknown.push(id);
    if (terms?.currency !== currency) continue;
    if (state.writtenOff) unknown.push(id);
    else {
      const found = { said: invoices.get(id), told: told.get(id), financing: financed.get(id) };
      items.push(itemOf({ id, state, terms, ...found }, agreed.header));
    }
  }
  return { items, unknown };
}

interface Told {
  /** Of the first event, unix seconds. */
  readonly issued: number;
  readonly acceptance: KnownItem["acceptance"];
}

async function historyOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, Told>> {
  const told = new Map<Hex, Told>();
  for (const { event, timestamp } of await eventsOf(sql, ids)) {
    if (!("id" in event)) continue;
    // What has the id of a receivable is an event of the ledger.
    const recorded = event as LedgerEvent & { readonly id: Hex };
    const known = told.get(recorded.id) ?? { issued: timestamp, acceptance: undefined };
    const accepted = recorded.name === "ReceivableAccepted" ? { by: recorded.by, at: timestamp } : known.acceptance;
    told.set(recorded.id, { ...known, acceptance: accepted });
  }
  return told;
}

interface Found {
  readonly id: Hex;
  readonly state: ReceivableState;
  readonly terms: Terms;
  readonly said: InvoiceSays | undefined;
  readonly told: Told | undefined;
  readonly financing: Financing | undefined;
}

/**
 * The document's own day, unless the ledger has known the receivable for longer: whoever gave the document could make
 * it look younger than it is.
 */
function itemOf(
  { id, state, terms, said, told, financing }: Found,
  { supplier, buyer, invoice }: Pick<Header, "supplier" | "buyer" | "invoice">,
): KnownItem {
  const document = said && factsOf({ ...NO_FACTS, number: said.number, issueDate: said.issueDate }, invoice);
  const open = openPrincipal(terms, state);
  const recorded = localDay(terms, told?.issued ?? 0);
  const documentDay = dayOfDocument(document);
  const isSaid = documentDay !== undefined && documentDay <= recorded;
  return {
    heldBy: state.holder === supplier ? "supplier" : financing === "financed" ? "factor" : "another",
    financing,
    ...{ id, state, terms, buyer, open, disputed: state.disputed > open ? open : state.disputed },
    invoiceDay: isSaid ? documentDay : recorded,
    invoiceDayFrom: isSaid ? "document" : "ledger",
    invoice: document === undefined ? undefined : said,
    acceptance: state.status === Status.Accepted ? told?.acceptance : undefined,
  };
}

const NO_FACTS = { order: null, payable: null, withoutTax: null, withTax: null };
