/**
 * What the gateway has of a receivable that is evidence: of one state of the index, and only what the reader may see.
 */
import { commitmentOf, commitmentOfHeader } from "../../domain/commitment.ts";
import type { DocumentKind } from "../../domain/documentKinds.ts";
import type { Address, Hex, Receivable } from "../../domain/receivable.ts";
import { cursorOf, eventsOf } from "../../store/chainTables.ts";
import type { Cursor, StoredEvent } from "../../store/chainTables.ts";
import { collectionEventsOf } from "../../store/collectionEvents.ts";
import type { StoredCollectionEvent } from "../../store/collectionEvents.ts";
import { contentOf } from "../../store/contents.ts";
import type { Database, Sql } from "../../store/database.ts";
import { originalsWithKinds } from "../../store/documents.ts";
import type { StoredFrameContract } from "../../store/frameContracts.ts";
import { frameContractsOf } from "../../store/frameContracts.ts";
import { orderLinesOf, receiptLinesOf } from "../../store/orders.ts";
import type { OrderLineRow, ReceiptLineRow } from "../../store/orders.ts";
import { takesPart } from "../../store/participation.ts";
import { lineageOf, statesOf } from "../../store/readModel.ts";
import { statementEventsOf } from "../../store/statementEvents.ts";
import type { StoredStatementEvent } from "../../store/statementEvents.ts";
import { statementsOf } from "../../store/statements.ts";
import type { StoredState } from "../../store/stateRow.ts";
import { atOneInstant } from "../receivables/reading.ts";
import { openingsOf } from "./openings.ts";
import type { Openings } from "./openings.ts";

/** A receivable as it was at one revision. */
export interface OpenedTerms {
  readonly commitment: Hex;
  readonly receivable: Receivable;
  readonly documentSecret: Hex | null;
}

export interface Evidence {
  readonly id: Hex;
  /** The receivable, then what it is a part of. */
  readonly lineage: readonly Hex[];
  readonly stored: StoredState;
  readonly events: readonly StoredEvent[];
  /** What was done to collect it, and what the debtor answered. */
  readonly collectionEvents: readonly StoredCollectionEvent[];
  /** Of the pair's latest statements, where the reader is a side. */
  readonly statementEvents: readonly StoredStatementEvent[];
  readonly openings: Openings;
  readonly opened: readonly OpenedTerms[];
  /** The receivables of the lineage whose terms nobody here can open. */
  readonly sealed: readonly Hex[];
  /** By sha-256, with what whoever gave them called them. */
  readonly documents: ReadonlyMap<Hex, DocumentKind | null>;
  readonly contracts: readonly StoredFrameContract[];
  readonly orders: { readonly orderLines: readonly OrderLineRow[]; readonly receiptLines: readonly ReceiptLineRow[] };
  /** Of the lineage, those that the reader takes part in. */
  readonly own: readonly Hex[];
  readonly cursor: Cursor | undefined;
}

/** More statements of a pair are no evidence of one claim. */
const MOST_STATEMENTS = 12;

/** Undefined if there is no such receivable, or the organisation takes no part in it. */
export async function readEvidence(database: Database, reader: Address, id: Hex): Promise<Evidence | undefined> {
  return atOneInstant(database, async (sql) => {
    if (!(await takesPart(sql, reader, id))) return undefined;
    const stored = (await statesOf(sql, [id])).get(id);
    const header = stored?.state.agreed?.header;
    if (stored === undefined || header === undefined) return undefined;
    const lineage = [id, ...(await lineageOf(sql, [id])).filter((one) => one !== id)];
    const own: Hex[] = [];
    for (const one of lineage) if (await takesPart(sql, reader, one)) own.push(one);
    const events = await eventsOf(sql, lineage);
    const isSide = reader === header.supplier || reader === header.buyer;
    const opened = await openedOf(sql, own, events);
    const known = new Set(opened.map(({ receivableId }) => receivableId));
    const collectionEvents = await collectionEventsOf(sql, lineage);
    return {
      ...{ id, lineage, stored, events, own },
      collectionEvents,
      openings: await openingsOf(sql, reader, own, collectionEvents),
      statementEvents: isSide ? await statementEvents(sql, header) : [],
      opened: opened.map(({ terms }) => terms),
      sealed: lineage.filter((one) => !known.has(one)),
      documents: await documentsOf(sql, own),
      contracts: isSide ? await contractsOf(sql, header) : [],
      orders: await ordersOf(sql, reader, opened),
      cursor: await cursorOf(sql),
    };
  });
}

