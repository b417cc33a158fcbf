/**
 * A process that keeps pairs compared, as a gateway does beside its answers, until it is killed. Its arguments are the
 * address of a database and an instant from which its clock runs forty times as fast. It says each run that it ended.
 */
import { writeSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import pino from "pino";
import { beginRuns } from "../../src/gateway/reconciliations/continuing.ts";
import { runReconciliation } from "../../src/gateway/reconciliations/running.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";

const STANDARD_OUTPUT = 1;
const FASTER = 40;
const MILLISECONDS = 1_000;
const PAUSE_MILLISECONDS = 20;
const [url = "", first = "0"] = process.argv.slice(2);
const database = await openDatabase({ url });
const now = (): number => Number(first) + Math.floor((performance.now() * FASTER) / MILLISECONDS);
const deps = { database, now, logger: pino({ level: "fatal" }) };
writeSync(STANDARD_OUTPUT, "ready\n");
for (;;) {
  await beginRuns(deps);
  if (await runReconciliation(deps)) writeSync(STANDARD_OUTPUT, "run\n");
  else await sleep(PAUSE_MILLISECONDS);
}
