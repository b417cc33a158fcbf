import { beginsPhrase, lookUp } from "./lexicon.ts";
import type { Entry, Meaning } from "./lexicon.ts";

/** One meaningful piece of a sentence of payment terms. */
export interface Token {
  readonly symbol: Meaning;
  /** The number or date as text, or what the lexicon says beside the symbol. */
  readonly value: string;
}

/**
 * The kinds of pieces, tried in order at every place. None can match the same text in two ways, so the time is linear
 * in the length of the sentence.
 */
const KINDS = [
  ["space", /\s+/],
  ["iso", /\d{4}-\d{2}-\d{2}(?!\d)/],
  ["german", /\d{1,2}\.\d{1,2}\.\d{4}(?!\d)/],
  ["chinese", /\d{4}年\d{1,2}月\d{1,2}日/],
  ["fraction", /(?:百分之|千分之|万分之)[\d一二三四五六七八九十]{1,4}/],
  ["ordinal", /\d+(?:st|nd|rd|th)\b/],
  ["number", /\d+(?:[.,]\d+)?/],
  ["perAnnum", /p\. ?a\.?(?!\p{L})/u],
  ["han", /\p{Script=Han}/u],
  ["word", /[\p{Script=Latin}\p{M}]+/u],
  ["mark", /./],
] as const;

type Kind = (typeof KINDS)[number][0];

const PIECE = new RegExp(KINDS.map(([, { source }]) => `(${source})`).join("|"), "suy");

interface Piece {
  readonly kind: "fixed" | "word";
  readonly tokens: readonly Token[];
  readonly text: string;
}

/**
 * Turns a sentence into meaningful tokens, dropping words that say nothing. Returns undefined as soon as there is a
 * word or a value that is not known: the sentence as a whole cannot be read then.
 */
export function tokenise(sentence: string): readonly Token[] | undefined {
  const pieces = split(sentence.normalize("NFKC").toLowerCase());
  if (pieces === undefined) return undefined;
  const tokens: Token[] = [];
  for (let index = 0; index < pieces.length;) {
    const piece = pieces[index];
    if (piece === undefined) return undefined;
    if (piece.kind === "fixed") {
      tokens.push(...piece.tokens);
      index += 1;
      continue;
    }
    const phrase = longestPhrase(pieces, index);
    if (phrase === undefined) return undefined;
    const { symbol, value } = phrase.entry;
    if (symbol !== undefined) tokens.push({ symbol, value: value ?? "" });
    index += phrase.length;
  }
  return tokens;
}

function split(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  PIECE.lastIndex = 0;
  for (let match = PIECE.exec(text); match !== null; match = PIECE.exec(text)) {
    const kind = KINDS[match.indexOf(match[0], 1) - 1]?.[0];
    if (kind === undefined || kind === "space") continue;
    const piece = pieceOf(kind, match[0]);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return pieces;
}

function pieceOf(kind: Kind, value: string): Piece | undefined {
  switch (kind) {
    case "iso":
      return fixed("X", value);
    case "german":
      return fixed("X", isoDate(value.split(".").reverse()));
    case "chinese":
      return fixed("X", isoDate(value.split(/[年月日]/)));
    case "ordinal":
      return numberPiece(value.slice(0, -2));
    case "number":
      return numberPiece(value);
    case "fraction":
      return fractionPiece(value);
    case "perAnnum":
      return word("p.a.");
    default:
      return word(value);
  }
}

function fixed(symbol: Meaning, value: string): Piece {
  return { kind: "fixed", tokens: [{ symbol, value }], text: value };
}

function word(text: string): Piece {
  return { kind: "word", tokens: [], text };
}

/** 2,5 is 2.5: a comma with one or two digits behind it. With more it may group thousands, so it is not read. */
function numberPiece(text: string): Piece | undefined {
  if (text.length > 9 || /,\d{3,}$/.test(text)) return undefined;
  return fixed("N", text.replace(",", "."));
}

const CHINESE_DIGITS = "一二三四五六七八九十";
const DENOMINATORS: Readonly<Record<string, number>> = { 百: 0, 千: 1, 万: 2 };

/** 万分之五 is five in ten thousand, 0.05 per cent. */
function fractionPiece(text: string): Piece | undefined {
  const numerator = text.slice(3);
  const value = /^\d+$/.test(numerator) ? Number(numerator) : CHINESE_DIGITS.indexOf(numerator) + 1;
  if (value === 0 || (numerator.length > 1 && !/^\d+$/.test(numerator))) return undefined;
  const decimals = DENOMINATORS[text[0] ?? ""] ?? 0;
  const digits = String(value).padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  const percent = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return {
    kind: "fixed",
    tokens: [
      { symbol: "N", value: percent },
      { symbol: "P", value: "" },
    ],
    text,
  };
}

function isoDate([year = "", month = "", day = ""]: readonly string[]): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function longestPhrase(pieces: readonly Piece[], start: number): { entry: Entry; length: number } | undefined {
  let key = "";
  let found: { entry: Entry; length: number } | undefined;
  for (let length = 1; length === 1 || beginsPhrase(key); length += 1) {
    const piece = pieces[start + length - 1];
    if (piece?.kind !== "word") break;
    key = length === 1 ? piece.text : `${key} ${piece.text}`;
    const entry = lookUp(key);
    if (entry !== undefined) found = { entry, length };
  }
  return found;
}
