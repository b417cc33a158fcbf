/** Reads decoded event arguments as they come from any decoder, trusting none of them. */
import { hexOf } from "./hashing.ts";
import type { Hex } from "./hashing.ts";

const LONGEST_SHOWN = 80;
const LONGEST_NUMBER = 80;
const LONGEST_LIST = 1_000;
const DECIMAL = /^-?\d+$/;
const HEXADECIMAL = /^0x[0-9a-f]*$/;

/** An argument is missing or not of its type. */
export class MalformedArgument extends Error {
  readonly field: string;
  readonly found: string;
  readonly wanted: string;

  constructor(field: string, value: unknown, wanted: string) {
    const found = shown(value);
    super(`${field} is ${found}; ${wanted} is needed`);
    this.name = "MalformedArgument";
    this.field = field;
    this.found = found;
    this.wanted = wanted;
  }
}

/** A value in a few characters, whatever it is. */
export function shown(value: unknown): string {
  if (typeof value === "string") return value.slice(0, LONGEST_SHOWN);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  if (typeof value !== "bigint") return typeof value;
  return BigInt.asIntN(257, value) === value ? String(value) : "a number beyond 256 bits";
}

function integerOf(value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  if (typeof value !== "string" || value.length > LONGEST_NUMBER) return undefined;
  return DECIMAL.test(value) || (HEXADECIMAL.test(value) && value.length > 2) ? BigInt(value) : undefined;
}

/** The named arguments of an event, or the fields of a struct among them. @throws MalformedArgument */
export class Arguments {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #path: string;

  constructor(values: unknown, path = "args") {
    if (typeof values !== "object" || values === null) throw new MalformedArgument(path, values, "an object");
    this.#values = values as Readonly<Record<string, unknown>>;
    this.#path = path;
  }

  /** Some decoders hold back the failure of an argument until it is asked for. */
  #read(name: string): unknown {
    try {
      return this.#values[name];
    } catch {
      throw new MalformedArgument(`${this.#path}.${name}`, undefined, "a value that can be read");
    }
  }

  #integer(name: string, least: bigint, most: bigint): bigint {
    const value = this.#read(name);
    const integer = integerOf(value);
    if (integer === undefined || integer < least || integer > most) {
      const wanted = `an integer from ${String(least)} to ${String(most)}`;
      throw new MalformedArgument(`${this.#path}.${name}`, value, wanted);
    }
    return integer;
  }

  unsigned(name: string, bits: number): bigint {
    return this.#integer(name, 0n, 2n ** BigInt(bits) - 1n);
  }

  /** An unsigned integer, or undefined if there is no such argument. */
  unsignedIfAny(name: string, bits: number): bigint | undefined {
    return this.#read(name) === undefined ? undefined : this.unsigned(name, bits);
  }

  /** An unsigned integer that a number holds exactly. */
  small(name: string, bits: 8 | 16 | 32): number {
    return Number(this.unsigned(name, bits));
  }

  /** A signed integer of 16 bits. */
  signed16(name: string): number {
    return Number(this.#integer(name, -32_768n, 32_767n));
  }

  boolean(name: string): boolean {
    const value = this.#read(name);
    if (typeof value !== "boolean") throw new MalformedArgument(`${this.#path}.${name}`, value, "true or false");
    return value;
  }

  text(name: string): string {
    const value = this.#read(name);
    if (typeof value !== "string") throw new MalformedArgument(`${this.#path}.${name}`, value, "a text");
    return value;
  }

  #hex(name: string, bytes: number): Hex {
    const value = this.#read(name);
    if (typeof value !== "string" || value.length !== 2 + 2 * bytes || !HEXADECIMAL.test(value.toLowerCase())) {
      throw new MalformedArgument(`${this.#path}.${name}`, value, `0x and ${2 * bytes} hex digits`);
    }
    return value.toLowerCase() as Hex;
  }

  address(name: string): Hex {
    return this.#hex(name, 20);
  }

  bytes32(name: string): Hex {
    return this.#hex(name, 32);
  }

  /** A token's number as the id of a receivable. */
  tokenId(name: string): Hex {
    return hexOf(this.unsigned(name, 256));
  }

  struct(name: string): Arguments {
    return new Arguments(this.#read(name), `${this.#path}.${name}`);
  }

  #list<Item>(name: string, read: (items: Arguments, index: string) => Item): Item[] {
    const value = this.#read(name);
    if (!Array.isArray(value) || value.length > LONGEST_LIST) {
      throw new MalformedArgument(`${this.#path}.${name}`, value, `a list of at most ${LONGEST_LIST}`);
    }
    const items = new Arguments(value, `${this.#path}.${name}`);
    return Array.from({ length: value.length }, (_, index) => read(items, String(index)));
  }

  unsignedList(name: string, bits: number): bigint[] {
    return this.#list(name, (items, index) => items.unsigned(index, bits));
  }

  bytes32List(name: string): Hex[] {
    return this.#list(name, (items, index) => items.bytes32(index));
  }
}
