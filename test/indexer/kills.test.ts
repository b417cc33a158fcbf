import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { branch, common } from "./branches.ts";
import type { Common } from "./branches.ts";
import { drive } from "./driving.ts";
import { expectTables } from "./oracle.ts";
import { serveStage } from "./stage.ts";
import type { ServedStage } from "./stage.ts";
import type { Fate, Point } from "./victim.ts";

const VICTIM = fileURLToPath(new URL("victim.ts", import.meta.url));
const POINTS: readonly Point[] = [
  "after the fetch",
  "after BEGIN",
  "after the drop",
  "after the blocks were copied",
  "after the events were copied",
  "after the receivables were copied",
  "before COMMIT",
  "after COMMIT",
];
const TABLES = ["cursor", "blocks", "events", "receivables", "receipts", "spent_nonces", "viewing_keys"];

describe("An index that is killed in the middle of a reorganisation", () => {
  let stage: ServedStage;
  let folder: string;
  let directory: string;
  let from: Common;

  before(async function () {
    this.timeout(120_000);
    stage = await serveStage();
    folder = mkdtempSync(path.join(tmpdir(), "countersign-index-"));
    directory = path.join(folder, "data");
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await stage.close();
  });

  async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase({ directory });
    try {
      await migrate(database);
      return await work(database);
    } finally {
      await database.close();
    }
  }

  async function indexAll(database: Database): Promise<void> {
    const driven = drive({ database, addresses: stage.chain.addresses, url: stage.node.url });
    await driven.settled();
    await driven.stop();
    await expectTables(database, stage.chain.reader, stage.chain.addresses);
  }

  async function contentsOf(database: Database): Promise<string> {
    const tables = await Promise.all(TABLES.map((table) => database.query(`select * from ${table} order by 1, 2`)));
    return JSON.stringify(tables, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
  }

  async function liveUntil(point: Point): Promise<void> {
    const fate: Fate = { directory, url: stage.node.url, addresses: stage.chain.addresses, point };
    const child = spawn(process.execPath, [VICTIM, JSON.stringify(fate)], { stdio: ["ignore", "ignore", "pipe"] });
    let complaints = "";
    child.stderr.on("data", (text: Buffer) => (complaints += text.toString()));
    const patience = setTimeout(() => child.kill("SIGTERM"), 40_000);
    const [, signal] = (await once(child, "close")) as [number | null, string | null];
    clearTimeout(patience);
    expect([signal, complaints]).to.deep.equal(["SIGKILL", ""]);
  }

  for (const point of POINTS) {
    it(`${point} has lost nothing and doubled nothing`, async function () {
      this.timeout(120_000);
      from = await common(stage);
      const putBack = await stage.bookmark();
      await branch(stage, from, 6, 0);
      const before = await withDatabase(async (database) => {
        await indexAll(database);
        return contentsOf(database);
      });
      await putBack();
      await branch(stage, from, 7, 1);
      await liveUntil(point);
      await withDatabase(async (database) => {
        if (point !== "after COMMIT") expect(await contentsOf(database)).to.equal(before);
        else {
          await expectTables(database, stage.chain.reader, stage.chain.addresses);
          expect(await contentsOf(database)).not.to.equal(before);
        }
        await indexAll(database);
      });
    });
  }
});
