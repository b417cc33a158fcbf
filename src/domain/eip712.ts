/**
 * EIP-712: the hash of typed data as a wallet shows it. Knows the types that the ledger's messages are made of:
 * structs, addresses, integers, booleans, 32-byte words, texts, and arrays of them.
 */
import { keccak256, keccakHexOf, keccakOfText } from "./hash.ts";
import type { Address, Hex } from "./receivable.ts";
import { putHex, putInteger, WORD_BYTES } from "./wordBytes.ts";

/** One member of a struct. */
export interface TypedField {
  readonly name: string;
  readonly type: string;
}

/** Structs by name. */
export type TypedStructs = Readonly<Record<string, readonly TypedField[]>>;

/** What a wallet is asked to sign, apart from the domain; `types` are the primary type and what it is made of. */
export interface TypedMessage {
  readonly types: TypedStructs;
  readonly primaryType: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** Whom a signature is for: this contract on this chain and no other. */
export interface SigningDomain {
  readonly name: string;
  /** Not every contract has one in its domain: Permit2 has none. */
  readonly version?: string;
  readonly chainId: bigint;
  readonly verifyingContract: Address;
}

const DOMAIN = "EIP712Domain";
/** The struct of a {@link SigningDomain}; a domain without one of the fields leaves it out. */
export const DOMAIN_FIELDS: readonly TypedField[] = [
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
];
const ARRAY = "[]";

/** The struct and every struct it is made of: itself first, the others by name. */
export function structsOf(types: TypedStructs, primaryType: string): TypedStructs {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const field of fieldsOf(types, name)) {
      const type = elementOf(field.type) ?? field.type;
      if (Object.hasOwn(types, type)) visit(type);
    }
  };
  visit(primaryType);
  const [first = primaryType, ...others] = found;
  return Object.fromEntries([first, ...others.sort()].map((name) => [name, fieldsOf(types, name)]));
}

/** `encodeType` of EIP-712, the text whose hash is the type hash. */
export function encodeType(types: TypedStructs, primaryType: string): string {
  return Object.entries(structsOf(types, primaryType))
    .map(([name, fields]) => `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(",")})`)
    .join("");
}

/** Type hashes by the structs they are made of, since whoever reads a ledger hashes the same few types all the time. */
const TYPE_HASHES = new WeakMap<TypedStructs, Map<string, Hex>>();

/** The hash of a struct's type. */
export function typeHash(types: TypedStructs, primaryType: string): Hex {
  const known = TYPE_HASHES.get(types) ?? new Map<string, Hex>();
  TYPE_HASHES.set(types, known);
  const hash = known.get(primaryType) ?? keccakOfText(encodeType(types, primaryType));
  known.set(primaryType, hash);
  return hash;
}

/** Hashes of texts of which nothing else is known any more, by the fields that had them. */
type HashedTexts = Readonly<Record<string, Hex>>;

/**
 * `hashStruct` of EIP-712.
 * @param hashed What stands for texts of this struct, in place of their values.
 * @throws RangeError that names the field whose value is not one of its type.
 */
export function hashStruct(types: TypedStructs, primaryType: string, value: object, hashed: HashedTexts = {}): Hex {
  const values = value as Readonly<Record<string, unknown>>;
  const fields = fieldsOf(types, primaryType);
  const words = new Uint8Array(WORD_BYTES * (1 + fields.length));
  putHex(words, 0, typeHash(types, primaryType));
  for (const [index, { name, type }] of fields.entries()) {
    const word = { words, offset: WORD_BYTES * (1 + index) };
    const known = type === "string" && Object.hasOwn(hashed, name) ? hashed[name] : undefined;
    if (known === undefined) putField(word, types, type, values[name], () => `${primaryType}.${name}`);
    else putField(word, types, "bytes32", known, () => `the hash of ${primaryType}.${name}`);
  }
  return keccakHexOf(words);
}

