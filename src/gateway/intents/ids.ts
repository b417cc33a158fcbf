/** Ids that follow from what they are of. */
import { hmac, keyFor } from "../http/secrets.ts";

/**
 * The same UUID for the same text, of version 8 of RFC 9562: one of our own making. It hangs on the gateway's secret:
 * what intents are about can be guessed, and whoever could reckon the id of somebody else's could take it first, or try
 * it and learn that there is one.
 */
export function uuidOf(secret: Uint8Array, text: string): string {
  const hex = hmac(keyFor(secret, "intent ids"), text).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
