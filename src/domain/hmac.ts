/**
 * HMAC-SHA256 (RFC 2104) of many messages under one key. WebAssembly, as `hash.ts`, since a statement salts each of its
 * lines.
 */
import { createSHA256 } from "hash-wasm";

const hasher = await createSHA256();

const BLOCK_BYTES = 64;
const INNER = 0x36;
const OUTER = 0x5c;

/**
 * The function that authenticates messages under a key. @throws RangeError for a key longer than a block of 64 bytes.
 */
export function hmacUnder(key: Uint8Array): (message: Uint8Array) => Uint8Array {
  if (key.length > BLOCK_BYTES) throw new RangeError(`a key has at most ${BLOCK_BYTES} bytes, not ${key.length}`);
  const inner = new Uint8Array(BLOCK_BYTES).fill(INNER);
  const outer = new Uint8Array(BLOCK_BYTES).fill(OUTER);
  for (const [index, byte] of key.entries()) {
    inner[index] = byte ^ INNER;
    outer[index] = byte ^ OUTER;
  }
  return (message) => {
    const within = hasher.init().update(inner).update(message).digest("binary");
    return hasher.init().update(outer).update(within).digest("binary");
  };
}
