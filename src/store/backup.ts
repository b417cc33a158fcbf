/** Writes what the chain cannot give back into a file, and reads it into an empty database. */
import { createBackup, readBackup } from "./backupFile.ts";
import type { BackupHead, BackupWriter, TextRow } from "./backupFile.ts";
import { INDEX_TABLES, KEPT_TABLES, PASSING_TABLES } from "./backupTables.ts";
import type { KeptTable } from "./backupTables.ts";
import type { Database, Leadership, Sql, Transaction } from "./database.ts";
import { StoreRefusedError } from "./errors.ts";
import { claim, identityOf } from "./identity.ts";
import { appliedMigrations, migrate } from "./migrations.ts";
import { MIGRATIONS } from "./schema.ts";

export interface BackedUp {
  readonly head: BackupHead;
  readonly rows: number;
}

const ROWS_AT_ONCE = 500;
/** Tables whose rows may be megabytes each. */
const WIDE: ReadonlySet<string> = new Set(["documents", "idempotency", "contents", "disclosures"]);
const WIDE_ROWS_AT_ONCE = 4;
/** How much of a table is held before it is written. */
const COPY_CHARACTERS = 1 << 22;

/**
 * Writes a backup, as of one instant. Others may go on meanwhile.
 * @param now Unix seconds.
 * @throws StoreRefusedError "NotAnIndex", "SchemaOlder", "BackupExists"; errors of the file
 */
