import { expect } from "chai";
import fc from "fast-check";
import { createBlockEvidence } from "../../src/chain/blockEvidence.ts";
import { createBlockReader } from "../../src/chain/blocks.ts";
import { createFailover } from "../../src/chain/failover.ts";
import { headerFields, headerHash } from "../../src/chain/integrityHeader.ts";
import { receiptsRoot } from "../../src/chain/integrityReceipts.ts";
import type { Receipt } from "../../src/chain/integrityReceipts.ts";
import { provenBlock, receiptProof, UnprovenError } from "../../src/chain/receiptProof.ts";
import type { BlockEvidence } from "../../src/chain/receiptProof.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import type { Hex } from "../../src/domain/receivable.ts";
import { runs } from "../../scripts/effort.ts";
import { startNode } from "../support/faultProxyNode.ts";
import type { Node } from "../support/faultProxyNode.ts";

const word = (byte: number): Hex => `0x${byte.toString(16).padStart(2, "0").repeat(32)}`;
const HEADER = {
  ...{ parentHash: word(1), sha3Uncles: word(2), miner: `0x${"03".repeat(20)}`, stateRoot: word(4) },
  ...{ transactionsRoot: word(5), logsBloom: `0x${"00".repeat(256)}`, difficulty: "0x0", number: "0x7" },
  ...{ gasLimit: "0x1c9c380", gasUsed: "0x5208", timestamp: "0x6921e000", extraData: "0x", mixHash: word(6) },
  ...{ nonce: "0x0000000000000000", baseFeePerGas: "0x7" },
};

const hex = (bytes: number): fc.Arbitrary<Hex> =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((data): Hex => `0x${Buffer.from(data).toString("hex")}`);
const log = fc.record({
  address: hex(20),
  topics: fc.array(hex(32), { maxLength: 4 }),
  data: fc.uint8Array({ maxLength: 80 }).map((data): Hex => `0x${Buffer.from(data).toString("hex")}`),
});
const receipt: fc.Arbitrary<Receipt> = fc.record({
  type: fc.constantFrom(0, 1, 2, 3, 4),
  outcome: fc.boolean(),
  cumulativeGasUsed: fc.nat().map((gas): Hex => `0x${gas.toString(16)}`),
  logs: fc.array(log, { maxLength: 3 }),
});

function evidenceOf(receipts: readonly Receipt[], ...places: readonly number[]): BlockEvidence {
  const header = { ...HEADER, receiptsRoot: receiptsRoot(receipts) };
  return { header, receipts: places.map((place) => receiptProof(receipts, place)) };
}

function flipped(text: string, place: number): string {
  const at = 2 + (place % (text.length - 2));
  const other = ((parseInt(text[at] ?? "0", 16) + 1) % 16).toString(16);
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}

describe("The proof that a block holds a receipt", () => {
  it("is found for every receipt of a block, whatever the block holds, and gives its logs", () => {
    const blocks = fc
      .array(receipt, { minLength: 1, maxLength: 300 })
      .chain((receipts) => fc.record({ receipts: fc.constant(receipts), place: fc.nat(receipts.length - 1) }));
    fc.assert(
      fc.property(blocks, ({ receipts, place }) => {
        const proven = provenBlock(evidenceOf(receipts, place));
        expect(proven.receipts.get(place)).to.deep.equal(receipts[place]?.logs);
        expect(proven).to.include({ number: 7, timestamp: 0x6921e000 });
      }),
      { numRuns: runs(60) },
    );
  });

  it("breaks with any digit of the header that is not the hash's own, of a node, and with another place", () => {
    const receipts = fc.sample(receipt, { seed: 7, numRuns: 40 });
    const whole = evidenceOf(receipts, 17);
    const { hash } = provenBlock(whole);
    const [proof] = whole.receipts;
    if (proof === undefined) throw new Error("there is a proof");
    const broken = (evidence: BlockEvidence): void => {
      try {
        expect(provenBlock(evidence).hash).not.to.equal(hash);
      } catch (error) {
        expect(error).to.be.instanceOf(UnprovenError);
      }
    };
    for (const [name, value] of Object.entries(whole.header)) {
      if (value.length <= 2) continue;
      broken({ ...whole, header: { ...whole.header, [name]: flipped(value, 0) } });
    }
    for (const [at, node] of proof.nodes.entries()) {
      for (let place = 0; place < node.length - 2; place += 1) {
        const nodes = proof.nodes.with(at, flipped(node, place) as Hex);
        const changed = { ...whole, receipts: [{ index: 17, nodes }] };
        expect(() => provenBlock(changed)).to.throw(UnprovenError);
      }
    }
    for (const index of [0, 16, 18, 40, 17 + 256]) {
      const moved = { ...whole, receipts: [{ index, nodes: proof.nodes }] };
      expect(() => provenBlock(moved)).to.throw(UnprovenError);
    }
  });

  it("takes all of its nodes, and no more", () => {
    const receipts = fc.sample(receipt, { seed: 11, numRuns: 200 });
    const { header, receipts: proofs } = evidenceOf(receipts, 130);
    const nodes = proofs[0]?.nodes ?? [];
    for (const other of [nodes.slice(1), nodes.slice(0, -1), [...nodes, nodes[0] ?? "0x"], []]) {
      const evidence = { header, receipts: [{ index: 130, nodes: other }] };
      expect(() => provenBlock(evidence)).to.throw(UnprovenError, "receipt 130");
    }
  });

  it("is refused of a header that is none", () => {
    const { header, receipts } = evidenceOf(fc.sample(receipt, { seed: 3, numRuns: 2 }), 0);
    for (const [name, value] of [
      ["timestamp", "0xffffffffffffffffff"],
      ["number", "seven"],
      ["receiptsRoot", "0x12"],
    ] as const) {
      expect(() => provenBlock({ header: { ...header, [name]: value }, receipts }), name).to.throw(UnprovenError);
    }
    const without = Object.fromEntries(Object.entries(header).filter(([name]) => name !== "receiptsRoot"));
    expect(() => provenBlock({ header: without, receipts })).to.throw(UnprovenError, "receiptsRoot");
    expect(() => receiptProof([], 0)).to.throw(RangeError);
  });
});

describe("The evidence of a block from a node", () => {
  let node: Node;

  before(async () => {
    node = await startNode();
  });
  after(() => node.close());

  it("proves the receipts of the transactions that were asked for, offline, and their block's hash", async () => {
    const [one, two] = [node.accounts[0] ?? "0x", node.accounts[1] ?? "0x"];
    await node.mine(node.transfer(two, 2), node.approveAll(one, 5), node.setKey(one, 6), node.approveAll(two, 7));
    const block = await node.request<Record<string, unknown>>("eth_getBlockByNumber", "latest", false);
    const rpc = createRpc({ url: node.url });
    const { chainId, ledger } = node.addresses;
    const ask = createFailover([rpc], chainId);
    const reader = createBlockReader({ rpcs: [rpc], addresses: [ledger] });
    const [, second, , fourth] = block["transactions"] as Hex[];
    const evidence = await createBlockEvidence(ask, reader)(block["hash"] as Hex, [second ?? "0x", fourth ?? "0x"]);
    const proven = provenBlock(JSON.parse(JSON.stringify(evidence)) as BlockEvidence);
    expect(proven.hash).to.equal(block["hash"]);
    expect(headerHash(headerFields(block))).to.equal(block["hash"]);
    expect([...proven.receipts.keys()]).to.deep.equal([1, 3]);
    for (const logs of proven.receipts.values()) expect(logs.map(({ address }) => address)).to.deep.equal([ledger]);
  });
});
