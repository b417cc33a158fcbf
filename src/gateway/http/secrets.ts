/** What is sealed or compared with secrets. */
import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** A key for one purpose, 32 bytes. */
export function keyFor(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(), `countersign ${purpose}`, 32));
}

export function sha256(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}

export function hmac(key: Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

/** Whether two texts are the same, in a time that tells nothing of where they differ. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}
