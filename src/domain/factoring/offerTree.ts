/** The root of an offer for several receivables: each at its place, which is also the place of its nonce. */
import { keccak256, keccakOfWords, wordOf } from "../hash.ts";
import { merkleTreeOf } from "../merkle.ts";
import type { Hex } from "../receivable.ts";

/** The tree of an offer for several. */
export interface OfferTree {
  readonly root: Hex;
  readonly count: number;
  /** The proof of the receivable at an index. @throws RangeError for an index that holds none. */
  readonly proofOf: (index: number) => readonly Hex[];
}

/** The leaf of a receivable, hashed twice so that no inner node passes for one. @param index From 0. */
export function offerLeaf(index: number, commitment: Hex): Hex {
  return keccak256(keccakOfWords(wordOf(index), commitment));
}

/** @param commitments In the order of their indexes. @throws RangeError for none, and for more than a tree holds. */
export function offerTree(commitments: readonly Hex[]): OfferTree {
  const { root, proofOf } = merkleTreeOf(commitments.map((commitment, index) => offerLeaf(index, commitment)));
  return { root, count: commitments.length, proofOf };
}
