/** Ids that follow from what they are of. */
import { createHash } from "node:crypto";

/** The same UUID for the same text, of version 8 of RFC 9562: one of our own making. */
export function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
