/**
 * How long the full set of indicators takes over 100,000 items, beside the bare SQL of the same sums: statements that
 * make the sums of the set and nothing else, over flat tables of the same moves that were made for them beforehand. On
 * PostgreSQL, each asked in turns; the median of all. What is read the first time, and kept, is told beside. The
 * ledger has credits, disputes and payments in parts; no amended due days, write-offs, segments, promises, loose money
 * or imports.
 */
import process from "node:process";
import { readReckoning, reckonSet } from "../../src/gateway/indicators/reading.ts";
import { refreshPortfolio } from "../../src/gateway/portfolio/keeping.ts";
import { atOneInstant } from "../../src/gateway/receivables/reading.ts";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { startPostgres } from "../../test/store/postgresServer.ts";
import { DAYS, EUR, fillLedger, FIRST_DAY, SUPPLIER } from "./indicatorLedger.ts";
import { flatTables, sumsOn } from "./indicatorSums.ts";

const ITEMS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 5;
/** So many times the bare SQL the full set may take; more is a failure. */
const ALLOWED = 5;
const TODAY = FIRST_DAY + DAYS - 1;

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** As the gateway answers it, but for HTTP. */
async function fullSet(database: Database): Promise<bigint> {
  const currency = { address: EUR, code: "EUR", exponent: 2 };
  const cut = { day: TODAY, known: (TODAY + 1) * 86_400 };
  await refreshPortfolio(database, SUPPLIER);
  const asked = { organisation: SUPPLIER, currency, zone: "UTC", cut };
  const { set } = await reckonSet(await atOneInstant(database, (sql) => readReckoning(sql, asked)));
  return set.aging.due.total;
}

async function bare(database: Database): Promise<bigint> {
  let total = 0n;
  for (const text of sumsOn(TODAY)) {
    const rows = await database.query<{ total?: bigint }>(text);
    total = rows[0]?.total ?? total;
  }
  return total;
}

function told(name: string, time: number): void {
  process.stdout.write(`${name.padEnd(44)}${time.toFixed(0).padStart(8)} ms\n`);
}

const server = await startPostgres();
const database = await openDatabase({ url: server.url("postgres") });
await migrate(database);
const events = await fillLedger(database, ITEMS);
await database.query("vacuum analyze");
process.stdout.write(`${ITEMS.toLocaleString("en")} items, ${events.toLocaleString("en")} events\n`);
told("folded and kept, the first time", await milliseconds(() => refreshPortfolio(database, SUPPLIER)));
for (const text of flatTables(SUPPLIER)) await database.query(text);
await database.query("vacuum analyze");
const [sets, floors]: [number[], number[]] = [[], []];
const sums = new Set<bigint>();
for (let round = 0; round < ROUNDS; round += 1) {
  floors.push(
    await milliseconds(async () => {
      sums.add(await bare(database));
    }),
  );
  sets.push(
    await milliseconds(async () => {
      sums.add(await fullSet(database));
    }),
  );
}
told("bare SQL of the sums", median(floors));
told("the full set", median(sets));
const times = median(sets) / median(floors);
process.stdout.write(`${times.toFixed(2)} times the bare SQL, ${ALLOWED} allowed\n`);
if (times > ALLOWED) process.exitCode = 1;
if (sums.size !== 1) throw new Error(`the two differ: ${[...sums].join(", ")}`);
await database.close();
await server.stop();
