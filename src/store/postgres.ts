/** A PostgreSQL server, which several processes may use. */
import pg from "pg";
import type { Database, Duty, Leadership } from "./database.ts";
import { closedError, storeErrorOf, StoreRetryError } from "./errors.ts";
import { queryOn, transactionOn } from "./session.ts";
import { readerOf } from "./values.ts";

const CONNECT_MILLISECONDS = 10_000;
/** Numbers that other users of advisory locks are unlikely to take; locks are those of one database. */
const LOCKS: Readonly<Record<Duty, number>> = { index: 4_845_736_104, relays: 4_845_736_106 };

/**
 * Opens a server by its URL, and asks it for a sign of life.
 * @throws StoreRetryError if it cannot be reached; StoreRefusedError if it does not let us in.
 */
export async function openPostgres(url: string): Promise<Database> {
  const settings: pg.ClientConfig = {
    connectionString: url,
    application_name: "countersign",
    connectionTimeoutMillis: CONNECT_MILLISECONDS,
    keepAlive: true,
    types: { getTypeParser: readerOf },
  };
  const pool = new pg.Pool(settings);
  pool.on("error", ignore);
  const database = databaseOf(pool, settings);
  try {
    await database.query("select 1");
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function databaseOf(pool: pg.Pool, settings: pg.ClientConfig): Database {
  const leaders = new Set<Leadership>();
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await Promise.all([...leaders].map((leader) => leader.release()));
    await pool.end();
  };
  return {
    engine: "PostgreSQL",
    query: (text, values, planning) =>
      closing ? Promise.reject(closedError()) : queryOn(pool, text, values, planning),
    async transaction(work) {
      if (closing) throw closedError();
      const session = await pool.connect().catch(rethrow);
      session.on("error", ignore);
      try {
        return await transactionOn(session, work);
      } finally {
        session.off("error", ignore);
        // The pool looks for itself whether the connection can be used again.
        session.release();
      }
    },
    async lead(duty = "index") {
      if (closing) throw closedError();
      const leader = await lead(settings, LOCKS[duty]);
      if (leader === undefined) return undefined;
      leaders.add(leader);
      leader.lost.addEventListener("abort", () => leaders.delete(leader));
      return leader;
    },
    close: () => (closing ??= close()),
  };
}

/**
 * A connection that breaks between two statements would end the process if nobody listened. A pool replaces it, and a
 * transaction is told by its next statement.
 */
function ignore(): void {
  return undefined;
}

/** Tells when a session is gone. */
function watch(session: pg.ClientBase): AbortSignal {
  const gone = new AbortController();
  session.on("error", (error) => gone.abort(storeErrorOf(error)));
  session.on("end", () => gone.abort(new StoreRetryError("ConnectionLost", "The session has ended.", false)));
  return gone.signal;
}

async function lead(settings: pg.ClientConfig, lock: number): Promise<Leadership | undefined> {
  const session = new pg.Client(settings);
  const lost = watch(session);
  try {
    await session.connect();
    const [row] = await queryOn<{ leads: boolean }>(session, "select pg_try_advisory_lock($1) as leads", [lock]);
    if (row?.leads === true) return leadershipOf(session, lost);
  } catch (error) {
    await session.end().catch(() => undefined);
    throw storeErrorOf(error);
  }
  await session.end();
  return undefined;
}

function leadershipOf(session: pg.Client, lost: AbortSignal): Leadership {
  // One session has one transaction at a time.
  let last: Promise<unknown> = Promise.resolve();
  return {
    lost,
    transaction(work) {
      const next = last.then(() => {
        lost.throwIfAborted();
        return transactionOn(session, work);
      });
      last = next.catch(() => undefined);
      return next;
    },
    async release() {
      await last;
      // The lock goes with the session.
      await session.end().catch(() => undefined);
    },
  };
}

function rethrow(error: unknown): never {
  throw storeErrorOf(error);
}
