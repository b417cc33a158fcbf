/** What the index has of the receivables between two firms, and what of their terms and invoices is known here. */
import type { LedgerEvent } from "../domain/events.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { eventsOf } from "./chainTables.ts";
import type { Sql } from "./database.ts";
import { bytes } from "./values.ts";

export interface StoredPair {
  /** Of all their receivables, in the order of the chain; instants are unix seconds. */
  readonly events: readonly { readonly event: LedgerEvent; readonly instant: number }[];
  /** What was opened of sealed ones, by revision. */
  readonly contents: readonly PairContent[];
}

export interface PairContent {
  readonly id: Hex;
  readonly commitment: Hex;
  readonly currency: Address;
  /** Minor units. */
  readonly amount: bigint;
  readonly dueDay: number;
  /** Of the e-invoice; null where it has none, or is not known. */
  readonly number: string | null;
  readonly issueDate: string | null;
  readonly purchaseOrder: string | null;
}

/** @param most Undefined is returned where there are more. */
export async function pairOfFirms(
  sql: Sql,
  supplier: Address,
  buyer: Address,
  most: number,
): Promise<StoredPair | undefined> {
  const rows = await sql.query<{ id: Hex }>("select id from receivables where supplier = $1 and buyer = $2 limit $3", [
    ...[bytes(supplier), bytes(buyer), most + 1],
  ]);
  if (rows.length > most) return undefined;
  const ids = rows.map(({ id }) => id);
  const events = await eventsOf(sql, ids);
  const contents = await sql.query<PairContent>(
    `select id, commitment, currency, amount, due_day as "dueDay", invoice ->> 'number' as number,
       invoice ->> 'issueDate' as "issueDate", invoice ->> 'purchaseOrder' as "purchaseOrder"
     from contents where id = any($1) order by id, revision, opened`,
    [ids.map(bytes)],
  );
  return {
    // The directory's events are about no receivable.
    events: events.flatMap(({ event, timestamp }) => ("id" in event ? [{ event, instant: timestamp }] : [])),
    contents,
  };
}
