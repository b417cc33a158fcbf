/** One text for one content, so that equal contents have equal hashes wherever they are written. */
import { keccakOfText } from "../hash.ts";
import type { Hex } from "../receivable.ts";

/**
 * JSON with the keys of every object in the order of their code units and without white space; whole numbers in
 * decimal digits, a bigint as its text, and what is undefined left out.
 * @throws TypeError for a number that is not whole, and for what JSON has no word for.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return JSON.stringify(value.toString());
  if (typeof value === "number" && Number.isSafeInteger(value)) return value.toString();
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`a ${typeof value} has no canonical JSON: give whole numbers`);
  const fields = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(",")}}`;
}

/** The hash of a content, keccak256 of its canonical JSON in UTF-8. */
export function contentHash(value: unknown): Hex {
  return keccakOfText(canonicalJson(value));
}
