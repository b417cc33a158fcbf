/**
 * Numbers that were damaged on their way: a digit dropped, doubled, mistaken or swapped with its neighbour by whoever
 * typed it, a blank where a bank's line was wrapped, an end cut off where its field was full.
 *
 * A damaged number is compared with the numbers of this payer's open items only, and says nothing by itself: it narrows
 * the items among which the amounts then decide.
 */
import { isDigit } from "./text.ts";

/** So many slips in one number, at most. */
export const MOST_SLIPS = 3;
export const FAR: number = MOST_SLIPS + 1;
/** Of so many characters one may be a slip. */
const CHARACTERS_A_SLIP = 3;
const LEAST_LENGTH = 6;
const WORD = 32;
const LETTERS = 64;
const DIGITS = 10;

/** Where a character stands in the table of patterns; characters beyond ASCII share places, which only adds slips. */
function placeOf(code: number): number {
  if (isDigit(code)) return code - 48;
  return DIGITS + (code % (LETTERS - DIGITS));
}

/** Finds how far a number is from the likest piece of a text, in slips; bit-parallel, linear in the text. */
export class NearReader {
  /** Of each character the bits of the places where the pattern has it. */
  readonly #masks = new Int32Array(LETTERS);

  /**
   * The least number of slips (a character dropped, added, mistaken, or two neighbours swapped) between a number and
   * any piece of a text, {@link FAR} for more than its length bears. H. Hyyrö, "A bit-vector algorithm for computing
   * Levenshtein and Damerau edit distances" (2003), in its form for searching. Of a long number the last 32 characters
   * count.
   */
  slips(text: Uint16Array, length: number, number: Uint16Array): number {
    const size = Math.min(number.length, WORD);
    const allowed = Math.min(MOST_SLIPS, Math.floor(size / CHARACTERS_A_SLIP));
    if (size < LEAST_LENGTH) return FAR;
    const first = number.length - size;
    for (let place = 0; place < size; place += 1) {
      const at = placeOf(number[first + place] ?? 0);
      this.#masks[at] = (this.#masks[at] ?? 0) | (1 << place);
    }
    const least = this.#search(text, length, size);
    for (let place = 0; place < size; place += 1) this.#masks[placeOf(number[first + place] ?? 0)] = 0;
    return least <= allowed ? least : FAR;
  }

  #search(text: Uint16Array, length: number, size: number): number {
    const last = 1 << (size - 1);
    let rises = -1;
    let falls = 0;
    let diagonal = 0;
    let before = 0;
    let score = size;
    let least = size;
    for (let place = 0; place < length; place += 1) {
      const mask = this.#masks[placeOf(text[place] ?? 0)] ?? 0;
      const swapped = ((~diagonal & mask) << 1) & before;
      diagonal = swapped | (((mask & rises) + rises) ^ rises) | mask | falls;
      const up = falls | ~(diagonal | rises);
      const down = diagonal & rises;
      if ((up & last) !== 0) score += 1;
      if ((down & last) !== 0) score -= 1;
      if (score < least) least = score;
      const shifted = up << 1;
      rises = (down << 1) | ~(diagonal | shifted);
      falls = shifted & diagonal;
      before = mask;
    }
    return least;
  }
}
