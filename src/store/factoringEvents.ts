/** What was recorded of deals and notices. */
import type { Place } from "../domain/events.ts";
import type {
  AssignmentNotified,
  DealEvent,
  NoticeReplied,
  RecordedFactoringEvent,
} from "../domain/factoring/factoringEvents.ts";
import type { Hex } from "../domain/receivable.ts";
import type { Sql } from "./database.ts";
import type { DealKey } from "./deals.ts";
import { EVENT_FIELDS, eventIn } from "./eventRows.ts";
import type { EventRow } from "./eventRows.ts";
import type { FactKey } from "./factTables.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

export type NoticeEvent = AssignmentNotified | NoticeReplied;

/** An event, where it stands, and when its block was made, unix seconds. */
export interface StoredFactoringEvent<Event> {
  readonly event: Event;
  readonly at: Place;
  readonly timestamp: number;
}

const EVENTS = `select ${EVENT_FIELDS} from events join blocks on number = block_number where`;
const IN_ORDER = "order by block_number, log_index";

/** The events about the deals of some desks and receivables, in the order of the chain. */
export async function dealEventsOf(
  sql: Sql,
  keys: readonly DealKey[],
): Promise<readonly StoredFactoringEvent<DealEvent>[]> {
  if (keys.length === 0) return [];
  const among = "(deal_id, address) in (select * from unnest($1::bytea[], $2::bytea[]))";
  const values = [keys.map(({ id }) => bytes(id)), keys.map(({ desk }) => bytes(desk))];
  return read(sql, `${EVENTS} ${among} and name <> 'ReceivablePurchased' ${IN_ORDER}`, values);
}

/** The events about some notices, in the order of the chain. */
export async function noticeEventsOf(
  sql: Sql,
  hashes: readonly Hex[],
): Promise<readonly StoredFactoringEvent<NoticeEvent>[]> {
  if (hashes.length === 0) return [];
  return read(sql, `${EVENTS} notice_id = any($1) ${IN_ORDER}`, [hashes.map(bytes)]);
}

/** The events that some facts of factoring follow from, in the order of the chain. */
export async function factoringEventsOfFacts(
  sql: Sql,
  facts: readonly FactKey[],
): Promise<readonly RecordedFactoringEvent[]> {
  if (facts.length === 0) return [];
  return read(sql, `${EVENTS} fact = any($1) ${IN_ORDER}`, [facts]);
}

/** What each of these texts finds was written by factoring or one of its desks. */
async function read<Event>(
  sql: Sql,
  text: string,
  values: readonly SqlValue[],
): Promise<readonly StoredFactoringEvent<Event>[]> {
  return (await sql.query<EventRow>(text, values)).map((row) => eventIn(row) as StoredFactoringEvent<Event>);
}
