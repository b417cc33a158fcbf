/**
 * keccak256 and 32-byte words, as contracts have them. WebAssembly, since an index hashes some of every event; a page
 * that uses it has to say `wasm-unsafe-eval` in its policy. The auditor has another implementation, so that the two
 * check each other.
 */
import { hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { createKeccak } from "hash-wasm";
import type { Hex } from "./receivable.ts";
import { putHex, WORD_BYTES } from "./wordBytes.ts";

const hasher = await createKeccak(256);

const WORD_DIGITS = 2 * WORD_BYTES;
const WORD_BITS = 8 * WORD_BYTES;
const TOO_LARGE = 1n << BigInt(WORD_BITS);
const SMALLEST = -(1n << BigInt(WORD_BITS - 1));

/** The hash of bytes. */
export function keccakOf(bytes: Uint8Array): Uint8Array {
  return hasher.init().update(bytes).digest("binary");
}

/** The hash of bytes, as hex. */
export function keccakHexOf(bytes: Uint8Array): Hex {
  return `0x${hasher.init().update(bytes).digest()}`;
}

/** The hash of bytes given as hex. @throws Error for what is no 0x and pairs of hex digits. */
export function keccak256(data: Hex): Hex {
  if (!data.startsWith("0x")) throw new RangeError(`${data} does not begin with 0x`);
  return keccakHexOf(hexToBytes(data.slice(2)));
}

/** The hash of a text in UTF-8. */
export function keccakOfText(text: string): Hex {
  return keccakHexOf(utf8ToBytes(text));
}

/** The hash of words in a row, `keccak256(abi.encode(...))` of values that fill a word each. */
export function keccakOfWords(...words: readonly Hex[]): Hex {
  const bytes = new Uint8Array(WORD_BYTES * words.length);
  for (const [index, word] of words.entries()) {
    if (!putHex(bytes, WORD_BYTES * index, word)) throw new RangeError(`${word} is no word of 32 bytes`);
  }
  return keccakHexOf(bytes);
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
