/** Events as rows of their table, in the order of the chain whichever contract wrote them. */
import type { Place, RecordedEvent } from "../domain/events.ts";
import type { CollectionEvent, RecordedCollectionEvent } from "../domain/collections/recordEvents.ts";
import type { RecordedFactoringEvent } from "../domain/factoring/factoringEvents.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { RecordedStatementEvent } from "../domain/statementEvents.ts";
import { bodyOf, collectionIdOf, dealIdOf, noticeIdOf, receivableIdOf, statementIdOf } from "./eventBody.ts";
import type { ChainEvent } from "./eventBody.ts";
import { collectionFactOf, factOf, factoringFactOf, statementFactOf } from "./factKeys.ts";
import type { FactKey } from "./factTables.ts";
import { arrayOf, bytes } from "./values.ts";
import type { SqlScalar } from "./values.ts";

/** What the contracts recorded, each list in the order of the chain. */
export interface RecordedEvents {
  /** Of the ledger and the directory. */
  readonly events: Iterable<RecordedEvent>;
  /** Of the contract of statements, which writes a `NonceSpent` too: only the list says whose one is. */
  readonly statementEvents?: readonly RecordedStatementEvent[];
  /** Of factoring and its desks. */
  readonly factoringEvents?: readonly ConcerningEvent[];
  /** Of collections. */
  readonly collectionEvents?: readonly RecordedCollectionEvent[];
}

/** An event of factoring, whom it concerns, and of which money it tells. */
export interface ConcerningEvent extends RecordedFactoringEvent {
  readonly concerned: readonly Address[];
  readonly currency: Address | undefined;
}

export const EVENT_COLUMNS = [
  "block_number",
  "log_index",
  "block_hash",
  "transaction_hash",
  "address",
  "name",
  "receivable_id",
  "statement_id",
  "deal_id",
  "notice_id",
  "collection_id",
  "concerned",
  "currency",
  "fact",
  "body",
  "sequence",
];

/** @param feed Its last position, which moves on with every line. */
export function* eventLines(recorded: RecordedEvents, feed: { last: number }): Generator<SqlScalar[]> {
  for (const { event, at, receivable, statement, satellite, fact } of inOrder(recorded)) {
    feed.last += 1;
    yield [
      at.blockNumber,
      at.logIndex,
      bytes(at.blockHash),
      bytes(at.transactionHash),
      bytes(at.address),
      event.name,
      receivable === undefined ? null : bytes(receivable),
      statement === undefined ? null : bytes(statement),
      ...(satellite ?? NO_COLUMNS),
      fact ?? null,
      bodyOf(event),
      feed.last,
    ];
  }
}

/** An event, and what it is about. */
interface Line {
  readonly event: ChainEvent;
  readonly at: Place;
  readonly receivable: Hex | undefined;
  readonly statement: Hex | undefined;
  /** Deal, notice, collection, whom it concerns, and the currency. */
  readonly satellite: readonly SqlScalar[] | undefined;
  readonly fact: FactKey | undefined;
}

const NO_COLUMNS = [null, null, null, null, null] as const;

const wordOf = (word: Hex | undefined): SqlScalar => (word === undefined ? null : bytes(word));

function factoringColumns({ event, concerned, currency }: ConcerningEvent): readonly SqlScalar[] {
  return [wordOf(dealIdOf(event)), wordOf(noticeIdOf(event)), null, arrayOf(concerned), wordOf(currency)];
}

/** Whom an event of a receivable's collection concerns follows from the receivable. */
function collectionColumns(event: CollectionEvent): readonly SqlScalar[] {
  const concerned =
    event.name === "ScheduleAgreed" ? [event.supplier, event.buyer] : "signer" in event ? [event.signer] : [];
  return [null, null, wordOf(collectionIdOf(event)), arrayOf(concerned), null];
}

function inOrder(recorded: RecordedEvents): Iterable<Line> {
  const { events, statementEvents = [], factoringEvents = [], collectionEvents = [] } = recorded;
  const ofSatellites = [
    ...statementEvents.map(lineOfStatement),
    ...factoringEvents.map(lineOfFactoring),
    ...collectionEvents.map(lineOfCollection),
  ];
  // Most batches hold nothing of the satellites, and need no list of their own.
  if (ofSatellites.length === 0) return linesOf(events);
  return [...linesOf(events), ...ofSatellites].sort(byPlace);
}

function* linesOf(events: Iterable<RecordedEvent>): Generator<Line> {
  for (const { event, at } of events) {
    const receivable = receivableIdOf(event);
    yield { event, at, receivable, statement: undefined, satellite: undefined, fact: factOf(event) };
  }
}

function lineOfStatement({ event, at }: RecordedStatementEvent): Line {
  const statement = statementIdOf(event);
  return { event, at, receivable: undefined, statement, satellite: undefined, fact: statementFactOf(event) };
}

function lineOfFactoring(factoring: ConcerningEvent): Line {
  const { event, at } = factoring;
  const satellite = factoringColumns(factoring);
  return { event, at, receivable: undefined, statement: undefined, satellite, fact: factoringFactOf(factoring) };
}

function lineOfCollection({ event, at }: RecordedCollectionEvent): Line {
  const satellite = collectionColumns(event);
  return { event, at, receivable: undefined, statement: undefined, satellite, fact: collectionFactOf(event) };
}

type Placed = { readonly at: Pick<Place, "blockNumber" | "logIndex"> };

/** For sorting by the order of the chain. */
export function byPlace({ at: one }: Placed, { at: other }: Placed): number {
  return one.blockNumber - other.blockNumber || one.logIndex - other.logIndex;
}
