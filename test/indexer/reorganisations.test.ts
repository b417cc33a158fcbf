import { expect } from "chai";
import type { Database } from "../../src/store/database.ts";
import { freshDatabase } from "../store/engines.ts";
import { lendDatabase } from "../store/lending.ts";
import { branch, common } from "./branches.ts";
import { drive, FINALITY } from "./driving.ts";
import type { Driven, DriveOptions } from "./driving.ts";
import { expectTables } from "./oracle.ts";
import { serveStage } from "./stage.ts";
import type { ServedStage } from "./stage.ts";
import { answered, posted } from "./statementPlays.ts";
import type { Sides } from "./statementPlays.ts";
import { expectViews } from "./statementViews.ts";

/** How many blocks are dropped, and how many come in their place; on chains made by tests there are more depths. */
const SHAPES: readonly (readonly [dropped: number, instead: number])[] = [
  ...([1, 3, 12, 30] as const).map((depth) => [depth, depth] as const),
  ...([2, 6] as const).map((depth) => [depth, depth - 1] as const),
  ...([1, 12] as const).map((depth) => [depth, depth + 7] as const),
];

describe("A reorganisation leaves no trace in the tables", () => {
  let stage: ServedStage;
  let database: Database;
  let driven: Driven;

  before(async function () {
    this.timeout(300_000);
    stage = await serveStage();
    database = await freshDatabase("PGlite");
    driven = start();
  });
  after(async () => {
    await driven.stop();
    await stage.close();
  });

  function start(over: Partial<DriveOptions> = {}): Driven {
    return drive({ database, addresses: stage.chain.addresses, url: stage.node.url, ...over });
  }

  async function expectAll(of: Driven = driven, tables: Database = database): Promise<void> {
    expect((await of.settled()).stopped).to.equal(undefined);
    await expectTables(tables, stage.chain.reader, stage.chain.addresses);
  }

  for (const [dropped, instead] of SHAPES) {
    it(`of ${dropped} blocks, with ${instead} in their place`, async () => {
      const from = await common(stage);
      const putBack = await stage.bookmark();
      await branch(stage, from, dropped, 0);
      await expectAll();
      const before = driven.status().reorganisations.count;
      await putBack();
      await branch(stage, from, instead, 1);
      await expectAll();
      const { count, deepest } = driven.status().reorganisations;
      expect(count).to.be.above(before);
      expect(deepest).to.be.at.least(dropped);
    });
  }

  it("that leads back to the fork from which it came", async () => {
    const { node } = stage;
    const [account = "0x"] = node.accounts;
    const start = await stage.chain.now();
    const play = async (fork: number): Promise<string> => {
      for (const block of [1, 2, 3]) {
        await node.request("evm_setNextBlockTimestamp", start + 10 * block);
        await node.mine(node.setKey(account, fork * 10 + block), node.approveAll(account, fork * 10 + block));
      }
      return (await stage.chain.reader.getBlock()).hash;
    };
    await node.request("evm_setAutomine", false);
    try {
      const hashes: string[] = [];
      for (const fork of [1, 2, 1]) {
        const putBack = await stage.bookmark();
        hashes.push(await play(fork));
        await expectAll();
        if (hashes.length < 3) await putBack();
      }
      expect(hashes[2]).to.equal(hashes[0]);
      expect(hashes[1]).not.to.equal(hashes[0]);
    } finally {
      await node.request("evm_setAutomine", true);
    }
  });

  it("that drops a payment for ever", async () => {
    const from = await common(stage);
    const putBack = await stage.bookmark();
    const { hash } = await stage.buyer.pay({ id: from.paid.id, opened: from.paid.terms, maxCash: 5_000n });
    await expectAll();
    const found = () => database.query("select 1 from events where transaction_hash = $1", [`\\x${hash.slice(2)}`]);
    expect(await found()).not.to.be.empty;
    await putBack();
    await stage.buyer.spendNonce(7n);
    await stage.pass(FINALITY + 1);
    await expectAll();
    expect(await found()).to.be.empty;
  });

  it("that changes what a side said of a statement, and then that the statement was ever posted", async () => {
    const expectStatements = async (sides: Sides): Promise<void> => {
      await expectAll();
      await expectViews(database, sides.supplier);
    };
    const putAllBack = await stage.bookmark();
    const sides = await posted(stage.chain, 1_700_000_100);
    const putBack = await stage.bookmark();
    await answered(sides, true);
    await expectStatements(sides);
    await putBack();
    await answered(sides, false);
    await stage.pass(2);
    await expectStatements(sides);
    await putAllBack();
    await stage.pass(9);
    await expectAll();
    expect(await database.query("select 1 from statements")).to.be.empty;
    const taken = await database.query<{ told: number }>(
      "select cardinality(concerned) as told from retractions " + "where statement_id is not null",
    );
    expect(taken.map(({ told }) => told)).to.deep.equal(Array(taken.length).fill(2));
    expect(taken).to.have.length.above(4);
  });

  it("that happened while nobody was looking", async () => {
    const from = await common(stage);
    const putBack = await stage.bookmark();
    await branch(stage, from, 9, 0);
    await expectAll();
    await driven.stop();
    await putBack();
    await branch(stage, from, 6, 1);
    driven = start();
    await expectAll();
    expect(driven.status().reorganisations).to.deep.equal({ count: 1, deepest: 9 });
  });

  it("that happens while an index catches up, block by block and in windows", async function () {
    this.timeout(120_000);
    const from = await common(stage);
    const putBack = await stage.bookmark();
    await branch(stage, from, 20, 0);
    const height = await stage.height();
    const fresh = await lendDatabase();
    const settings = { liveBlocks: 1, windowBlocks: 7 };
    const other = start({ database: fresh, settings });
    await other.until(({ indexed }) => (indexed?.number ?? 0) > height - 15);
    await putBack();
    await branch(stage, from, 25, 1);
    await expectAll(other, fresh);
    expect(other.status().reorganisations.count).to.be.at.least(1);
    await other.stop();
    await fresh.close();
  });

  it("is not seen where a node merely lags behind the index", async () => {
    const from = await common(stage);
    const putBack = await stage.bookmark();
    await branch(stage, from, 4, 0);
    await expectAll();
    await driven.stop();
    const { indexed } = driven.status();
    await putBack();
    driven = start();
    await driven.until(({ heads, role }) => heads !== undefined && role === "leading");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(driven.status().indexed).to.deep.equal(indexed);
    await branch(stage, from, 2, 1);
    await expectAll();
  });
});

