/**
 * What follows from the events beside the receivables: cash kept for holders, spent nonces, revoked roots, operators,
 * what the directory knows, of factoring the desks and what waits at them, and of
 * collections what was agreed, adopted and placed. Each is one row with a key, and a batch
 * replaces the rows that its events touch.
 */
import type { Hex } from "../domain/receivable.ts";
import type { Sql, Transaction } from "./database.ts";
import { FACT_KINDS, factTableOf } from "./factTables.ts";
import type { FactKey, FactKind, Facts } from "./factTables.ts";
import { bytes } from "./values.ts";

/** What stands in the tables under some keys; a key that has no row has no entry. */
export async function factsOf(sql: Sql, keys: readonly FactKey[]): Promise<Facts> {
  return readFacts(async (kind) => {
    const { name, columns } = factTableOf(kind);
    const parts = keyParts(kind, keys);
    if (parts[0]?.length === 0) return [];
    return sql.query(`select ${columns.map(([column]) => column).join(", ")} from ${name} where ${among(kind)}`, parts);
  });
}

/** All facts, each kind in the order of its key. */
export async function allFacts(sql: Sql): Promise<Facts> {
  return readFacts((kind) => {
    const names = factTableOf(kind)
      .columns.map(([column]) => column)
      .join(", ");
    return sql.query(`select ${names} from ${factTableOf(kind).name} order by ${keyColumns(kind).join(", ")}`);
  });
}

/** Removes what stands under the keys, and writes the given facts, whose keys are among them. */
export async function replaceFacts(tx: Transaction, keys: readonly FactKey[], facts: Partial<Facts>): Promise<void> {
  for (const kind of FACT_KINDS) {
    const parts = keyParts(kind, keys);
    if (parts[0]?.length !== 0) await tx.query(`delete from ${factTableOf(kind).name} where ${among(kind)}`, parts);
    await write(tx, kind, facts[kind] ?? []);
  }
}

async function write<K extends FactKind>(tx: Transaction, kind: K, rows: Facts[K]): Promise<void> {
  const { name, columns } = factTableOf(kind);
  if (rows.length === 0) return;
  await tx.copy(
    name,
    columns.map(([column]) => column),
    rows.map((row: Facts[K][number]) => columns.map(([, read]) => read(row))),
  );
}

async function readFacts(
  read: (kind: FactKind) => Promise<readonly Readonly<Record<string, unknown>>[]>,
): Promise<Facts> {
  const facts: Partial<Record<FactKind, unknown>> = {};
  for (const kind of FACT_KINDS) facts[kind] = (await read(kind)).map(factTableOf(kind).row);
  return facts as unknown as Facts;
}

function keyColumns(kind: FactKind): readonly string[] {
  return factTableOf(kind)
    .columns.slice(0, factTableOf(kind).keys.length)
    .map(([column]) => column);
}

/** The condition that a row's key is among those that {@link keyParts} gives, a parameter for each part. */
function among(kind: FactKind): string {
  const arrays = factTableOf(kind).keys.map((type, index) => `$${index + 1}::${type}[]`);
  return `(${keyColumns(kind).join(", ")}) in (select * from unnest(${arrays.join(", ")}))`;
}

function keyParts(kind: FactKind, keys: readonly FactKey[]): string[][] {
  const split = keys.filter((key) => key.startsWith(`${kind}/`)).map((key) => key.split("/").slice(1));
  return factTableOf(kind).keys.map((type, index) =>
    split.map((parts) => {
      const part = parts[index] ?? "";
      return type === "bytea" ? bytes(part as Hex) : part;
    }),
  );
}
