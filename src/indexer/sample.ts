/** Which blocks are verified. The choice hangs on a seed, so that it can be repeated and no provider can foresee it. */
import { keccakOfText } from "../domain/hash.ts";

const DIGITS = 8;
const RANGE = 16 ** DIGITS;

/** Whether the block of a number is in the part that is verified. @param part From 0 to 1. */
export function isSampled(seed: string, part: number, number: number): boolean {
  if (part <= 0 || part >= 1) return part >= 1;
  return Number(keccakOfText(`${seed} ${number}`).slice(0, 2 + DIGITS)) < part * RANGE;
}

/** The numbers of a range that are verified, in their order. */
export function sampledOf(seed: string, part: number, from: number, to: number): readonly number[] {
  const numbers: number[] = [];
  if (part <= 0) return numbers;
  for (let number = from; number <= to; number += 1) if (isSampled(seed, part, number)) numbers.push(number);
  return numbers;
}
