/** What the chain keeps of a notice: the hash of the very text that the debtor gets, under a salt. */
import { keccakOfText, keccakOfWords } from "../../domain/hash.ts";
import type { Hex } from "../../domain/receivable.ts";

/**
 * keccak256 of the salt and the keccak256 of the text in UTF-8, lines ended by a line feed. Whoever has the text and
 * its salt compares it with the record on chain.
 * @throws RangeError for a salt that is no 32 bytes.
 */
export function contentHashOf(text: string, salt: Hex): Hex {
  return keccakOfWords(salt, keccakOfText(text));
}