export async function backUp(database: Database, file: string, now: number): Promise<BackedUp> {
  const writer = await createBackup(file);
  try {
    return await database.transaction(async (tx) => {
      await tx.query("set transaction isolation level repeatable read, read only");
      const head = { ...(await headOf(tx)), made: new Date(now * 1000).toISOString() };
      await writer.head(head);
      for (const table of KEPT_TABLES) await writeTable(tx, writer, table);
      return { head, rows: await writer.end() };
    });
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

async function headOf(sql: Sql): Promise<Omit<BackupHead, "made">> {
  const migrations = await appliedMigrations(sql);
  const identity = migrations.length === 0 ? undefined : await identityOf(sql);
  if (identity === undefined) {
    throw new StoreRefusedError("NotAnIndex", "The database is no ledger's yet: there is nothing in it to keep.");
  }
  if (migrations.length !== MIGRATIONS.length) {
    throw new StoreRefusedError(
      "SchemaOlder",
      `The database has ${migrations.length} steps of the schema and this release ${MIGRATIONS.length}: run ` +
        '"countersign serve" of this release once, or back it up with the release that wrote it.',
    );
  }
  return { identity, migrations };
}

async function writeTable(
  tx: Transaction,
  writer: BackupWriter,
  { name, instead = {}, from }: KeptTable,
): Promise<void> {
  const columns = await columnsOf(tx, name);
  await writer.table(name, columns);
  const values = columns.map((column, index) => `(${instead[column] ?? `${name}.${column}`})::text as c${index}`);
  await tx.query(`declare kept no scroll cursor for select ${values.join(", ")} from ${from ?? name}`);
  const fetch = `fetch ${WIDE.has(name) ? WIDE_ROWS_AT_ONCE : ROWS_AT_ONCE} from kept`;
  for (;;) {
    const rows = await tx.query<Record<string, string | null>>(fetch);
    if (rows.length === 0) break;
    for (const row of rows) await writer.row(columns.map((_, index) => row[`c${index}`] ?? null));
  }
  await tx.query("close kept");
}

async function columnsOf(sql: Sql, table: string): Promise<readonly string[]> {
  const rows = await sql.query<{ name: string }>(
    "select column_name as name from information_schema.columns " +
      "where table_schema = current_schema() and table_name = $1 order by ordinal_position",
    [table],
  );
  return rows.map(({ name }) => name);
}

/** Reads a backup and compares it with its checksum. @throws StoreRefusedError as {@link readBackup} */
export async function checkBackup(file: string): Promise<BackedUp> {
  let rows = 0;
  const head = await readBackup(file, {
    row: () => {
      rows += 1;
      return Promise.resolve();
    },
  });
  return { head, rows };
}

/**
 * Reads a backup into a database that is empty, or was only made ready for the same ledger. All of it, or nothing. The
 * index follows from the chain afterwards.
 * @throws StoreRefusedError "BackupDamaged", "BackupUnknown", "SchemaNewer", "SchemaChanged", "DatabaseNotEmpty",
 *   "ForeignDatabase", "DatabaseInUse"
 */
export async function restore(database: Database, file: string): Promise<BackedUp> {
  // Before anything is touched.
  const { head } = await checkBackup(file);
  return alone(database, async (leader) => {
    await prepare(database, head);
    const restored = await leader.transaction((tx) => fill(tx, head, file));
    await migrate(database);
    return restored;
  });
}

/** Takes the steps of the schema that the backup's tables had, where none was taken yet. */
async function prepare(database: Database, head: BackupHead): Promise<void> {
  const steps = head.migrations.length;
  if (steps > MIGRATIONS.length) {
    throw new StoreRefusedError(
      "SchemaNewer",
      `The backup has ${steps} steps of the schema, and this release knows ${MIGRATIONS.length}: take the release ` +
        "that wrote it, or a later one.",
    );
  }
  if ((await appliedMigrations(database)).length === 0) await migrate(database, MIGRATIONS.slice(0, steps));
  const applied = await appliedMigrations(database);
  const differs = applied.length !== steps || applied.some((step, index) => !isSame(step, head.migrations[index]));
  if (!differs) return;
  throw new StoreRefusedError(
    "SchemaChanged",
    "The tables of the database are not those of the backup: restore it into a database without a table.",
  );
}

type Step = BackupHead["migrations"][number];

function isSame(one: Step, other: Step | undefined): boolean {
  return one.name === other?.name && one.checksum === other.checksum;
}

async function fill(tx: Transaction, head: BackupHead, file: string): Promise<BackedUp> {
  await claim(tx, head.identity);
  await checkEmpty(tx);
  let table: { readonly name: string; readonly columns: readonly string[] } | undefined;
  let waiting: TextRow[] = [];
  let [size, rows] = [0, 0];
  const flush = async (): Promise<void> => {
    if (table !== undefined) await tx.copy(table.name, table.columns, waiting);
    [waiting, size] = [[], 0];
  };
  await readBackup(file, {
    async table(name, columns) {
      await flush();
      checkTable(file, name);
      table = { name, columns };
    },
    async row(row) {
      waiting.push(row);
      rows += 1;
      size += row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
      if (size > COPY_CHARACTERS) await flush();
    },
  });
  await flush();
  await countOn(tx);
  return { head, rows };
}

/** A file that somebody else made must not write where it likes. */
function checkTable(file: string, name: string): void {
  if (KEPT_TABLES.some((kept) => kept.name === name)) return;
  throw new StoreRefusedError("BackupUnknown", `${file} holds a table that is not kept: ${name}.`);
}

async function checkEmpty(tx: Transaction): Promise<void> {
  const tables = [...INDEX_TABLES, ...PASSING_TABLES, ...KEPT_TABLES.map(({ name }) => name)];
  for (const name of tables) {
    const [found] = await tx.query<{ there: boolean }>("select to_regclass($1) is not null as there", [name]);
    if (found?.there !== true) continue;
    // The feed has a row from the beginning, which says that nothing was told.
    const rows = name === "feed_head" ? "feed_head where last <> 0" : name;
    if ((await tx.query(`select 1 as one from ${rows} limit 1`)).length === 0) continue;
    throw new StoreRefusedError(
      "DatabaseNotEmpty",
      `The database holds something already (${name}): restore into a database of its own.`,
    );
  }
}

/** Numbers that the database gives out go on after those that were given. */
async function countOn(tx: Transaction): Promise<void> {
  const counters = await tx.query<{ table: string; column: string }>(
    "select table_name as table, column_name as column from information_schema.columns " +
      "where table_schema = current_schema() and is_identity = 'YES' order by 1, 2",
  );
  for (const { table, column } of counters) {
    await tx.query(
      `select setval(pg_get_serial_sequence('${table}', '${column}'), coalesce(max(${column}), 1), ` +
        `max(${column}) is not null) from ${table}`,
    );
  }
}

/**
 * Does some work while nobody else can write the index or send transactions.
 * @throws StoreRefusedError "DatabaseInUse"
 */
export async function alone<T>(database: Database, work: (leader: Leadership) => Promise<T>): Promise<T> {
  const held: Leadership[] = [];
  try {
    for (const duty of ["index", "relays"] as const) {
      const leader = await database.lead(duty);
      if (leader === undefined) {
        throw new StoreRefusedError("DatabaseInUse", "A gateway is running on this database: stop every one of them.");
      }
      held.push(leader);
    }
    return await work(held[0] as Leadership);
  } finally {
    for (const leader of held) await leader.release();
  }
}
