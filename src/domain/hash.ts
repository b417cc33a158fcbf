/** keccak256 and 32-byte words, as contracts have them. */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Hex } from "./receivable.ts";

const WORD_BYTES = 32;
const WORD_DIGITS = 2 * WORD_BYTES;
const WORD_BITS = 8 * WORD_BYTES;
const TOO_LARGE = 1n << BigInt(WORD_BITS);
const SMALLEST = -(1n << BigInt(WORD_BITS - 1));

/** The hash of bytes given as hex. */
export function keccak256(data: Hex): Hex {
  return `0x${bytesToHex(keccak_256(hexToBytes(data.slice(2))))}`;
}

/** The hash of a text in UTF-8. */
export function keccakOfText(text: string): Hex {
  return `0x${bytesToHex(keccak_256(utf8ToBytes(text)))}`;
}

/** The hash of words in a row, `keccak256(abi.encode(...))` of values that fill a word each. */
export function keccakOfWords(...words: readonly Hex[]): Hex {
  return `0x${bytesToHex(keccak_256(hexToBytes(words.map((word) => word.slice(2)).join(""))))}`;
}

/** An integer as a word, two's complement below zero. @throws RangeError beyond 256 bits. */
export function wordOf(value: bigint | number): Hex {
  const integer = BigInt(value);
  if (integer >= TOO_LARGE || integer < SMALLEST) {
    throw new RangeError(`${integer.toString()} does not fit 256 bits`);
  }
  return `0x${BigInt.asUintN(WORD_BITS, integer).toString(16).padStart(WORD_DIGITS, "0")}`;
}

/** An address, or any other short bytes that are read as a number, as a word. */
export function wordOfHex(value: Hex): Hex {
  return wordOf(BigInt(value));
}
