/** Which open items the text of a line quotes: whole tokens, tokens that a blank has cut, and chains without blanks. */
import { ChainReader } from "./chain.ts";
import { isBehindDocument, isBesideOther } from "./documentWords.ts";
import { isOwnFigure, isYear } from "./figures.ts";
import type { NumberTable } from "./numbers.ts";
import { parseStructuredReference } from "./references.ts";
import { NONE } from "./rows.ts";
import type { ItemColumns } from "./rows.ts";
import { isDigit, plainDigits, withoutZeros } from "./text.ts";
import type { Scanner } from "./text.ts";

/** A short number, which proves something only together with payer and amount. */
export const WEAK = 1;
/** A number that hardly anybody writes by chance. */
export const QUOTED = 2;
/**
 * A number that is hardly anything else: letters beside its digits, digits right behind a word for a document, or so
 * many digits that no other number equals one of the payer's items by chance, unless a word says that it is another.
 */
export const NAMED = 3;
/** A number in a field of its own. */
export const STRUCTURED = 4;

const NO_FIELDS: readonly string[] = [];
const LEAST_RUN = 6;
/** What has fewer characters is no number, but for a word for a document before it. */
const LEAST_SHORT = 3;
const LONG_DIGITS = 9;
const RF_BLOCK = 4;
const RF_BLOCKS = 7;
const LETTER_R = 82;
const LETTER_F = 70;
/** A text that quotes more items says nothing about one of them. */
const MOST_HITS = 64;

/** What is read of a line; the amount in minor units. */
export interface Readable {
  readonly text: string;
  readonly structured: readonly string[] | undefined;
  readonly amount: number;
}

/** Reads one line after another; what it found of a line stands in its fields until the next. */
export class EvidenceReader {
  /** Items of the line's group that it quotes, and how strongly. */
  readonly items: number[] = [];
  readonly strengths: number[] = [];
  /** An item of another payer that the line quotes, or -1. */
  foreign = NONE;
  /** Whether it names a short number, whosever it is: one that an item carries, or one behind a word for a document. */
  namesShort = false;
  /** The group of the line: given, or that of the items it quotes when its payer is unknown. */
  group = NONE;

  readonly #columns: ItemColumns;
  readonly #numbers: NumberTable;
  readonly #scanner: Scanner;
  readonly #chains: ChainReader;
  /** The group of the payer, or -1 where it is unknown. */
  #given = NONE;
  #amount = 0;
  /** How often numbers told of different payers. */
  #disagreements = 0;
  /** Whether an unknown payer may be told by the number: the currencies must agree. */
  #admits: (group: number) => boolean = () => true;

  constructor(columns: ItemColumns, scanner: Scanner) {
    this.#columns = columns;
    this.#numbers = columns.numbers;
    this.#scanner = scanner;
    this.#chains = new ChainReader(columns.numbers);
  }

  /** @param group The group of the payer, or -1. @param admits Whether an item's group could be the line's. */
  read(line: Readable, group: number, admits: (group: number) => boolean): void {
    const { text, structured = NO_FIELDS } = line;
    this.#amount = line.amount;
    this.items.length = 0;
    this.strengths.length = 0;
    this.foreign = NONE;
    this.namesShort = false;
    this.group = group;
    this.#given = group;
    this.#disagreements = 0;
    this.#admits = admits;
    for (const reference of structured) this.#readStructured(reference);
    this.#scanner.read(text);
    for (let token = 0; token < this.#scanner.tokens && this.items.length <= MOST_HITS; token += 1) {
      this.#readToken(token);
    }
    if (this.#disagreements > 0) this.group = NONE;
    if (this.#disagreements > 0 || this.items.length > MOST_HITS) {
      this.items.length = 0;
      this.strengths.length = 0;
    }
  }

  /** Whether the line quotes an item of its own payer on purpose. */
  quotes(): boolean {
    return this.strengths.some((strength) => strength > WEAK);
  }

  #readStructured(reference: string): void {
    // Check digits that are wrong say that the number was mistyped: it is nobody's then.
    if (parseStructuredReference(plainDigits(reference))?.valid === false) return;
    this.#scanner.read(reference);
    this.#look(0, 0, this.#scanner.length, STRUCTURED);
  }

