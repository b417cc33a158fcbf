import { expect } from "chai";
import { createBlockReader } from "../../src/chain/blocks.ts";
import type { BlockReader } from "../../src/chain/blocks.ts";
import { verifyBlock } from "../../src/chain/integrity.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import { wordOf } from "../../src/domain/hash.ts";
import type { Address } from "../../src/domain/receivable.ts";
import { createChain, createNode } from "../indexer/model/chain.ts";
import { recordedTapes } from "../indexer/model/tapes.ts";
import { openFaultProxy } from "../support/faultProxy.ts";
import type { FaultProxy } from "../support/faultProxy.ts";

const STRANGERS = 1_203;

/** Contracts that write nothing. */
function strangers(): readonly Address[] {
  return Array.from({ length: STRANGERS }, (_, index): Address => `0x${wordOf(index + 1).slice(-40)}`);
}

describe("A reader that learns of more contracts while it reads", () => {
  let proxy: FaultProxy;
  let questions: number[];
  let contracts: readonly Address[];
  let to: number;

  before(async function () {
    this.timeout(300_000);
    const chain = createChain(await recordedTapes());
    const head = chain.extendBy(chain.deployment, 30, (block) => ["filler", { tape: block % 4 }]);
    const node = createNode({ chain, head, tags: { safe: 3, finalized: 7 } });
    questions = [];
    proxy = await openFaultProxy((method, params) => {
      const [filter] = params as [{ readonly address?: readonly string[] }];
      if (method === "eth_getLogs") questions.push(filter.address?.length ?? 0);
      return node.request(method, params);
    });
    const { ledger, directory, statements, factoring } = chain.tapes;
    contracts = [ledger, directory, statements, factoring];
    to = head.number;
  });
  after(() => proxy.close());

  function readerOf(addresses: readonly Address[]): BlockReader {
    return createBlockReader({ rpcs: [createRpc({ url: proxy.url, name: "one" })], addresses });
  }

  it("reads of them from the next question on, each once and in any spelling", async () => {
    const [ledger = expect.fail(), ...others] = contracts;
    const all = await readerOf(contracts).logs(0, to);
    const reader = readerOf([ledger]);
    const before = await reader.logs(0, to);
    expect(before.logs).to.deep.equal(all.logs.filter(({ address }) => address === ledger));
    reader.follow(others.map((address) => address.toUpperCase().replace("0X", "0x") as Address));
    reader.follow(others);
    expect(reader.addresses).to.deep.equal(contracts);
    expect((await reader.logs(0, to)).logs).to.deep.equal(all.logs);
    expect(all.logs.length).to.be.above(before.logs.length);
  });

  it("asks for many in several questions, and gives their logs in the order that receipts prove", async () => {
    const all = await readerOf(contracts).logs(0, to);
    // Those that write are spread over the questions.
    const [one = expect.fail(), two = expect.fail(), ...more] = contracts;
    const reader = readerOf([one, ...strangers().slice(0, 700), two, ...strangers().slice(700), ...more]);
    questions.length = 0;
    const told = await reader.logs(0, to);
    expect(told.logs).to.deep.equal(all.logs);
    expect(questions.slice(0, 3)).to.deep.equal([500, 500, STRANGERS + contracts.length - 1_000]);
    for (let number = 4; number <= to; number += 9) await verifyBlock(reader, number, told);
    const block = await reader.block(8);
    expect(await reader.logsOf(block)).to.deep.equal(all.logs.filter(({ blockNumber }) => blockNumber === 8));
  });
});
