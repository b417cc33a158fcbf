/** Where a page ended, sealed: nobody can read, write or change it, or take it to another list. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { keyFor } from "../http/secrets.ts";

export interface Cursors {
  /** @param list What the list is: who asks, its filters and its order. @param place Where its page ended. */
  seal(list: string, place: unknown): string;
  /** The place; undefined if the cursor is none of that list. */
  open(list: string, cursor: string): unknown;
}

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createCursors(secret: Uint8Array): Cursors {
  const key = keyFor(secret, "cursors");
  return {
    seal(list, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(list, "utf8"));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(place), "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    open(list, cursor) {
      const sealed = Buffer.from(cursor, "base64url");
      // Several texts decode to the same bytes; one of them was given out.
      if (sealed.length <= IV_BYTES + TAG_BYTES || sealed.toString("base64url") !== cursor) return undefined;
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(list, "utf8")).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        const text = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
        return JSON.parse(text.toString("utf8")) as unknown;
      } catch {
        return undefined;
      }
    },
  };
}
