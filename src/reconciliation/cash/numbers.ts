/** All numbers that open items answer to, in one table from a whole token to the items that carry it. */
import { hashOf, isDigit, withoutZeros } from "./text.ts";
import type { Scanner } from "./text.ts";

/** A number that so few characters have is quoted by chance, in a date or a house number. */
const DISTINCTIVE = 6;
const DISTINCTIVE_DIGITS = 4;
const NONE = -1;
/** What is longer is no number of a document, and nothing is found by it. */
const LONGEST = 64;
/** A number that so many items share says nothing about one of them. */
const MOST_SHARING = 64;

/** Numbers of items by their normal form. An item may have several, and a number several items. */
export class NumberTable {
  /** Of each item the first of its entries; the one behind the last ends it. */
  readonly #firstEntry: Int32Array;
  readonly #entryNumber: Int32Array;
  readonly #entryItem: Int32Array;
  /** The next entry of the same number. */
  readonly #entryNext: Int32Array;
  readonly #slots: Int32Array;
  readonly #mask: number;
  #codes = new Uint16Array(1_024);
  readonly #start: Int32Array;
  readonly #hash: Int32Array;
  readonly #head: Int32Array;
  readonly #distinctive: Uint8Array;
  readonly #lettered: Uint8Array;
  /** How many items carry it. */
  readonly #sharing: Int32Array;
  #numbers = 0;
  #entries = 0;

  readonly #groups: Int32Array;

  /** @param groups Of each item its group, filled as items are added. @param entries How many numbers there are. */
  constructor(groups: Int32Array, entries: number) {
    this.#groups = groups;
    this.#firstEntry = new Int32Array(groups.length + 1);
    this.#entryNumber = new Int32Array(entries);
    this.#entryItem = new Int32Array(entries);
    this.#entryNext = new Int32Array(entries);
    let size = 16;
    while (size < entries * 2) size *= 2;
    this.#slots = new Int32Array(size).fill(NONE);
    this.#mask = size - 1;
    this.#start = new Int32Array(entries + 1);
    this.#hash = new Int32Array(entries);
    this.#head = new Int32Array(entries).fill(NONE);
    this.#distinctive = new Uint8Array(entries);
    this.#lettered = new Uint8Array(entries);
    this.#sharing = new Int32Array(entries);
  }

  /** Takes the numbers of an item; items come in the order of their indexes. */
  add(item: number, numbers: readonly string[], scanner: Scanner): void {
    this.#firstEntry[item] = this.#entries;
    for (const text of numbers) {
      scanner.read(text);
      const end = scanner.length;
      const start = withoutZeros(scanner.codes, 0, end);
      if (start < end && end - start <= LONGEST) this.#enter(item, scanner.codes, start, end);
    }
    this.#firstEntry[item + 1] = this.#entries;
  }

  #enter(item: number, codes: Uint16Array, start: number, end: number): void {
    const hash = hashOf(codes, start, end);
    const slot = this.#slotOf(codes, start, end, hash);
    let number = this.#slots[slot] ?? NONE;
    if (number === NONE) {
      number = this.#store(codes, start, end, hash);
      this.#slots[slot] = number;
    }
    const entry = this.#entries;
    this.#entries += 1;
    this.#entryNumber[entry] = number;
    this.#entryItem[entry] = item;
    this.#entryNext[entry] = this.#head[number] ?? NONE;
    this.#head[number] = entry;
    this.#sharing[number] = (this.#sharing[number] ?? 0) + 1;
  }

  #store(codes: Uint16Array, start: number, end: number, hash: number): number {
    const number = this.#numbers;
    this.#numbers += 1;
    const from = this.#start[number] ?? 0;
    const until = from + end - start;
    if (until > this.#codes.length) {
      const grown = new Uint16Array(Math.max(until, this.#codes.length * 2));
      grown.set(this.#codes);
      this.#codes = grown;
    }
    let digits = 0;
    for (let place = start; place < end; place += 1) {
      const code = codes[place] ?? 0;
      this.#codes[from + place - start] = code;
      if (isDigit(code)) digits += 1;
    }
    this.#start[number + 1] = until;
    this.#hash[number] = hash;
    this.#distinctive[number] = end - start >= DISTINCTIVE && digits >= DISTINCTIVE_DIGITS ? 1 : 0;
    this.#lettered[number] = digits < end - start ? 1 : 0;
    return number;
  }

  #slotOf(codes: Uint16Array, start: number, end: number, hash: number): number {
    let slot = hash & this.#mask;
    for (;;) {
      const number = this.#slots[slot] ?? NONE;
      if (number === NONE || (this.#hash[number] === hash && this.#equals(number, codes, start, end))) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #equals(number: number, codes: Uint16Array, start: number, end: number): boolean {
    const from = this.#start[number] ?? 0;
    if ((this.#start[number + 1] ?? 0) - from !== end - start) return false;
    for (let place = start; place < end; place += 1) {
      if (this.#codes[from + place - start] !== codes[place]) return false;
    }
    return true;
  }

  /** The number that a token without leading zeros is; -1 for none, or one that too many items share. */
  find(codes: Uint16Array, start: number, end: number): number {
    if (end - start > LONGEST || start >= end) return NONE;
    const number = this.#slots[this.#slotOf(codes, start, end, hashOf(codes, start, end))] ?? NONE;
    return number !== NONE && (this.#sharing[number] ?? 0) > MOST_SHARING ? NONE : number;
  }

  /** Whether a number is long enough to be quoted on purpose. */
  isDistinctive(number: number): boolean {
    return this.#distinctive[number] === 1;
  }

  /** Whether it has letters beside its digits: no telephone, no amount and no day is written so. */
  isLettered(number: number): boolean {
    return this.#lettered[number] === 1;
  }

  /** The first entry of a number; {@link nextEntry} goes on, -1 ends. */
  firstEntry(number: number): number {
    return this.#head[number] ?? NONE;
  }

  nextEntry(entry: number): number {
    return this.#entryNext[entry] ?? NONE;
  }

  itemOf(entry: number): number {
    return this.#entryItem[entry] ?? NONE;
  }

  /** Whether an item of the group carries the number; any does for group -1. */
  isOf(number: number, group: number): boolean {
    if (group === NONE) return true;
    let entry = this.#head[number] ?? NONE;
    while (entry !== NONE) {
      if (this.#groups[this.#entryItem[entry] ?? 0] === group) return true;
      entry = this.#entryNext[entry] ?? NONE;
    }
    return false;
  }

  /** The entries of an item are those from its first up to the next item's first. */
  entriesFrom(item: number): number {
    return this.#firstEntry[item] ?? 0;
  }

  numberOf(entry: number): number {
    return this.#entryNumber[entry] ?? NONE;
  }

  /** The characters of a number, which the caller leaves as they are. */
  codesOf(number: number): Uint16Array {
    return this.#codes.subarray(this.#start[number] ?? 0, this.#start[number + 1] ?? 0);
  }
}
