import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { serialiseAddresses } from "../../src/chain/addresses.ts";
import { ChainDishonest } from "../../src/chain/rpcErrors.ts";
import type { Proven } from "../../src/indexer/verify.ts";
import { verifyIndex } from "../../src/indexer/verify.ts";
import type { Database } from "../../src/store/database.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/openDatabase.ts";
import { countersign } from "../cli/run.ts";
import { lendDatabase } from "../store/lending.ts";
import { openFaultProxy } from "../support/faultProxy.ts";
import type { FaultProxy } from "../support/faultProxy.ts";
import { failureOf } from "../support/stage.ts";
import { drive, readerOf } from "./driving.ts";
import { createChain, createNode } from "./model/chain.ts";
import type { ModelChain, ModelNode } from "./model/chain.ts";
import { recordedTapes } from "./model/tapes.ts";

const BLOCKS = 30;
const MADE_UP =
  "insert into events select block_number, log_index + 100, block_hash, transaction_hash, address, name, " +
  "receivable_id, " +
  "fact, body, 1000000 from events where sequence = 1";

describe("An index that is proven as a whole", () => {
  let chain: ModelChain;
  let node: ModelNode;
  let proxy: FaultProxy;
  let folder: string;
  let directory: string;
  let database: Database;

  before(async function () {
    this.timeout(300_000);
    folder = mkdtempSync(path.join(tmpdir(), "countersign-verify-"));
    directory = path.join(folder, "data");
    chain = createChain(await recordedTapes());
    const head = chain.extendBy(chain.deployment, BLOCKS, (block) => [
      { tape: block % chain.tapes.tapes.length },
      "foreign",
      "filler",
    ]);
    node = createNode({ chain, head, tags: { safe: 2, finalized: 9 } });
    writeFileSync(path.join(folder, "ledger.json"), serialiseAddresses(chain.addresses));
    database = await openDatabase({ directory });
    await migrate(database);
    const url = (method: string, params: readonly unknown[]): unknown => node.request(method, params);
    const driven = drive({ database, addresses: chain.addresses, url, reading: { finalityDepth: undefined } });
    await driven.settled();
    await driven.stop();
  });
  after(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    proxy = await openFaultProxy((method, params) => node.request(method, params));
  });
  afterEach(() => proxy.close());

  function verify(tell: (block: number, last: number) => void = () => undefined): Promise<Proven> {
    const reader = readerOf(chain.addresses, [proxy.url], { finalityDepth: undefined });
    const parts = { database, reader, addresses: chain.addresses, concurrency: 4 };
    return verifyIndex(parts, tell, new AbortController().signal);
  }

  it("has what desks wrote among it, and knows of no desk but by the events that opened them", async () => {
    const last = chain.tapes.tapes.length - 1;
    const head = chain.extendBy(chain.deployment, BLOCKS, () => [{ tape: last }, { tape: last - 1 }]);
    const other = createNode({ chain, head, tags: { safe: 2, finalized: 9 } });
    const url = (method: string, params: readonly unknown[]): unknown => other.request(method, params);
    const own = await lendDatabase();
    const driven = drive({ database: own, addresses: chain.addresses, url, reading: { finalityDepth: undefined } });
    await driven.settled();
    await driven.stop();
    const reader = readerOf(chain.addresses, [url], { finalityDepth: undefined });
    const parts = { database: own, reader, addresses: chain.addresses, concurrency: 4 };
    const proven = await verifyIndex(parts, () => undefined, new AbortController().signal);
    const [{ written } = { written: 0 }] = await own.query<{ written: number }>(
      "select count(*) as written from events where address in (select desk from desks)",
    );
    expect(written).to.be.above(10);
    expect(proven.events).to.be.above(written);
    expect(reader.addresses).to.have.lengthOf(7);
    await own.close();
  });

  /** Proves while the tables are not as they should be, and puts them back. */
  async function failureWith(change: string): Promise<unknown> {
    const verifying = database.transaction(async (tx) => {
      await tx.query(change);
      const reader = readerOf(chain.addresses, [proxy.url], { finalityDepth: undefined });
      const parts = { database: tx, reader, addresses: chain.addresses, concurrency: 4 };
      await verifyIndex(parts, () => undefined, new AbortController().signal);
      throw new Error("nothing was found");
    });
    return failureOf(verifying);
  }

  it("has every header, every receipts root and every event recomputed", async () => {
    const told: number[][] = [];
    const { from, to, hash, receipts, events } = await verify((block, last) => told.push([block, last]));
    expect([from, to, hash]).to.deep.equal([chain.deployment.number, node.head.number, node.head.hash]);
    expect(receipts).to.be.above(2 * BLOCKS);
    const [stored] = await database.query<{ count: number }>("select count(*) from events");
    expect(events).to.equal(stored?.count);
    expect(told).to.deep.equal([[to, to]]);
    const asked = new Set(
      proxy.met.filter(({ method }) => method === "eth_getBlockReceipts").map(({ params }) => params[0]),
    );
    expect(asked.size).to.equal(BLOCKS + 1);
  });

  const CHANGES: readonly (readonly [kind: string, what: string, change: string])[] = [
    ["EventMissing", "an event is gone", "delete from events where sequence = 5"],
    [
      "EventMissing",
      "the last event is gone",
      "delete from events where sequence = (select max(sequence) from events)",
    ],
    ["EventDiffers", "an amount was changed", 'update events set body = body || \'{"nonce": "7"}\' where sequence = 2'],
    ["EventDiffers", "an event has another block's hash", "update events set block_hash = '\\x00' where sequence = 3"],
    ["EventUnfounded", "an event was made up", MADE_UP],
    ["BlockDiffers", "the cursor is on another fork", "update cursor set folded_hash = '\\x11'"],
    ["BlockDiffers", "the final block is another", "update cursor set final_hash = '\\x11'"],
    ["Empty", "nothing was read", "delete from cursor"],
  ];
  for (const [kind, what, change] of CHANGES) {
    it(`is refused, and the block named, where ${what}`, async () => {
      const error = await failureWith(change);
      expect(error).to.include({ name: "IndexMismatchError", kind });
      const { message, block } = error as { message: string; block?: number };
      if (kind !== "Empty") expect(message).to.match(new RegExp(`block ${block}.*(rebuild|let the index follow)`));
    });
  }

  for (const [fault, part] of [
    ["flippedHeader", "header hash"],
    ["forgedReceipt", "receipts root"],
  ] as const) {
    it(`names the provider, the block and the part where the provider contradicts itself: ${fault}`, async () => {
      proxy.schedule({ fault, after: 6 });
      const error = await failureOf(verify());
      expect(error).to.be.instanceOf(ChainDishonest).and.to.include({ provider: "one", part });
      expect((error as ChainDishonest).blockNumber).to.be.within(chain.deployment.number, node.head.number);
    });
  }

  it("is a command that says what is proven, and what is not", async function () {
    this.timeout(60_000);
    await database.close();
    const args = ["verify", "--ledger-file", path.join(folder, "ledger.json"), "--rpc", proxy.url, "--data", directory];
    const good = await countersign(["--json", ...args]);
    expect([good.status, good.err]).to.deep.equal([0, ""]);
    expect(JSON.parse(good.out)).to.include({ from: 3, to: node.head.number, hash: node.head.hash });
    proxy.schedule({ fault: "forgedReceipt", after: 3 });
    const bad = await countersign(["--json", ...args]);
    expect([bad.status, bad.out]).to.deep.equal([4, ""]);
    const { error } = JSON.parse(bad.err) as { readonly error: { readonly code: string; readonly message: string } };
    expect(error.code).to.equal("NODE_DISHONEST");
    expect(error.message).to.match(/at http:\/\/127\.0\.0\.1:\d+: block \d+, receipts root/);
    const none = await countersign([...args.slice(0, -1), path.join(folder, "elsewhere")]);
    expect([none.status, none.err]).to.deep.equal([2, none.err]);
    expect(none.err).to.include("there is no database in");
    database = await openDatabase({ directory });
  });
});
