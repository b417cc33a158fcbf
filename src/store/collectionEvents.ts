/** What was recorded of collections: schedules, records, steps, placements, answers. */
import type { CollectionEvent, RecordedCollectionEvent } from "../domain/collections/recordEvents.ts";
import type { Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import type { EventOfCollection } from "./eventBody.ts";
import { EVENT_FIELDS, eventIn } from "./eventRows.ts";
import type { EventRow } from "./eventRows.ts";
import type { FactKey } from "./factTables.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

/** An event about a receivable's collection, where it stands, and when its block was made, unix seconds. */
export interface StoredCollectionEvent extends RecordedCollectionEvent {
  readonly event: Extract<EventOfCollection, { readonly id: Hex }>;
  readonly timestamp: number;
}

const EVENTS = `select ${EVENT_FIELDS} from events join blocks on number = block_number where`;
const IN_ORDER = "order by block_number, log_index";

/** The events about the collection of some receivables, in the order of the chain. */
export async function collectionEventsOf(sql: Sql, ids: readonly Hex[]): Promise<readonly StoredCollectionEvent[]> {
  if (ids.length === 0) return [];
  return read(sql, `${EVENTS} collection_id = any($1) ${IN_ORDER}`, [ids.map(bytes)]);
}

/** The events that some facts of collections follow from, in the order of the chain. */
export async function collectionEventsOfFacts(
  sql: Sql,
  facts: readonly FactKey[],
): Promise<readonly { readonly event: CollectionEvent }[]> {
  if (facts.length === 0) return [];
  return read(sql, `${EVENTS} fact = any($1) ${IN_ORDER}`, [facts]);
}

/** What each of these texts finds was written by the contract of collections. */
async function read<Event>(sql: Sql, text: string, values: readonly SqlValue[]): Promise<readonly Event[]> {
  return (await sql.query<EventRow>(text, values)).map((row) => eventIn(row) as Event);
}
