/**
 * Numbers that a bank's field has run together: "984995050105388955881287522616" is three numbers of ten digits.
 *
 * Only a run that numbers of known items cover from end to end is read so; a number within a longer one is no find.
 */
import type { NumberTable } from "./numbers.ts";
import { withoutZeros } from "./text.ts";

const NOTHING: readonly number[] = [];
const LEAST = 6;
const MOST = 20;
const LEAST_CHAIN = 2 * LEAST;
const MOST_CHAIN = 512;
const OPEN = 0;
const FAILED = 1;

/** Reads chains of numbers against one table. */
export class ChainReader {
  readonly #numbers: NumberTable;
  readonly #state = new Uint8Array(MOST_CHAIN + 1);

  constructor(numbers: NumberTable) {
    this.#numbers = numbers;
  }

  /**
   * The numbers that together are the run, in order, or none.
   * @param group Whose numbers count; -1 for anybody's.
   */
  read(codes: Uint16Array, from: number, until: number, group: number): readonly number[] {
    if (until - from < LEAST_CHAIN || until - from > MOST_CHAIN) return NOTHING;
    this.#state.fill(OPEN, 0, until - from + 1);
    const parts: number[] = [];
    return this.#cover(codes, from, from, until, group, parts) && parts.length > 1 ? parts : NOTHING;
  }

  /** Depth is bounded by the length of a chain over the least length of a number; no place is tried twice. */
  #cover(codes: Uint16Array, origin: number, from: number, until: number, group: number, parts: number[]): boolean {
    if (from === until) return true;
    if (this.#state[from - origin] === FAILED) return false;
    const first = withoutZeros(codes, from, until);
    for (let end = Math.min(until, from + MOST); end >= from + LEAST; end -= 1) {
      const number = this.#numbers.find(codes, first, end);
      if (number < 0 || !this.#numbers.isDistinctive(number) || !this.#numbers.isOf(number, group)) continue;
      parts.push(number);
      if (this.#cover(codes, origin, end, until, group, parts)) return true;
      parts.pop();
    }
    this.#state[from - origin] = FAILED;
    return false;
  }
}