type Pair = Pick<Receivable["header"], "supplier" | "buyer">;

async function statementEvents(sql: Sql, { supplier, buyer }: Pair): Promise<readonly StoredStatementEvent[]> {
  const filter = { role: "supplier", counterparty: buyer } as const;
  const found = await statementsOf(sql, supplier, filter, undefined, MOST_STATEMENTS);
  return found.length === 0
    ? []
    : statementEventsOf(
        sql,
        found.map(({ state }) => state.id),
      );
}

async function contractsOf(sql: Sql, { supplier, buyer }: Pair): Promise<readonly StoredFrameContract[]> {
  const all = await frameContractsOf(sql, supplier, buyer);
  return all.filter(
    (one) => one.supplier === supplier && one.buyer === buyer && one.signatures.length === 2 && one.withdrawn === null,
  );
}

interface Opened {
  readonly receivableId: Hex;
  readonly terms: OpenedTerms;
  /** The invoice's model as JSON. */
  readonly invoice: unknown;
}

/** As it stands, and as it was issued, each once: what was sealed at first is needed to follow what came of it. */
async function openedOf(sql: Sql, ids: readonly Hex[], events: readonly StoredEvent[]): Promise<readonly Opened[]> {
  const states = await statesOf(sql, ids);
  const opened: Opened[] = [];
  for (const id of ids) {
    const state = states.get(id)?.state;
    if (state?.agreed === undefined) continue;
    const { header, openTerms: terms, document } = state.agreed;
    const sealed = sealedCommitment(id, events);
    for (const commitment of new Set([state.commitment, ...(sealed === undefined ? [] : [sealed])])) {
      const content = await contentOf(sql, commitment);
      const isOpen = commitment === state.commitment && terms !== undefined;
      const receivable = content?.receivable ?? (isOpen ? { header, terms, document } : undefined);
      if (receivable === undefined) continue;
      const { documentSecret = null, invoice = null } = content ?? {};
      opened.push({
        receivableId: id,
        invoice,
        terms: { commitment: commitmentOf(receivable), receivable, documentSecret },
      });
    }
  }
  return opened;
}

function sealedCommitment(id: Hex, events: readonly StoredEvent[]): Hex | undefined {
  for (const { event } of events) {
    if (event.name !== "ReceivableSealed" || event.id !== id) continue;
    const { supplier, buyer, invoice, line, policy, revision, terms, document } = event;
    return commitmentOfHeader({ header: { supplier, buyer, invoice, line, policy, revision }, terms, document });
  }
  return undefined;
}

async function documentsOf(sql: Sql, ids: readonly Hex[]): Promise<Evidence["documents"]> {
  const all = new Map<Hex, DocumentKind | null>();
  for (const id of ids) {
    for (const [sha256, kind] of await originalsWithKinds(sql, id)) all.set(sha256, all.get(sha256) ?? kind);
  }
  return new Map([...all].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** What the reader ordered and got by the invoice's order number; nobody else's books are looked at. */
async function ordersOf(sql: Sql, reader: Address, opened: readonly Opened[]): Promise<Evidence["orders"]> {
  const numbers = new Set(
    opened.flatMap(({ invoice }) => {
      const number = (invoice as { readonly purchaseOrder?: unknown } | null)?.purchaseOrder;
      return typeof number === "string" ? [number] : [];
    }),
  );
  if (numbers.size === 0) return { orderLines: [], receiptLines: [] };
  const orders = [...numbers];
  return {
    orderLines: await orderLinesOf(sql, reader, orders),
    receiptLines: await receiptLinesOf(sql, reader, orders),
  };
}
