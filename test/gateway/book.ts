/** A ledger's history without a chain: told event by event, folded and stored as the index stores it. */
import { commitmentOf, idOf, termsHash } from "../../src/domain/commitment.ts";
import type { CollectionEvent } from "../../src/domain/collections/recordEvents.ts";
import type { DirectoryEvent } from "../../src/domain/directory.ts";
import type { LedgerEvent, Place, RecordedEvent } from "../../src/domain/events.ts";
import type { DeskEvent, FactoringEvent } from "../../src/domain/factoring/factoringEvents.ts";
import { EMPTY_LEDGER, fold, keyOf } from "../../src/domain/fold.ts";
import { keccakOfText } from "../../src/domain/hash.ts";
import { ZERO_ADDRESS } from "../../src/domain/receivable.ts";
import type { Address, Hex, Receivable } from "../../src/domain/receivable.ts";
import type { StatementEvent } from "../../src/domain/statementEvents.ts";
import { writeCollections } from "../../src/indexer/writeCollections.ts";
import { foldFactoringBatch, writeFactoring } from "../../src/indexer/writeFactoring.ts";
import { writeStatements } from "../../src/indexer/writeStatements.ts";
import { append, cursorOf, moveCursor } from "../../src/store/chainTables.ts";
import type { BlockPoint, BlockRow } from "../../src/store/chainTables.ts";
import type { Database, Transaction } from "../../src/store/database.ts";
import { replaceFacts } from "../../src/store/facts.ts";
import { upsertStates } from "../../src/store/readModel.ts";

export const LEDGER: Address = `0x${"1e".repeat(20)}`;
export const DIRECTORY: Address = `0x${"d1".repeat(20)}`;
export const STATEMENTS: Address = `0x${"5e".repeat(20)}`;
export const FACTORING: Address = `0x${"fa".repeat(20)}`;
export const COLLECTIONS: Address = `0x${"c0".repeat(20)}`;

/** The first block's instant, 2026-11-01T00:00:00Z; every further one is a day later. */
export const FIRST_INSTANT = 1_793_491_200;
export const DAY = 86_400;

export interface Book {
  /** Writes a block with these events. */
  write(...events: readonly (LedgerEvent | DirectoryEvent)[]): Promise<void>;
  /** Writes a block with these events of statements. */
  state(...events: readonly StatementEvent[]): Promise<void>;
  /** Writes a block with these events of notices, filings and the opening of desks. */
  assign(...events: readonly FactoringEvent[]): Promise<void>;
  /** Writes a block with these events of a desk. */
  trade(desk: Address, ...events: readonly DeskEvent[]): Promise<void>;
  /** Writes a block with these events of collections. */
  collect(...events: readonly CollectionEvent[]): Promise<void>;
  /** The ids that were told of, in their order. */
  readonly ids: ReadonlySet<Hex>;
}

/** @param database Migrated and empty. The last block is the latest, the one before it safe, all others final. */
export function openBook(database: Database): Book {
  const told: RecordedEvent[] = [];
  const ids = new Set<Hex>();
  let number = 0;
  const next = async (write: (tx: Transaction, blocks: readonly BlockRow[]) => Promise<void>): Promise<void> => {
    await database.transaction(async (tx) => {
      const block = { number, hash: hashOf(number), parentHash: hashOf(number - 1) };
      await write(tx, [{ ...block, timestamp: FIRST_INSTANT + (number - 1) * DAY }]);
      const [safe, final] = [pointAt(number - 1), pointAt(number - 2)];
      await moveCursor(tx, await cursorOf(tx), { folded: block, safe, final });
    });
  };
  const factor = async (address: Address, events: readonly (FactoringEvent | DeskEvent)[]): Promise<void> => {
    number += 1;
    const recorded = recordedIn(number, address, events);
    await next(async (tx, blocks) => {
      const dropped = { deals: [], notices: [], facts: [] };
      const folded = await foldFactoringBatch(tx, recorded, dropped);
      await append(tx, { blocks, events: [], factoringEvents: folded.events });
      await writeFactoring(tx, folded, dropped);
    });
  };
  return {
    ids,
    assign: (...events) => factor(FACTORING, events),
    trade: (desk, ...events) => factor(desk, events),
    async collect(...events) {
      number += 1;
      const collectionEvents = recordedIn(number, COLLECTIONS, events);
      await next(async (tx, blocks) => {
        await append(tx, { blocks, events: [], collectionEvents });
        await writeCollections(tx, collectionEvents, { facts: [] });
      });
    },
    async write(...events) {
      number += 1;
      const recorded = recordedIn(number, LEDGER, events);
      told.push(...recorded);
      for (const event of events) if ("id" in event) ids.add(event.id);
      await next(async (tx, blocks) => {
        await append(tx, { blocks, events: recorded });
        await upsertStates(tx, statesOf(told));
        await replaceFacts(tx, mandateKeys(events), { mandates: mandatesOf(events) });
      });
    },
    async state(...events) {
      number += 1;
      const statementEvents = recordedIn(number, STATEMENTS, events);
      await next(async (tx, blocks) => {
        await append(tx, { blocks, events: [], statementEvents });
        await writeStatements(tx, statementEvents, { statements: [], facts: [] });
      });
    },
  };
}

