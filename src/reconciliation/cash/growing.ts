/** Lists of numbers that grow, without an object for each number. */

const FIRST_ROOM = 1_024;

abstract class Growing<Values extends Int32Array | Float64Array> {
  #values: Values;
  length = 0;

  constructor(values: Values) {
    this.#values = values;
  }

  protected abstract room(length: number): Values;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = this.room(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  at(place: number): number {
    return this.#values[place] ?? 0;
  }
}

/** Places, counts and codes: whole numbers of 32 bits. */
export class GrowingList extends Growing<Int32Array> {
  constructor() {
    super(new Int32Array(FIRST_ROOM));
  }

  protected room(length: number): Int32Array {
    return new Int32Array(length);
  }
}

/** Minor units, whole numbers below 2^53. */
export class AmountList extends Growing<Float64Array> {
  constructor() {
    super(new Float64Array(FIRST_ROOM));
  }

  protected room(length: number): Float64Array {
    return new Float64Array(length);
  }
}
