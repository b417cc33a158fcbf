/** What an observer of sealed receivables would like to know, in every form in which it could lie about. */
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { commitmentOf, RECEIVABLE_TYPES, termsHash } from "../../src/domain/commitment.ts";
import type { Field } from "../../src/domain/document.ts";
import { keccak256, keccakOfText, keccakOfWords, wordOf, wordOfHex } from "../../src/domain/hash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";
import type { Hex, Receivable, Terms } from "../../src/domain/receivable.ts";
import type { SealedItem } from "./world.ts";

/** A form of a secret: `word` is looked for among whole words, `digits` at every byte, `bits` at every bit. */
export interface Form {
  readonly secret: string;
  readonly word?: string;
  readonly digits?: string;
  readonly bits?: string;
}

/** So many bits do not turn up by chance. */
const TELLING_BITS = 36;
const DAY = 86_400_000;
const HALF = 128n;

/**
 * Every form of every secret of a receivable whose terms nobody opened. The hash of its invoice number is none: the
 * list says that whoever guesses the number can confirm it.
 */
export function formsOf(item: SealedItem): readonly Form[] {
  const { terms } = item.receivable;
  const values = RECEIVABLE_TYPES.Terms.flatMap(({ name }) => formsOfValue(name, terms[name]));
  const texts = item.fields.flatMap(({ path, value }) => formsOfText(path, value));
  const hashed = item.fields.filter(({ value }) => value !== item.number);
  const days = [terms.dueDay, terms.discountDay1, terms.discountDay2].filter((day) => day !== 0);
  const dates = days.map((day) => new Date(day * DAY).toISOString().slice(0, 10));
  return [
    ...values,
    ...texts,
    ...hashed.flatMap(({ path, value }) => formsOfHash(`hash of ${path}`, keccakOfText(value))),
    ...dates.flatMap((date) => formsOfText("a date", date)),
    ...guessesOf(item).flatMap(([secret, hash]) => formsOfHash(secret, hash)),
  ];
}

/** What those who know the salt, or guess a number without one, can confirm: it must be found, or nothing is. */
export function confirmable({ number, receivable }: SealedItem): readonly Form[] {
  return [
    ...formsOfHash("the hash of the terms, with their salt", termsHash(receivable.terms)),
    ...formsOfHash("the hash of the invoice number", keccakOfText(number)),
  ];
}

/** The forms that occur. */
export function findings(forms: readonly Form[], bytes: readonly Hex[]): readonly string[] {
  const digits = bytes.map((hex) => hex.slice(2).toLowerCase());
  const words = new Set(digits.flatMap(wordsOf));
  const bits = digits.map((hex) => hex.replace(/./g, (digit) => parseInt(digit, 16).toString(2).padStart(4, "0")));
  const occurs = ({ word, digits: wanted, bits: pattern }: Form): boolean =>
    (word !== undefined && words.has(word)) ||
    (wanted !== undefined && digits.some((hex) => holdsAtByte(hex, wanted))) ||
    (pattern !== undefined && bits.some((text) => text.includes(pattern)));
  return [...new Set(forms.filter(occurs).map(({ secret }) => secret))];
}

/** The words of a log, a slot or a call; a call has four bytes before them. */
function wordsOf(hex: string): readonly string[] {
  return hex.slice(hex.length % 64 === 8 ? 8 : 0).match(/.{64}/g) ?? [];
}

function holdsAtByte(hex: string, wanted: string): boolean {
  for (let at = hex.indexOf(wanted); at !== -1; at = hex.indexOf(wanted, at + 1)) if (at % 2 === 0) return true;
  return false;
}

/** Small numbers are looked for as words alone: packed, they turn up by chance, and the words are known bit by bit. */
function formsOfValue(name: keyof Terms, value: Terms[keyof Terms]): readonly Form[] {
  const secret = `Terms.${name}`;
  // A yes or no, and a nought, stand everywhere and mean nothing.
  if (typeof value === "boolean" || BigInt(value) <= 1n) return [];
  const number = BigInt.asUintN(256, BigInt(value));
  const forms: Form[] = [{ secret, word: wordOf(number).slice(2) }];
  const bits = number.toString(2);
  if (bits.length < TELLING_BITS) return forms;
  const digits = bytesToHex(hexToBytes(wordOf(number).slice(2)).reverse()).replace(/(?:00)+$/, "");
  forms.push({ secret, bits }, { secret, digits }, ...formsOfText(secret, number.toString()));
  if (name !== "salt") return forms;
  const halves = [number >> HALF, BigInt.asUintN(Number(HALF), number)];
  return [...forms, ...halves.map((half) => ({ secret: "half of the salt", bits: half.toString(2) }))];
}

function formsOfText(secret: string, text: string): readonly Form[] {
  // Shorter ones turn up by chance.
  if (text.length < 5) return [];
  const digits = bytesToHex(utf8ToBytes(text));
  return [
    { secret, digits },
    { secret, digits: bytesToHex(utf8ToBytes(text).reverse()) },
  ];
}

/** The ledger keeps 240 or 248 bits of some hashes, so 240 are looked for. */
function formsOfHash(secret: string, hash: Hex): readonly Form[] {
  return [
    {
      secret,
      bits: BigInt(`0x1${hash.slice(2, 62)}`)
        .toString(2)
        .slice(1),
    },
  ];
}

/** Hashes that somebody who guesses everything but the salts would try. */
function guessesOf({ id, receivable, fields }: SealedItem): readonly (readonly [secret: string, hash: Hex])[] {
  const { header, terms, document } = receivable;
  const salts = [
    ZERO_HASH,
    id,
    header.invoice,
    document,
    wordOfHex(header.supplier),
    wordOfHex(header.buyer),
    wordOf(1),
  ];
  const unsalted = salts.flatMap((salt, index): [string, Hex][] => {
    const guess: Receivable = { ...receivable, terms: { ...terms, salt } };
    return [
      [`terms with guessed salt ${index}`, termsHash(guess.terms)],
      [`commitment with guessed salt ${index}`, commitmentOf(guess)],
    ];
  });
  const words = RECEIVABLE_TYPES.Terms.filter(({ name }) => name !== "salt").map(({ name }) => wordOfTerm(terms[name]));
  const amount = wordOf(terms.amount);
  return [
    ...unsalted,
    ["hash of the bare terms", keccakOfWords(...words)],
    ["hash of the amount", keccakOfWords(amount)],
    ["hash of amount and due day", keccakOfWords(amount, wordOf(terms.dueDay))],
    ["hash of id and amount", keccakOfWords(id, amount)],
    ["hash of invoice and amount", keccakOfWords(header.invoice, amount)],
    ["hash of the salt", keccakOfWords(terms.salt)],
    ...fields.map((field) => [`bare leaf of ${field.path}`, bareLeaf(field)] as const),
    ...fields.map((field) => [`bare leaf of ${field.path}, once`, keccakOfWords(...leafWords(field))] as const),
  ];
}

function leafWords({ path, value }: Field): readonly Hex[] {
  return [keccakOfText(path), keccakOfText(value)];
}

function bareLeaf(field: Field): Hex {
  return keccak256(keccakOfWords(...leafWords(field)));
}

function wordOfTerm(value: Terms[keyof Terms]): Hex {
  return typeof value === "string" ? wordOfHex(value) : wordOf(BigInt.asUintN(256, BigInt(value)));
}