  #readToken(token: number): void {
    const { codes, starts, joins, tokens } = this.#scanner;
    const start = starts[token] ?? 0;
    const end = starts[token + 1] ?? 0;
    // The longer reading wins: "INV10000 0000011347" is one number, not the shorter one that it begins with.
    const isLast = token + 1 >= tokens || joins[token + 1] !== 1;
    if (!isLast && this.#look(token, start, starts[token + 2] ?? 0, QUOTED)) return;
    if (this.#look(token, start, end, WEAK)) return;
    if (isCreditorReference(codes, start, end)) this.#readBlocks(token);
    if (end - start > LEAST_RUN) this.#readRuns(token);
    else this.#noteShort(token);
  }

  /** A short number that no item carries, behind a word for a document: it is somebody else's, or mistyped. */
  #noteShort(token: number): void {
    const { codes, starts } = this.#scanner;
    const end = starts[token + 1] ?? 0;
    let place = end;
    while (place > (starts[token] ?? 0) && isDigit(codes[place - 1] ?? 0)) place -= 1;
    if (place < end && isBehindDocument(this.#scanner, token, place)) this.namesShort = true;
  }

  /** "RF18 5390 0754 7034": blocks of four. */
  #readBlocks(token: number): void {
    const { starts, joins, tokens } = this.#scanner;
    const start = starts[token] ?? 0;
    for (let last = token + 2; last < Math.min(tokens, token + RF_BLOCKS); last += 1) {
      if (joins[last] !== 1 || this.#look(token, start, starts[last + 1] ?? 0, QUOTED)) return;
    }
  }

  /** Digits that a missing blank has glued to a word or to one another. */
  #readRuns(token: number): void {
    const { codes, starts } = this.#scanner;
    const start = starts[token] ?? 0;
    const end = starts[token + 1] ?? 0;
    let place = start;
    while (place < end) {
      const from = place;
      while (place < end && isDigit(codes[place] ?? 0)) place += 1;
      const isPart = from > start || place < end;
      if (place - from >= LEAST_RUN) {
        const found = isPart && this.#look(token, from, place, QUOTED);
        if (!found) this.#readChain(from, place);
      }
      place += place === from ? 1 : 0;
    }
  }

  #readChain(from: number, until: number): void {
    for (const number of this.#chains.read(this.#scanner.codes, from, until, this.group)) this.#take(number, QUOTED);
  }

  /** Takes the items whose number stands between two places, which begin in a token. */
  #look(token: number, from: number, end: number, least: number): boolean {
    const { codes } = this.#scanner;
    const start = withoutZeros(codes, from, end);
    const number = this.#numbers.find(codes, start, end);
    if (number === NONE) return false;
    if (least === STRUCTURED) return this.#take(number, least);
    const distinctive = this.#numbers.isDistinctive(number) && !isOwnFigure(codes, start, end, this.#amount);
    if (!distinctive && least === QUOTED) return false;
    if (!distinctive) {
      const isNumber = end - start >= LEAST_SHORT && !isYear(codes, start, end);
      if (isNumber || isBehindDocument(this.#scanner, token, from)) this.namesShort = true;
      return this.#take(number, WEAK);
    }
    return this.#take(number, this.#isNamed(number, token, from, end) ? NAMED : QUOTED);
  }

  #isNamed(number: number, token: number, from: number, end: number): boolean {
    if (this.#numbers.isLettered(number) || isBehindDocument(this.#scanner, token, from)) return true;
    return end - from >= LONG_DIGITS && !isBesideOther(this.#scanner, token, from);
  }

  /** Takes the items of a number that are the payer's own. */
  #take(number: number, strength: number): boolean {
    let found = false;
    let foreign = NONE;
    let entry = this.#numbers.firstEntry(number);
    while (entry !== NONE) {
      const item = this.#numbers.itemOf(entry);
      if (this.#takeItem(item, strength)) found = true;
      else foreign = item;
      entry = this.#numbers.nextEntry(entry);
    }
    if (!found && strength > WEAK && foreign !== NONE) this.foreign = foreign;
    return found;
  }

  #takeItem(item: number, strength: number): boolean {
    const group = this.#columns.group[item] ?? NONE;
    if (this.group === NONE && strength > WEAK && this.#admits(group)) this.group = group;
    else if (this.group !== group) {
      // A payer that nobody knows is told by the numbers it quotes only if they agree.
      if (this.#tellsPayer(strength, group)) this.#disagreements += 1;
      return false;
    }
    const known = this.items.indexOf(item);
    if (known !== NONE) this.strengths[known] = Math.max(this.strengths[known] ?? 0, strength);
    else {
      this.items.push(item);
      this.strengths.push(strength);
    }
    return true;
  }

  #tellsPayer(strength: number, group: number): boolean {
    return strength > WEAK && this.#given === NONE && this.#admits(group);
  }
}

function isCreditorReference(codes: Uint16Array, start: number, end: number): boolean {
  return end - start === RF_BLOCK && codes[start] === LETTER_R && codes[start + 1] === LETTER_F;
}
