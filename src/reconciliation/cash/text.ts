/**
 * What a payer wrote, as whole tokens in one normal form: capital letters and digits, without blanks and punctuation.
 *
 * One pass over the characters and no regular expression, so that a hostile text costs what an honest one of its length
 * does. A token is never searched for pieces of it: "2012-77" is one token, and neither 77 nor 12 is in it.
 */

const BLANK = 1;
const BREAK = 2;
const SOFT = 3;
const ASCII = 128;
const ZERO = 48;
/** Punctuation that stands within a number as people write it. */
const WITHIN = "-/._#'";
/** Characters that are not seen (zero width, direction, variation) and part nothing. */
const UNSEEN: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2064],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];

/**
 * The zeros of the scripts that have decimal digits of their own (general category Nd of the Basic Multilingual Plane),
 * nine digits behind each. Full-width and mathematical digits are those of ASCII in NFKC.
 */
const ZEROS: readonly number[] = [
  ...[0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20],
  ...[0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50],
  ...[0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0],
];

/** Of each ASCII character its capital letter or digit, or else its class. */
const CLASS = asciiClasses();

function asciiClasses(): Uint8Array {
  const classes = new Uint8Array(ASCII).fill(BREAK);
  for (let code = 0; code <= 32; code += 1) classes[code] = BLANK;
  for (const character of WITHIN) classes[character.charCodeAt(0)] = SOFT;
  for (let code = ZERO; code < ZERO + 10; code += 1) classes[code] = code;
  for (let code = 65; code <= 90; code += 1) {
    classes[code] = code;
    classes[code + 32] = code;
  }
  return classes;
}

/** A capital letter or digit, or a class. Beyond ASCII the text is in NFKC and capital already. */
function classOf(code: number): number {
  if (code < ASCII) return CLASS[code] ?? BREAK;
  const digit = digitOf(code);
  if (digit !== undefined) return digit;
  if (UNSEEN.some(([first, last]) => code >= first && code <= last)) return SOFT;
  if (code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a)) return BLANK;
  if (code >= 0x2010 && code <= 0x2015) return SOFT;
  return code >= 0x2000 && code <= 0x206f ? BREAK : beyondLatin(code);
}

/** The digit that a decimal digit of another script is; undefined for what is none. */
function digitOf(code: number): number | undefined {
  if (code < (ZEROS[0] ?? 0)) return undefined;
  const zero = ZEROS.findLast((first) => first <= code) ?? 0;
  return code < zero + 10 ? ZERO + code - zero : undefined;
}

/** Ideographic marks part; letters of any script are letters. */
function beyondLatin(code: number): number {
  return code >= 0x3001 && code <= 0x303f ? BREAK : code;
}

function isAscii(text: string): boolean {
  for (let place = 0; place < text.length; place += 1) if (text.charCodeAt(place) >= ASCII) return false;
  return true;
}

/** The tokens of the text that was read last. One scanner serves a whole run: nothing is allocated for a text. */
export class Scanner {
  /** The characters of all tokens in normal form, one token behind the other. */
  readonly codes: Uint16Array;
  /** Where each token begins in {@link codes}; the one behind the last ends it. */
  readonly starts: Int32Array;
  /** 1 where only blanks part a token from the one before it. */
  readonly joins: Uint8Array;
  /** How many tokens there are. */
  tokens = 0;
  readonly #longest: number;

  /** @param longest How many characters of a text are read; a token that is cut there is left out. */
  constructor(longest: number) {
    this.#longest = longest;
    this.codes = new Uint16Array(longest);
    this.starts = new Int32Array(longest + 2);
    this.joins = new Uint8Array(longest + 1);
  }

  /** How many characters all tokens have. */
  get length(): number {
    return this.starts[this.tokens] ?? 0;
  }

  /** Reads the tokens of a text. */
  read(text: string): void {
    const cut = text.length > this.#longest;
    const part = cut ? text.slice(0, this.#longest) : text;
    const plain = isAscii(part) ? part : part.normalize("NFKC").toUpperCase();
    const end = Math.min(plain.length, this.#longest);
    let length = 0;
    let tokens = 0;
    let open = false;
    let joined = 0;
    for (let place = 0; place < end; place += 1) {
      const found = classOf(plain.charCodeAt(place));
      if (found > SOFT) {
        if (!open) {
          this.starts[tokens] = length;
          this.joins[tokens] = joined;
          tokens += 1;
          open = true;
          joined = 1;
        }
        this.codes[length] = found;
        length += 1;
      } else if (found !== SOFT) {
        open = false;
        if (found === BREAK) joined = 0;
      }
    }
    if (open && (cut || plain.length > end)) {
      tokens -= 1;
      length = this.starts[tokens] ?? 0;
    }
    this.tokens = tokens;
    this.starts[tokens] = length;
  }
}

/** Where a token begins without its leading zeros. */
export function withoutZeros(codes: Uint16Array, start: number, end: number): number {
  let first = start;
  while (first < end && codes[first] === ZERO) first += 1;
  return first;
}

/** A text with the digits of every script as those of ASCII, in NFKC. */
export function plainDigits(text: string): string {
  if (isAscii(text)) return text;
  const plain = Array.from(text.normalize("NFKC"), (character) => {
    const digit = digitOf(character.codePointAt(0) ?? 0);
    return digit === undefined ? character : String.fromCharCode(digit);
  });
  return plain.join("");
}

export function isDigit(code: number): boolean {
  return code >= ZERO && code < ZERO + 10;
}

/** FNV-1a over the characters of a token, 32 bits. */
export function hashOf(codes: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let place = start; place < end; place += 1) hash = Math.imul(hash ^ (codes[place] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

/** A name without case, punctuation and what is not seen: "Dubois & Co. S.A.R.L." and "DUBOIS CO SARL" are one. */
export function normalName(scanner: Scanner, name: string): string {
  scanner.read(name);
  const words: string[] = [];
  for (let token = 0; token < scanner.tokens; token += 1) {
    const end = scanner.starts[token + 1] ?? 0;
    words.push(String.fromCharCode(...scanner.codes.subarray(scanner.starts[token] ?? 0, end)));
  }
  return words.join(" ");
}
