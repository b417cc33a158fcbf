/** Accounts at rest: sealed with a key that follows from the gateway's secret, each to its own id and payee. */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Address } from "../../domain/receivable.ts";
import type { AccountNumber } from "../../wire/account.ts";
import { keyFor } from "../http/secrets.ts";

/** What is sealed. */
export interface AccountContent {
  readonly account: AccountNumber;
  readonly holder: string;
  readonly bank: string | null;
  readonly currency: string;
}

export interface AccountSealer {
  seal(id: string, payee: Address, content: AccountContent): string;
  /** @throws Error where the text is of another account, was changed, or was sealed with another secret. */
  open(id: string, payee: Address, sealed: string): AccountContent;
}

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function createAccountSealer(secret: Uint8Array): AccountSealer {
  const key = keyFor(secret, "bank accounts");
  const boundTo = (id: string, payee: Address): Buffer => Buffer.from(`${payee} ${id}`, "utf8");
  return {
    seal(id, payee, content) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo(id, payee));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(content), "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    open(id, payee, text) {
      const sealed = Buffer.from(text, "base64url");
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(boundTo(id, payee)).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const plain = Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return JSON.parse(plain.toString("utf8")) as AccountContent;
    },
  };
}
