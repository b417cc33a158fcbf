import { expect } from "chai";
import { backUp, restore } from "../../src/store/backup.ts";
import { rebuild } from "../../src/store/backupRebuild.ts";
import type { Database } from "../../src/store/database.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { branch, common } from "./branches.ts";
import { drive } from "./driving.ts";
import { expectTables } from "./oracle.ts";
import { serveStage } from "./stage.ts";
import type { ServedStage } from "./stage.ts";
import { failureOf } from "../support/stage.ts";
import { ENGINES, openOwn } from "../store/engines.ts";
import { lendDatabase } from "../store/lending.ts";
import { contentsOf, fillKept, INDEX, KEPT } from "../store/keptRows.ts";

describe("An index that is emptied", () => {
  let stage: ServedStage;
  let folder: string;

  before(async function () {
    this.timeout(120_000);
    folder = mkdtempSync(path.join(tmpdir(), "countersign-rebuild-"));
    stage = await serveStage();
    await branch(stage, await common(stage), 9, 0);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await stage.close();
  });

  async function follow(database: Database): Promise<void> {
    const driven = drive({ database, addresses: stage.chain.addresses, url: stage.node.url });
    await driven.settled();
    await driven.stop();
    await expectTables(database, stage.chain.reader, stage.chain.addresses);
  }

  for (const engine of ENGINES) {
    it(`follows again to the same rows, and what is kept stays, on ${engine}`, async function () {
      this.timeout(120_000);
      const database = await lendDatabase(engine);
      await follow(database);
      await fillKept(database, 2);
      const [index, kept] = [await contentsOf(database, INDEX), await contentsOf(database, KEPT)];
      const { chainId, ledger, block } = stage.chain.addresses;
      const identity = await rebuild(database);
      expect(identity).to.include({ chainId, ledger: ledger.toLowerCase(), deploymentBlock: block });
      expect(await contentsOf(database, ["events", "receivables", "cursor"])).to.deep.equal({
        events: [],
        receivables: [],
        cursor: [],
      });
      await follow(database);
      expect(await contentsOf(database, INDEX)).to.deep.equal(index);
      expect(await contentsOf(database, KEPT)).to.deep.equal(kept);
      await database.close();
    });

    it(`follows after a restore as well, on ${engine}`, async function () {
      this.timeout(120_000);
      const [database, other] = [await lendDatabase(engine), await openOwn(engine)];
      await follow(database);
      await fillKept(database, 2);
      const file = path.join(folder, engine);
      await backUp(database, file, 1_790_000_000);
      await restore(other, file);
      await follow(other);
      for (const tables of [INDEX, KEPT]) {
        expect(await contentsOf(other, tables)).to.deep.equal(await contentsOf(database, tables));
      }
      await database.close();
      await other.close();
    });

    it(`is not rebuilt while an index follows, on ${engine}`, async function () {
      this.timeout(120_000);
      const database = await lendDatabase(engine);
      const driven = drive({ database, addresses: stage.chain.addresses, url: stage.node.url });
      await driven.settled();
      expect(await failureOf(rebuild(database))).to.include({ code: "DatabaseInUse" });
      await driven.stop();
      await expectTables(database, stage.chain.reader, stage.chain.addresses);
      await database.close();
    });
  }
});
