/**
 * A process that has sent what is due, as a gateway does beside its answers: every hour of a day, one after another as
 * fast as it can. Its arguments are the address of a database and the first instant.
 */
import { writeSync } from "node:fs";
import process from "node:process";
import { runDunning } from "../../src/gateway/dunning/scheduling.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { dunningDeps } from "./dunningDeps.ts";

const STANDARD_OUTPUT = 1;
const HOURS = 24;
const SECONDS_OF_HOUR = 3_600;
const [url = "", first = "0"] = process.argv.slice(2);
const database = await openDatabase({ url });
writeSync(STANDARD_OUTPUT, "ready\n");
for (let hour = 0; hour < HOURS; hour += 1) {
  const deps = dunningDeps(database, () => Number(first) + hour * SECONDS_OF_HOUR);
  while (await runDunning(deps));
}
writeSync(STANDARD_OUTPUT, "done\n");
await database.close();
