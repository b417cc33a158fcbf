import { expect } from "chai";
import type { BlockReaderOptions } from "../../src/chain/blocks.ts";
import type { Database } from "../../src/store/database.ts";
import { freshDatabase } from "../store/engines.ts";
import type { Upstream } from "../support/faultProxy.ts";
import { drive } from "./driving.ts";
import type { Driven, DriveOptions } from "./driving.ts";
import type { ModelBlock } from "./model/blocks.ts";
import { canonBelow } from "./model/canon.ts";
import { ancestorOf, createChain, createNode } from "./model/chain.ts";
import type { Act, ModelChain, ModelNode } from "./model/chain.ts";
import { emptyIndex } from "./model/simulation.ts";
import { recordedTapes } from "./model/tapes.ts";
import { DEPTHS } from "./model/world.ts";
import { expectFold } from "./oracle.ts";

const FINALIZED = 300;
const TAGS = { safe: 20, finalized: FINALIZED };
/** The tags of the node decide, not a depth. */
const BY_TAGS: Partial<BlockReaderOptions> = { finalityDepth: undefined };

describe("A reorganisation of any depth", () => {
  let chain: ModelChain;
  let node: ModelNode;
  let database: Database;
  let driven: Driven | undefined;

  before(async function () {
    this.timeout(300_000);
    chain = createChain(await recordedTapes());
    database = await freshDatabase("PGlite");
  });
  beforeEach(async () => {
    node = createNode({ chain, head: chain.deployment, tags: TAGS });
    await emptyIndex(database);
  });
  afterEach(async () => {
    await driven?.stop();
    driven = undefined;
  });

  function start(over: Partial<DriveOptions> = {}): Driven {
    const url: DriveOptions["url"] = (method, params) => node.request(method, params);
    driven = drive({ database, addresses: chain.addresses, url, reading: BY_TAGS, ...over });
    return driven;
  }

  async function expectAll(of: Driven): Promise<void> {
    const { stopped } = await of.settled();
    expect(stopped).to.equal(undefined);
    await expectFold(database, canonBelow(chain, node.head));
  }

  /** Every third block holds something; another `turn` plays other tapes. */
  function acts(turn: number): (block: number) => readonly Act[] {
    const tapes = chain.tapes.tapes.length;
    return (block) => (block % 3 === turn % 3 ? [{ tape: (block + turn) % tapes }, "foreign", "filler"] : []);
  }

  for (const depth of DEPTHS) {
    it(`of ${depth} blocks leaves no trace: as long, shorter, longer, and back to the first`, async function () {
      this.timeout(120_000);
      const base = chain.extendBy(chain.deployment, 12, (block) => [{ tape: block % 8 }]);
      const first = chain.extendBy(base, depth, acts(0));
      const forks = [
        chain.extendBy(base, depth, acts(1)),
        chain.extendBy(base, Math.max(1, depth - 1), acts(2)),
        chain.extendBy(base, depth + 7, acts(1)),
        first,
      ];
      node.head = first;
      const running = start();
      await expectAll(running);
      for (const fork of forks) {
        node.head = fork;
        await expectAll(running);
      }
      const { reorganisations, heads } = running.status();
      expect(reorganisations.count).to.equal(forks.length);
      expect(reorganisations.deepest).to.equal(depth + 7);
      expect(heads?.basis).to.equal("tags");
    });
  }

  it("down to the deployment takes everything back", async () => {
    node.head = chain.extendBy(chain.deployment, 40, acts(0));
    const running = start();
    await expectAll(running);
    node.head = chain.extendBy(chain.deployment, 41, () => []);
    await expectAll(running);
    for (const table of ["events", "receivables", "spent_nonces", "mandates"]) {
      expect(await database.query(`select 1 from ${table}`), table).to.be.empty;
    }
  });

  it("may fall on the edge of a batch, or beside it", async function () {
    this.timeout(120_000);
    const base = chain.extendBy(chain.deployment, 30, acts(0));
    node.head = base;
    const running = start({ settings: { liveBlocks: 7 } });
    await expectAll(running);
    for (const depth of [1, 6, 7, 8, 13, 14, 15, 21, 28]) {
      const from = ancestorOf(node.head, node.head.number - depth) ?? base;
      node.head = chain.extendBy(from, depth, acts(depth));
      await expectAll(running);
    }
  });

  it("moves a transaction to another block, or drops it for ever", async () => {
    const base = chain.extendBy(chain.deployment, 2, () => []);
    const [hash] = (chain.tapes.tapes[1] ?? []).map((transaction) => transaction.hash);
    const places = async (): Promise<unknown> =>
      (
        await database.query<{ block_number: number }>(
          "select distinct block_number from events where transaction_hash = $1",
          [`\\x${hash?.slice(2)}`],
        )
      ).map(({ block_number: number }) => number);
    const holding = (above: number): ModelBlock =>
      chain.extend(
        chain.extendBy(base, above, () => []),
        { tape: 1 },
      );
    node.head = chain.extendBy(holding(2), 3, () => []);
    const running = start();
    await expectAll(running);
    expect(await places()).to.deep.equal([base.number + 3]);
    node.head = chain.extendBy(holding(4), 2, () => []);
    await expectAll(running);
    expect(await places()).to.deep.equal([base.number + 5]);
    node.head = chain.extendBy(base, FINALIZED + 9, () => ["foreign"]);
    await expectAll(running);
    expect(await places()).to.deep.equal([]);
  });

  /** Turns the node's head while the index asks, after some questions. */
  function turning(after: number, to: ModelBlock): Upstream {
    let asked = 0;
    return (method, params) => {
      asked += 1;
      if (asked === after) node.head = to;
      return node.request(method, params);
    };
  }

  it("may come between any two questions while an index catches up", async function () {
    this.timeout(120_000);
    const base = chain.extendBy(chain.deployment, 9, acts(0));
    const [one, other] = [chain.extendBy(base, 14, acts(0)), chain.extendBy(base, 15, acts(1))];
    for (let after = 1; after < 60; after += 4) {
      node = createNode({ chain, head: one, tags: { safe: 3, finalized: 16 } });
      await emptyIndex(database);
      const running = start({ url: turning(after, other), settings: { liveBlocks: 4, windowBlocks: 3 } });
      await running.until(({ indexed }) => indexed !== undefined && node.head === other);
      await expectAll(running);
      await running.stop();
    }
  });

  it("may come while another is read", async function () {
    this.timeout(120_000);
    const base = chain.extendBy(chain.deployment, 9, acts(0));
    const [one, two] = [chain.extendBy(base, 12, acts(0)), chain.extendBy(base, 12, acts(1))];
    const three = chain.extendBy(ancestorOf(two, base.number + 5) ?? two, 8, acts(2));
    for (let after = 1; after < 26; after += 2) {
      node = createNode({ chain, head: one, tags: TAGS });
      await emptyIndex(database);
      let turn = turning(Infinity, three);
      const running = start({ url: (method, params) => turn(method, params), settings: { liveBlocks: 5 } });
      await expectAll(running);
      node.head = two;
      turn = turning(after, three);
      await running.until(() => node.head === three);
      await expectAll(running);
      await running.stop();
    }
  });

  it("does no harm where two nodes that answer in turn take two forks for the chain", async () => {
    const base = chain.extendBy(chain.deployment, 9, acts(0));
    const other = createNode({ chain, head: chain.extendBy(base, 8, acts(1)), tags: TAGS });
    node.head = chain.extendBy(base, 8, acts(0));
    let asked = 0;
    const url: DriveOptions["url"] = (method, params) =>
      ((asked += 1) % 2 === 0 ? node : other).request(method, params);
    const running = start({ url });
    await running.until(() => asked > 300);
    expect(running.status().stopped).to.equal(undefined);
    other.head = node.head;
    await expectAll(running);
  });
});
