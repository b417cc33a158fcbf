/** The values of a message, each of its type and written in one way only, so that what is read is what is signed. */
import type { TypedStructs } from "../../../domain/eip712.ts";
import { UnreadableError } from "./reading.ts";

/** Integers as bigints, hex in lower case. */
export type Value = bigint | string | boolean | readonly Value[] | Values;

export interface Values {
  readonly [name: string]: Value;
}

const ARRAY = "[]";
const INTEGER = /^-?(?:0|[1-9]\d{0,77})$/;
const HEX = /^0x(?:[0-9a-f]{2})*$/;

/** @throws UnreadableError that names a field that is missing, one too many, or whose value is none of its type. */
export function valuesOf(types: TypedStructs, name: string, struct: unknown, path = name): Values {
  if (typeof struct !== "object" || struct === null || Array.isArray(struct)) throw wrong(path, struct);
  const given = struct as Readonly<Record<string, unknown>>;
  const fields = types[name] ?? [];
  const names = new Set(fields.map((field) => field.name));
  for (const key of Object.keys(given)) if (!names.has(key)) throw new UnreadableError(`${path} has no ${key}`);
  return Object.fromEntries(
    fields.map((field) => [field.name, valueOf(types, field.type, given[field.name], `${path}.${field.name}`)]),
  );
}

/** The value at a path of single names. */
export function valueAt(values: Values, path: string): Value | undefined {
  let found: Value | undefined = values;
  for (const step of path.split(".")) {
    if (typeof found !== "object" || Array.isArray(found) || !Object.hasOwn(found, step)) return undefined;
    found = (found as Values)[step];
  }
  return found;
}

function valueOf(types: TypedStructs, type: string, value: unknown, path: string): Value {
  if (type.endsWith(ARRAY)) {
    if (!Array.isArray(value)) throw wrong(path, value);
    const element = type.slice(0, -ARRAY.length);
    return value.map((item: unknown, index) => valueOf(types, element, item, `${path}[${index}]`));
  }
  if (Object.hasOwn(types, type)) return valuesOf(types, type, value, path);
  const found = singleValue(type, value);
  if (found === undefined) throw wrong(path, value);
  return found;
}

function singleValue(type: string, value: unknown): Value | undefined {
  if (type === "bool") return typeof value === "boolean" ? value : undefined;
  if (type === "string") return typeof value === "string" ? value : undefined;
  if (type === "address") return hexOf(value, 20);
  if (type === "bytes32") return hexOf(value, 32);
  if (type === "bytes") return hexOf(value);
  return integerOf(type, value);
}

function hexOf(value: unknown, bytes?: number): string | undefined {
  if (typeof value !== "string") return undefined;
  const hex = value.toLowerCase();
  return HEX.test(hex) && (bytes === undefined || hex.length === 2 + 2 * bytes) ? hex : undefined;
}

function integerOf(type: string, value: unknown): bigint | undefined {
  const [, unsigned, bits] = /^(u?)int(\d+)$/.exec(type) ?? [];
  if (bits === undefined) return undefined;
  const integer = asInteger(value);
  if (integer === undefined) return undefined;
  const wrapped = unsigned === "u" ? BigInt.asUintN(Number(bits), integer) : BigInt.asIntN(Number(bits), integer);
  return wrapped === integer ? integer : undefined;
}

function asInteger(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  return typeof value === "string" && INTEGER.test(value) && value !== "-0" ? BigInt(value) : undefined;
}

function wrong(path: string, value: unknown): UnreadableError {
  return new UnreadableError(
    `${path} is ${value === undefined ? "missing" : JSON.stringify(value)}, which is not of its type`,
  );
}
