/** One connection to a PostgreSQL server, and the transactions on it. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase, Pool } from "pg";
import { from } from "pg-copy-streams";
import { isKept } from "./database.ts";
import type { Planning, Transaction } from "./database.ts";
import { abortedError, storeErrorOf } from "./errors.ts";
import { copyChunks, parameterOf } from "./values.ts";
import type { SqlValue } from "./values.ts";

/** What is handed to the socket at a time. */
const COPY_CHARACTERS = 1 << 16;

/** Names for statements that are asked again and again, so that each connection reads and plans them once. */
const NAMES = new Map<string, string>();
const MOST_NAMES = 500;

function nameFor(text: string): string | undefined {
  const known = NAMES.get(text);
  if (known !== undefined || NAMES.size >= MOST_NAMES) return known;
  const name = `countersign_${NAMES.size}`;
  NAMES.set(text, name);
  return name;
}

/** One statement on a connection, or on any of a pool's. */
export async function queryOn<Row extends object>(
  session: ClientBase | Pool,
  text: string,
  values: readonly SqlValue[] = [],
  planning?: Planning,
): Promise<readonly Row[]> {
  const name = isKept(values, planning) ? nameFor(text) : undefined;
  try {
    const { rows } = await session.query<Row>({ text, values: values.map(parameterOf), ...(name && { name }) });
    return rows;
  } catch (error) {
    throw storeErrorOf(error);
  }
}

/** Runs work between `begin` and `commit`; where it throws, or a statement of it failed, nothing is stored. */
export async function transactionOn<T>(session: ClientBase, work: (tx: Transaction) => Promise<T>): Promise<T> {
  // Two writers wait for the one row that some writes have in common; stricter levels would refuse the second.
  await queryOn(session, "begin isolation level read committed");
  const open = { current: true };
  try {
    const result = await work(transactionOf(session, open));
    open.current = false;
    await commit(session);
    return result;
  } catch (error) {
    open.current = false;
    // A session that is lost has rolled back already.
    await session.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function commit(session: ClientBase): Promise<void> {
  const { command } = await session.query("commit").catch((error: unknown) => {
    throw storeErrorOf(error, true);
  });
  // A statement failed and the work went on as if it had not.
  if (command !== "COMMIT") throw abortedError();
}

function transactionOf(session: ClientBase, open: { readonly current: boolean }): Transaction {
  const check = (): void => {
    if (!open.current) throw new Error("This transaction has ended; what follows would run outside it.");
  };
  return {
    async query(text, values) {
      check();
      return queryOn(session, text, values);
    },
    async copy(table, columns, rows) {
      check();
      const sink = session.query(from(`copy ${table} (${columns.join(", ")}) from stdin`));
      await pipeline(Readable.from(copyChunks(rows, COPY_CHARACTERS)), sink).catch((error: unknown) => {
        throw storeErrorOf(error);
      });
    },
  };
}
