/**
 * Reads the values of events and errors from the words they lie in. Knows the types that the project's contracts use
 * there: value types, arrays of them, structs of value types and texts, bytes and texts. By hand, since this is the
 * inner loop of every index and since what the chain says then depends on no library.
 */
import { hexToBytes } from "@noble/hashes/utils.js";
import type { Hex } from "../domain/receivable.ts";

/** One parameter of an event or an error, as an ABI has it. */
export interface AbiParameter {
  readonly name?: string;
  readonly type: string;
  readonly indexed?: boolean;
  readonly components?: readonly AbiParameter[];
}

/** Integers of up to 48 bits are numbers, longer ones bigint; addresses are in lower case. */
export type AbiScalar = string | number | bigint | boolean;
export type AbiValue = AbiScalar | readonly AbiScalar[] | AbiValues;
export interface AbiValues {
  readonly [name: string]: AbiValue;
}

/** Bytes from a chain that are not what their type says. */
export class ChainDataError extends Error {
  readonly field: string;
  readonly value: string;

  constructor(field: string, value: string, wanted: string) {
    super(`${field} is ${value}, which is ${wanted}: ask another node, or check which contract this comes from`);
    this.name = "ChainDataError";
    this.field = field;
    this.value = value;
  }
}

const WORD = 64;
const ADDRESS = 40;
const NO_MORE = "0".repeat(WORD - ADDRESS);
const FALSE = "0".padStart(WORD, "0");
const TRUE = "1".padStart(WORD, "0");
const NUMBER_BITS = 48;
const ARRAY = "[]";

/** The canonical type of a parameter, structs as their members in parentheses. */
export function canonicalType({ type, components }: AbiParameter): string {
  return components === undefined ? type : `(${components.map(canonicalType).join(",")})${type.slice("tuple".length)}`;
}

/**
 * Values by name from ABI-encoded data.
 * @throws ChainDataError that names the field if the data are too short or a word is no value of its type.
 */
export function readParameters(parameters: readonly AbiParameter[], data: Hex): AbiValues {
  const digits = data.slice(2);
  const values: Record<string, AbiValue> = {};
  let word = 0;
  for (const parameter of parameters) {
    const name = parameter.name ?? "";
    if (parameter.components !== undefined && parameter.components.some(({ type }) => isDynamic(type))) {
      const offset = Number(readWord("uint256", name, wordAt(digits, word * WORD, name)));
      values[name] = readParameters(parameter.components, `0x${digits.slice(2 * offset)}`);
      word += 1;
    } else if (parameter.components !== undefined) {
      const end = word + parameter.components.length;
      values[name] = readParameters(parameter.components, `0x${digits.slice(word * WORD, end * WORD)}`);
      word = end;
    } else {
      const value = wordAt(digits, word * WORD, name);
      values[name] = isDynamic(parameter.type)
        ? readDynamic(digits, Number(readWord("uint256", name, value)), parameter)
        : readWord(parameter.type, name, value);
      word += 1;
    }
  }
  return values;
}

/** One value from its word, 64 hex digits. @throws ChainDataError if the word is no value of the type. */
export function readWord(type: string, name: string, word: string): AbiScalar {
  const value = readerOf(type)(word);
  if (value === undefined) throw new ChainDataError(name, `0x${word}`, `no ${type}`);
  return value;
}

/** Gives undefined for a word that is no value of its type. */
type Reader = (word: string) => AbiScalar | undefined;

/** Reading a type's name takes longer than reading a word, so it is done once. */
const READERS = new Map<string, Reader>();

function readerOf(type: string): Reader {
  const known = READERS.get(type);
  if (known !== undefined) return known;
  const reader = createReader(type);
  READERS.set(type, reader);
  return reader;
}

function createReader(type: string): Reader {
  const [, size] = /^bytes(\d+)$/.exec(type) ?? [];
  if (size !== undefined) return bytesReader(2 * Number(size));
  if (type === "address") return (word) => (word.startsWith(NO_MORE) ? `0x${word.slice(-ADDRESS)}` : undefined);
  if (type === "bool") return (word) => ({ [FALSE]: false, [TRUE]: true })[word];
  const [, unsigned, digits] = /^(u?)int(\d+)$/.exec(type) ?? [];
  const bits = Number(digits);
  return (word) => {
    const integer = BigInt(`0x${word}`);
    const value = unsigned === "u" ? integer : BigInt.asIntN(256, integer);
    const kept = unsigned === "u" ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value);
    if (kept !== value) return undefined;
    return bits <= NUMBER_BITS ? Number(value) : value;
  };
}

/** So many digits, followed by zeros alone. */
function bytesReader(digits: number): Reader {
  const rest = "0".repeat(WORD - digits);
  return (word) => (word.endsWith(rest) ? `0x${word.slice(0, digits)}` : undefined);
}

function isDynamic(type: string): boolean {
  return type === "bytes" || type === "string" || type.endsWith(ARRAY);
}

function readDynamic(digits: string, offset: number, { name = "", type }: AbiParameter): string | AbiScalar[] {
  const start = 2 * offset;
  const count = Number(readWord("uint256", name, wordAt(digits, start, name)));
  const content = digits.slice(start + WORD);
  return type.endsWith(ARRAY)
    ? readArray(content, count, name, type.slice(0, -ARRAY.length))
    : readBytes(content, 2 * count, name, type);
}

function readArray(digits: string, count: number, name: string, type: string): AbiScalar[] {
  if (count * WORD > digits.length) throw new ChainDataError(name, `0x${digits}`, "cut off");
  return Array.from({ length: count }, (_, index) => readWord(type, name, wordAt(digits, index * WORD, name)));
}

function readBytes(digits: string, length: number, name: string, type: string): string {
  const bytes = digits.slice(0, length);
  if (bytes.length !== length) throw new ChainDataError(name, `0x${bytes}`, "cut off");
  return type === "string" ? textOf(bytes) : `0x${bytes}`;
}

/** What is no UTF-8, and the zero, which no database keeps in a text, are shown as such: anybody can write them. */
function textOf(digits: string): string {
  return new TextDecoder().decode(hexToBytes(digits)).replaceAll("\0", "\ufffd");
}

function wordAt(digits: string, start: number, name: string): string {
  const word = digits.slice(start, start + WORD);
  if (word.length !== WORD) throw new ChainDataError(name, `0x${word}`, "cut off");
  return word;
}
