/** The receivables as they stand. */
import type { Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { RECEIPT_AS_JSON, RECEIPT_COLUMNS, receiptOf, rowsOfReceipts } from "./receiptRow.ts";
import type { ReceiptJson } from "./receiptRow.ts";
import { rowOfState, STATE_COLUMNS, stateOfRow } from "./stateRow.ts";
import type { StateRow, StoredState } from "./stateRow.ts";
import { bytes } from "./values.ts";

/** Receivables as {@link storedOf} reads them. @param more Columns that others read. */
export const STATES = (more: string | undefined): string =>
  `select ${STATE_COLUMNS.join(", ")}, (select json_agg(${RECEIPT_AS_JSON} order by bank_ref) from receipts ` +
  `where receipts.id = receivables.id) as receipts${more === undefined ? "" : `, ${more}`} from receivables`;

/** Receivables as they stand, by their ids; one that nobody has issued has no entry. */
export async function statesOf(sql: Sql, ids: readonly Hex[]): Promise<ReadonlyMap<Hex, StoredState>> {
  return byId(await sql.query<ReadState>(`${STATES(undefined)} where id = any($1)`, [ids.map(bytes)]));
}

/** The next receivables after an id, in the order of ids: all of them, page by page. */
export async function statesAfter(sql: Sql, id: Hex, limit: number): Promise<ReadonlyMap<Hex, StoredState>> {
  return byId(
    await sql.query<ReadState>(`${STATES(undefined)} where id > $1 order by id limit $2`, [bytes(id), limit]),
  );
}

export type ReadState = StateRow & { readonly receipts: readonly ReceiptJson[] | null };

export function storedOf(row: ReadState): StoredState {
  return stateOfRow(row, new Map(row.receipts?.map(receiptOf)));
}

function byId(rows: readonly ReadState[]): ReadonlyMap<Hex, StoredState> {
  return new Map(rows.map((row) => [row.id, storedOf(row)]));
}

/** Writes receivables as they stand now, whether they are new or known. An id comes once. */
export async function upsertStates(tx: Transaction, states: readonly StoredState[]): Promise<void> {
  await removeStates(
    tx,
    states.map(({ id }) => id),
  );
  await tx.copy("receivables", STATE_COLUMNS, map(states, rowOfState));
  await tx.copy("receipts", RECEIPT_COLUMNS, flatMap(states, rowsOfReceipts));
}

/** Removes receivables that no event tells of any more. */
export async function removeStates(tx: Transaction, ids: readonly Hex[]): Promise<void> {
  const keys = ids.map(bytes);
  await tx.query("delete from receipts where id = any($1)", [keys]);
  await tx.query("delete from receivables where id = any($1)", [keys]);
}

/**
 * Some receivables, and those that they are parts of, up to the whole. A part follows from the events of all of them,
 * since the split that made it is an event of the receivable that was split.
 */
export async function lineageOf(sql: Sql, ids: readonly Hex[]): Promise<readonly Hex[]> {
  const rows = await sql.query<{ id: Hex }>(
    `with recursive lineage (id) as (
       select unnest($1::bytea[])
       union
       select invoice from lineage join receivables using (id) where part and invoice is not null
     ) select id from lineage`,
    [ids.map(bytes)],
  );
  return rows.map(({ id }) => id);
}

function* map<In, Out>(values: Iterable<In>, turn: (value: In) => Out): Generator<Out> {
  for (const value of values) yield turn(value);
}

function* flatMap<In, Out>(values: Iterable<In>, turn: (value: In) => Iterable<Out>): Generator<Out> {
  for (const value of values) yield* turn(value);
}
