/** RLP over bytes, as headers and tries use it. */
import { decode, encode } from "@ethereumjs/rlp";
import type { Input } from "@ethereumjs/rlp";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Hex } from "../domain/receivable.ts";
import { hexToBytes } from "../domain/wordBytes.ts";

/** A string of bytes, or a list of such. */
export type Rlp = Uint8Array | readonly Rlp[];

const NOTHING = new Uint8Array(0);

export function encodeRlp(value: Rlp): Uint8Array {
  // The encoder reads its input only, but does not say so.
  return encode(value as Input);
}

/** What some bytes are the RLP of; undefined where they are none, or not the shortest. */
export function decodeRlp(bytes: Uint8Array): Rlp | undefined {
  try {
    const value = decode(bytes);
    // Only one sequence of bytes stands for a value, so that nobody makes a second one of it.
    return areEqual(encodeRlp(value), bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** The bytes up to the first pair that is none of hex digits. */
export function bytesOfHex(hex: Hex): Uint8Array {
  return hexToBytes(hex.slice(2));
}

export function hexOfBytes(bytes: Uint8Array): Hex {
  return `0x${bytesToHex(bytes)}`;
}

/** An unsigned integer as RLP has it: big-endian, without leading zeros, zero as no bytes. */
export function bytesOfQuantity(quantity: Hex | number): Uint8Array {
  const digits = (typeof quantity === "number" ? quantity.toString(16) : quantity.slice(2)).replace(/^0+/, "");
  return digits === "" ? NOTHING : hexToBytes(digits.padStart(digits.length + (digits.length % 2), "0"));
}
