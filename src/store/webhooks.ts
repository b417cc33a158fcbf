/** What webhooks are signed with: kept sealed, since it is needed again for every delivery. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const SECRET_BYTES = 32;
const PREFIX = "whsec_";

export interface WebhookSecrets {
  /** A new one as its owner is shown it, once: `whsec_` and base64, as Standard Webhooks has them. */
  create(): string;
  /** @param id Of the webhook; sealed for one, it opens for no other. */
  seal(id: string, secret: string): string;
  /** @throws Error where it was sealed for another webhook or under another key. */
  open(id: string, sealed: string): string;
}

/** @param secret Of the gateways of one database. */
export function createWebhookSecrets(secret: Uint8Array): WebhookSecrets {
  const key = new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(), "countersign webhook secrets", KEY_BYTES));
  return {
    create: () => `${PREFIX}${randomBytes(SECRET_BYTES).toString("base64")}`,
    seal(id, plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(id, "utf8"));
      const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64");
    },
    open(id, sealed) {
      const bytes = Buffer.from(sealed, "base64");
      const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(id, "utf8")).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return plain.toString("utf8");
    },
  };
}

/** The bytes that a secret stands for. */
export function secretBytes(secret: string): Uint8Array {
  return Buffer.from(secret.slice(PREFIX.length), "base64");
}
