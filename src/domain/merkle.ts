/**
 * Merkle trees whose roots and proofs OpenZeppelin's `MerkleProof` verifies: sorted leaves, sorted pairs, keccak256.
 * Nodes lie in one block of memory, so that a month of a large house, a million leaves, is a matter of a second.
 */
import { bytesToHex } from "@noble/hashes/utils.js";
import { keccakOf } from "./hash.ts";
import type { Hex } from "./receivable.ts";
import { putHex, WORD_BYTES } from "./wordBytes.ts";

/** Leaves that one tree holds: a key of 32 bits and a place below this fit a number exactly. */
export const MAX_LEAVES = 2 ** 21;

/** A tree over leaves, which it knows by the places that they were given at. */
export interface MerkleTree {
  readonly root: Hex;
  /** The siblings from a leaf up to the root. @throws RangeError for a place that holds no leaf. */
  readonly proofOf: (place: number) => readonly Hex[];
}

/**
 * The tree over leaves in hex. @throws RangeError as {@link merkleTreeOfWords}, and for a leaf of other than a word.
 */
export function merkleTreeOf(leaves: readonly Hex[]): MerkleTree {
  const words = new Uint8Array(WORD_BYTES * leaves.length);
  for (const [place, leaf] of leaves.entries()) putWord(words, WORD_BYTES * place, leaf);
  return merkleTreeOfWords(words);
}

/**
 * The tree over leaves that lie in a row, 32 bytes each; they may be changed afterwards. Leaves are hashes: what is no
 * hash has to be hashed first, or an inner node could pass for a leaf.
 * @throws RangeError without leaves, for more than {@link MAX_LEAVES}, and for a part of one.
 */
export function merkleTreeOfWords(words: Uint8Array): MerkleTree {
  const count = words.length / WORD_BYTES;
  if (!Number.isInteger(count)) throw new RangeError(`${words.length} bytes are no leaves of ${WORD_BYTES}`);
  if (count === 0) throw new RangeError("a tree needs at least one leaf: give one");
  if (count > MAX_LEAVES) throw new RangeError(`a tree holds at most ${MAX_LEAVES} leaves, not ${count}: make several`);
  const sorted = placesInOrder(words, count);
  const last = 2 * count - 2;
  const nodes = new Uint8Array(WORD_BYTES * (last + 1));
  const nodeOfPlace = new Uint32Array(count);
  for (const [rank, place] of sorted.entries()) {
    nodes.set(words.subarray(WORD_BYTES * place, WORD_BYTES * (place + 1)), WORD_BYTES * (last - rank));
    nodeOfPlace[place] = last - rank;
  }
  const pair = new Uint8Array(2 * WORD_BYTES);
  for (let node = count - 2; node >= 0; node -= 1) {
    nodes.set(parentOf(nodes, 2 * node + 1, 2 * node + 2, pair), WORD_BYTES * node);
  }
  const hexOf = (node: number): Hex => `0x${bytesToHex(nodes.subarray(WORD_BYTES * node, WORD_BYTES * (node + 1)))}`;
  return { root: hexOf(0), proofOf: (place) => siblingsOf(nodeOfPlace[place], place).map(hexOf) };
}

/**
 * Whether a proof leads from a leaf to a root.
 * @throws RangeError for a leaf, a root or a step that is no word of 32 bytes.
 */
export function isUnderRoot(root: Hex, leaf: Hex, proof: readonly Hex[]): boolean {
  const words = new Uint8Array(2 * WORD_BYTES);
  const pair = new Uint8Array(2 * WORD_BYTES);
  putWord(words, 0, leaf);
  for (const sibling of proof) {
    putWord(words, WORD_BYTES, sibling);
    words.set(parentOf(words, 0, 1, pair));
  }
  putWord(words, WORD_BYTES, root);
  return compareWords(words, 0, 1) === 0;
}

/** Places by the order of their leaves, and of equal leaves by their own. Linearithmic whatever the leaves are. */
function placesInOrder(words: Uint8Array, count: number): Uint32Array {
  const view = new DataView(words.buffer, words.byteOffset, words.byteLength);
  const keyOf = (place: number): number => view.getUint32(WORD_BYTES * place);
  const keys = new Float64Array(count);
  for (let place = 0; place < count; place += 1) keys[place] = keyOf(place) * count + place;
  keys.sort();
  const places = new Uint32Array(count);
  for (const [rank, key] of keys.entries()) places[rank] = key % count;
  for (let start = 0; start < count;) {
    const key = keyOf(places[start] ?? 0);
    let end = start + 1;
    while (end < count && keyOf(places[end] ?? 0) === key) end += 1;
    if (end - start > 1) places.subarray(start, end).sort((a, b) => compareWords(words, a, b) || a - b);
    start = end;
  }
  return places;
}

/** The hash of two nodes, the lesser first. @param pair Where they are laid side by side. */
function parentOf(nodes: Uint8Array, left: number, right: number, pair: Uint8Array): Uint8Array {
  const swapped = compareWords(nodes, left, right) > 0;
  pair.set(nodes.subarray(WORD_BYTES * left, WORD_BYTES * (left + 1)), swapped ? WORD_BYTES : 0);
  pair.set(nodes.subarray(WORD_BYTES * right, WORD_BYTES * (right + 1)), swapped ? 0 : WORD_BYTES);
  return keccakOf(pair);
}

function siblingsOf(leaf: number | undefined, place: number): number[] {
  if (leaf === undefined) throw new RangeError(`the tree has no leaf at place ${place}`);
  const siblings: number[] = [];
  for (let node = leaf; node > 0; node = (node - 1) >> 1) siblings.push(node % 2 === 1 ? node + 1 : node - 1);
  return siblings;
}

function compareWords(words: Uint8Array, one: number, other: number): number {
  const [a, b] = [WORD_BYTES * one, WORD_BYTES * other];
  for (let index = 0; index < WORD_BYTES; index += 1) {
    const difference = (words[a + index] ?? 0) - (words[b + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function putWord(words: Uint8Array, offset: number, word: Hex): void {
  if (!putHex(words, offset, word)) throw new RangeError(`${word} is no word of 32 bytes`);
}
