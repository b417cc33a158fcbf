/**
 * A process that indexes a chain, says what role it has, and kills itself at a named point of its first batch. Its
 * argument is a `Fate` as JSON.
 */
import process from "node:process";
import type { Addresses } from "../../src/chain/addresses.ts";
import { createIndexer } from "../../src/indexer/indexer.ts";
import type { Database, Leadership, Transaction } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { depsOf } from "./driving.ts";

export interface Fate {
  /** Of a database server, or a directory. */
  readonly where: { readonly url: string } | { readonly directory: string };
  readonly url: string;
  readonly addresses: Addresses;
  readonly point: Point;
}

export const POINTS = [
  ...(["mid-migration", "after the claim", "after the fetch", "after BEGIN", "after the drop"] as const),
  ...(["after the blocks were copied", "mid-copy of the events", "after the events were copied"] as const),
  ...(["after the receivables were copied", "before COMMIT", "while COMMIT is on its way"] as const),
  ...(["after COMMIT", "during shutdown"] as const),
];
export type Point = (typeof POINTS)[number] | "never";

const ROWS = 3;
const LOOK_MILLISECONDS = 5;
const STATEMENTS_OF_A_STEP = 3;

function die(): void {
  process.kill(process.pid, "SIGKILL");
}

/** Dies once the statement that the point names is done. */
function mortal(tx: Transaction, point: Point): Transaction {
  return {
    async query(text, values) {
      const rows = await tx.query(text, values);
      if (point === "after the drop" && text.includes("delete from events")) die();
      return rows as never;
    },
    async copy(table, columns, rows) {
      await tx.copy(table, columns, point === `mid-copy of the ${table}` ? dying(rows) : rows);
      if (point === `after the ${table} were copied`) die();
    },
  };
}

function* dying<Row>(rows: Iterable<Row>): Generator<Row> {
  let given = 0;
  for (const row of rows) {
    if ((given += 1) > ROWS) die();
    yield row;
  }
}

function leading(leader: Leadership, point: Point, stopping: AbortController): Leadership {
  let transactions = 0;
  return {
    ...leader,
    async transaction(work) {
      transactions += 1;
      // The first one claims the database, which it was before.
      if (transactions === 1) {
        const claimed = await leader.transaction(work);
        if (point === "after the claim") die();
        return claimed;
      }
      if (point === "after the fetch") die();
      const result = await leader.transaction(async (tx) => {
        if (point === "after BEGIN") die();
        if (point === "during shutdown") stopping.abort();
        const done = await work(mortal(tx, point));
        if (point === "before COMMIT") die();
        if (point === "while COMMIT is on its way") setImmediate(die);
        return done;
      });
      if (point === "after COMMIT") die();
      return result;
    },
    async release() {
      if (point === "during shutdown") die();
      await leader.release();
    },
  };
}

/** Dies in the middle of a step of the schema. */
function migrating(database: Database): Database {
  let statements = 0;
  return {
    ...database,
    transaction: (work) =>
      database.transaction((tx) =>
        work({
          ...tx,
          async query(text, values) {
            const rows = await tx.query(text, values);
            if (text.startsWith("create table") && (statements += 1) > STATEMENTS_OF_A_STEP) die();
            return rows as never;
          },
        }),
      ),
  };
}

if (import.meta.main) {
  const { where, url, addresses, point } = JSON.parse(process.argv[2] ?? "") as Fate;
  const real = await openDatabase(where);
  await migrate(point === "mid-migration" ? migrating(real) : real);
  const stopping = new AbortController();
  const database: Database = {
    ...real,
    async lead(duty) {
      const leader = await real.lead(duty);
      return leader === undefined ? undefined : leading(leader, point, stopping);
    },
  };
  const indexer = createIndexer(depsOf({ database, addresses, url, reading: { finalityDepth: undefined } }));
  const roles = new Set<string>();
  setInterval(() => {
    const { role } = indexer.status();
    if (!roles.has(role)) process.stdout.write(`${role}\n`);
    roles.add(role);
  }, LOOK_MILLISECONDS).unref();
  await indexer.run(stopping.signal);
}
