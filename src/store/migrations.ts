/** Brings the tables of a database to the version that this code knows, on either engine and once. */
import { createHash } from "node:crypto";
import type { Database, Sql, Transaction } from "./database.ts";
import { StoreRefusedError } from "./errors.ts";
import { MIGRATIONS } from "./schema.ts";
import type { Migration } from "./schema.ts";

/** Steps that were taken, in their order from 1. */
export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** A number for the advisory lock that lets one process migrate at a time; see the leader's. */
const MIGRATION_LOCK = 4_845_736_105;

/**
 * Takes every step that was not taken yet, each in a transaction of its own; any number of processes may try at once.
 * @returns the names of the steps that were taken now.
 * @throws StoreRefusedError "SchemaNewer" for a database of a later release, "SchemaChanged" for one whose steps
 * differ.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly string[]> {
  const taken: string[] = [];
  for (let isDone = false; !isDone;) {
    const step = await database.transaction((tx) => takeNext(tx, migrations));
    if (step === undefined) isDone = true;
    else taken.push(step);
  }
  return taken;
}

/** The steps that a database says were taken; none for a database that is new. */
export async function appliedMigrations(sql: Sql): Promise<readonly AppliedMigration[]> {
  const [table] = await sql.query<{ found: boolean }>("select to_regclass('migrations') is not null as found");
  if (table?.found !== true) return [];
  return sql.query<AppliedMigration>("select number, name, checksum from migrations order by number");
}

async function takeNext(tx: Transaction, migrations: readonly Migration[]): Promise<string | undefined> {
  await tx.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
  const applied = await appliedMigrations(tx);
  compare(applied, migrations);
  const next = migrations[applied.length];
  if (next === undefined) return undefined;
  if (applied.length === 0) {
    await tx.query(
      "create table migrations (number integer primary key, name text not null, checksum text not null, " +
        "taken timestamptz not null default now())",
    );
  }
  for (const statement of next.statements) await tx.query(statement);
  await tx.query("insert into migrations (number, name, checksum) values ($1, $2, $3)", [
    applied.length + 1,
    next.name,
    checksumOf(next),
  ]);
  return next.name;
}

function compare(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  applied.forEach(({ number, name, checksum }, index) => {
    const known = migrations[index];
    if (known === undefined) {
      throw new StoreRefusedError(
        "SchemaNewer",
        `The database has step ${number} of the schema (${name}), and this release knows ${migrations.length}: ` +
          "run the release that wrote it, or a later one.",
      );
    }
    if (number !== index + 1 || checksum !== checksumOf(known)) {
      throw new StoreRefusedError(
        "SchemaChanged",
        `Step ${number} of the database's schema (${name}) is not the one of this release (${known.name}): ` +
          "run the release that wrote it, or rebuild the index from the chain in an empty database.",
      );
    }
  });
}

function checksumOf({ name, statements }: Migration): string {
  return createHash("sha256")
    .update([name, ...statements].join("\n;\n"))
    .digest("hex");
}
