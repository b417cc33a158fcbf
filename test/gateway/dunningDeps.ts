/** What looking at customers takes, for whatever has no served process around it; it stands outside of mocha too. */
import pino from "pino";
import type { DunningDeps } from "../../src/gateway/dunning/scheduling.ts";
import type { Database } from "../../src/store/database.ts";

const SILENT = pino({ level: "silent" });
const YEAR_SECONDS = 365 * 86_400;

/** @param now Unix seconds. */
export function dunningDeps(database: Database, now: () => number): DunningDeps {
  const secret = new Uint8Array(32).fill(7);
  const origin = new URL("https://ledger.example");
  return { database, now, secret, tokens: new Map(), origin, behindSeconds: YEAR_SECONDS, logger: SILENT };
}
