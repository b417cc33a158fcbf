import { expect } from "chai";
import pino from "pino";
import { createIndexer } from "../../src/indexer/indexer.ts";
import { cursorOf } from "../../src/store/chainTables.ts";
import type { Database } from "../../src/store/database.ts";
import { certaintyOf } from "../../src/store/finality.ts";
import { freshDatabase } from "../store/engines.ts";
import { failureOf } from "../support/stage.ts";
import { depsOf, drive } from "./driving.ts";
import type { Driven, DriveOptions } from "./driving.ts";
import type { ModelBlock } from "./model/blocks.ts";
import { canonBelow } from "./model/canon.ts";
import { ancestorOf, createChain, createNode } from "./model/chain.ts";
import type { Act, ModelChain, ModelNode } from "./model/chain.ts";
import { emptyIndex } from "./model/simulation.ts";
import { recordedTapes } from "./model/tapes.ts";
import { expectFold } from "./oracle.ts";

const FINALIZED = 20;
const SAFE = 5;
const LENGTH = 60;

describe("An index tells the latest from the safe and the final", () => {
  let chain: ModelChain;
  let node: ModelNode;
  let database: Database;
  const running: Driven[] = [];

  before(async function () {
    this.timeout(300_000);
    chain = createChain(await recordedTapes());
    database = await freshDatabase("PGlite");
  });
  beforeEach(async () => {
    node = nodeOf(chain.extendBy(chain.deployment, LENGTH, acts(0)));
    await emptyIndex(database);
  });
  afterEach(async () => {
    for (const driven of running.splice(0)) await driven.stop();
  });

  function acts(turn: number): (block: number) => readonly Act[] {
    return (block) => (block % 2 === 0 ? [{ tape: (block + turn) % chain.tapes.tapes.length }, "filler"] : []);
  }

  function nodeOf(head: ModelBlock, tags = { safe: SAFE, finalized: FINALIZED }): ModelNode {
    return createNode({ chain, head, tags });
  }

  function start(over: Partial<DriveOptions> = {}): Driven {
    const url: DriveOptions["url"] = (method, params) => node.request(method, params);
    const reading = { finalityDepth: undefined };
    const driven = drive({ database, addresses: chain.addresses, url, reading, ...over });
    running.push(driven);
    return driven;
  }

  async function expectAll(of: Driven, head = node.head): Promise<void> {
    expect((await of.settled()).stopped).to.equal(undefined);
    await expectFold(database, canonBelow(chain, head));
  }

  function forkedAt(depth: number, instead: number): ModelBlock {
    const from = ancestorOf(node.head, node.head.number - depth) ?? node.head;
    return chain.extendBy(from, instead, acts(1));
  }

  it("to whoever debugs alone where blocks hold nothing of the ledger", async () => {
    const url: DriveOptions["url"] = (method, params) => node.request(method, params);
    const told: { readonly level: number; readonly events?: number }[] = [];
    const write = (line: string): void => void told.push(JSON.parse(line) as (typeof told)[number]);
    const deps = depsOf({ database, addresses: chain.addresses, url, settings: { liveBlocks: 1 } });
    const indexer = createIndexer({ ...deps, logger: pino({ level: "debug" }, { write }) });
    const stopping = new AbortController();
    const running = indexer.run(stopping.signal);
    while (indexer.status().indexed?.hash !== node.head.hash) await new Promise((resolve) => setTimeout(resolve, 5));
    stopping.abort();
    await running;
    const batches = told.filter(({ events }) => events !== undefined);
    const levelsOf = (isEmpty: boolean): ReadonlySet<number> =>
      new Set(batches.filter(({ events }) => (events === 0) === isEmpty).map(({ level }) => level));
    expect([levelsOf(true), levelsOf(false)]).to.deep.equal([new Set([20]), new Set([30])]);
  });

  it("in its status, its cursor and of every event, and moves them with the chain", async () => {
    const driven = start();
    for (const more of [0, 1, 7, 30]) {
      node.head = chain.extendBy(node.head, more, acts(2));
      await expectAll(driven);
      const { number } = node.head;
      const wanted = [number, number - SAFE, number - FINALIZED];
      await driven.until(({ final }) => final?.number === number - FINALIZED);
      const { heads, indexed, safe, final } = driven.status();
      expect([indexed, safe, final].map((point) => point?.number)).to.deep.equal(wanted);
      expect([heads?.latest, heads?.safe, heads?.finalized].map((head) => head?.number)).to.deep.equal(wanted);
      const cursor = await cursorOf(database);
      expect([cursor?.folded, cursor?.safe, cursor?.final].map((point) => point?.number)).to.deep.equal(wanted);
      expect([cursor?.basis, heads?.basis]).to.deep.equal(["tags", "tags"]);
      const told = [number, number - SAFE + 1, number - SAFE, number - FINALIZED + 1, number - FINALIZED, 0];
      expect(told.map((block) => certaintyOf(cursor, block))).to.deep.equal([
        ...(["latest", "latest", "safe", "safe", "finalised", "finalised"] as const),
      ]);
    }
    expect(certaintyOf(undefined, 0)).to.equal("latest");
  });

  it("by a depth where nodes know no such tags, and says so", async () => {
    node = createNode({ chain, head: node.head });
    const driven = start({ reading: { finalityDepth: undefined, fallbackDepth: 9 } });
    await expectAll(driven);
    const { heads, safe, final } = driven.status();
    expect([heads?.basis, safe?.number, final?.number]).to.deep.equal(["depth", LENGTH - 6, LENGTH - 6]);
    expect((await cursorOf(database))?.basis).to.equal("depth");
  });

  it("follows a fork of all that is not final", async () => {
    const driven = start();
    await expectAll(driven);
    node.head = forkedAt(FINALIZED, FINALIZED);
    await expectAll(driven);
    expect(driven.status().reorganisations).to.deep.equal({ count: 1, deepest: FINALIZED });
  });

  for (const [what, depth, instead] of [
    ["one block deeper than finality", FINALIZED + 1, FINALIZED + 1],
    ["much deeper", 2 * FINALIZED, 2 * FINALIZED + 5],
    ["below finality onto a chain that ends below it", FINALIZED + 12, 3],
    ["that takes the deployment with it", LENGTH + 1, LENGTH + 9],
    ["that takes the deployment with it and is shorter", LENGTH + 2, 9],
  ] as const) {
    it(`stops at a fork ${what}, raises an alarm, and keeps what was verified`, async () => {
      const driven = start();
      const old = node.head;
      await expectAll(driven);
      await driven.until(({ final }) => final?.number === old.number - FINALIZED);
      node.head = forkedAt(depth, instead);
      const status = await driven.until(({ stopped }) => stopped !== undefined);
      expect(status.stopped).to.include({ kind: "ReorganisedBelowFinality", provider: "one" });
      expect(status.stopped?.message).to.match(
        /^block \d+ was final as 0x\w+ and is 0x\w+ now, as one has it: find out/,
      );
      expect(status.stopped?.message).to.contain('"countersign verify"').and.contain('"countersign db rebuild"');
      expect(status.stopped?.message).to.contain(status.stopped?.wayOut);
      expect(status.stopped?.wayOut).not.to.contain("one has it");
      expect([status.role, status.indexed?.hash]).to.deep.equal(["stopped", old.hash]);
      const alarms = driven.logged.filter(({ level }) => level === 50).map(({ msg }) => msg);
      expect(alarms).to.deep.equal(["the index has stopped"]);
      await driven.stop();
      await expectFold(database, canonBelow(chain, old));
      await expectStillStopped(old);
    });
  }

  /** Started again it refuses or stops again, writes nothing, and follows once it was rebuilt. */
  async function expectStillStopped(old: ModelBlock): Promise<void> {
    const hasDeployment = ancestorOf(node.head, chain.deployment.number) === chain.deployment;
    const again = start();
    const outcome = await again.until(({ stopped }) => stopped !== undefined).catch((error: unknown) => error);
    if (hasDeployment) expect(outcome).to.have.nested.property("stopped.kind", "ReorganisedBelowFinality");
    else expect(outcome).to.include({ name: "IndexRefusedError" });
    await failureOf(again.stop().then(() => Promise.reject(new Error("stopped"))));
    running.length = 0;
    await expectFold(database, canonBelow(chain, old));
    if (!hasDeployment) return;
    await emptyIndex(database);
    await expectAll(start());
  }

  it("stops where the deployment goes before it is final, and refuses that chain afterwards", async () => {
    node = nodeOf(chain.extendBy(chain.deployment, 4, acts(0)));
    const driven = start();
    await expectAll(driven);
    const old = node.head;
    node.head = forkedAt(5, 12);
    const { stopped } = await driven.until((now) => now.stopped !== undefined);
    expect(stopped?.message).to.match(/^block 3, 0x\w+, in which the ledger was deployed, is no longer on the chain/);
    await expectFold(database, canonBelow(chain, old));
    const again = start();
    const error = await failureOf(again.until(() => false));
    running.pop();
    expect(error).to.include({ name: "IndexRefusedError", kind: "NoContract" });
  });

  it("waits for a node that is behind, says so, and stops for none", async () => {
    const driven = start();
    await expectAll(driven);
    const old = node.head;
    for (const behind of [3, FINALIZED + 4, LENGTH + 2]) {
      node = nodeOf(ancestorOf(old, old.number - behind) ?? old, { safe: 0, finalized: 1_000 });
      const { fault, role } = await driven.until((now) => now.fault !== undefined);
      expect([role, fault]).to.deep.equal(["leading", fault]);
      expect(fault).to.match(
        /latest block is \d+, and block \d+ was seen before|the node's latest block is \d+ and the/,
      );
      node = nodeOf(old);
      await driven.until((now) => now.fault === undefined);
    }
    const second = start({ database });
    await second.until(({ role }) => role === "waiting");
    await driven.stop();
    running.shift();
    node = nodeOf(ancestorOf(old, old.number - FINALIZED - 4) ?? old, { safe: 0, finalized: 1_000 });
    const { fault } = await second.until((now) => now.role === "leading" && now.fault !== undefined);
    expect(fault).to.equal(
      `the node's latest block is 39 and the index has block ${old.number}: the index waits for the node`,
    );
    node = nodeOf(chain.extend(old));
    await expectAll(second);
  });
});
