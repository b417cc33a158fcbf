/**
 * The root of the Merkle-Patricia trie that a block's header commits to for an ordered list, such as its receipts: the
 * key of an item is the RLP of its index (Yellow Paper, appendix D).
 */
import { keccakOf } from "../domain/hash.ts";
import type { Hex } from "../domain/receivable.ts";
import { bytesOfQuantity, encodeRlp, hexOfBytes } from "./rlp.ts";
import type { Rlp } from "./rlp.ts";

interface Leaf {
  /** The key, half a byte each. */
  readonly path: readonly number[];
  readonly value: Uint8Array;
}

const NIBBLE_BITS = 4;
const NIBBLES = 16;
const LOW_NIBBLE = NIBBLES - 1;
const HASH_BYTES = 32;
const NOTHING = new Uint8Array(0);

/** The root of a list without items. */
export const EMPTY_ROOT: Hex = hexOfBytes(keccakOf(encodeRlp(NOTHING)));

export function orderedRoot(items: readonly Uint8Array[]): Hex {
  if (items.length === 0) return EMPTY_ROOT;
  return hexOfBytes(keccakOf(encodeRlp(nodeOf(leavesOf(items), 0))));
}

/**
 * What proves one item of a list: the nodes from the root to it, those left out that stand in their parent.
 * @throws RangeError if there is no such item
 */
export function orderedProof(items: readonly Uint8Array[], index: number): readonly Uint8Array[] {
  const path = keyOf(index);
  let leaves = leavesOf(items);
  if (!(index in items)) throw new RangeError(`there is no item ${index} among ${items.length}`);
  const nodes: Uint8Array[] = [];
  let depth = 0;
  while (leaves.length > 0) {
    const encoded = encodeRlp(nodeOf(leaves, depth));
    if (nodes.length === 0 || encoded.length >= HASH_BYTES) nodes.push(encoded);
    const fork = forkOf(leaves, depth);
    if (leaves.length === 1) break;
    // An extension leads to the fork without a choice; below the fork only one child holds the item.
    if (fork === depth) leaves = leaves.filter((leaf) => leaf.path[depth] === path[depth]);
    depth = fork === depth ? depth + 1 : fork;
  }
  return nodes;
}

function leavesOf(items: readonly Uint8Array[]): Leaf[] {
  return items.map((value, index) => ({ path: keyOf(index), value }));
}

/** The place of an item in the trie, half a byte each. */
export function keyOf(index: number): number[] {
  return nibblesOf(encodeRlp(bytesOfQuantity(index)));
}

/** The half bytes of some bytes, the high one first. */
export function nibblesOf(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte) => [byte >> NIBBLE_BITS, byte & LOW_NIBBLE]);
}

/** The depth from which paths that agree up to another differ. */
function forkOf(leaves: readonly Leaf[], depth: number): number {
  const [first, second] = leaves;
  let fork = depth;
  if (first === undefined || second === undefined) return fork;
  while (leaves.every(({ path }) => path[fork] === first.path[fork])) fork += 1;
  return fork;
}

/** The node above leaves whose paths agree up to a depth. No key is the beginning of another: RLP is prefix-free. */
function nodeOf(leaves: readonly Leaf[], depth: number): Rlp {
  const [first, second] = leaves;
  if (first === undefined) return NOTHING;
  if (second === undefined) return [compactPath(first.path.slice(depth), true), first.value];
  const fork = forkOf(leaves, depth);
  if (fork > depth) return [compactPath(first.path.slice(depth, fork), false), referenceTo(nodeOf(leaves, fork))];
  const children: Leaf[][] = Array.from({ length: NIBBLES }, () => []);
  for (const leaf of leaves) children[leaf.path[depth] ?? 0]?.push(leaf);
  return [...children.map((below) => referenceTo(nodeOf(below, depth + 1))), NOTHING];
}

/** A node stands in its parent as it is while it is shorter than its hash. */
function referenceTo(node: Rlp): Rlp {
  if (node instanceof Uint8Array) return node;
  const encoded = encodeRlp(node);
  return encoded.length < HASH_BYTES ? node : keccakOf(encoded);
}

/** Hex-prefix encoding: whether the path ends in a leaf and whether its length is odd, then its nibbles. */
function compactPath(path: readonly number[], isLeaf: boolean): Uint8Array {
  const odd = path.length % 2;
  const flag = (isLeaf ? 2 : 0) + odd;
  const nibbles = odd === 1 ? [flag, ...path] : [flag, 0, ...path];
  const bytes = new Uint8Array(nibbles.length / 2);
  for (const [index, nibble] of nibbles.entries()) {
    bytes[index >> 1] = ((bytes[index >> 1] ?? 0) << NIBBLE_BITS) | nibble;
  }
  return bytes;
}
