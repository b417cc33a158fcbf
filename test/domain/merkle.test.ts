import { SimpleMerkleTree } from "@openzeppelin/merkle-tree";
import { expect } from "chai";
import fc from "fast-check";
import { isUnderRoot, MAX_LEAVES, merkleTreeOf, merkleTreeOfWords } from "../../src/domain/merkle.ts";
import type { Hex } from "../../src/domain/receivable.ts";

const WORDS: readonly Hex[] = ["33", "11", "22"].map((byte): Hex => `0x${byte.repeat(32)}`);

const hexOf = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString("hex")}`;

/** Leaves of which many agree in their first bytes and some altogether, so that nothing but the order decides. */
const anyLeaf = fc
  .tuple(fc.constantFrom("00".repeat(4), "ff".repeat(4), "7f000000", "80000000", undefined), anyBytes(4), anyBytes(28))
  .map(([shared, own, rest]): Hex => `0x${shared ?? own}${rest}`);
const anyLeaves = fc
  .array(anyLeaf, { minLength: 1, maxLength: 40 })
  .chain((leaves) => fc.array(fc.constantFrom(...leaves), { maxLength: 5 }).map((again) => [...leaves, ...again]));

function anyBytes(length: number): fc.Arbitrary<string> {
  return fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes).toString("hex"));
}

describe("Merkle tree", () => {
  it("has root and proofs of OpenZeppelin's tree, whatever the order, equal leaves included", () => {
    fc.assert(
      fc.property(anyLeaves, (leaves) => {
        const ours = merkleTreeOf(leaves);
        const theirs = SimpleMerkleTree.of(leaves);
        expect(ours.root).to.equal(theirs.root);
        expect(leaves.map((_, place) => ours.proofOf(place))).to.deep.equal(
          leaves.map((_, place) => theirs.getProof(place)),
        );
      }),
    );
  });

  it("is as OpenZeppelin's for every number of leaves up to 130", () => {
    for (let count = 1; count <= 130; count += 1) {
      const leaves = Array.from({ length: count }, (_, place): Hex => `0x${place.toString(16).padStart(64, "9e")}`);
      expect(merkleTreeOf(leaves).root, `${count} leaves`).to.equal(SimpleMerkleTree.of(leaves).root);
    }
  });

  it("says of a proof what OpenZeppelin's says, of honest and of changed ones", () => {
    fc.assert(
      fc.property(anyLeaves, fc.nat(), fc.nat(), fc.boolean(), (leaves, seed, spoilt, isSpoilt) => {
        const tree = merkleTreeOf(leaves);
        const place = seed % leaves.length;
        const leaf = leaves[place] ?? "0x";
        const proof = [...tree.proofOf(place)];
        if (isSpoilt) proof[spoilt % (proof.length + 1)] = leaf;
        expect(isUnderRoot(tree.root, leaf, proof)).to.equal(SimpleMerkleTree.verify(tree.root, leaf, proof));
        expect(isUnderRoot(tree.root, leaf, tree.proofOf(place))).to.equal(true);
      }),
    );
  });

  it("is the same over bytes in a row, wherever in their memory they begin, and keeps nothing of them", () => {
    const room = Buffer.from(`ffffff${WORDS.map((word) => word.slice(2)).join("")}`, "hex");
    const words = new Uint8Array(room.buffer, room.byteOffset + 3, room.length - 3);
    const tree = merkleTreeOfWords(words);
    words.fill(0);
    expect(tree.root).to.equal(SimpleMerkleTree.of([...WORDS]).root);
    expect(isUnderRoot(tree.root, WORDS[2] ?? "0x", tree.proofOf(2))).to.equal(true);
  });

  it("reads hex of either case", () => {
    const upper = WORDS.map((word): Hex => `0x${word.slice(2).toUpperCase()}`);
    const tree = merkleTreeOf(upper);
    const root: Hex = `0x${tree.root.slice(2).toUpperCase()}`;
    expect(isUnderRoot(root, upper[0] ?? "0x", tree.proofOf(0))).to.equal(true);
  });

  it("of leaves that agree in their first four bytes is built in linearithmic time", () => {
    const words = new Uint8Array(32 * 20_000);
    const view = new DataView(words.buffer);
    for (let place = 0; place < 20_000; place += 1) view.setUint32(32 * place + 28, (place * 7_919) % 20_000);
    const leaves = Array.from({ length: 20_000 }, (_, place) => hexOf(words.subarray(32 * place, 32 * (place + 1))));
    const started = performance.now();
    const tree = merkleTreeOfWords(words);
    expect(performance.now() - started).to.be.below(5_000);
    expect(isUnderRoot(tree.root, leaves[17] ?? "0x", tree.proofOf(17))).to.equal(true);
  });

  it("is refused no leaves, too many, parts of leaves, and what is no word", () => {
    expect(() => merkleTreeOf([])).to.throw(RangeError, "at least one leaf");
    expect(() => merkleTreeOfWords(new Uint8Array(33))).to.throw(RangeError, "33 bytes are no leaves");
    const many = new Uint8Array(32 * (MAX_LEAVES + 1));
    expect(() => merkleTreeOfWords(many)).to.throw(RangeError, "at most 2097152 leaves, not 2097153");
    for (const wrong of ["0x", "0x12", `0x${"1g".repeat(32)}`, `0x${"11".repeat(33)}`] as Hex[]) {
      expect(() => merkleTreeOf([wrong]), wrong).to.throw(RangeError, `${wrong} is no word`);
      expect(() => isUnderRoot(wrong, WORDS[0] ?? "0x", []), wrong).to.throw(RangeError, `${wrong} is no word`);
      expect(() => isUnderRoot(WORDS[0] ?? "0x", wrong, []), wrong).to.throw(RangeError, `${wrong} is no word`);
      expect(() => isUnderRoot(WORDS[0] ?? "0x", WORDS[0] ?? "0x", [wrong]), wrong).to.throw(RangeError);
    }
  });

  it("has no proof of a place that holds no leaf", () => {
    const tree = merkleTreeOf(WORDS);
    for (const place of [-1, 3, 0.5, Number.NaN]) {
      expect(() => tree.proofOf(place), `${place}`).to.throw(RangeError, `no leaf at place ${place}`);
    }
  });
});
