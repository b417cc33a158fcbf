/**
 * That a block holds a receipt, for somebody who has no node: the header, whose hash names the block, commits to the
 * trie of its receipts, and the nodes from its root to a receipt are the proof. Whether a chain holds the block is not
 * to be seen from it.
 */
import { keccakOf } from "../domain/hash.ts";
import type { Hex } from "../domain/receivable.ts";
import { headerHash } from "./integrityHeader.ts";
import { encodeReceipt } from "./integrityReceipts.ts";
import type { Receipt, ReceiptLog } from "./integrityReceipts.ts";
import { areEqual, bytesOfHex, decodeRlp, hexOfBytes } from "./rlp.ts";
import type { Rlp } from "./rlp.ts";
import { keyOf, nibblesOf, orderedProof } from "./trie.ts";

/** A receipt by its place among those of its block, and the nodes from the root to it. */
export interface ReceiptProof {
  /** From 0, in the order of the transactions. */
  readonly index: number;
  readonly nodes: readonly Hex[];
}

/** A block's header and some of its receipts. */
export interface BlockEvidence {
  /** By the names of JSON-RPC. */
  readonly header: Readonly<Record<string, string>>;
  readonly receipts: readonly ReceiptProof[];
}

/** What a proven block says. */
export interface ProvenBlock {
  readonly number: number;
  readonly hash: Hex;
  /** Unix seconds. */
  readonly timestamp: number;
  /** By the place of the transaction. */
  readonly receipts: ReadonlyMap<number, readonly ReceiptLog[]>;
}

/** Evidence that proves nothing. */
export class UnprovenError extends Error {
  constructor(fault: string) {
    super(fault);
    this.name = "UnprovenError";
  }
}

/** The proof of one of a block's receipts. @throws RangeError if there is no such receipt */
export function receiptProof(receipts: readonly Receipt[], index: number): ReceiptProof {
  return { index, nodes: orderedProof(receipts.map(encodeReceipt), index).map(hexOfBytes) };
}

/** Checks every hash from the receipts' logs up to the block's. @throws UnprovenError that says where it breaks */
export function provenBlock({ header, receipts }: BlockEvidence): ProvenBlock {
  const hash = headerHash(header);
  if (typeof hash !== "string") throw new UnprovenError(`the header has no ${hash.field}, or none in hexadecimal`);
  const [number, timestamp] = [header["number"], header["timestamp"]].map(Number);
  if (!Number.isSafeInteger(number) || !Number.isSafeInteger(timestamp)) {
    throw new UnprovenError("the header's number or time is beyond all measure");
  }
  const root = (header["receiptsRoot"] ?? "0x") as Hex;
  const proven = receipts.map((proof): [number, readonly ReceiptLog[]] => {
    const value = valueAt(root, keyOf(proof.index), proof.nodes.map(bytesOfHex));
    const logs = value && logsOf(value);
    if (logs === undefined) throw new UnprovenError(`receipt ${proof.index} is not under the header's receipts root`);
    return [proof.index, logs];
  });
  return { number: number ?? 0, hash, timestamp: timestamp ?? 0, receipts: new Map(proven) };
}

const BRANCH = 17;
const HASH_BYTES = 32;
const NIBBLES = 16;

/** What stands under a key of the trie with that root; undefined unless the nodes prove it, all of them. */
function valueAt(root: Hex, key: readonly number[], nodes: readonly Uint8Array[]): Uint8Array | undefined {
  let taken = 0;
  let expected: Rlp = bytesOfHex(root);
  let rest = key;
  for (;;) {
    const node = nodeAt(expected, nodes[taken]);
    if (node === undefined) return undefined;
    if (expected instanceof Uint8Array) taken += 1;
    if (node.length === BRANCH) {
      const [step, ...after] = rest;
      const next = node[step ?? NIBBLES];
      if (next === undefined) return undefined;
      if (step === undefined) return ended(next, taken, nodes);
      [expected, rest] = [next, after];
      continue;
    }
    const [path, next] = node;
    if (node.length !== 2 || !(path instanceof Uint8Array) || next === undefined) return undefined;
    const { isLeaf, nibbles } = pathIn(path);
    if (nibbles.some((nibble, place) => rest[place] !== nibble)) return undefined;
    rest = rest.slice(nibbles.length);
    if (isLeaf) return rest.length === 0 ? ended(next, taken, nodes) : undefined;
    expected = next;
  }
}

/** The node that a reference means: the next of the proof where it is a hash, else what stands there itself. */
function nodeAt(reference: Rlp, given: Uint8Array | undefined): readonly Rlp[] | undefined {
  if (!(reference instanceof Uint8Array)) return reference;
  if (given === undefined || reference.length !== HASH_BYTES) return undefined;
  if (!areEqual(keccakOf(given), reference)) return undefined;
  const node = decodeRlp(given);
  return node === undefined || node instanceof Uint8Array ? undefined : node;
}

/** A proof with more nodes than it takes is none. */
function ended(value: Rlp, taken: number, nodes: readonly Uint8Array[]): Uint8Array | undefined {
  return value instanceof Uint8Array && taken === nodes.length ? value : undefined;
}

/** Hex-prefix encoding, read back. */
function pathIn(bytes: Uint8Array): { readonly isLeaf: boolean; readonly nibbles: readonly number[] } {
  const [flag = 0, ...nibbles] = nibblesOf(bytes);
  return { isLeaf: flag >= 2, nibbles: flag % 2 === 1 ? nibbles : nibbles.slice(1) };
}

const LAST_TYPE = 0x7f;

/** The logs of a receipt as it lies in the trie (EIP-2718); undefined if it is none. */
function logsOf(value: Uint8Array): readonly ReceiptLog[] | undefined {
  const isTyped = (value[0] ?? 0) <= LAST_TYPE;
  const receipt = decodeRlp(isTyped ? value.subarray(1) : value);
  if (receipt === undefined || receipt instanceof Uint8Array) return undefined;
  const logs = receipt[3];
  if (receipt.length !== 4 || logs === undefined || logs instanceof Uint8Array) return undefined;
  const read = logs.map(logOf);
  return read.every((log) => log !== undefined) ? read : undefined;
}

function logOf(value: Rlp): ReceiptLog | undefined {
  if (value instanceof Uint8Array) return undefined;
  const [address, topics, data] = value;
  const isWhole = address instanceof Uint8Array && data instanceof Uint8Array && Array.isArray(topics);
  if (!isWhole || !topics.every((topic) => topic instanceof Uint8Array)) return undefined;
  return { address: hexOfBytes(address), topics: topics.map(hexOfBytes), data: hexOfBytes(data) };
}
