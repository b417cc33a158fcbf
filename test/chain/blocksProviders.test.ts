import { expect } from "chai";
import { createBlockReader } from "../../src/chain/blocks.ts";
import type { BlockReader, BlockReaderOptions } from "../../src/chain/blocks.ts";
import { verifyBlock } from "../../src/chain/integrity.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import {
  ChainBehind,
  ChainDisagreement,
  ChainDishonest,
  ChainReadError,
  RpcBusy,
  WrongChain,
} from "../../src/chain/rpcErrors.ts";
import { FAULT_NAMES, openFaultProxy, patienceWith } from "../support/faultProxy.ts";
import type { FaultName, FaultProxy } from "../support/faultProxy.ts";
import { startNode } from "../support/faultProxyNode.ts";
import type { Node } from "../support/faultProxyNode.ts";
import { readAll } from "../support/faultProxyReading.ts";

const HASTE = { attempts: 3, pauseMilliseconds: 1, longestPauseMilliseconds: 40 };
/** Logs that are withheld or forged within their place; only receipts tell. */
const UNTOLD: ReadonlySet<FaultName> = new Set(["logsMissingOne", "logsMissingAll", "logsMissingLast", "logForged"]);
/** A consistent fork of one's own. */
const FORKS: ReadonlySet<FaultName> = new Set(["otherFork", "wrongReceiptsRoot"]);
const HARMLESS: ReadonlySet<FaultName> = new Set(["logsUnordered", "logsWithoutTimestamp", "noCode"]);
const RANGE = 3;
const SEEDS = 12;

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => expect.fail(`it answers ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
}

describe("Reading a chain through two providers", () => {
  let node: Node;
  let one: FaultProxy;
  let two: FaultProxy;
  let from: number;
  let to: number;
  let truth: string;

  before(async () => {
    node = await startNode();
    const { accounts, approveAll, setKey } = node;
    const account = accounts[0] ?? "0x";
    from = Number(await node.request("eth_blockNumber")) + 1;
    await node.mine(approveAll(account, 1), setKey(account, 1), approveAll(account, 2));
    await node.mine();
    await node.mine(setKey(account, 2), approveAll(account, 3), approveAll(account, 4));
    to = from + RANGE - 1;
  });

  after(() => node.close());

  beforeEach(async () => {
    one = await openFaultProxy(node.url);
    two = await openFaultProxy(node.url);
    truth = await readAll(readerOf([node.url]), from, to);
  });

  afterEach(async () => {
    await one.close();
    await two.close();
  });

  function readerOf(
    urls: readonly string[],
    more: Partial<BlockReaderOptions> = {},
    timeoutMilliseconds = 5_000,
  ): BlockReader {
    const { chainId, ledger, directory } = node.addresses;
    const names = ["one", "two"];
    const rpcs = urls.map((url, index) =>
      createRpc({ url, name: names[index] ?? url, timeoutMilliseconds, maxBytes: 2 ** 18 }),
    );
    return createBlockReader({ rpcs, chainId, addresses: [ledger, directory], ...HASTE, ...more });
  }

  for (const fault of FAULT_NAMES) {
    if (UNTOLD.has(fault) || FORKS.has(fault)) continue;
    it(`takes the second while ${fault} lasts at the first`, async () => {
      one.schedule({ fault });
      const reader = readerOf([one.url, two.url], {}, patienceWith(fault));
      expect(await readAll(reader, from, to)).to.equal(truth);
      if (HARMLESS.has(fault)) expect(two.met.filter(({ method }) => method === "eth_getLogs")).to.be.empty;
      else expect(two.met).not.to.be.empty;
    });
  }

  for (const fault of UNTOLD) {
    it(`names the first when ${fault} is found, and the truth is still to be had`, async () => {
      one.schedule({ fault });
      const reader = readerOf([one.url, two.url]);
      const told = await reader.logs(from, to);
      const verify = async (): Promise<void> => {
        for (let number = from; number <= to; number += 1) await verifyBlock(reader, number, told);
      };
      const error = await failureOf(verify());
      expect(error)
        .to.be.instanceOf(ChainDishonest)
        .and.include({ provider: "one", method: "eth_getLogs", part: "logs" });
      const proven = await Promise.all([0, 1, 2].map(async (step) => reader.logsOf(await reader.block(from + step))));
      expect(proven.flat()).to.deep.equal((await readerOf([node.url]).logs(from, to)).logs);
    });
  }

  for (const fault of FORKS) {
    it(`ends in ChainDisagreement, which names both, when ${fault} makes one's final block another`, async () => {
      one.schedule({ fault });
      const error = await failureOf(readerOf([one.url, two.url]).heads());
      expect(error).to.be.instanceOf(ChainDisagreement);
      const { provider, other } = error as ChainDisagreement;
      expect([provider, other].sort()).to.deep.equal(["one", "two"]);
      expect(error).to.have.property("message").that.includes("calls final");
    });
  }

  it("takes the head that is further on", async () => {
    one.schedule({ fault: "staleHead" });
    const heads = await readerOf([one.url, two.url]).heads();
    expect(heads).to.include({ provider: "two" }).and.have.nested.property("latest.number", to);
  });

  it("asks the provider that has a block rather than the preferred one", async () => {
    one.schedule({ fault: "staleHead" });
    const reader = readerOf([one.url, two.url]);
    await reader.heads();
    expect(await reader.logs(from, to)).to.have.property("provider", "two");
  });

  it("returns to the preferred provider when it is well again", async () => {
    one.schedule({ fault: "badGateway", times: 1 });
    const reader = readerOf([one.url, two.url]);
    expect((await reader.block(from)).provider).to.equal("two");
    expect(reader.providers()[0]).to.have.nested.property("fault.name", "RpcUnreachable");
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect((await reader.block(from)).provider).to.equal("one");
    expect(reader.providers()[0]).to.deep.equal({ name: "one", head: from, fault: undefined });
  });

  it("keeps what the others said in the last error", async () => {
    one.schedule({ fault: "html" });
    two.schedule({ fault: "badGateway" });
    const error = await failureOf(readerOf([one.url, two.url]).block(from));
    expect(error).to.be.instanceOf(ChainReadError);
    const { earlier } = error as ChainReadError;
    expect(earlier.map(({ provider, name }) => `${provider} ${name}`)).to.include.members([
      "one RpcMalformed",
      "two RpcUnreachable",
    ]);
  });

  it("leaves out a provider of another chain, and reports it", async () => {
    one.schedule({ fault: "wrongChainId" });
    const reader = readerOf([one.url, two.url]);
    expect(await readAll(reader, from, to)).to.equal(truth);
    expect(reader.providers()[0]?.fault).to.be.instanceOf(WrongChain);
    expect(one.met).to.have.lengthOf(1);
  });

  it("gives up at once when a provider wants to be left alone for longer than anybody waits", async () => {
    const reader = readerOf([one.url]);
    one.schedule({ fault: "tooManyRequestsForAnHour" });
    expect(await failureOf(reader.block(from))).to.be.instanceOf(RpcBusy);
    expect(await failureOf(reader.block(from))).to.be.instanceOf(RpcBusy);
    expect(one.met).to.have.lengthOf(1);
  });

  it("does not take a provider's stuck head for the latest where an age is set", async () => {
    const { timestamp } = await readerOf([node.url]).block(to);
    const age = Math.floor(Date.now() / 1_000) - timestamp;
    expect((await readerOf([one.url], { oldestHeadSeconds: age + 60 }).heads()).latest.number).to.equal(to);
    const error = await failureOf(readerOf([one.url], { oldestHeadSeconds: age - 1 }).heads());
    expect(error).to.be.instanceOf(ChainBehind).with.property("message").that.includes("s old");
  });

  for (const fault of ["staleHead", "headBackwards"] as const) {
    it(`does not go back to an ancestor of what it saw: ${fault}`, async () => {
      const reader = readerOf([one.url]);
      for (let number = from - 1; number <= to; number += 1) await reader.block(number);
      await reader.heads();
      one.schedule({ fault });
      const error = await failureOf(reader.heads());
      expect(error).to.be.instanceOf(ChainBehind).with.property("message").that.includes(`block ${to} was seen before`);
      one.heal();
      expect((await reader.heads()).latest.number).to.equal(to);
    });
  }

  for (let seed = 1; seed <= SEEDS; seed += 1) {
    it(`tells the truth or fails by type when chance ${seed} spoils one answer in ten at both`, async () => {
      const rate = 0.1 / FAULT_NAMES.length;
      const faults = FAULT_NAMES.filter((fault) => fault !== "wrongChainId" && !FORKS.has(fault));
      const rates = Object.fromEntries(faults.map((fault) => [fault, rate]));
      one.byChance({ seed, rates });
      two.byChance({ seed: -seed, rates });
      const answer = await readAll(readerOf([one.url, two.url], {}, 300), from, to).catch((error: unknown) => error);
      if (answer instanceof ChainReadError) expect(answer.message).to.match(/^eth_\w+ at (?:one|two): ./);
      else expect(answer).to.equal(truth);
    });
  }

  it("meets the same faults by the same seed, in whatever order it asks", async () => {
    const questions = Array.from({ length: 40 }, (_, number) => `0x${(number % 20).toString(16)}`);
    for (const [proxy, order] of [
      [one, questions],
      [two, questions.toReversed()],
    ] as const) {
      proxy.byChance({ seed: 7, rates: { html: 0.2, nullBlock: 0.2 } });
      const rpc = createRpc({ url: proxy.url });
      for (const number of order) await rpc.request("eth_getBlockByNumber", [number, false]).catch(() => null);
    }
    const faults = ({ met }: FaultProxy): string[] => met.map((question) => JSON.stringify(question)).sort();
    expect(faults(one)).to.deep.equal(faults(two));
    expect(new Set(one.met.map(({ fault }) => fault))).to.deep.equal(new Set([undefined, "html", "nullBlock"]));
  });

  it("follows the chain to a shorter one that took its place, once that one has a block of its own", async () => {
    const reader = readerOf([one.url]);
    const snapshot = await node.request("evm_snapshot");
    const before = await reader.heads();
    for (const account of node.accounts.slice(0, RANGE)) await node.mine(node.approveAll(account, 9));
    for (let number = to; number <= to + RANGE; number += 1) await reader.block(number);
    expect((await reader.heads()).latest.number).to.equal(to + RANGE);
    await node.request("evm_revert", snapshot);
    expect(await failureOf(reader.heads())).to.be.instanceOf(ChainBehind);
    await node.mine(node.setKey(node.accounts[1] ?? "0x", 77));
    const { latest } = await reader.heads();
    expect(latest).to.include({ number: to + 1, parentHash: before.latest.hash });
  });
});
