/**
 * How long a page of the worklist takes over 100,000 open items, beside the bare SQL of the same sums: one statement
 * that adds up the same columns of the receivables, without an order, a page or an explanation. On PostgreSQL, each
 * asked in turns; the median and the slowest of all.
 */
import process from "node:process";
import { generatePrivateKey } from "viem/accounts";
import type { Address } from "../../src/domain/receivable.ts";
import { worklistOf } from "../../src/gateway/dunning/worklist.ts";
import { createCursors } from "../../src/gateway/receivables/cursors.ts";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { bytes } from "../../src/store/values.ts";
import { startPostgres } from "../../test/store/postgresServer.ts";

const ITEMS = Number(process.argv[2] ?? 100_000);
const CUSTOMERS = 1_000;
const ROUNDS = 40;
const PAGE = 100;
const EUR: Address = "0x00000000000000000000000000000000000003d2";
/** What an explanation holds that a page needs, and about as much text as one has. */
const BODY = { perWeek: 2, priority: {}, finding: { why: { level: "first", day: null } }, said: "x".repeat(900) };
const CURSORS = createCursors(new Uint8Array(32));
const ORGANISATION = generatePrivateKey().slice(0, 42) as Address;

/** Receivables of one supplier, and what a look at each customer would have made of them. */
async function fill(database: Database): Promise<void> {
  const random = "(hashtextextended(n::text, 7) & 1048575)";
  await database.query(
    `insert into receivables (id, supplier, buyer, invoice, line, policy, revision, terms, document, content, currency,
       amount, due_day, utc_offset, commitment, status, holder, approved, locked, transferee, closed, detailed,
       disputed, written_off, part, advices, settled, credited, late_days, charges_settled, carry, discounted,
       issued_block, changed_block, changed_log)
     select sha256(n::text::bytea), $1, substr(sha256(('c' || n % ${CUSTOMERS})::bytea), 1, 20), sha256('i'), 0, 0, 0,
       sha256('t'), sha256('d'), '', $2, ${random} + 100, 20000 + n % 900, 60, sha256('x'), 4, $1, $1, false, $1, false,
       false, case when n % 20 = 0 then 50 else 0 end, false, false, 0, 0, 0, 0, 0, 0, false, 1, 1, 0
     from generate_series(1, ${ITEMS}) as n`,
    [bytes(ORGANISATION), bytes(EUR)],
  );
  await database.query(
    `insert into dunning_items (organisation, id, customer, owner, stage, currency, score, asked, due_day, open,
       overdue, disputed, promised, looked, body)
     select supplier, id, buyer, case when get_byte(id, 0) % 4 = 0 then supplier end, 'friendly', currency,
       (amount - disputed) * (20900 - due_day) / 2, amount - disputed, due_day, amount,
       case when due_day < 20780 then amount else 0 end, disputed, 0, 1, $2::jsonb
     from receivables where supplier = $1`,
    [bytes(ORGANISATION), JSON.stringify(BODY)],
  );
  await database.query(
    `insert into dunning_sums
     select organisation, customer, currency, owner, stage, count(*), sum(open), sum(overdue), sum(disputed),
       sum(promised) from dunning_items group by organisation, customer, currency, owner, stage`,
  );
  await database.query("vacuum analyze receivables");
  await database.query("vacuum analyze dunning_items");
  await database.query("vacuum analyze dunning_sums");
}

/** As the gateway answers it, but for HTTP; one page after another, so that late ones count as well. */
async function page(database: Database, cursor: string | undefined, owner?: Address): Promise<string | undefined> {
  const query = {
    currency: "EUR",
    placements: "known" as const,
    limit: PAGE,
    ...(cursor && { cursor }),
    ...(owner && { owner }),
  };
  const deps = { database, now: () => 2_000_000_000, tokens: new Map() };
  return (await worklistOf(deps, CURSORS, ORGANISATION, query)).next ?? undefined;
}

function bare(database: Database): Promise<unknown> {
  return database.query(
    `select count(*), sum(amount - settled), sum(case when due_day < 20780 then amount - settled else 0 end),
       sum(disputed), sum(credited)
     from receivables where supplier = $1 and currency = $2 and not closed and status in (1, 2, 3, 4)`,
    [bytes(ORGANISATION), bytes(EUR)],
    "anew",
  );
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function told(name: string, times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const shown = (time: number | undefined): string => `${(time ?? 0).toFixed(1)} ms`.padStart(12);
  return `${name.padEnd(28)}${shown(sorted[Math.floor(sorted.length / 2)])}${shown(sorted.at(-1))}\n`;
}

const server = await startPostgres();
const database = await openDatabase({ url: server.url("postgres") });
await migrate(database);
await fill(database);
const [pages, owned, floor]: [number[], number[], number[]] = [[], [], []];
let cursor: string | undefined;
for (let round = 0; round < ROUNDS; round += 1) {
  floor.push(await milliseconds(() => bare(database)));
  pages.push(
    await milliseconds(async () => {
      cursor = await page(database, cursor);
    }),
  );
  owned.push(await milliseconds(() => page(database, undefined, ORGANISATION)));
}
process.stdout.write(`${ITEMS.toLocaleString("en")} items           median     slowest\n`);
process.stdout.write(told("bare SQL of the sums", floor));
process.stdout.write(told("a page with its sums", pages));
process.stdout.write(told("a page of one owner", owned));
await database.close();
await server.stop();
