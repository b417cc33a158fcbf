/** Two processes on one PostgreSQL that keep the same pairs compared, of which one is killed. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { invoiceHash } from "../../src/domain/invoiceNumber.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { keepContinuousBook } from "../../src/store/continuousBooks.ts";
import { livesOf } from "../../src/store/continuousDifferences.ts";
import { keepContinuous, wantForBook } from "../../src/store/continuousReconciliations.ts";
import type { Continuous } from "../../src/store/continuousReconciliations.ts";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { addPiece, beginUpload } from "../../src/store/uploads.ts";
import { freshUrl } from "../store/engines.ts";
import { headerOf, receivableOf, termsOf } from "../support/receivables.ts";
import { DAY, FIRST_INSTANT, issuing, openBook } from "./book.ts";
import { addressOf } from "./stage.ts";

const PROCESS = fileURLToPath(new URL("reconcilingProcess.ts", import.meta.url));
const EUR: Address = `0x${(978).toString(16).padStart(40, "0")}`;
const NOW = FIRST_INSTANT + 40 * DAY;
const ROUNDS = 3;
const MOST_MILLISECONDS = 40_000;
const SUPPLIER = addressOf("the supplier");
const BUYERS = ["a buyer", "another buyer"].map(addressOf);

interface Working {
  readonly child: ChildProcess;
  /** How many runs it said that it ended. */
  runs(): number;
}

async function work(url: string): Promise<Working> {
  const child = spawn(process.execPath, [PROCESS, url, NOW.toString()], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  while (!said.includes("ready")) await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  return { child, runs: () => said.split("run").length - 1 };
}

async function give(database: Database, pair: Continuous, number: string): Promise<void> {
  const content = Buffer.from(`number,date,currency,open\n${number},2026-11-02,EUR,7.00\n`);
  const sha256: Hex = `0x${createHash("sha256").update(content).digest("hex")}`;
  const own = { organisation: pair.buyer, account: pair.buyer };
  const upload = { ...own, id: randomUUID(), name: "book.csv", length: content.length, sha256, begun: NOW };
  await beginUpload(database, upload);
  await database.transaction(async (tx) => {
    await addPiece(tx, upload, 0, content);
    const book = { ...own, continuous: pair.number, id: randomUUID(), side: "buyer", how: "add" } as const;
    await keepContinuousBook(tx, { ...book, name: "book.csv", file: { upload: upload.id }, given: NOW });
    await wantForBook(tx, pair.number, "buyer");
  });
}

describe("Two processes that keep the same pairs compared", () => {
  it("never run one pair at once, lose nothing, and read each file once, though one of them is killed", async () => {
    const url = await freshUrl();
    const database = await openDatabase({ url });
    await migrate(database);
    const ledger = openBook(database);
    const about = { supplier: SUPPLIER, currency: "EUR", zone: "UTC", tolerance: null, begun: NOW };
    const pairs: Continuous[] = [];
    for (const buyer of BUYERS) {
      const begun = { id: randomUUID(), buyer, organisation: SUPPLIER, account: SUPPLIER };
      pairs.push(await keepContinuous(database, { ...about, ...begun }));
    }
    const [killed, lasting] = await Promise.all([work(url), work(url)]);
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const [place, pair] of pairs.entries()) {
        const header = headerOf(SUPPLIER, pair.buyer, { invoice: invoiceHash(`S-${place}-${round}`) });
        await ledger.write(...issuing(receivableOf(header, termsOf(EUR, NOW / DAY, { amount: 500n }))));
        await give(database, pair, `B-${place}-${round}`);
      }
      await sleep(40);
      if (round === 2) killed.child.kill("SIGKILL");
    }
    const until = Date.now() + MOST_MILLISECONDS;
    const pending =
      "select 1 as one from continuous_reconciliations where wanted > served " +
      "or exists (select from reconciliations where ended is null) " +
      "or (select last from continuous_head) <> (select last from feed_head)";
    while ((await database.query(pending)).length > 0 && Date.now() < until) await sleep(50);
    lasting.child.kill("SIGKILL");
    const runs = await database.query<{ step: string; attempts: number }>("select step, attempts from reconciliations");
    expect(runs.map(({ step }) => step)).to.deep.equal(runs.map(() => "done"));
    // Whoever was killed may have stored a run and not said so.
    expect(killed.runs() + lasting.runs()).to.be.within(runs.length - 1, runs.length);
    for (const pair of pairs) {
      const open = (await livesOf(database, pair.number)).filter(({ cleared }) => cleared === null);
      expect(open.map(({ class: name }) => name).toSorted()).to.deep.equal([
        ...Array.from({ length: ROUNDS }, () => "MISSING_AT_BUYER"),
        ...Array.from({ length: ROUNDS }, () => "MISSING_AT_SUPPLIER"),
      ]);
    }
    const items = await database.query("select 1 as one from continuous_items");
    expect(items).to.have.length(ROUNDS * pairs.length);
    await database.close();
  }).timeout(MOST_MILLISECONDS + 20_000);
});
