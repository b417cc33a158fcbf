/**
 * Cash application of a quarter, a half and the whole of so many bank lines against as many open items (a million if
 * no argument says otherwise), beside a bare hash join of the same rows on payer, number and amount: in a JavaScript
 * Map, and by a PostgreSQL server without its loading. Each size runs in a process of its own, so that its memory is
 * its own.
 */
import { execFileSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { matchCash } from "../../src/reconciliation/cash/match.ts";
import { SAFE_POLICY, usualTolerances } from "../../src/reconciliation/cash/policy.ts";
import type { Database } from "../../src/store/database.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { startPostgres } from "../../test/store/postgresServer.ts";
import { makeRows } from "./matchRows.ts";
import type { Rows } from "./matchRows.ts";

const USUAL_LINES = 1_000_000;
const KIBIBYTES_IN_MEBIBYTE = 1_024;
const EUR_DECIMALS = 2;
const POLICY = { ...SAFE_POLICY, tolerances: usualTolerances(() => EUR_DECIMALS) };
const ROUNDS = 3;

interface Measured {
  readonly lines: number;
  readonly posted: number;
  /** Seconds. */
  readonly match: number;
  readonly join: number;
  /** The largest resident set of the process, MiB. */
  readonly memory: number;
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1_000;
}

/** The last word of a text that is a number: what a join compares, given to it without its cost. */
function joinKeys(rows: Rows): { readonly items: readonly string[]; readonly lines: readonly string[] } {
  const number = (text: string): string => text.split(" ").find((word) => /\d{9}/.test(word)) ?? "";
  return {
    items: rows.items.flatMap(({ payer, references, amount }) =>
      references.map((reference) => `${payer}|${reference}|${amount}`),
    ),
    lines: rows.lines.map(({ payerAccount, text, amount }) => `${payerAccount.slice(2)}|${number(text)}|${amount}`),
  };
}

/** One table is hashed, the other looked up in it; the keys are there already. */
function mapJoin(keys: ReturnType<typeof joinKeys>): number {
  const table = new Map<string, number>();
  keys.items.forEach((key, place) => table.set(key, place));
  return keys.lines.reduce((found, key) => found + (table.has(key) ? 1 : 0), 0);
}

/** Runs in a child: prints one JSON object. */
function measure(count: number): void {
  const rows = makeRows(count);
  let posted = 0;
  const match = seconds(() => {
    const { placements } = matchCash({ ...rows, policy: POLICY });
    posted = placements.disposition.reduce((sum, disposition) => sum + (disposition === 1 ? 1 : 0), 0);
  });
  const memory = process.resourceUsage().maxRSS / KIBIBYTES_IN_MEBIBYTE;
  const keys = joinKeys(rows);
  const join = seconds(() => mapJoin(keys));
  process.stdout.write(JSON.stringify({ lines: rows.lines.length, posted, match, join, memory } satisfies Measured));
}

async function load(database: Database, count: number): Promise<void> {
  const rows = makeRows(count);
  const keys = joinKeys(rows);
  const parts = (list: readonly string[]): string[][] => list.map((key) => key.split("|"));
  for (const name of ["items", "lines"] as const) {
    await database.query(`create table ${name} (payer text, reference text, amount bigint)`);
    await database.transaction((tx) => tx.copy(name, ["payer", "reference", "amount"], parts(keys[name])));
    await database.query(`analyze ${name}`);
  }
}

/** Seconds of PostgreSQL's hash join, the best of some rounds. */
async function serverJoin(count: number): Promise<number> {
  const server = await startPostgres();
  const database = await openDatabase({ url: server.url("postgres") });
  await load(database, count);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await database.transaction(async (tx) => {
      await tx.query("set local enable_mergejoin = off");
      await tx.query("set local enable_nestloop = off");
      await tx.query("set local work_mem = '1GB'");
      await tx.query("select count(*) from lines join items using (payer, reference, amount)");
    });
    times.push((performance.now() - start) / 1_000);
  }
  await database.close();
  await server.stop();
  return Math.min(...times);
}

function row(words: readonly string[]): void {
  process.stdout.write(`${words.map((word) => word.padStart(12)).join("")}\n`);
}

const [first = String(USUAL_LINES), option] = process.argv.slice(2);
const count = Number(first);
if (!Number.isSafeInteger(count) || count < 1) throw new Error(`${first} is no number of lines: give one above 0`);
if (option === "--measure") measure(count);
else {
  row(["lines", "posted", "match s", "lines/s", "MiB", "Map join s", "ratio"]);
  let last: Measured | undefined;
  for (const size of [count / 4, count / 2, count].map(Math.round)) {
    const script = fileURLToPath(import.meta.url);
    const output = execFileSync(process.execPath, [script, String(size), "--measure"], { encoding: "utf8" });
    last = JSON.parse(output) as Measured;
    const { lines, posted, match, join, memory } = last;
    const counts = [lines.toLocaleString("en"), posted.toLocaleString("en"), match.toFixed(2)];
    const rate = Math.round(lines / match).toLocaleString("en");
    row([...counts, rate, memory.toFixed(0), join.toFixed(2), (match / join).toFixed(1)]);
  }
  const join = await serverJoin(count);
  const ratio = ((last?.match ?? 0) / join).toFixed(1);
  process.stdout.write(
    `PostgreSQL's hash join of ${count.toLocaleString("en")}: ${join.toFixed(2)} s, ratio ${ratio}\n`,
  );
}
