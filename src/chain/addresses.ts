/**
 * The address file: where a ledger lives. Deploying writes it, everything else reads it. The block in which it was
 * deployed tells where to start reading, and its hash tells a chain from another that took its place.
 */
import type { Address, Hex } from "../domain/receivable.ts";

export interface Addresses {
  /** EIP-155. */
  readonly chainId: number;
  readonly ledger: Address;
  readonly directory: Address;
  readonly lens: Address;
  /** Where both sides sign statements; missing in a file from before there was such a contract. */
  readonly statements?: Address;
  /** Where factors have desks, and notices of assignment are recorded; missing in a file from before. */
  readonly factoring?: Address;
  /** Where acts of collection are recorded; missing in a file from before. */
  readonly collections?: Address;
  /** The block that holds the directory's deployment, the first of all. */
  readonly block: number;
  readonly blockHash: Hex;
}

/** The contracts whose logs an index reads, beside the desks of factors, which it learns of as they are opened. */
export function followedContracts(addresses: Omit<Addresses, "lens">): readonly Address[] {
  const { ledger, directory, statements, factoring, collections } = addresses;
  return [ledger, directory, statements, factoring, collections].filter((address) => address !== undefined);
}

/** An address file that cannot be used. */
export class AddressFileError extends Error {
  /** The field at fault; undefined if the file is no JSON object at all. */
  readonly field: string | undefined;
  readonly value: string;

  constructor(field: string | undefined, value: string, fault: string) {
    const where = field === undefined ? "the address file" : `"${field}" of the address file is ${value}, which`;
    super(`${where} ${fault}: write it anew with "countersign deploy", or name another file`);
    this.name = "AddressFileError";
    this.field = field;
    this.value = value;
  }
}

const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const NO_ADDRESS = "is no address (0x and 40 hex digits)";
const HASH = /^0x[0-9a-fA-F]{64}$/;

/** Reads an address file. Fields that it does not know are left alone. @throws AddressFileError */
export function parseAddresses(text: string): Addresses {
  const fields = parseObject(text);
  return {
    chainId: count(fields, "chainId"),
    ledger: hex(fields, "ledger", ADDRESS, NO_ADDRESS),
    directory: hex(fields, "directory", ADDRESS, NO_ADDRESS),
    lens: hex(fields, "lens", ADDRESS, NO_ADDRESS),
    ...("statements" in fields && { statements: hex(fields, "statements", ADDRESS, NO_ADDRESS) }),
    ...("factoring" in fields && { factoring: hex(fields, "factoring", ADDRESS, NO_ADDRESS) }),
    ...("collections" in fields && { collections: hex(fields, "collections", ADDRESS, NO_ADDRESS) }),
    block: count(fields, "block"),
    blockHash: hex(fields, "blockHash", HASH, "is no block hash (0x and 64 hex digits)"),
  };
}

/** The text of an address file, for people to read too. */
export function serialiseAddresses(addresses: Addresses): string {
  const { chainId, ledger, directory, lens, statements, factoring, collections, block, blockHash } = addresses;
  const fields = { chainId, ledger, directory, lens, statements, factoring, collections, block, blockHash };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new AddressFileError(undefined, text, "is no JSON");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new AddressFileError(undefined, text, "is no JSON object");
  }
  return parsed as Readonly<Record<string, unknown>>;
}

function hex(fields: Readonly<Record<string, unknown>>, field: string, form: RegExp, fault: string): Hex {
  const value = fields[field];
  if (typeof value === "string" && form.test(value)) return value as Hex;
  throw new AddressFileError(field, shown(value), fault);
}

function count(fields: Readonly<Record<string, unknown>>, field: string): number {
  const value = fields[field];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new AddressFileError(field, shown(value), "is no whole number");
}

function shown(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}
