/** An event's row, wherever it stands: what is read of it, and what it says. */
import type { Place } from "../domain/events.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { eventOf } from "./eventBody.ts";
import type { ChainEvent } from "./eventBody.ts";

/** Of a row of `events` beside that of its block, or of a row of `retractions`. */
export const EVENT_FIELDS =
  "block_number, log_index, block_hash, transaction_hash, address, name, receivable_id, statement_id, deal_id, " +
  "collection_id, body, timestamp";

/** What a query for {@link EVENT_FIELDS} gives. */
export interface EventRow {
  readonly block_number: number;
  readonly log_index: number;
  readonly block_hash: Hex;
  readonly transaction_hash: Hex;
  readonly address: Address;
  readonly name: string;
  readonly receivable_id: Hex | null;
  readonly statement_id: Hex | null;
  readonly deal_id: Hex | null;
  readonly collection_id: Hex | null;
  readonly body: unknown;
  readonly timestamp: number;
}

/** An event of any of the contracts, with its block's time, unix seconds. */
export interface StoredChainEvent {
  readonly event: ChainEvent;
  readonly at: Place;
  readonly timestamp: number;
}

export function eventIn(row: EventRow): StoredChainEvent {
  return {
    event: eventOf(row.name, idOf(row), row.body),
    at: {
      address: row.address,
      blockNumber: row.block_number,
      blockHash: row.block_hash,
      transactionHash: row.transaction_hash,
      logIndex: row.log_index,
    },
    timestamp: row.timestamp,
  };
}

function idOf({ receivable_id: receivable, statement_id: statement, deal_id: deal, ...row }: EventRow): Hex | null {
  return receivable ?? statement ?? deal ?? row.collection_id;
}
