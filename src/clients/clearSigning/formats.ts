/** How single values are shown: a label, a format of ERC-7730 and its parameters. */
import type { EnumerationName } from "./enumerations.ts";

/** The formats of ERC-7730 v1 that the descriptors use. */
export type FormatName =
  "raw" | "addressName" | "amount" | "tokenAmount" | "nftName" | "date" | "unit" | "enum" | "calldata";

export interface Format {
  readonly label: string;
  readonly format: FormatName;
  readonly params?: Readonly<Record<string, string | number | readonly string[]>>;
}

/** An amount whose currency stands elsewhere in what is signed: whoever places the field adds the path to it. */
export interface Money extends Format {
  readonly format: "tokenAmount";
}

/** From where on an amount is shown in words. */
interface Threshold {
  readonly bits: number;
  readonly message: string;
}

/** Text, or a hash or number that has no other format. */
export function plain(label: string): Format {
  return { label, format: "raw" };
}

/** Whoever an address belongs to. */
export function account(label: string): Format {
  return { label, format: "addressName", params: { types: ["wallet", "eoa", "contract"] } };
}

/** The currency's contract. An ISO 4217 code shows as the address it is written in. */
export function currency(label: string): Format {
  return { label, format: "addressName", params: { types: ["token"] } };
}

/** Minor units of the currency that stands nearest. @param threshold For amounts that stand for everything. */
export function money(label: string, threshold?: Threshold): Money {
  if (threshold === undefined) return { label, format: "tokenAmount" };
  const { bits, message } = threshold;
  return { label, format: "tokenAmount", params: { threshold: `0x${(1n << BigInt(bits)).toString(16)}`, message } };
}

/** Wei, shown in the chain's own currency. */
export function ether(label: string): Format {
  return { label, format: "amount" };
}

/** Unix seconds. */
export function instant(label: string): Format {
  return { label, format: "date", params: { encoding: "timestamp" } };
}

/** A calendar date. ERC-7730 has no format for days, and one of seconds would show a wrong date: days are counted. */
export function day(label: string): Format {
  return unit(label, " days since 1970-01-01");
}

/** Parts per million a year, shown per cent. */
export function yearlyRate(label: string): Format {
  return { label, format: "unit", params: { base: "% a year", decimals: 4 } };
}

/** Parts per million, shown per cent. */
export function rate(label: string): Format {
  return { label, format: "unit", params: { base: "%", decimals: 4 } };
}

/** A count of something; the base is put right behind the number. */
export function unit(label: string, base: string): Format {
  return { label, format: "unit", params: { base, decimals: 0 } };
}

/** One of a few values that have words. */
export function choice(label: string, name: EnumerationName): Format {
  return { label, format: "enum", params: { $ref: enumerationPath(name) } };
}

/** Where descriptors keep an enumeration. */
export function enumerationPath(name: EnumerationName): string {
  return `$.metadata.enums.${name}`;
}

/** A receivable by its number as a token of the contract that is called. */
export function token(label: string): Format {
  return { label, format: "nftName", params: { collectionPath: "@.to" } };
}

/** A call of the contract that is called, inside another. */
export function call(label: string): Format {
  return { label, format: "calldata", params: { calleePath: "@.to" } };
}

/** A call of a contract that is known beforehand, inside another. */
export function callOf(label: string, callee: string): Format {
  return { label, format: "calldata", params: { callee } };
}

/** A call of a batch, made by the contract that is called: whoever places the field adds the path to the target. */
export function callOfBatch(label: string): Format {
  return { label, format: "calldata", params: { spenderPath: "@.to" } };
}
