/**
 * How long the full set of indicators takes over 100,000 items, beside the bare SQL of the same sums: statements that
 * make the sums of the set and nothing else, over flat tables of the same moves that were made for them beforehand. On
 * PostgreSQL, each asked in turns; the median of all. What is read the first time, and kept, is told beside. The
 * ledger has credits, disputes, payments in parts, moved due days, write-offs and promises; beside it stand segments,
 * imported history and money that settles nothing. Aging, payments, dilution and cohorts of both are compared; of the
 * others the statements make sums like those of the set, which are not. A sum that differs, or more than five times the
 * bare SQL, ends with an error.
 */
import process from "node:process";
import type { IndicatorSet } from "../../src/domain/indicators/set.ts";
import { readReckoning, reckonSet } from "../../src/gateway/indicators/reading.ts";
import { refreshPortfolio } from "../../src/gateway/portfolio/keeping.ts";
import { atOneInstant } from "../../src/gateway/receivables/reading.ts";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { startPostgres } from "../../test/store/postgresServer.ts";
import { fillBeside } from "./indicatorBeside.ts";
import { DAYS, EUR, fillLedger, FIRST_DAY, SUPPLIER } from "./indicatorLedger.ts";
import { checkSums } from "./indicatorCheck.ts";
import type { BareRow, BareRows } from "./indicatorCheck.ts";
import { flatTables, sumsOn } from "./indicatorSums.ts";
import type { SumName } from "./indicatorSums.ts";

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
async function fullSet(database: Database): Promise<IndicatorSet> {
  const currency = { address: EUR, code: "EUR", exponent: 2 };
  const cut = { day: TODAY, known: (TODAY + 1) * 86_400 };
  await refreshPortfolio(database, SUPPLIER);
  const asked = { organisation: SUPPLIER, currency, zone: "UTC", cut };
  return (await reckonSet(await atOneInstant(database, (sql) => readReckoning(sql, asked)))).set;
}

async function bare(database: Database): Promise<BareRows> {
  const rows = new Map<SumName, readonly BareRow[]>();
  for (const [name, text] of sumsOn(TODAY)) rows.set(name, await database.query<BareRow>(text));
  return rows;
}

function told(name: string, time: number): void {
  process.stdout.write(`${name.padEnd(44)}${time.toFixed(0).padStart(8)} ms\n`);
}

const server = await startPostgres();
const database = await openDatabase({ url: server.url("postgres") });
await migrate(database);
const events = await fillLedger(database, ITEMS);
await fillBeside(database, ITEMS);
await database.query("vacuum analyze");
process.stdout.write(
  `${ITEMS.toLocaleString("en")} items, ${events.toLocaleString("en")} events, and a tenth as many imported invoices\n`,
);
told("folded and kept, the first time", await milliseconds(() => refreshPortfolio(database, SUPPLIER)));
for (const text of flatTables(SUPPLIER)) await database.query(text);
await database.query("vacuum analyze");
const [sets, floors]: [number[], number[]] = [[], []];
let compared = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  let rows: BareRows = new Map();
  floors.push(
    await milliseconds(async () => {
      rows = await bare(database);
    }),
  );
  let set: IndicatorSet | undefined;
  sets.push(
    await milliseconds(async () => {
      set = await fullSet(database);
    }),
  );
  if (set !== undefined) compared = checkSums(rows, set);
}
told("bare SQL of the sums", median(floors));
told("the full set", median(sets));
process.stdout.write(`${compared} sums of both are the same\n`);
const times = median(sets) / median(floors);
process.stdout.write(`${times.toFixed(2)} times the bare SQL, ${ALLOWED} allowed\n`);
if (times > ALLOWED) process.exitCode = 1;
await database.close();
await server.stop();
