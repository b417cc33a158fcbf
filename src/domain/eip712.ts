/**
 * EIP-712: the hash of typed data as a wallet shows it. Knows the types that the ledger's messages are made of:
 * structs, addresses, integers, booleans, 32-byte words, texts, and arrays of them.
 */
import { keccak256, keccakOfText, keccakOfWords, wordOf } from "./hash.ts";
import type { Address, Hex } from "./receivable.ts";

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
      if (type in types) visit(type);
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

/**
 * `hashStruct` of EIP-712.
 * @throws RangeError that names the field whose value is not one of its type.
 */
export function hashStruct(types: TypedStructs, primaryType: string, value: object): Hex {
  const values = value as Readonly<Record<string, unknown>>;
  const words = fieldsOf(types, primaryType).map(({ name, type }) =>
    encodeField(types, type, values[name], `${primaryType}.${name}`),
  );
  return keccakOfWords(typeHash(types, primaryType), ...words);
}

/** What is signed in the end. @throws RangeError as {@link hashStruct}. */
export function digestOf(domain: SigningDomain, { types, primaryType, message }: TypedMessage): Hex {
  const structs = { [DOMAIN]: DOMAIN_FIELDS.filter(({ name }) => name in domain) };
  const parts = [hashStruct(structs, DOMAIN, domain), hashStruct(types, primaryType, message)];
  return keccak256(`0x1901${parts.map((part) => part.slice(2)).join("")}`);
}

function fieldsOf(types: TypedStructs, name: string): readonly TypedField[] {
  const fields = types[name];
  if (fields === undefined) throw new RangeError(`${name} is no type of this message`);
  return fields;
}

/** The type of an array's elements; undefined for what is no array. */
function elementOf(type: string): string | undefined {
  return type.endsWith(ARRAY) ? type.slice(0, -ARRAY.length) : undefined;
}

function encodeField(types: TypedStructs, type: string, value: unknown, field: string): Hex {
  const element = elementOf(type);
  if (element !== undefined) {
    if (Array.isArray(value)) {
      const words = value.map((item: unknown, index) => encodeField(types, element, item, `${field}[${index}]`));
      return keccakOfWords(...words);
    }
  } else if (type in types) {
    if (typeof value === "object" && value !== null) return hashStruct(types, type, value);
  } else if (type === "string") {
    if (typeof value === "string") return keccakOfText(value);
  } else if (type === "bytes32") {
    if (isHex(value, 32)) return value;
  } else if (type === "address") {
    if (isHex(value, 20)) return wordOf(BigInt(value));
  } else if (type === "bool") {
    if (typeof value === "boolean") return wordOf(value ? 1 : 0);
  } else if (isIntegerOf(type, value)) {
    return wordOf(value);
  }
  throw new RangeError(`${field} is ${String(value)}, which is no ${type}`);
}

function isHex(value: unknown, bytes: number): value is Hex {
  return typeof value === "string" && value.length === 2 + 2 * bytes && /^0x[0-9a-fA-F]*$/.test(value);
}

type Truncate = (integer: bigint) => bigint;

/** To the bits of an integer type, by its name; undefined for a name that is none. */
const TRUNCATIONS = new Map<string, Truncate | undefined>();

function isIntegerOf(type: string, value: unknown): value is bigint | number {
  if (!TRUNCATIONS.has(type)) TRUNCATIONS.set(type, truncationTo(type));
  const truncate = TRUNCATIONS.get(type);
  if (truncate === undefined || (typeof value !== "bigint" && !Number.isSafeInteger(value))) return false;
  const integer = BigInt(value as bigint | number);
  return integer === truncate(integer);
}

function truncationTo(type: string): Truncate | undefined {
  const [, unsigned, digits] = /^(u?)int(\d+)$/.exec(type) ?? [];
  if (digits === undefined) return undefined;
  const bits = Number(digits);
  return (integer) => (unsigned === "u" ? BigInt.asUintN(bits, integer) : BigInt.asIntN(bits, integer));
}
