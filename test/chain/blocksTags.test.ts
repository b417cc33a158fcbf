import { expect } from "chai";
import { createBlockReader } from "../../src/chain/blocks.ts";
import type { BlockReader, BlockReaderOptions } from "../../src/chain/blocks.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import { RpcRefused } from "../../src/chain/rpcErrors.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { createChain, createNode } from "../indexer/model/chain.ts";
import { openFaultProxy } from "../support/faultProxy.ts";
import type { FaultProxy } from "../support/faultProxy.ts";
import { failureOf } from "../support/stage.ts";

const TAGS = new Set<unknown>(["safe", "finalized"]);
const LEDGER: Address = `0x${"1e".repeat(20)}`;
const TO = 20;

describe("What a reader calls safe and final", () => {
  let proxy: FaultProxy;

  beforeEach(async () => {
    const satellites = { statements: LEDGER, factoring: LEDGER, collections: LEDGER };
    const contracts = { ledger: LEDGER, directory: LEDGER, lens: LEDGER, ...satellites };
    const chain = createChain({ ...contracts, tapes: [] });
    const head = chain.extendBy(chain.deployment, TO - chain.deployment.number, () => []);
    const node = createNode({ chain, head, tags: { safe: 3, finalized: 7 } });
    proxy = await openFaultProxy((method, params) => node.request(method, params));
  });
  afterEach(() => proxy.close());

  function readerOf(more: Partial<BlockReaderOptions> = {}): BlockReader {
    const rpcs = [createRpc({ url: proxy.url, name: "one" })];
    const haste = { attempts: 2, pauseMilliseconds: 1, longestPauseMilliseconds: 50 };
    return createBlockReader({ rpcs, addresses: [LEDGER], ...haste, ...more });
  }

  async function told(reader: BlockReader): Promise<readonly (string | number)[]> {
    const { basis, latest, safe, finalized } = await reader.heads();
    return [basis, latest.number, safe.number, finalized.number];
  }

  it("is what its node says by tags, unless a depth was chosen", async () => {
    expect(await told(readerOf({ fallbackDepth: 2 }))).to.deep.equal(["tags", TO, TO - 3, TO - 7]);
    expect(await told(readerOf({ finalityDepth: 2 }))).to.deep.equal(["depth", TO, TO - 2, TO - 2]);
    expect(await told(readerOf({ finalityDepth: 1_000 }))).to.deep.equal(["depth", TO, 0, 0]);
  });

  for (const fault of ["nullBlock", "headerNotFound", "internalError", "unknownTag"] as const) {
    it(`is a number of blocks where its node knows no tags, which it says by ${fault}`, async () => {
      proxy.schedule({ fault, when: ({ params }) => TAGS.has(params[0]) });
      expect(await told(readerOf({ fallbackDepth: 2 }))).to.deep.equal(["depth", TO, TO - 2, TO - 2]);
      expect(await told(readerOf())).to.deep.equal(["depth", TO, 0, 0]);
    });
  }

  it("is no number of blocks because of a slip, nor where a node forgets the tags that it knew", async () => {
    proxy.schedule({ fault: "nullBlock", when: ({ params }) => params[0] === "finalized", times: 1 });
    const reader = readerOf({ fallbackDepth: 2 });
    expect(await told(reader)).to.deep.equal(["tags", TO, TO - 3, TO - 7]);
    proxy.schedule({ fault: "nullBlock", when: ({ params }) => TAGS.has(params[0]) });
    const error = await failureOf(reader.heads());
    expect(error).to.be.instanceOf(RpcRefused).with.property("message").that.includes("it knows no finalized block");
  });
});
