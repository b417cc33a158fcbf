/**
 * The root of the Merkle-Patricia trie that a block's header commits to for an ordered list, such as its receipts: the
 * key of an item is the RLP of its index (Yellow Paper, appendix D). Nothing but the root is ever needed.
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
  const leaves = items.map((value, index) => ({ path: nibblesOf(encodeRlp(bytesOfQuantity(index))), value }));
  return hexOfBytes(keccakOf(encodeRlp(nodeOf(leaves, 0))));
}

function nibblesOf(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte) => [byte >> NIBBLE_BITS, byte & LOW_NIBBLE]);
}

/** The node above leaves whose paths agree up to a depth. No key is the beginning of another: RLP is prefix-free. */
function nodeOf(leaves: readonly Leaf[], depth: number): Rlp {
  const [first, second] = leaves;
  if (first === undefined) return NOTHING;
  if (second === undefined) return [compactPath(first.path.slice(depth), true), first.value];
  let fork = depth;
  while (leaves.every(({ path }) => path[fork] === first.path[fork])) fork += 1;
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