describe("A reorganisation below finality", () => {
  let stage: ServedStage;
  before(async function () {
    this.timeout(300_000);
    stage = await serveStage();
  });
  after(() => stage.close());

  it("stops the index for good, which says why and keeps what was verified", async () => {
    const from = await common(stage);
    const putBack = await stage.bookmark();
    await branch(stage, from, 8, 0);
    const database = await freshDatabase("PGlite");
    const { addresses, reader } = stage.chain;
    const options = { database, addresses, url: stage.node.url, reading: { finalityDepth: 3 } };
    const driven = drive(options);
    await driven.settled();
    await expectTables(database, reader, addresses);
    const contents = async (): Promise<unknown> => [
      await database.query("select * from receivables order by id"),
      await database.query("select block_number, log_index, body from events order by 1, 2"),
      await database.query("select * from cursor"),
    ];
    const before = await contents();
    const { indexed } = driven.status();
    await putBack();
    await branch(stage, from, 10, 1);
    const { stopped, role, ...status } = await driven.until((now) => now.stopped !== undefined);
    expect(stopped).to.include({ kind: "ReorganisedBelowFinality", provider: "one" });
    expect(stopped?.message).to.match(/^block \d+ was final as 0x\w+ and is 0x\w+ now, as one has it: find out which/);
    expect([role, status.indexed]).to.deep.equal(["stopped", indexed]);
    const alarms = driven.logged.filter(({ level }) => level === 50);
    expect(alarms.map(({ msg, kind }) => [msg, kind])).to.deep.equal([
      ["the index has stopped", "ReorganisedBelowFinality"],
    ]);
    await driven.stop();
    const again = drive(options);
    expect((await again.until((now) => now.stopped !== undefined)).indexed).to.deep.equal(indexed);
    await again.stop();
    expect(await contents()).to.deep.equal(before);
  });
});
