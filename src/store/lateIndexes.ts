/**
 * Indexes for questions that nobody asks of an index which has just begun. While a long chain is read from its
 * beginning, keeping them costs more than all rows do; made at the end, they take a moment.
 */
import type { Sql, Transaction } from "./database.ts";

/** By name: what comes after `create index NAME on`. A page of a party's list is a stretch of one of them. */
const LATE_INDEXES: Readonly<Record<string, string>> = {
  // What has no due day in the open comes last.
  supplier_due: "receivables (supplier, coalesce(due_day, 4294967296), id)",
  buyer_due: "receivables (buyer, coalesce(due_day, 4294967296), id)",
  holder_due: "receivables (holder, coalesce(due_day, 4294967296), id)",
  supplier_changed: "receivables (supplier, changed_block, id)",
  buyer_changed: "receivables (buyer, changed_block, id)",
  holder_changed: "receivables (holder, changed_block, id)",
};

/** For a step of the schema. */
export const LATE_INDEX_STATEMENTS: readonly string[] = Object.keys(LATE_INDEXES).map(statementOf);

/** Does without them until {@link makeLateIndexes}: what needs them still finds everything, and takes long. */
export async function dropLateIndexes(tx: Transaction): Promise<void> {
  await tx.query(`drop index if exists ${Object.keys(LATE_INDEXES).join(", ")}`);
}

/** Makes those that are missing. @returns their names */
export async function makeLateIndexes(tx: Transaction): Promise<readonly string[]> {
  const missing = await missingLateIndexes(tx);
  for (const name of missing) await tx.query(statementOf(name));
  return missing;
}

/** Those that {@link dropLateIndexes} dropped and nobody made yet. */
export async function missingLateIndexes(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query<{ name: string }>(
    "select name from unnest($1::text[]) as name where to_regclass(name) is null",
    [Object.keys(LATE_INDEXES)],
  );
  return rows.map(({ name }) => name);
}

function statementOf(name: string): string {
  return `create index ${name} on ${LATE_INDEXES[name] ?? ""}`;
}
