import { expect } from "chai";
import fc from "fast-check";
import hre from "hardhat";
import { createBlockReader } from "../../src/chain/blocks.ts";
import type { BlockReader } from "../../src/chain/blocks.ts";
import { readBlock, readReceipts } from "../../src/chain/blocksReading.ts";
import { verifyBlock } from "../../src/chain/integrity.ts";
import { headerHash } from "../../src/chain/integrityHeader.ts";
import { bloomMayHold, bloomOf, receiptsRoot } from "../../src/chain/integrityReceipts.ts";
import { bytesOfHex, bytesOfQuantity, encodeRlp, hexOfBytes } from "../../src/chain/rlp.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import { ChainReadError } from "../../src/chain/rpcErrors.ts";
import { EMPTY_ROOT, orderedRoot } from "../../src/chain/trie.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { runs } from "../../scripts/effort.ts";
import { accountOf, Role } from "../support/chain.ts";
import { startNode } from "../support/faultProxyNode.ts";
import type { Node, Transaction } from "../support/faultProxyNode.ts";

type Fields = Record<string, unknown>;

const SOURCE = { provider: "the node", method: "eth_getBlockByNumber" };
/** Reads, writes a storage slot, and reverts: what it leaves is a receipt of a failure. */
const REVERTS: Hex = "0x60006000fd";
const CREATES: Hex = "0x600160005360016000f3";
const ACTS = ["transfer", "approveAll", "setKey", "create", "fail", "legacy", "withAccessList"] as const;

describe("The integrity of a block", () => {
  describe("on Hardhat's node", () => {
    let node: Node;
    let reader: BlockReader;

    before(async () => {
      node = await startNode();
      const { ledger, directory } = node.addresses;
      reader = createBlockReader({ rpcs: [createRpc({ url: node.url })], addresses: [ledger, directory] });
    });

    after(() => node.close());

    async function contentOf(number: number): Promise<{ readonly block: Fields; readonly receipts: Fields[] }> {
      const block = await node.request<Fields>("eth_getBlockByNumber", `0x${number.toString(16)}`, false);
      const receipts: Fields[] = [];
      for (const hash of block["transactions"] as Hex[]) {
        receipts.push(await node.request<Fields>("eth_getTransactionReceipt", hash));
      }
      return { block, receipts };
    }

    function transactionOf(act: (typeof ACTS)[number], from: Address, number: number): Transaction {
      const legacy = { gasPrice: "0x77359400" } as const;
      const accessList = [{ address: from, storageKeys: [`0x${"00".repeat(32)}`] }];
      if (act === "create") return { from, data: CREATES };
      if (act === "fail") return { from, data: REVERTS };
      if (act === "legacy") return { ...node.transfer(from, number), ...legacy };
      if (act === "withAccessList") return { ...node.setKey(from, number), ...legacy, accessList };
      return node[act](from, number);
    }

    const contents = fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.nat(3), fc.nat(1_000)), { maxLength: 20 });

    it("follows from what the block holds, whatever it holds", async () => {
      const types = new Set<unknown>();
      const outcomes = new Set<unknown>();
      await fc.assert(
        fc.asyncProperty(contents, async (acts) => {
          await node.mine(...acts.map(([act, account, n]) => transactionOf(act, node.accounts[account] ?? "0x", n)));
          const { block, receipts } = await contentOf(Number(await node.request("eth_blockNumber")));
          expect(headerHash(block)).to.equal(block["hash"]);
          const read = readReceipts(receipts, SOURCE, readBlock(block, SOURCE, undefined));
          expect(receiptsRoot(read)).to.equal(block["receiptsRoot"]);
          expect(hexOfBytes(bloomOf(read.flatMap(({ logs }) => logs)))).to.equal(block["logsBloom"]);
          for (const { type, outcome } of read) {
            types.add(type);
            outcomes.add(outcome);
          }
          const verified = await verifyBlock(reader, Number(block["number"]));
          expect(verified.receipts).to.equal(acts.length);
        }),
        { numRuns: runs(12), examples: [[ACTS.map((act, index) => [act, index % 4, index])]] },
      );
      expect([...types].sort()).to.deep.equal([0, 1, 2]);
      expect([...outcomes].sort()).to.deep.equal([false, true]);
    });

    it("is lost with any bit of the header, of a receipt or of a log", async () => {
      const [one, two] = [node.accounts[0] ?? "0x", node.accounts[1] ?? "0x"];
      await node.mine(node.setKey(one, 5), node.transfer(two, 2), node.approveAll(two, 6), {
        from: one,
        data: REVERTS,
      });
      const { block, receipts } = await contentOf(Number(await node.request("eth_blockNumber")));
      const places = [...placesOf(block, IN_HEADER), ...receipts.flatMap((receipt) => placesOf(receipt, IN_RECEIPT))];
      expect(places).to.have.length.above(30);
      fc.assert(
        fc.property(fc.constantFrom(...places), fc.nat(), ({ holder, field }, bit) => {
          const honest = holder[field] as Hex;
          holder[field] = flip(honest, bit);
          const isFound = isRejected(block, receipts);
          holder[field] = honest;
          expect(isFound, `${field} ${honest}`).to.be.true;
          expect(isRejected(block, receipts)).to.be.false;
        }),
        { numRuns: runs(600) },
      );
    });
  });

  it("follows from Amsterdam's headers and receipts too", async () => {
    const network = await hre.network.create("amsterdam");
    try {
      const ask = async <T>(method: string, ...params: unknown[]): Promise<T> =>
        (await network.provider.request({ method, params })) as T;
      const [from, to] = await ask<Address[]>("eth_accounts");
      await ask("eth_sendTransaction", { from, to, value: "0x1" });
      for (const number of ["0x0", "0x1"]) {
        const block = await ask<Fields>("eth_getBlockByNumber", number, false);
        const hashes = block["transactions"] as Hex[];
        const receipts = await Promise.all(hashes.map((hash) => ask<Fields>("eth_getTransactionReceipt", hash)));
        expect(block).to.include.keys("blockAccessListHash", "slotNumber");
        expect(isRejected(block, receipts)).to.be.false;
      }
    } finally {
      await network.close();
    }
  });

  it("covers a transaction that sets an account's code (type 4)", async () => {
    const node = await startNode();
    try {
      const account = accountOf(Role.Registrar);
      const { ledger } = node.addresses;
      const chainId = node.addresses.chainId;
      const authorization = await account.signAuthorization?.({ address: ledger, chainId, nonce: 1 });
      const gas = 200_000n;
      const fees = { maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n };
      const call = {
        to: ledger,
        chainId,
        nonce: 0,
        gas,
        ...fees,
        authorizationList: authorization === undefined ? [] : [authorization],
      };
      const signed = await account.signTransaction({ type: "eip7702", data: node.approveAll(ledger, 1).data, ...call });
      await node.request("eth_sendRawTransaction", signed);
      await node.mine();
      const reader = createBlockReader({ rpcs: [createRpc({ url: node.url })], addresses: [ledger] });
      const number = Number(await node.request("eth_blockNumber"));
      const [receipt] = await reader.receipts(await reader.block(number));
      expect(receipt).to.include({ type: 4, outcome: true });
      expect((await verifyBlock(reader, number)).logs).to.have.lengthOf(1);
    } finally {
      await node.close();
    }
  });
});

