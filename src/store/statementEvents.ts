/** What was recorded of statements: postings, replies, acknowledged debts, received demands. */
import type { Place } from "../domain/events.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { RecordedStatementEvent, StatementEvent } from "../domain/statementEvents.ts";
import type { Sql } from "./database.ts";
import type { EventOfStatement } from "./eventBody.ts";
import { EVENT_FIELDS, eventIn } from "./eventRows.ts";
import type { EventRow } from "./eventRows.ts";
import { bytes } from "./values.ts";
import type { SqlValue } from "./values.ts";

/** An event of a statement, where it stands, and when its block was made, unix seconds. */
export interface StoredStatementEvent extends RecordedStatementEvent {
  readonly event: EventOfStatement;
  readonly timestamp: number;
}

/** One that has a name. */
export type NamedStatementEvent<Name extends StatementEvent["name"]> = StoredStatementEvent & {
  readonly event: Extract<StatementEvent, { readonly name: Name }>;
};

const EVENTS = "from events join blocks on number = block_number where statement_id";
const IN_ORDER = "block_number, log_index";
const LAST_FIRST = "block_number desc, log_index desc";

/** The events of some statements in the order of the chain. */
export async function statementEventsOf(sql: Sql, ids: readonly Hex[]): Promise<readonly StoredStatementEvent[]> {
  return read(sql, `select ${EVENT_FIELDS} ${EVENTS} = any($1) order by ${IN_ORDER}`, [ids.map(bytes)]);
}

/** The events of a statement after a place on the chain, in the order of the chain, at most so many. */
export async function statementEventsAfter(
  sql: Sql,
  id: Hex,
  { blockNumber, logIndex }: Pick<Place, "blockNumber" | "logIndex">,
  limit: number,
): Promise<readonly StoredStatementEvent[]> {
  const text = `select ${EVENT_FIELDS} ${EVENTS} = $1 and (${IN_ORDER}) > ($2, $3) order by ${IN_ORDER} limit $4`;
  return read(sql, text, [bytes(id), blockNumber, logIndex, limit]);
}

/** The latest events of a statement that have a name, the last one first. @param party Whose; anybody's unless told. */
export async function latestStatementEvents<Name extends StatementEvent["name"]>(
  sql: Sql,
  id: Hex,
  name: Name,
  limit: number,
  party?: Address,
): Promise<readonly NamedStatementEvent<Name>[]> {
  const whose = party === undefined ? "" : " and body ->> 'party' = $4";
  const text = `select ${EVENT_FIELDS} ${EVENTS} = $1 and name = $2${whose} order by ${LAST_FIRST} limit $3`;
  const values = [bytes(id), name, limit, ...(party === undefined ? [] : [party])];
  // Only events of this name are asked for.
  return (await read(sql, text, values)) as readonly NamedStatementEvent<Name>[];
}

/** What has the id of a statement was written by the contract of statements. */
async function read(sql: Sql, text: string, values: readonly SqlValue[]): Promise<readonly StoredStatementEvent[]> {
  const rows = await sql.query<EventRow>(text, values);
  return rows.map((row) => eventIn(row) as StoredStatementEvent);
}
