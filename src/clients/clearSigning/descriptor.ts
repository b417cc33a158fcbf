/**
 * Descriptors of ERC-7730 (clear signing): what a wallet needs to show words for the ledger's messages and calls. A
 * descriptor is bound to one deployment, so it is made for it. https://eips.ethereum.org/EIPS/eip-7730, version 1.
 */
import { getAddress } from "viem";
import { directoryAbi, ledgerAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { DOMAIN_FIELDS, structsOf } from "../../domain/eip712.ts";
import type { TypedStructs } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import { MESSAGE_TYPES } from "../../domain/messageTypes.ts";
import type { MessageName } from "../../domain/messageTypes.ts";
import type { Address } from "../../domain/receivable.ts";
import { enumerationPath } from "./formats.ts";
import type { Format } from "./formats.ts";
import { ENUMERATIONS } from "./enumerations.ts";
import type { EnumerationName } from "./enumerations.ts";
import { intentOfCall, MESSAGE_INTENTS } from "./intents.ts";
import { formatOf } from "./labels.ts";
import { changingFunctions, leavesOfFunction, leavesOfMessage, signatureOf } from "./leaves.ts";
import type { AbiEntry, Leaf } from "./leaves.ts";

/** A field as a wallet shows it. */
export interface Field extends Format {
  readonly path: string;
}

/** How a message or a call is shown. Every path is in `fields` or in `excluded`. */
export interface Display {
  readonly intent: string;
  readonly fields: readonly Field[];
  readonly required: readonly string[];
  readonly excluded: readonly string[];
}

/** A descriptor, ready to be written as JSON. */
export interface Descriptor {
  readonly $schema: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly metadata: {
    readonly owner: string;
    readonly enums: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
  readonly display: { readonly formats: Readonly<Record<string, Display>> };
}

const SCHEMA = "https://eips.ethereum.org/assets/eip-7730/erc7730-v1.schema.json";
const OWNER = "Countersign";
/** Every descriptor of a deployment, by the name of its file. */
export function descriptorsOf(addresses: Addresses): Readonly<Record<string, Descriptor>> {
  const { chainId, ledger, directory } = addresses;
  return {
    "eip712-countersign.json": messagesDescriptor(chainId, ledger),
    "calldata-countersign.json": callsDescriptor("Ledger", chainId, ledger, ledgerAbi),
    "calldata-countersign-directory.json": callsDescriptor("Directory", chainId, directory, directoryAbi),
  };
}

/** What parties sign for the ledger. */
export function messagesDescriptor(chainId: number, ledger: Address): Descriptor {
  const names = Object.keys(MESSAGE_INTENTS) as MessageName[];
  const structs: TypedStructs = MESSAGE_TYPES;
  const { name, version } = signingDomain(chainId, ledger);
  const schemas = names.map((primaryType) => ({
    primaryType,
    types: { EIP712Domain: DOMAIN_FIELDS, ...structsOf(structs, primaryType) },
  }));
  const eip712 = { domain: { name, version }, deployments: deployments(chainId, ledger), schemas };
  const formats = names.map((subject) => [
    subject,
    displayOf(subject, MESSAGE_INTENTS[subject], leavesOfMessage(structs, subject)),
  ]);
  return descriptor({ $id: "Countersign messages", eip712 }, Object.fromEntries(formats) as Formats);
}

/** What is sent to a contract. @param abi Its own; what only reads is left out. */
export function callsDescriptor(
  contractName: string,
  chainId: number,
  address: Address,
  abi: readonly AbiEntry[],
): Descriptor {
  const functions = changingFunctions(abi);
  const contract = { deployments: deployments(chainId, address), abi: functions };
  const formats = functions.map((entry) => [
    signatureOf(entry),
    displayOf(entry.name, intentOfCall(entry.name), leavesOfFunction(entry)),
  ]);
  return descriptor({ $id: `Countersign ${contractName}`, contract }, Object.fromEntries(formats) as Formats);
}

type Formats = Descriptor["display"]["formats"];

function descriptor(context: Descriptor["context"], formats: Formats): Descriptor {
  return { $schema: SCHEMA, context, metadata: { owner: OWNER, enums: enumerationsIn(formats) }, display: { formats } };
}

function deployments(
  chainId: number,
  address: Address,
): readonly { readonly chainId: number; readonly address: string }[] {
  return [{ chainId, address: getAddress(address) }];
}

function displayOf(subject: string, intent: string, leaves: readonly Leaf[]): Display {
  const shown = leaves.flatMap((leaf) => {
    const format = formatOf(subject, leaf);
    return format === undefined ? [] : [{ path: leaf.path, ...withCurrency(subject, format, leaf, leaves) }];
  });
  const required = shown.map(({ path }) => path);
  const excluded = leaves.map(({ path }) => path).filter((path) => !required.includes(path));
  return { intent, fields: shown, required, excluded };
}

/** An amount is in the currency that stands nearest: in the same struct, or else in that which is opened beside it. */
function withCurrency(subject: string, format: Format, { path }: Leaf, leaves: readonly Leaf[]): Format {
  if (format.format !== "tokenAmount") return format;
  const [nearest] = leaves
    .filter(({ name }) => name === "currency")
    .map((leaf) => ({ tokenPath: leaf.path, shared: sharedSteps(leaf.path, path) }))
    .sort((a, b) => b.shared - a.shared);
  if (nearest === undefined) throw new RangeError(`${path} of ${subject} is an amount without a currency`);
  return { ...format, params: { tokenPath: nearest.tokenPath, ...format.params } };
}

function sharedSteps(one: string, other: string): number {
  const steps = other.split(".");
  const fork = one.split(".").findIndex((step, place) => step !== steps[place]);
  return fork === -1 ? steps.length : fork;
}

function enumerationsIn(formats: Formats): Descriptor["metadata"]["enums"] {
  const used = new Set(Object.values(formats).flatMap(({ fields }) => fields.map(({ params }) => params?.["$ref"])));
  const names = (Object.keys(ENUMERATIONS) as EnumerationName[]).filter((name) => used.has(enumerationPath(name)));
  return Object.fromEntries(names.map((name) => [name, ENUMERATIONS[name]]));
}
