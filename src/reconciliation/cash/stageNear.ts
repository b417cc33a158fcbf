/** Lines that quote damaged numbers: the items that come near narrow the choice, the amounts decide. */
import { confidenceOf, rarity } from "./chance.ts";
import type { Desk } from "./desk.ts";
import { FAR, MOST_SLIPS, NearReader } from "./near.ts";
import { settleAll } from "./shares.ts";
import { isDigit, withoutZeros } from "./text.ts";

/** How often an item is the likest by accident, by how many more slips the next one is away. */
const ACCIDENTS_BY_LEAD = [1, 0.05, 0.005, 0.0005];

/** So many last digits of a number count on from one document to the next. */
const RUNNING_DIGITS = 3;

/** Characters of a text that damaged numbers are looked for in. */
const MOST_COMPARED = 512;

function accidentsOf(lead: number): number {
  return ACCIDENTS_BY_LEAD[Math.min(lead, ACCIDENTS_BY_LEAD.length - 1)] ?? 1;
}

/** An open item and how many slips its likest number is away from the text of a line. */
export interface Likeness {
  readonly item: number;
  readonly slips: number;
}

/** Which open items the texts of free lines come near to; kept for a desk, since several stages ask. */
export class Likenesses {
  readonly #reader = new NearReader();
  readonly #known = new Map<number, readonly Likeness[]>();
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** The likest first; none when the payer has too many open items to compare. */
  of(line: number): readonly Likeness[] {
    const known = this.#known.get(line) ?? this.#read(line);
    this.#known.set(line, known);
    return known.filter(({ item }) => this.#desk.left(item) !== 0);
  }

  /**
   * Whether the text comes near to a number of one item, however many others there are. What differs from it by its
   * last digits alone is no damage: it is the number before or after it, of last month's rent.
   */
  comesNear(line: number, item: number): boolean {
    const { scanner, textOf } = this.#desk.office;
    scanner.read(textOf(line));
    return this.#slips(item) < FAR && !this.namesNeighbour(line, item);
  }

  /** Whether the text names a number that differs from one of the item by its last digits alone. */
  namesNeighbour(line: number, item: number): boolean {
    const { columns, scanner, textOf } = this.#desk.office;
    scanner.read(textOf(line));
    const { numbers } = columns;
    for (let entry = numbers.entriesFrom(item); entry < numbers.entriesFrom(item + 1); entry += 1) {
      const number = numbers.codesOf(numbers.numberOf(entry));
      for (let token = 0; token < scanner.tokens; token += 1) {
        const start = withoutZeros(scanner.codes, scanner.starts[token] ?? 0, scanner.starts[token + 1] ?? 0);
        if (isNeighbour(scanner.codes.subarray(start, scanner.starts[token + 1] ?? 0), number)) return true;
      }
    }
    return false;
  }

  /** Which of some items the text comes nearest to, if it is one alone, and how often that happens by accident. */
  likestOf(line: number, items: readonly number[]): { item: number; accidents: number } | undefined {
    const near = this.of(line);
    const [best, next] = near;
    if (best === undefined || !items.includes(best.item)) return undefined;
    const lead = (next?.slips ?? FAR) - best.slips;
    return lead > 0 ? { item: best.item, accidents: accidentsOf(lead) } : undefined;
  }

  #read(line: number): readonly Likeness[] {
    if (this.#desk.isCrowded()) return [];
    const items = this.#desk.candidates(line);
    if (items.length > this.#desk.office.policy.limits.nearItems) return [];
    this.#desk.office.scanner.read(this.#desk.office.textOf(line));
    return items
      .map((item) => ({ item, slips: this.#slips(item) }))
      .filter(({ slips }) => slips < FAR)
      .sort((left, right) => left.slips - right.slips);
  }

  #slips(item: number): number {
    const { columns, scanner } = this.#desk.office;
    const { numbers } = columns;
    const length = Math.min(scanner.length, MOST_COMPARED);
    let least = FAR;
    for (let entry = numbers.entriesFrom(item); entry < numbers.entriesFrom(item + 1); entry += 1) {
      const number = numbers.numberOf(entry);
      if (!numbers.isDistinctive(number)) continue;
      least = Math.min(least, this.#reader.slips(scanner.codes, length, numbers.codesOf(number)));
    }
    return least;
  }
}

/** Whether two numbers are alike but for one of the digits that count on from document to document. */
function isNeighbour(one: Uint16Array, other: Uint16Array): boolean {
  if (one.length !== other.length || one.length < RUNNING_DIGITS) return false;
  let differing = 0;
  for (let place = 0; place < one.length; place += 1) {
    const [left = 0, right = 0] = [one[place], other[place]];
    if (left === right) continue;
    if (place < one.length - RUNNING_DIGITS || !isDigit(left) || !isDigit(right)) return false;
    differing += 1;
  }
  return differing > 0;
}

/** One line for all items that its text comes near to. */
export function postNear(desk: Desk, likenesses: Likenesses): void {
  for (const line of desk.free()) {
    const near = likenesses.of(line);
    for (let slips = 0; slips <= MOST_SLIPS && desk.isFree(line); slips += 1) {
      const items = near.filter((likeness) => likeness.slips <= slips).map(({ item }) => item);
      const lead = (near[items.length]?.slips ?? FAR) - slips;
      if (items.length > 0) putNear(desk, line, items, isAnother(likenesses, line, items) ? 1 : accidentsOf(lead));
    }
  }
}

/** A number next to that of the only item may be damaged, and may be that of another document of the same amount. */
function isAnother(likenesses: Likenesses, line: number, items: readonly number[]): boolean {
  const [only, other] = items;
  return only !== undefined && other === undefined && likenesses.namesNeighbour(line, only);
}

function putNear(desk: Desk, line: number, items: readonly number[], accidents: number): void {
  const total = desk.total(items);
  const missing = total - desk.amount(line);
  if (Math.abs(missing) > desk.tolerance(total) || desk.isContradicted(line, items)) return;
  const width = missing === 0 ? 0 : desk.tolerance(total);
  const isSure = accidents < 1;
  const confidence = isSure ? confidenceOf(accidents * rarity(total, width) * (MOST_SLIPS + 1)) : 0;
  const settled = items.map((item) => ({ item, open: desk.left(item), discount: 0 }));
  const shares = settleAll(settled, desk.amount(line));
  desk.put(line, desk.finding("NEAR_REFERENCE", confidence, items.length), shares);
}
