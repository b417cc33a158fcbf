import { expect } from "chai";
import { encodeErrorResult } from "viem";
import { ledgerAbi } from "../../generated/abi.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import type { Rpc } from "../../src/chain/rpc.ts";
import { RpcRefused } from "../../src/chain/rpcErrors.ts";
import { simulate } from "../../src/clients/simulate.ts";
import { createRelayNode } from "../../src/relayer/node.ts";
import type { RelayNode } from "../../src/relayer/node.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { freshDatabase } from "../store/engines.ts";
import { failureOf } from "../store/failures.ts";
import type { ServedStage } from "../indexer/stage.ts";
import { openFaultProxy } from "../support/faultProxy.ts";
import type { FaultName } from "../support/faultProxy.ts";
import { TRANSPORT_FAULTS } from "../support/faultProxyTransport.ts";
import { address } from "../support/stage.ts";
import { eachOnServedGround } from "./scenes.ts";
import { FINALITY } from "./settings.ts";
import type { Ground } from "./stage.ts";

const HASH: Hex = `0x${"ab".repeat(32)}`;

/** A provider that gives what it is told to give. */
function saying(answers: Readonly<Record<string, unknown>>): Rpc {
  const all: Readonly<Record<string, unknown>> = { eth_chainId: "0x1", ...answers };
  return { name: "parrot", request: (method) => Promise.resolve(all[method]) };
}

function nodeSaying(answers: Readonly<Record<string, unknown>>): RelayNode {
  return createRelayNode({ rpcs: [saying(answers)], chainId: 1 });
}

const BLOCK = { number: "0x7", hash: HASH, baseFeePerGas: "0x9", gasLimit: "0x1c9c380" };
const RECEIPT = {
  transactionHash: HASH,
  blockHash: HASH,
  blockNumber: "0x7",
  status: "0x1",
  gasUsed: "0x64",
  effectiveGasPrice: "0x3",
};

describe("A relayer's node", () => {
  it("reads heads, counts, balances and receipts, with what a rollup charges for data", async () => {
    const node = nodeSaying({
      eth_getBlockByNumber: BLOCK,
      eth_getTransactionCount: "0x5",
      eth_getBalance: "0xde0b6b3a7640000",
      eth_getTransactionReceipt: { ...RECEIPT, l1Fee: "0x1" },
    });
    expect(await node.head()).to.deep.equal({ number: 7, hash: HASH, baseFee: 9n, gasLimit: 30_000_000n });
    expect(await node.final()).to.equal(7);
    expect(await node.hashAt(7)).to.equal(HASH);
    expect(await node.count(address.relayer, "pending")).to.equal(5);
    expect(await node.balance(address.relayer)).to.equal(10n ** 18n);
    const block = { number: 7, hash: HASH };
    expect(await node.mined(HASH)).to.deep.equal({ block, succeeded: true, gasUsed: 100n, cost: 301n });
  });

  it("takes silence about a block or a receipt for what it is", async () => {
    const none = nodeSaying({ eth_getBlockByNumber: null, eth_getTransactionReceipt: null });
    expect(await none.hashAt(7)).to.equal(undefined);
    expect(await none.mined(HASH)).to.equal(undefined);
    expect(await failureOf(none.head())).to.have.property("name", "ChainBehind");
    const waiting = nodeSaying({ eth_getTransactionReceipt: { ...RECEIPT, blockHash: null, blockNumber: null } });
    expect(await waiting.mined(HASH)).to.equal(undefined);
  });

  it("believes no answer that is not of its shape, or to another question", async () => {
    const lacking = { ...RECEIPT, gasUsed: undefined };
    for (const receipt of [7, [], { ...RECEIPT, transactionHash: `0x${"cd".repeat(32)}` }, lacking]) {
      const node = nodeSaying({ eth_getTransactionReceipt: receipt });
      expect(await failureOf(node.mined(HASH)), JSON.stringify(receipt)).to.have.property("name", "RpcMalformed");
    }
    for (const block of [
      7,
      { ...BLOCK, hash: "0x12" },
      { ...BLOCK, number: -1 },
      { ...BLOCK, number: `0x${"f".repeat(20)}` },
    ]) {
      const node = nodeSaying({ eth_getBlockByNumber: block });
      expect(await failureOf(node.head()), JSON.stringify(block)).to.have.property("name", "RpcMalformed");
    }
  });

  it("asks no provider of another chain, and needs one at least", async () => {
    const node = createRelayNode({ rpcs: [saying({ eth_getBalance: "0x1" })], chainId: 2 });
    expect(await failureOf(node.balance(address.relayer))).to.have.property("name", "WrongChain");
    expect(() => createRelayNode({ rpcs: [], chainId: 2 })).to.throw(RangeError);
  });
});