const IN_HEADER = [
  "parentHash sha3Uncles miner stateRoot transactionsRoot receiptsRoot logsBloom difficulty number gasLimit gasUsed",
  "timestamp mixHash nonce baseFeePerGas withdrawalsRoot blobGasUsed excessBlobGas parentBeaconBlockRoot requestsHash",
  "blockAccessListHash slotNumber hash",
].flatMap((line) => line.split(" "));
const IN_RECEIPT = ["type", "status", "cumulativeGasUsed"];

interface BitPlace {
  readonly holder: Fields;
  readonly field: string;
}

function placesOf(fields: Fields, names: readonly string[]): BitPlace[] {
  const own = names.filter((name) => typeof fields[name] === "string").map((field) => ({ holder: fields, field }));
  const logs = (fields["logs"] ?? []) as Fields[];
  const within = logs.flatMap((log) => [
    ...placesOf(log, ["address", "data"]),
    ...(log["topics"] as Hex[]).map((_, index) => ({
      holder: log["topics"] as Fields,
      field: String(index),
    })),
  ]);
  return [...own, ...within].filter(({ holder, field }) => holder[field] !== "0x");
}

function flip(hex: Hex, bit: number): Hex {
  const digits = Array.from(hex.slice(2));
  const at = Math.floor(bit / 4) % digits.length;
  digits[at] = (parseInt(digits[at] ?? "0", 16) ^ (1 << (bit % 4))).toString(16);
  return `0x${digits.join("")}`;
}

function isRejected(block: Fields, receipts: readonly Fields[]): boolean {
  try {
    const read = readBlock(block, SOURCE, undefined);
    return receiptsRoot(readReceipts(receipts, SOURCE, read)) !== read.receiptsRoot;
  } catch (error) {
    if (error instanceof ChainReadError) return true;
    throw error;
  }
}

describe("The trie of an ordered list", () => {
  it("has the well-known root when it is empty", () => {
    expect(orderedRoot([])).to.equal("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421");
    expect(EMPTY_ROOT).to.equal(orderedRoot([]));
  });

  it("tells every list from every other", () => {
    const list = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 300 });
    fc.assert(
      fc.property(list, list, (one, other) => {
        const isSame = encodedText(one) === encodedText(other);
        expect(orderedRoot(one) === orderedRoot(other)).to.equal(isSame);
        expect(orderedRoot(one)).to.equal(orderedRoot([...one]));
      }),
    );
  });
});

function encodedText(items: readonly Uint8Array[]): Hex {
  return hexOfBytes(encodeRlp(items));
}

describe("RLP's numbers", () => {
  it("have no leading zeros, and zero has no bytes", () => {
    for (const [number, hex] of [
      ["0x0", "0x"],
      ["0x00", "0x"],
      ["0x0400", "0x0400"],
      ["0xf", "0x0f"],
    ] as const) {
      expect(hexOfBytes(bytesOfQuantity(number))).to.equal(hex);
    }
    expect(hexOfBytes(bytesOfQuantity(1_024))).to.equal("0x0400");
  });
});

describe("A bloom filter", () => {
  it("holds what was put in, and mostly nothing else", () => {
    const address: Hex = `0x${"1e".repeat(20)}`;
    const topic: Hex = `0x${"d1".repeat(32)}`;
    const bloom = bloomOf([{ address, topics: [topic], data: "0x" }]);
    expect(bloomMayHold(bloom, address)).to.be.true;
    expect(bloomMayHold(bloom, topic)).to.be.true;
    expect(bloomMayHold(bloom, `0x${"2e".repeat(20)}`)).to.be.false;
    expect(bytesOfHex(hexOfBytes(bloom))).to.deep.equal(Buffer.from(bloom));
  });
});
