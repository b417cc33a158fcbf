/** Numbers in order, so that a search looks at those that could fit and at no others. */

/** The first place whose value is not below the one given, in values that rise. */
export function firstNotBelow(values: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What so many items fit, fits none of them in particular. */
const MOST_FOUND = 16;
/** Of so many equal ones that are out of the question no more are looked at. */
const MOST_SEEN = 512;

/** Items by an amount of each. */
export class AmountIndex {
  readonly #items: Int32Array;
  readonly #amounts: Float64Array;

  /** Items of equal amounts keep their order. */
  constructor(items: Int32Array, amountOf: (item: number) => number) {
    const keyed = Array.from(items, (item) => ({ item, amount: amountOf(item) }));
    keyed.sort((left, right) => left.amount - right.amount);
    this.#items = Int32Array.from(keyed, ({ item }) => item);
    this.#amounts = Float64Array.from(keyed, ({ amount }) => amount);
  }

  /** Items whose amount is at most `width` away, in rising order, at most {@link MOST_FOUND} that the filter admits. */
  find(amount: number, width: number, admits: (item: number) => boolean): number[] {
    const found: number[] = [];
    let place = firstNotBelow(this.#amounts, amount - width);
    let seen = 0;
    while (place < this.#items.length && (this.#amounts[place] ?? 0) <= amount + width && seen < MOST_SEEN) {
      const item = this.#items[place] ?? 0;
      if (admits(item)) found.push(item);
      if (found.length === MOST_FOUND) return found;
      place += 1;
      seen += 1;
    }
    return found;
  }
}
