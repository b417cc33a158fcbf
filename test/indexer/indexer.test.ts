import { expect } from "chai";
import type { Addresses } from "../../src/chain/addresses.ts";
import type { IndexerDeps } from "../../src/indexer/deps.ts";
import { createIndexer } from "../../src/indexer/indexer.ts";
import { sampledOf } from "../../src/indexer/sample.ts";
import type { Database } from "../../src/store/database.ts";
import { claim, identityOf } from "../../src/store/identity.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { ENGINES, freshDatabase, freshUrl } from "../store/engines.ts";
import { openFaultProxy } from "../support/faultProxy.ts";
import type { FaultName, FaultProxy } from "../support/faultProxy.ts";
import { address, failureOf } from "../support/stage.ts";
import { depsOf, drive as driveOn, SETTINGS } from "./driving.ts";
import type { Driven, DriveOptions } from "./driving.ts";
import { emptyIndex } from "./model/simulation.ts";
import { expectTables } from "./oracle.ts";
import { serveStage } from "./stage.ts";
import type { ServedStage } from "./stage.ts";

describe("An index", () => {
  let stage: ServedStage;
  let database: Database;
  let proxy: FaultProxy;
  const running: Driven[] = [];

  /** What a failed test leaves running would keep the process alive. */
  function drive(options: DriveOptions): Driven {
    const driven = driveOn(options);
    running.push(driven);
    return driven;
  }

  before(async function () {
    this.timeout(300_000);
    stage = await serveStage();
    for (let count = 0; count < 4; count += 1) await stage.accepted();
    database = await freshDatabase("PGlite");
  });
  after(() => stage.close());

  beforeEach(async () => {
    proxy = await openFaultProxy(stage.node.url);
    await emptyIndex(database);
  });
  afterEach(async () => {
    for (const driven of running.splice(0)) await driven.stop();
    await proxy.close();
  });

  function optionsOf(over: Partial<DriveOptions> = {}): DriveOptions {
    return { database, addresses: stage.chain.addresses, url: proxy.url, ...over };
  }

  async function expectAll(driven: Driven, tables: Database = database): Promise<void> {
    expect((await driven.settled()).stopped).to.equal(undefined);
    await expectTables(tables, stage.chain.reader, stage.chain.addresses);
  }

  describe("refuses to start, says why, and writes nothing", () => {
    async function refusalOf(change: Partial<Addresses>, reading?: DriveOptions["reading"]): Promise<unknown> {
      const addresses = { ...stage.chain.addresses, ...change };
      const options = optionsOf({ addresses, ...(reading === undefined ? {} : { reading }) });
      const error = await failureOf(createIndexer(depsOf(options)).run(new AbortController().signal));
      expect(await identityOf(database)).to.equal(undefined);
      return error;
    }

    it("on another chain than that of the address file", async () => {
      for (const chainId of [5, undefined]) {
        const error = await refusalOf({ chainId: 5 }, { chainId, attempts: 1 });
        expect(error).to.include({ name: "IndexRefusedError", kind: "WrongChain" });
        expect(error)
          .to.have.property("message")
          .that.matches(/serves chain 31337.*chain 5/);
      }
    });

    it("where there is no contract at the ledger's address", async () => {
      const error = await refusalOf({ ledger: address.stranger });
      expect(error).to.include({ name: "IndexRefusedError", kind: "NoContract" });
      expect(error).to.have.property("message").that.includes(`no contract at ${address.stranger}`);
    });

    it("on a chain that was reset, or is another one of the same id", async () => {
      const error = await refusalOf({ blockHash: `0x${"11".repeat(32)}` });
      expect(error).to.include({ name: "IndexRefusedError", kind: "OtherChain" });
    });

    it("on a database of another ledger", async () => {
      const { chainId, directory, block, blockHash } = stage.chain.addresses;
      const theirs = { chainId, ledger: address.agent, directory, deploymentBlock: block, deploymentHash: blockHash };
      await database.transaction((tx) => claim(tx, theirs));
      const error = await failureOf(createIndexer(depsOf(optionsOf())).run(new AbortController().signal));
      expect(error).to.include({ name: "StoreRefusedError", code: "ForeignDatabase" });
      expect(error).to.have.property("message").that.includes(`ledger ${address.agent} instead of`);
    });

    it("with settings that make no sense", () => {
      const with_ = (settings: object): IndexerDeps => ({
        ...depsOf(optionsOf()),
        settings: { ...SETTINGS, ...settings },
      });
      expect(() => createIndexer(with_({ windowBlocks: 0 }))).to.throw(
        "windowBlocks is 0: give a whole number above 0",
      );
      expect(() => createIndexer(with_({ verifiedPart: 2 }))).to.throw("verifiedPart is 2: give a number from 0 to 1");
      expect(() => createIndexer(with_({ seed: "" }))).to.throw("seed is empty");
    });
  });

  describe("stops at a provider that is caught lying, names it, and keeps what was verified", () => {
    const LIES: readonly (readonly [FaultName, finalityDepth: number])[] = [
      ["logsMissingOne", 0],
      ["logsMissingAll", 0],
      ["logsMissingLast", 0],
      ["logForged", 0],
      ["forgedReceipt", 0],
      ["forgedReceipt", 100],
      ["flippedHeader", 100],
    ];
    for (const [fault, finalityDepth] of LIES) {
      it(`${fault}, ${finalityDepth === 0 ? "in final blocks" : "in blocks that are not final"}`, async () => {
        const driven = drive(optionsOf({ reading: { finalityDepth } }));
        await expectAll(driven);
        const { indexed } = driven.status();
        proxy.schedule({ fault });
        await stage.accepted();
        const { stopped, role, ...status } = await driven.until((now) => now.stopped !== undefined);
        expect(stopped).to.include({ kind: "ProviderDishonest", provider: "one" });
        expect([role, driven.logged.at(-1)?.msg]).to.deep.equal(["stopped", "the index has stopped"]);
        // The two blocks come one by one or together; what was read of the first before the lie is verified.
        expect(status.indexed?.number).to.be.within(indexed?.number ?? 0, (indexed?.number ?? 0) + 1);
        await driven.stop();
        await expectTables(database, stage.chain.reader, stage.chain.addresses);
        proxy.heal();
        const other = drive(optionsOf({ reading: { finalityDepth } }));
        await expectAll(other);
        await other.stop();
      });
    }

    it("in the part that its seed chooses, and that part alone", async () => {
      const part = sampledOf("a seed", 0.3, 1, 1_000);
      expect(part.length).to.be.within(250, 350);
      expect(sampledOf("a seed", 0.3, 1, 1_000)).to.deep.equal(part);
      expect(sampledOf("another", 0.3, 1, 1_000)).not.to.deep.equal(part);
      expect([sampledOf("a seed", 0, 1, 9).length, sampledOf("a seed", 1, 1, 9).length]).to.deep.equal([0, 9]);
      const latest = await stage.height();
      const driven = drive(optionsOf({ reading: { finalityDepth: 0 }, settings: { verifiedPart: 0.3 } }));
      await expectAll(driven);
      const sampled = sampledOf(SETTINGS.seed, 0.3, stage.chain.addresses.block, latest);
      expect(driven.status().verified).to.equal(sampled.length);
      const asked = proxy.met.filter(({ method }) => method === "eth_getBlockReceipts").length;
      expect(asked).to.be.at.most(sampled.length);
      await driven.stop();
    });
  });

  it("waits while its provider fails, says so, and goes on", async () => {
    const driven = drive(optionsOf());
    await expectAll(driven);
    proxy.schedule({ fault: "badGateway" });
    await stage.accepted();
    const { fault, role } = await driven.until((now) => now.fault !== undefined);
    expect(role).to.equal("leading");
    expect(fault).to.match(/^eth_\w+ at one: it answers with HTTP status 502$/);
    proxy.heal();
    await expectAll(driven);
    expect((await driven.until((now) => now.fault === undefined)).stopped).to.equal(undefined);
    await driven.stop();
    expect(driven.status().role).to.equal("closed");
  });

  it("takes ranges as wide as its provider gives them", async () => {
    proxy.limitRange("alchemyFree", 3);
    const driven = drive(optionsOf({ reading: { finalityDepth: 0 } }));
    await expectAll(driven);
    await driven.stop();
  });

  for (const engine of ENGINES) {
    it(`is written by one process at a time, and another takes over, on ${engine}`, async () => {
      const url = engine === "PostgreSQL" ? await freshUrl() : undefined;
      const open = (): Promise<Database> => (url === undefined ? Promise.resolve(database) : openDatabase({ url }));
      const [one, other] = [await open(), await open()];
      await migrate(one);
      const first = drive(optionsOf({ database: one }));
      await expectAll(first, one);
      const second = drive(optionsOf({ database: other }));
      const { indexed, heads } = await second.until(
        ({ role, indexed: seen }) => role === "waiting" && seen !== undefined,
      );
      expect([indexed, heads]).to.deep.equal([first.status().indexed, undefined]);
      await first.stop();
      await stage.accepted();
      await expectAll(second, other);
      expect([first.status().role, second.status().role]).to.deep.equal(["closed", "leading"]);
      await second.stop();
      for (const opened of [one, other]) if (opened !== database) await opened.close();
    });
  }

  it("goes on in another process when the session of the one that led is cut", async () => {
    const url = await freshUrl();
    const [one, other] = [await openDatabase({ url }), await openDatabase({ url })];
    await migrate(one);
    const [first, second] = [drive(optionsOf({ database: one })), drive(optionsOf({ database: other }))];
    for (let cut = 0; cut < 3; cut += 1) {
      await Promise.race([first.settled(), second.settled()]);
      await one.query(
        "select pg_terminate_backend(pid) from pg_locks join pg_database on pg_database.oid = database " +
          "where locktype = 'advisory' and datname = current_database()",
      );
      await stage.accepted();
    }
    await Promise.all([first.settled(), second.settled()]);
    await expectTables(other, stage.chain.reader, stage.chain.addresses);
    for (const driven of [first, second]) await driven.stop();
    for (const opened of [one, other]) await opened.close();
  });
});
