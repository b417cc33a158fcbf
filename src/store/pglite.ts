/** PostgreSQL in this process, on a directory of which this process is the only user, or in memory. */
import { PGlite, TransactionAbortedError } from "@electric-sql/pglite";
import type { Transaction as LiteTransaction } from "@electric-sql/pglite";
import { isKept } from "./database.ts";
import type { Database, Duty, Leadership, Planning, Transaction } from "./database.ts";
import { lockDirectory } from "./directoryLock.ts";
import { abortedError, closedError, storeErrorOf } from "./errors.ts";
import { copyChunks, parameterOf, READ_TYPES, readerOf } from "./values.ts";
import type { SqlScalar, SqlValue } from "./values.ts";

/** Arrays of bool, bytea, int2, int4, text, int8, numeric. */
const ARRAY_TYPES = [1000, 1001, 1005, 1007, 1009, 1016, 1231];
/** What the engine holds of a `COPY` at once beside its own memory. */
const COPY_CHARACTERS = 1 << 22;

const parsers = Object.fromEntries(READ_TYPES.map((type) => [type, readerOf(type)]));
/** Parameters come as text already. */
const serializers = Object.fromEntries([...READ_TYPES, ...ARRAY_TYPES].map((type) => [type, String]));

/**
 * Opens a directory, or a database in memory that is gone when it is closed.
 * @throws StoreRefusedError "DirectoryInUse" if another process has it open.
 */
export async function openPglite(directory: string | undefined): Promise<Database> {
  const lock = directory === undefined ? undefined : lockDirectory(directory);
  try {
    const place = directory === undefined ? {} : { dataDir: directory };
    const engine = await PGlite.create({ ...place, parsers, serializers });
    return databaseOf(engine, () => lock?.release());
  } catch (error) {
    lock?.release();
    throw storeErrorOf(error);
  }
}

function databaseOf(engine: PGlite, release: () => void): Database {
  const leaders = new Map<Duty, AbortController>();
  let closing: Promise<void> | undefined;

  const prepared = preparing(engine);
  const database: Database = {
    engine: "PGlite",
    query: (text, values, planning) => (closing ? Promise.reject(closedError()) : prepared(text, values, planning)),
    async transaction(work) {
      if (closing) throw closedError();
      const failures: unknown[] = [];
      const attempt = async (tx: LiteTransaction): ReturnType<typeof work> => {
        try {
          return await work(transactionOf(tx));
        } catch (error) {
          failures.push(error);
          throw error;
        }
      };
      try {
        return await engine.transaction(attempt);
      } catch (error) {
        // Statements have told already what became of them; anything else that the work throws is its own affair.
        if (failures.includes(error)) throw error;
        throw error instanceof TransactionAbortedError ? abortedError(error) : storeErrorOf(error);
      }
    },
    lead(duty = "index") {
      if (closing) return Promise.reject(closedError());
      if (leaders.has(duty)) return Promise.resolve(undefined);
      const leader = new AbortController();
      leaders.set(duty, leader);
      return Promise.resolve(leadershipOf(database, leader, () => leaders.delete(duty)));
    },
    close() {
      closing ??= engine.close().finally(() => {
        for (const leader of leaders.values()) leader.abort();
        release();
      });
      return closing;
    },
  };
  return database;
}

/** The file beside the directory says that no other process writes; within this one, one leads at a time. */
function leadershipOf(database: Database, held: AbortController, free: () => void): Leadership {
  return {
    lost: held.signal,
    async transaction(work) {
      held.signal.throwIfAborted();
      return database.transaction(work);
    },
    release() {
      if (!held.signal.aborted) free();
      held.abort();
      return Promise.resolve();
    },
  };
}

function transactionOf(tx: LiteTransaction): Transaction {
  return {
    query: (text, values) => query(tx, text, values),
    async copy(table, columns, rows: Iterable<readonly SqlScalar[]>) {
      const text = `copy ${table} (${columns.join(", ")}) from '/dev/blob'`;
      for (const chunk of copyChunks(rows, COPY_CHARACTERS)) {
        await tx.query(text, [], { blob: new Blob([chunk]) }).catch(rethrow);
      }
    },
  };
}

const PREPARABLE = /^\s*(?:select|insert|update|delete|with)\b/i;
const MOST_PREPARED = 500;

/**
 * Statements with parameters are prepared when they are asked first: reading and planning one takes this engine longer
 * than running it. For use outside transactions, which all have the engine to themselves.
 */
function preparing(engine: PGlite): Database["query"] {
  const names = new Map<string, Promise<string>>();
  let given = 0;
  const prepare = async (name: string, text: string): Promise<string> => {
    await engine.exec(`prepare ${name} as ${text}`);
    return name;
  };
  return async <Row extends object>(text: string, values: readonly SqlValue[] = [], planning?: Planning) => {
    const isNew = !names.has(text);
    if (!isKept(values, planning) || !PREPARABLE.test(text) || (isNew && names.size >= MOST_PREPARED)) {
      return query<Row>(engine, text, values);
    }
    const preparation = names.get(text) ?? prepare(`countersign_${(given += 1)}`, text);
    names.set(text, preparation);
    const name = await preparation.catch((error: unknown) => {
      names.delete(text);
      return rethrow(error);
    });
    const literals = values.length === 0 ? "" : ` (${values.map(literal).join(", ")})`;
    const [result] = await engine.exec(`execute ${name}${literals}`).catch(rethrow);
    return (result?.rows ?? []) as Row[];
  };
}

/** A parameter as SQL; strings conform to the standard, so that nothing but the quote has a meaning. */
function literal(value: SqlValue): string {
  const text = parameterOf(value);
  return text === null ? "null" : `'${text.replaceAll("'", "''")}'`;
}

async function query<Row extends object>(
  engine: PGlite | LiteTransaction,
  text: string,
  values: readonly SqlValue[] = [],
): Promise<readonly Row[]> {
  const { rows } = await engine.query<Row>(text, values.map(parameterOf)).catch(rethrow);
  return rows;
}

function rethrow(error: unknown): never {
  throw storeErrorOf(error);
}
