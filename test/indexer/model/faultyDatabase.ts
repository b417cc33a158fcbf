/** A database that fails on demand, at the points at which databases fail, with what they then say. */
import type { Database, Leadership, Transaction, Transactions } from "../../../src/store/database.ts";
import { StoreRetryError } from "../../../src/store/errors.ts";

export const DATABASE_POINTS = [
  ...(["BEGIN", "a statement", "a copy", "COMMIT, before it was heard", "COMMIT, after it was heard"] as const),
];
export type DatabasePoint = (typeof DATABASE_POINTS)[number];

/** Connections, serialisation, deadlock, shutdown, timeout, a full disk, no memory, no connection left, no lock. */
export const DATABASE_CODES = [
  ...(["ConnectionLost", "40001", "40P01", "57P01", "57014", "53100", "53200", "53300", "55P03", "25006"] as const),
];

export interface DatabaseFault {
  readonly point: DatabasePoint;
  readonly code: string;
  /** How many statements, or rows of a copy, are done before it. */
  readonly after: number;
}

export interface Failing {
  /** The fault that the next transaction meets; undefined where it meets none. */
  readonly next: () => DatabaseFault | undefined;
  /** What is waited for before a failure is told. */
  readonly before?: () => Promise<void>;
}

export function faultyTransactions(inner: Transactions, { next, before = nothing }: Failing): Transactions {
  const attempt: Transactions = {
    async transaction(work) {
      const fault = next();
      if (fault === undefined) return inner.transaction(work);
      if (fault.point === "BEGIN") throw failure(fault);
      await inner.transaction(async (tx) => {
        await work(spoilt(tx, fault));
        if (fault.point !== "COMMIT, after it was heard") throw failure(fault);
      });
      // It is stored, and whoever asked cannot know.
      throw failure(fault, true);
    },
  };
  return {
    transaction: (work) =>
      attempt.transaction(work).catch(async (error: unknown) => {
        await before();
        throw error;
      }),
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}

/** Its leaders fail; what is asked besides is answered. */
export function faultyDatabase(inner: Database, failing: Failing): Database {
  return {
    ...inner,
    async lead(duty) {
      const leader: Leadership | undefined = await inner.lead(duty);
      return leader === undefined ? undefined : { ...leader, ...faultyTransactions(leader, failing) };
    },
  };
}

function spoilt(tx: Transaction, { point, after, code }: DatabaseFault): Transaction {
  let done = 0;
  return {
    async query(text, values) {
      if (point === "a statement" && (done += 1) > after) throw failure({ code });
      return tx.query(text, values);
    },
    copy(table, columns, rows) {
      return tx.copy(table, columns, point === "a copy" ? drying(rows, after, code) : rows);
    },
  };
}

function* drying<Row>(rows: Iterable<Row>, after: number, code: string): Generator<Row> {
  let done = 0;
  for (const row of rows) {
    if ((done += 1) > after) throw failure({ code });
    yield row;
  }
}

function failure({ code }: Pick<DatabaseFault, "code">, mayBeStored = false): StoreRetryError {
  return new StoreRetryError(code, `a test says ${code}`, mayBeStored);
}
