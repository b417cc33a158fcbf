/** Whole numbers that look like chance and follow from a seed (xorshift of 32 bits), the same on every machine. */

/** From 0 up to, and without, `bound`, which is a power of two up to 2^32. */
export type Roll = (bound: number) => number;

const BITS = 2 ** 32;

export function diceFrom(seed: number): Roll {
  // Nought would stay nought for ever, and small seeds begin alike until they are mixed.
  let state = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) | 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor((state >>> 0) / (BITS / bound));
  };
}
