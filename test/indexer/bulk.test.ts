import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../../src/store/database.ts";
import { missingLateIndexes } from "../../src/store/lateIndexes.ts";
import { ENGINES } from "../store/engines.ts";
import { lendDatabase } from "../store/lending.ts";
import { drive } from "./driving.ts";
import type { Driven, DriveOptions } from "./driving.ts";
import { expectTables } from "./oracle.ts";
import { serveStage } from "./stage.ts";
import type { ServedStage } from "./stage.ts";

const INDEXES = 6;

describe("An empty index with a long chain before it", () => {
  let stage: ServedStage;
  let database: Database;
  let driven: Driven | undefined;

  before(async function () {
    this.timeout(120_000);
    stage = await serveStage();
    await stage.pass(60);
  });
  after(() => stage.close());
  afterEach(async () => {
    await driven?.stop();
    await database.close();
  });

  function start(settings: NonNullable<DriveOptions["settings"]>): Driven {
    driven = drive({ database, addresses: stage.chain.addresses, url: stage.node.url, settings });
    return driven;
  }

  async function hasAllIndexes(): Promise<void> {
    while ((await missingLateIndexes(database)).length > 0) await sleep(5);
    await expectTables(database, stage.chain.reader, stage.chain.addresses);
  }

  for (const engine of ENGINES) {
    it(`makes the late indexes once it has read it, on ${engine}`, async () => {
      database = await lendDatabase(engine);
      const running = start({ bulkBlocks: 5, windowBlocks: 3 });
      await running.until(({ indexed }) => indexed !== undefined);
      expect(await missingLateIndexes(database)).to.have.length(INDEXES);
      await running.settled();
      await hasAllIndexes();
    });

    it(`makes them after whoever began has ended on the way, on ${engine}`, async () => {
      database = await lendDatabase(engine);
      const first = start({ bulkBlocks: 5, windowBlocks: 1 });
      await first.until(({ indexed }) => indexed !== undefined);
      await first.stop();
      expect(await missingLateIndexes(database)).to.have.length(INDEXES);
      await start({ bulkBlocks: 1_000 }).settled();
      await hasAllIndexes();
    });

    it(`never does without them where little is before it, on ${engine}`, async () => {
      database = await lendDatabase(engine);
      const running = start({ bulkBlocks: 1_000, windowBlocks: 1 });
      await running.until(({ indexed }) => indexed !== undefined);
      expect(await missingLateIndexes(database)).to.deep.equal([]);
      await running.settled();
    });
  }
});
