/** The receipts root and the logs bloom of a block, recomputed from its receipts. */
import { concatBytes } from "@noble/hashes/utils.js";
import { keccakOf } from "../domain/hash.ts";
import type { Hex } from "../domain/receivable.ts";
import { bytesOfHex, bytesOfQuantity, encodeRlp } from "./rlp.ts";
import type { Rlp } from "./rlp.ts";
import { orderedRoot } from "./trie.ts";

/** What a log adds to its receipt; the place where it stands is not part of any hash. */
export interface ReceiptLog {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

/** What a receipt's place in the trie commits to. */
export interface Receipt {
  /** EIP-2718; 0 is untyped. */
  readonly type: number;
  /** Whether it succeeded, or the state root of blocks before Byzantium. */
  readonly outcome: boolean | Hex;
  readonly cumulativeGasUsed: Hex;
  readonly logs: readonly ReceiptLog[];
}

const BLOOM_BYTES = 256;
const BLOOM_MASK = 8 * BLOOM_BYTES - 1;
const BLOOM_PAIRS = [0, 2, 4];
const BYTE_BITS = 8;

/** The root of the trie of a block's receipts, in the order of its transactions. */
export function receiptsRoot(receipts: readonly Receipt[]): Hex {
  return orderedRoot(receipts.map(encodeReceipt));
}

/** The receipt as it lies in the trie. Its bloom is recomputed, so that nothing rests on the one a node gives. */
export function encodeReceipt({ type, outcome, cumulativeGasUsed, logs }: Receipt): Uint8Array {
  const body: Rlp = [
    typeof outcome === "boolean" ? bytesOfQuantity(outcome ? 1 : 0) : bytesOfHex(outcome),
    bytesOfQuantity(cumulativeGasUsed),
    bloomOf(logs),
    logs.map(({ address, topics, data }) => [bytesOfHex(address), topics.map(bytesOfHex), bytesOfHex(data)]),
  ];
  const encoded = encodeRlp(body);
  return type === 0 ? encoded : concatBytes(Uint8Array.of(type), encoded);
}

/** The bloom filter over the addresses and topics of some logs (Yellow Paper, 4.3.1). */
export function bloomOf(logs: readonly ReceiptLog[]): Uint8Array {
  const bloom = new Uint8Array(BLOOM_BYTES);
  for (const { address, topics } of logs) {
    for (const entry of [address, ...topics]) {
      for (const { byte, bit } of bitsOf(entry)) bloom[byte] = (bloom[byte] ?? 0) | bit;
    }
  }
  return bloom;
}

/** Whether a bloom filter may hold an address or a topic; false is certain. */
export function bloomMayHold(bloom: Uint8Array, entry: Hex): boolean {
  return bitsOf(entry).every(({ byte, bit }) => ((bloom[byte] ?? 0) & bit) !== 0);
}

/** The three bits of an entry: the low eleven bits of the first three pairs of bytes of its hash. */
function bitsOf(entry: Hex): { byte: number; bit: number }[] {
  const hash = keccakOf(bytesOfHex(entry));
  return BLOOM_PAIRS.map((pair) => {
    const index = (((hash[pair] ?? 0) << BYTE_BITS) | (hash[pair + 1] ?? 0)) & BLOOM_MASK;
    return { byte: BLOOM_BYTES - 1 - Math.floor(index / BYTE_BITS), bit: 1 << (index % BYTE_BITS) };
  });
}
