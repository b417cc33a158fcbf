import { expect } from "chai";
import fc from "fast-check";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runs } from "../../scripts/effort.ts";
import type { Database, Engine } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { ENGINES, freshUrl } from "../store/engines.ts";
import { openFaultProxy } from "../support/faultProxy.ts";
import type { FaultProxy } from "../support/faultProxy.ts";
import { failureOf } from "../support/stage.ts";
import { drive } from "./driving.ts";
import { canonBelow } from "./model/canon.ts";
import { createChain, createNode } from "./model/chain.ts";
import type { Act, ModelChain, ModelNode } from "./model/chain.ts";
import { emptyIndex } from "./model/simulation.ts";
import { recordedTapes } from "./model/tapes.ts";
import { expectFold } from "./oracle.ts";
import { startIndex } from "./processes.ts";
import type { IndexProcess } from "./processes.ts";
import { POINTS } from "./victim.ts";
import type { Fate, Point } from "./victim.ts";

const TABLES = ["cursor", "blocks", "events", "receivables", "receipts", "spent_nonces", "viewing_keys", "mandates"];
/** PGlite commits by itself and takes seconds to start; what lies between its statements is the same on either. */
const IN_PROCESS: readonly Point[] = [
  ...(["after the drop", "mid-copy of the events", "while COMMIT is on its way", "after COMMIT"] as const),
];
const LONGEST_LIFE_MILLISECONDS = 400;
const TAKEN_OVER_MILLISECONDS = 5_000;

for (const engine of ENGINES) {
  describe(`An index that is killed, in ${engine}`, () => {
    let chain: ModelChain;
    let node: ModelNode;
    let proxy: FaultProxy;
    let folder: string;
    let where: Fate["where"];

    before(async function () {
      this.timeout(300_000);
      chain = createChain(await recordedTapes());
      folder = mkdtempSync(path.join(tmpdir(), "countersign-index-"));
      where = await freshWhere(engine, "data");
      proxy = await openFaultProxy((method, params) => node.request(method, params));
    });
    after(async () => {
      await proxy.close();
      rmSync(folder, { recursive: true, force: true });
    });

    async function freshWhere(of: Engine, name: string): Promise<Fate["where"]> {
      return of === "PostgreSQL" ? { url: await freshUrl() } : { directory: path.join(folder, name) };
    }

    async function withDatabase<T>(work: (database: Database) => Promise<T>, at = where): Promise<T> {
      const database = await openDatabase(at);
      try {
        await migrate(database);
        return await work(database);
      } finally {
        await database.close();
      }
    }

    async function indexAll(database: Database): Promise<void> {
      const reading = { finalityDepth: undefined };
      const driven = drive({ database, addresses: chain.addresses, url: proxy.url, reading });
      await driven.settled();
      await driven.stop();
      await expectFold(database, canonBelow(chain, node.head));
    }

    async function contentsOf(database: Database): Promise<string> {
      const tables = await Promise.all(TABLES.map((table) => database.query(`select * from ${table} order by 1, 2`)));
      return JSON.stringify(tables, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
    }

    function acts(turn: number): (block: number) => readonly Act[] {
      return (block) => [{ tape: (3 * block + turn) % chain.tapes.tapes.length }, "filler"];
    }

    function start(point: Point, at = where): IndexProcess {
      return startIndex({ where: at, url: proxy.url, addresses: chain.addresses, point });
    }

    /** An index that stands on one fork, while its node has turned to another. */
    async function forked(): Promise<string> {
      const base = chain.extendBy(chain.deployment, 8, acts(0));
      node = createNode({ chain, head: chain.extendBy(base, 6, acts(1)), tags: { safe: 9, finalized: 12 } });
      const before = await withDatabase(async (database) => {
        await emptyIndex(database);
        await indexAll(database);
        return contentsOf(database);
      });
      node.head = chain.extendBy(base, 7, acts(2));
      return before;
    }

    for (const point of engine === "PGlite" ? IN_PROCESS : POINTS.filter((one) => one !== "mid-migration")) {
      it(`${point} has lost nothing and doubled nothing`, async function () {
        this.timeout(120_000);
        const before = await forked();
        expect(await start(point).ended).to.deep.equal({ code: null, signal: "SIGKILL", complaints: "" });
        await withDatabase(async (database) => {
          const contents = await contentsOf(database);
          // Whether a commit on its way was heard, nobody can say; it was heard as a whole or not at all.
          const mayBeStored = ["after COMMIT", "during shutdown", "while COMMIT is on its way"].includes(point);
          if (!mayBeStored || contents === before) expect(contents).to.equal(before);
          else await expectFold(database, canonBelow(chain, node.head));
          if (point === "after COMMIT") expect(contents).not.to.equal(before);
          await indexAll(database);
        });
      });
    }

    it("mid-migration has all of its tables once it is started again", async function () {
      this.timeout(120_000);
      const at = await freshWhere(engine, "migrated");
      node = createNode({ chain, head: chain.extendBy(chain.deployment, 9, acts(0)) });
      expect(await start("mid-migration", at).ended).to.include({ signal: "SIGKILL", complaints: "" });
      await withDatabase(indexAll, at);
    });

    it("at any other instant has lost nothing and doubled nothing either", async function () {
      this.timeout(runs(120_000) + 60_000);
      const lives = fc.noShrink(fc.nat(LONGEST_LIFE_MILLISECONDS));
      const live = async (milliseconds: number): Promise<void> => {
        await forked();
        const victim = start("never");
        await victim.has("leading");
        await sleep(milliseconds);
        await victim.kill();
        await withDatabase(indexAll);
      };
      await fc.assert(fc.asyncProperty(lives, live), { numRuns: runs(2), endOnFailure: true });
    });

    it("leaves its place to another process within seconds", async function () {
      this.timeout(120_000);
      await forked();
      const first = start("never");
      await first.has("leading");
      if (engine === "PGlite") await expectRefused(start("never"));
      const second = engine === "PostgreSQL" ? start("never") : undefined;
      await second?.has("waiting");
      const killed = performance.now();
      await first.kill();
      node.head = chain.extendBy(node.head, 5, acts(3));
      const third = second ?? start("never");
      await third.has("leading");
      // Of a directory the next process is one that starts only now.
      if (second !== undefined) expect(performance.now() - killed).to.be.below(TAKEN_OVER_MILLISECONDS);
      await third.kill();
      await withDatabase(indexAll);
    });

    /** A directory has one process at a time. */
    async function expectRefused(other: IndexProcess): Promise<void> {
      const asked = performance.now();
      const refusal = await failureOf(openDatabase(where));
      expect(performance.now() - asked).to.be.below(1_000);
      expect(refusal).to.include({ name: "StoreRefusedError", code: "DirectoryInUse" });
      const { code, complaints } = await other.ended;
      expect(code).to.equal(1);
      expect(complaints).to.match(/The database in .* is in use by process \d+ on .*DATABASE_URL/);
    }
  });
}
