/**
 * 32-byte words and their keccak256: what the ledger's storage, ids and commitments are made of. The keccak is another
 * one than the index has, on purpose.
 */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";

/** Lower-case hex with its 0x. */
export type Hex = `0x${string}`;

const BYTES = 32;

/** A number of so many bytes as hex, most significant byte first. @throws RangeError if it does not fit. */
export function hexOf(value: bigint, bytes: number = BYTES): Hex {
  if (value < 0n || value >= 1n << BigInt(8 * bytes)) {
    throw new RangeError(`${String(value)} does not fit ${bytes} bytes; give a number from 0 that does`);
  }
  return `0x${value.toString(16).padStart(2 * bytes, "0")}`;
}

/** keccak256 of bytes, as a number. */
export function keccak(bytes: Uint8Array): bigint {
  return BigInt(`0x${bytesToHex(keccak_256(bytes))}`);
}

/** keccak256 of a text. */
export function keccakOfText(text: string): bigint {
  return keccak(utf8ToBytes(text));
}

/** The bytes of hex strings, one after the other. */
export function bytesOf(...parts: readonly Hex[]): Uint8Array {
  return hexToBytes(parts.map((part) => part.slice(2)).join(""));
}

/** keccak256 of whole words: of `abi.encode` of values that take a word each. A negative number is two's complement. */
export function keccakOfWords(...words: readonly bigint[]): bigint {
  return keccak(bytesOf(...words.map((word) => hexOf(BigInt.asUintN(8 * BYTES, word)))));
}
