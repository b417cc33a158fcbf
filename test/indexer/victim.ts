/**
 * A process that indexes a chain into a directory and kills itself at a named point of its first batch. Its argument is
 * a `Fate` as JSON.
 */
import process from "node:process";
import type { Addresses } from "../../src/chain/addresses.ts";
import { createIndexer } from "../../src/indexer/indexer.ts";
import type { Database, Leadership, Transaction } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { depsOf } from "./driving.ts";

export interface Fate {
  readonly directory: string;
  readonly url: string;
  readonly addresses: Addresses;
  readonly point: Point;
}

export type Point =
  | "after the fetch"
  | "after BEGIN"
  | "after the drop"
  | "after the blocks were copied"
  | "after the events were copied"
  | "after the receivables were copied"
  | "before COMMIT"
  | "after COMMIT";

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
      await tx.copy(table, columns, rows);
      if (point === `after the ${table} were copied`) die();
    },
  };
}

function leading(leader: Leadership, point: Point): Leadership {
  let transactions = 0;
  return {
    ...leader,
    async transaction(work) {
      transactions += 1;
      // The first one claims the database, which it was before.
      if (transactions === 1) return leader.transaction(work);
      if (point === "after the fetch") die();
      const result = await leader.transaction(async (tx) => {
        if (point === "after BEGIN") die();
        const done = await work(mortal(tx, point));
        if (point === "before COMMIT") die();
        return done;
      });
      if (point === "after COMMIT") die();
      return result;
    },
  };
}

if (import.meta.main) {
  const { directory, url, addresses, point } = JSON.parse(process.argv[2] ?? "") as Fate;
  const real = await openDatabase({ directory });
  await migrate(real);
  const database: Database = {
    ...real,
    async lead() {
      const leader = await real.lead();
      return leader === undefined ? undefined : leading(leader, point);
    },
  };
  await createIndexer(depsOf({ database, addresses, url })).run(new AbortController().signal);
}
