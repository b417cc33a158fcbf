/**
 * Nonces to sign in with. Giving one out stores nothing, so that strangers cannot fill the database: a nonce tells when
 * it was made and is authenticated. Only those that somebody signed in with are remembered, until they expire.
 */
import { randomBytes } from "node:crypto";
import { hmac, keyFor, sameSecret } from "../http/secrets.ts";

export interface Nonces {
  /** @param expires Last instant at which it is taken, unix seconds. */
  issue(expires: number): string;
  /** The last instant at which a nonce is taken; undefined if it was not given out here. */
  expiryOf(nonce: string): number | undefined;
}

const RANDOM_BYTES = 16;
const TIME_DIGITS = 10;
const FORM = /^([0-9a-f]{32}[0-9a-f]{10})([0-9a-f]{64})$/;

/** EIP-4361 lets a nonce have letters and digits only, so that it is written in hex. */
export function createNonces(secret: Uint8Array): Nonces {
  const key = keyFor(secret, "sign-in nonces");
  return {
    issue(expires) {
      const body = randomBytes(RANDOM_BYTES).toString("hex") + expires.toString(16).padStart(TIME_DIGITS, "0");
      return body + hmac(key, body).toString("hex");
    },
    expiryOf(nonce) {
      const [, body = "", tag = ""] = FORM.exec(nonce) ?? [];
      if (body === "" || !sameSecret(tag, hmac(key, body).toString("hex"))) return undefined;
      return Number.parseInt(body.slice(-TIME_DIGITS), 16);
    },
  };
}