/** What is signed in the end. @param hashed As of {@link hashStruct}. @throws RangeError as {@link hashStruct}. */
export function digestOf(
  domain: SigningDomain,
  { types, primaryType, message }: TypedMessage,
  hashed: HashedTexts = {},
): Hex {
  const structs = { [DOMAIN]: DOMAIN_FIELDS.filter(({ name }) => name in domain) };
  const parts = [hashStruct(structs, DOMAIN, domain), hashStruct(types, primaryType, message, hashed)];
  return keccak256(`0x1901${parts.map((part) => part.slice(2)).join("")}`);
}

function fieldsOf(types: TypedStructs, name: string): readonly TypedField[] {
  const fields = Object.hasOwn(types, name) ? types[name] : undefined;
  if (fields === undefined) throw new RangeError(`${name} is no type of this message`);
  return fields;
}

/** The type of an array's elements; undefined for what is no array. */
function elementOf(type: string): string | undefined {
  return type.endsWith(ARRAY) ? type.slice(0, -ARRAY.length) : undefined;
}

/** Where a word is written. */
interface Word {
  readonly words: Uint8Array;
  readonly offset: number;
}

function putField(word: Word, types: TypedStructs, type: string, value: unknown, field: () => string): void {
  const { words, offset } = word;
  if (putPlain(word, type, value)) return;
  const hash = hashOfPart(types, type, value, field);
  if (hash === undefined) throw new RangeError(`${field()} is ${String(value)}, which is no ${type}`);
  putHex(words, offset, hash);
}

/** A value that fills a word; false for one of another type. */
function putPlain({ words, offset }: Word, type: string, value: unknown): boolean {
  if (type === "bytes32") return typeof value === "string" && putHex(words, offset, value);
  if (type === "address") return typeof value === "string" && putHex(words, offset, value, 20);
  if (type === "bool") {
    if (value === true) putInteger(words, offset, 1);
    return typeof value === "boolean";
  }
  if (!isIntegerOf(type, value)) return false;
  putInteger(words, offset, value);
  return true;
}

/** What stands for an array, a struct or a text; undefined for a value that is none of its type. */
function hashOfPart(types: TypedStructs, type: string, value: unknown, field: () => string): Hex | undefined {
  const element = elementOf(type);
  if (element !== undefined) {
    if (!Array.isArray(value)) return undefined;
    const words = new Uint8Array(WORD_BYTES * value.length);
    for (const [index, item] of value.entries()) {
      putField({ words, offset: WORD_BYTES * index }, types, element, item, () => `${field()}[${index}]`);
    }
    return keccakHexOf(words);
  }
  if (Object.hasOwn(types, type))
    return typeof value === "object" && value !== null ? hashStruct(types, type, value) : undefined;
  return type === "string" && typeof value === "string" ? keccakOfText(value) : undefined;
}

/** The least and the greatest integers of a type that are numbers too, and whether a bigint is one of it. */
interface IntegerType {
  readonly least: number;
  readonly most: number;
  readonly holds: (integer: bigint) => boolean;
}

/** By names of types; undefined for what is no integer. */
const INTEGERS = new Map<string, IntegerType | undefined>();

function isIntegerOf(type: string, value: unknown): value is bigint | number {
  if (!INTEGERS.has(type)) INTEGERS.set(type, integerType(type));
  const known = INTEGERS.get(type);
  if (known === undefined) return false;
  if (typeof value === "bigint") return known.holds(value);
  return Number.isSafeInteger(value) && known.least <= (value as number) && (value as number) <= known.most;
}

function integerType(type: string): IntegerType | undefined {
  const [, unsigned, digits] = /^(u?)int(\d+)$/.exec(type) ?? [];
  const bits = Number(digits);
  if (digits === undefined || bits === 0 || bits > 256 || bits % 8 !== 0) return undefined;
  if (unsigned === "u") {
    return { least: 0, most: 2 ** bits - 1, holds: (integer) => integer === BigInt.asUintN(bits, integer) };
  }
  const half = 2 ** (bits - 1);
  return { least: -half, most: half - 1, holds: (integer) => integer === BigInt.asIntN(bits, integer) };
}
