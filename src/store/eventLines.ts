/** Events as rows of their table, in the order of the chain whichever contract wrote them. */
import type { Place, RecordedEvent } from "../domain/events.ts";
import type { Hex } from "../domain/receivable.ts";
import type { RecordedStatementEvent } from "../domain/statementEvents.ts";
import { bodyOf, receivableIdOf, statementIdOf } from "./eventBody.ts";
import type { ChainEvent } from "./eventBody.ts";
import { factOf, statementFactOf } from "./facts.ts";
import type { FactKey } from "./facts.ts";
import { bytes } from "./values.ts";
import type { SqlScalar } from "./values.ts";

/** What the contracts recorded, each list in the order of the chain. */
export interface RecordedEvents {
  /** Of the ledger and the directory. */
  readonly events: Iterable<RecordedEvent>;
  /** Of the contract of statements, which writes a `NonceSpent` too: only the list says whose one is. */
  readonly statementEvents?: readonly RecordedStatementEvent[];
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
  "fact",
  "body",
  "sequence",
];

/** @param feed Its last position, which moves on with every line. */
export function* eventLines(recorded: RecordedEvents, feed: { last: number }): Generator<SqlScalar[]> {
  for (const { event, at, receivable, statement, fact } of inOrder(recorded)) {
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
  readonly fact: FactKey | undefined;
}

function inOrder({ events, statementEvents = [] }: RecordedEvents): Iterable<Line> {
  // Most batches hold nothing of statements, and need no list of their own.
  if (statementEvents.length === 0) return linesOf(events);
  return [...linesOf(events), ...statementEvents.map(lineOfStatement)].sort(byPlace);
}

function* linesOf(events: Iterable<RecordedEvent>): Generator<Line> {
  for (const { event, at } of events) {
    yield { event, at, receivable: receivableIdOf(event), statement: undefined, fact: factOf(event) };
  }
}

function lineOfStatement({ event, at }: RecordedStatementEvent): Line {
  return { event, at, receivable: undefined, statement: statementIdOf(event), fact: statementFactOf(event) };
}

type Placed = { readonly at: Pick<Place, "blockNumber" | "logIndex"> };

/** For sorting by the order of the chain. */
export function byPlace({ at: one }: Placed, { at: other }: Placed): number {
  return one.blockNumber - other.blockNumber || one.logIndex - other.logIndex;
}
