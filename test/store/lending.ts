/** Databases for tests that close their own: closing gives one back, and the next test gets it with empty tables. */
import type { Database, Engine } from "../../src/store/database.ts";
import { closedError } from "../../src/store/errors.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { emptyTables } from "./emptying.ts";
import { freshUrl } from "./engines.ts";

const idle: Record<Engine, Database[]> = { PGlite: [], PostgreSQL: [] };

export async function lendDatabase(engine: Engine = "PGlite"): Promise<Database> {
  const place = async () => (engine === "PGlite" ? { directory: undefined } : { url: await freshUrl() });
  const database = idle[engine].pop() ?? (await openDatabase(await place()));
  await emptyTables(database);
  return lent(database);
}

/** Behaves as the engine's own: closing waits for what is running, and afterwards everything is refused. */
function lent(database: Database): Database {
  const given: (() => Promise<void>)[] = [];
  const running = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;
  const whileOpen = <T>(work: () => Promise<T>): Promise<T> => {
    if (closing) return Promise.reject(closedError());
    const result = work().finally(() => running.delete(result));
    running.add(result);
    return result;
  };
  const giveBack = async (): Promise<void> => {
    for (const release of given) await release();
    await Promise.allSettled(running);
    idle[database.engine].push(database);
  };
  return {
    engine: database.engine,
    query: (text, values) => whileOpen(() => database.query(text, values)),
    transaction: (work) => whileOpen(() => database.transaction(work)),
    async lead(duty) {
      const leadership = await whileOpen(() => database.lead(duty));
      if (leadership !== undefined) given.push(() => leadership.release());
      return leadership;
    },
    close: () => (closing ??= giveBack()),
  };
}

after(async () => {
  for (const database of Object.values(idle).flat()) await database.close();
});