/** Each in a transaction of its own. */
function recordedIn<Event>(block: number, address: Address, events: readonly Event[]): { event: Event; at: Place }[] {
  const place = { address, blockNumber: block, blockHash: hashOf(block) };
  return events.map((event, logIndex) => ({
    event,
    at: { ...place, transactionHash: keccakOfText(`transaction ${block}/${logIndex}`), logIndex },
  }));
}

function statesOf(told: readonly RecordedEvent[]): Parameters<typeof upsertStates>[1] {
  const events = told.flatMap(({ event, at }) => ("id" in event ? [{ event, at }] : []));
  const { receivables } = fold(
    EMPTY_LEDGER,
    events.map(({ event }) => event),
  );
  return [...receivables].map(([id, state]) => {
    const own = events.filter(({ event }) => event.id === id).map(({ at }) => at);
    const [first, last] = [own[0], own.at(-1)];
    return {
      id,
      state,
      issuedBlock: first?.blockNumber ?? 0,
      changedBlock: last?.blockNumber ?? 0,
      changedLog: last?.logIndex ?? 0,
    };
  });
}

function mandateKeys(events: readonly (LedgerEvent | DirectoryEvent)[]): `mandates/${string}`[] {
  return events.flatMap((event): `mandates/${string}`[] =>
    event.name === "MandateGiven" || event.name === "MandateRevoked"
      ? [`mandates/${keyOf(event.organisation, event.agent)}`]
      : [],
  );
}

function mandatesOf(
  events: readonly (LedgerEvent | DirectoryEvent)[],
): Extract<DirectoryEvent, { name: "MandateGiven" }>[] {
  return events.filter((event) => event.name === "MandateGiven");
}

function pointAt(number: number): BlockPoint {
  const height = Math.max(0, number);
  return { number: height, hash: hashOf(height) };
}

function hashOf(number: number): Hex {
  return keccakOfText(`block ${number}`);
}

/** The events that issue a receivable in the open. */
export function issuing(receivable: Receivable): readonly LedgerEvent[] {
  const { header, terms, document } = receivable;
  const id = idOf(header);
  return [
    { name: "Transfer", from: ZERO_ADDRESS, to: header.supplier, id },
    { name: "ReceivableIssued", id, by: header.supplier, ...header, terms, document },
  ];
}

/** The events that issue a receivable whose terms are sealed. */
export function sealing({ header, terms, document }: Receivable, content: Hex): readonly LedgerEvent[] {
  const id = idOf(header);
  const sealed = termsHash(terms);
  return [
    { name: "Transfer", from: ZERO_ADDRESS, to: header.supplier, id },
    { name: "ReceivableSealed", id, by: header.supplier, ...header, terms: sealed, document, content },
  ];
}

export function accepting(receivable: Receivable): LedgerEvent {
  const { header } = receivable;
  return { name: "ReceivableAccepted", id: idOf(header), by: header.buyer, commitment: commitmentOf(receivable) };
}