describe("A relayer's node over HTTP", () => {
  let stage: ServedStage;
  let ground: Ground;
  eachOnServedGround((place) => ({ stage, ground } = place));

  it("simulates: gas where a call passes, the Solidity error's name where it does not", async () => {
    const rpc = createRpc({ url: stage.node.url });
    const item = await stage.draft();
    const to = stage.chain.addresses.ledger;
    const data = await stage.supplier.calls.issue(item.receivable);
    const height = await stage.height();
    expect((await simulate(rpc, { from: address.supplier, to, data })) > 50_000n).to.equal(true);
    const refused = await failureOf(simulate(rpc, { to, data, from: address.stranger }, { block: height }));
    expect(refused).to.include({ name: "RefusedError", code: "NotAuthorised" });
    const senseless = await failureOf(simulate(rpc, { to, data: "0xffffffff" }));
    expect(senseless).to.include({ name: "RefusedError", code: "FailedCall" });
    const dead = createRpc({ url: "http://127.0.0.1:1" });
    expect(await failureOf(simulate(dead, { to, data }))).to.include({ name: "RetryError", code: "NodeUnreachable" });
    const refusing = (data?: Hex): RpcRefused => new RpcRefused("some", "any", "it refuses (3): reverted", 3, { data });
    const terse = (ofCall: Hex | undefined): Pick<Rpc, "request"> => ({
      request: (method) => Promise.reject(refusing(method === "eth_call" ? ofCall : undefined)),
    });
    // Some nodes give the reason for a call but not for an estimate, and some give none at all.
    const notAuthorised = encodeErrorResult({ abi: ledgerAbi, errorName: "NotAuthorised", args: [to, to, 1] });
    expect(await failureOf(simulate(terse(notAuthorised), { to, data }))).to.include({ code: "NotAuthorised" });
    expect(await failureOf(simulate(terse(undefined), { to, data }))).to.include({ code: "RevertedWithoutReason" });
    const garbled = { request: () => Promise.resolve("plenty") };
    expect(await failureOf(simulate(garbled, { to, data }))).to.include({ name: "RetryError", code: "NodeRefused" });
  });

  it("goes on with the next provider, whatever the first one suffers from", async function () {
    this.timeout(120_000);
    const proxy = await openFaultProxy(stage.node.url);
    const first = createRpc({ url: proxy.url, timeoutMilliseconds: 150, maxBytes: 2 ** 19 });
    const rpcs = [first, createRpc({ url: stage.node.url })];
    const { chainId } = stage.chain.addresses;
    const world = await ground.world(await freshDatabase("PGlite"));
    for (const fault of Object.keys(TRANSPORT_FAULTS) as FaultName[]) {
      proxy.heal();
      Object.assign(world.deps, { node: createRelayNode({ rpcs, chainId, finalityDepth: FINALITY }) });
      world.start();
      const relay = await world.queue();
      // Well until the transaction is sent: then this question fails, and all that follow.
      proxy.schedule({ fault, method: "eth_sendRawTransaction" });
      await world.step();
      proxy.schedule({ fault });
      await ground.mine();
      await world.step();
      expect(await world.fateOf(relay), fault).to.include({ state: "recorded" });
      expect(await world.effectsOf(relay), fault).to.equal(1);
    }
    await proxy.close();
  });
});
