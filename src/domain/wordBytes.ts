/** Words of 32 bytes, written where they are hashed: whoever follows a ledger hashes some of each of its events. */

export const WORD_BYTES = 32;

/** Values of hex digits by their character codes; -1 for any other. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? -1 : value;
});
/** So much of a bigint fits a number. */
const CHUNK_BYTES = 6;
const CHUNK_BITS = BigInt(8 * CHUNK_BYTES);
const WORD_BITS = 8 * WORD_BYTES;

/**
 * Writes 0x and hex digits of either case as a number, big-endian into the word at an offset that holds nothing yet.
 * @returns false where it is not hex of exactly so many bytes; part of it may be written then.
 */
export function putHex(words: Uint8Array, offset: number, hex: string, bytes: number = WORD_BYTES): boolean {
  if (hex.length !== 2 + 2 * bytes || !hex.startsWith("0x")) return false;
  const start = offset + WORD_BYTES - bytes;
  for (let index = 0; index < bytes; index += 1) {
    const high = DIGITS[hex.charCodeAt(2 + 2 * index)] ?? -1;
    const low = DIGITS[hex.charCodeAt(3 + 2 * index)] ?? -1;
    if (high < 0 || low < 0) return false;
    words[start + index] = (high << 4) | low;
  }
  return true;
}

/** The bytes of pairs of hex digits of either case, up to the first pair that is none. */
export function hexToBytes(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let index = 0; index < bytes.length; index += 1) {
    const high = DIGITS[digits.charCodeAt(2 * index)] ?? -1;
    const low = DIGITS[digits.charCodeAt(2 * index + 1)] ?? -1;
    if (high < 0 || low < 0) return bytes.subarray(0, index);
    bytes[index] = (high << 4) | low;
  }
  return bytes;
}

/** Writes an integer, two's complement below zero, into the empty word at an offset; who calls knows that it fits. */
export function putInteger(words: Uint8Array, offset: number, value: bigint | number): void {
  let end = offset + WORD_BYTES;
  if (typeof value === "number" && value >= 0) {
    putNumber(words, end, value);
    return;
  }
  let rest = BigInt.asUintN(WORD_BITS, BigInt(value));
  while (rest > 0n) {
    putNumber(words, end, Number(BigInt.asUintN(Number(CHUNK_BITS), rest)));
    rest >>= CHUNK_BITS;
    end -= CHUNK_BYTES;
  }
}

function putNumber(words: Uint8Array, end: number, value: number): void {
  let rest = value;
  for (let index = end - 1; rest > 0; index -= 1) {
    words[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}
