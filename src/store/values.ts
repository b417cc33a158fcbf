/**
 * How values travel between TypeScript and the database: as text, the same for both engines, so that a bigint, a hash
 * or a timestamp means the same in either.
 */
import type { Hex } from "../domain/receivable.ts";

export type SqlScalar = string | number | bigint | boolean | null;
/** A parameter; an array becomes an SQL array, for `any($1)` and `unnest($1, $2)`. */
export type SqlValue = SqlScalar | readonly SqlScalar[];

/** A hash or an address as the text of a bytea, half as large on disk and in its indexes as the same digits in text. */
export function bytes(hex: Hex): string {
  return `\\x${hex.slice(2)}`;
}

/** A bytea as JSON has it, which is as {@link bytes} writes it. */
export function hexOf(text: string): Hex {
  return `0x${text.slice(2)}`;
}

/** A parameter as the wire protocol has it. */
export function parameterOf(value: SqlValue): string | null {
  if (value === null) return null;
  return typeof value === "object" ? `{${value.map(elementOf).join(",")}}` : String(value);
}

/** An array of byteas as the text of one, for `COPY`. */
export function arrayOf(elements: readonly Hex[]): string {
  return `{${elements.map((element) => elementOf(bytes(element))).join(",")}}`;
}

function elementOf(value: SqlScalar): string {
  if (value === null) return "NULL";
  return typeof value === "string" ? `"${value.replace(/["\\]/g, "\\$&")}"` : String(value);
}

const COPY_SPECIAL = /[\\\t\n\r]/;
const COPY_ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** A row in the text format of `COPY`. */
export function copyLine(row: readonly SqlScalar[]): string {
  let line = "";
  for (const value of row) line += `${line === "" ? "" : "\t"}${copyField(value)}`;
  return `${line}\n`;
}

function copyField(value: SqlScalar): string {
  if (value === null) return "\\N";
  if (typeof value !== "string") return String(value);
  // What `bytes` makes is most of what is ever copied.
  if (value.startsWith("\\x") && !value.includes("\\", 1) && !hasSeparator(value)) return `\\${value}`;
  if (!COPY_SPECIAL.test(value)) return value;
  return value.replace(/[\\\t\n\r]/g, (character) => COPY_ESCAPES[character] ?? "");
}

function hasSeparator(value: string): boolean {
  return value.includes("\t") || value.includes("\n") || value.includes("\r");
}

/** Rows as the pieces of one `COPY`, each of about that many characters. */
export function* copyChunks(rows: Iterable<readonly SqlScalar[]>, size: number): Generator<string> {
  let chunk = "";
  for (const row of rows) {
    chunk += copyLine(row);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = "";
  }
  if (chunk !== "") yield chunk;
}

/** Object ids of the types that the tables use. */
const TypeId = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  json: 114,
  numeric: 1700,
  jsonb: 3802,
} as const;

const READERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [TypeId.bool, (text) => text === "t"],
  [TypeId.bytea, (text) => `0x${text.slice(2)}`],
  [TypeId.int2, Number],
  [TypeId.int4, Number],
  [TypeId.int8, safeNumber],
  [TypeId.json, JSON.parse],
  [TypeId.jsonb, JSON.parse],
  [TypeId.numeric, BigInt],
]);

/** Types whose values arrive as anything but their text. */
export const READ_TYPES: readonly number[] = [...READERS.keys()];

/** How a column of a type is read from its text. */
export function readerOf(type: number): (text: string) => unknown {
  return READERS.get(type) ?? String;
}

function safeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`${text} is no integer that a number holds exactly; keep it in a numeric column`);
}
