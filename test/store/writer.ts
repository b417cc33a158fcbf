/**
 * A process that writes numbers, one transaction each, and says each after it was stored; tests kill it. Its arguments
 * are those of a database: "url" or "directory", and where. What it finds at the start comes first, as JSON.
 */
import { writeSync } from "node:fs";
import process from "node:process";
import type { Transactions } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";

const STANDARD_OUTPUT = 1;
const [kind, where = ""] = process.argv.slice(2);
const database = await openDatabase(kind === "url" ? { url: where } : { directory: where });

/** Returns when the words are in the pipe; the stream would keep them in this process while the reader is slow. */
function say(words: string): void {
  for (;;) {
    try {
      writeSync(STANDARD_OUTPUT, `${words}\n`);
      return;
    } catch (error) {
      // The pipe is full: its reader is on its way.
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

async function lead(): Promise<Transactions> {
  for (;;) {
    const leader = await database.lead();
    if (leader !== undefined) return leader;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const leader = await lead();
await database.query("create table if not exists numbers (number integer, padding text)");
const found = await database.query<{ number: number; rows: number }>(
  "select number, count(*) as rows from numbers group by number order by number",
);
say(JSON.stringify(found));
// Each number is three rows, so that a transaction of which a part was kept would show.
for (let number = (found.at(-1)?.number ?? 0) + 1; ; number += 1) {
  await leader.transaction(async (tx) => {
    await tx.query("insert into numbers values ($1, $2)", [number, "x".repeat(200)]);
    await tx.copy(
      "numbers",
      ["number", "padding"],
      [
        [number, "copied"],
        [number, "copied"],
      ],
    );
  });
  say(String(number));
}
