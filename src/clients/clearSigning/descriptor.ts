/**
 * Descriptors of ERC-7730 (clear signing): what a wallet needs to show words for messages and calls. A descriptor is
 * bound to one deployment, so it is made for it. https://eips.ethereum.org/EIPS/eip-7730, version 1.
 */
import { getAddress } from "viem";
import { DOMAIN_FIELDS, structsOf } from "../../domain/eip712.ts";
import type { SigningDomain, TypedStructs } from "../../domain/eip712.ts";
import type { Address } from "../../domain/receivable.ts";
import { displayOf } from "./display.ts";
import type { Display } from "./display.ts";
import { enumerationPath } from "./formats.ts";
import { ENUMERATIONS } from "./enumerations.ts";
import type { EnumerationName } from "./enumerations.ts";
import { intentOfCall, UNDESCRIBED_CALLS } from "./intents.ts";
import { changingFunctions, leavesOfFunction, signatureOf } from "./leaves.ts";
import type { AbiEntry } from "./leaves.ts";

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

/** Contracts that messages are signed for, or calls are sent to. */
export interface Place {
  readonly chainId: number;
  readonly contracts: readonly Address[];
}

/** A message that a descriptor describes. @param types At least what the primary type is made of. */
export interface DescribedMessage {
  readonly types: TypedStructs;
  readonly primaryType: string;
  readonly display: Display;
}

const SCHEMA = "https://eips.ethereum.org/assets/eip-7730/erc7730-v1.schema.json";
const OWNER = "Countersign";

/** What is signed. @param domain The signing domain's name and version. */
export function messagesDescriptor(
  $id: string,
  { name, version }: Pick<SigningDomain, "name" | "version">,
  place: Place,
  messages: readonly DescribedMessage[],
): Descriptor {
  const schemas = messages.map(({ types, primaryType }) => ({
    primaryType,
    types: { EIP712Domain: DOMAIN_FIELDS, ...structsOf(types, primaryType) },
  }));
  const eip712 = { domain: { name, version }, deployments: deployments(place), schemas };
  const formats = messages.map(({ primaryType, display }) => [primaryType, display]);
  return descriptor({ $id, eip712 }, Object.fromEntries(formats) as Formats);
}

/** What is sent to a contract. @param abi Its own; what only reads is left out. */
export function callsDescriptor($id: string, place: Place, abi: readonly AbiEntry[]): Descriptor {
  const functions = changingFunctions(abi).filter(({ name }) => !(name in UNDESCRIBED_CALLS));
  const contract = { deployments: deployments(place), abi: functions };
  const formats = functions.map((entry) => [
    signatureOf(entry),
    displayOf(entry.name, intentOfCall(entry.name), leavesOfFunction(entry)),
  ]);
  return descriptor({ $id, contract }, Object.fromEntries(formats) as Formats);
}

type Formats = Descriptor["display"]["formats"];

function descriptor(context: Descriptor["context"], formats: Formats): Descriptor {
  return { $schema: SCHEMA, context, metadata: { owner: OWNER, enums: enumerationsIn(formats) }, display: { formats } };
}

function deployments({ chainId, contracts }: Place): readonly { readonly chainId: number; readonly address: string }[] {
  return contracts.map((contract) => ({ chainId, address: getAddress(contract) }));
}

function enumerationsIn(formats: Formats): Descriptor["metadata"]["enums"] {
  const used = new Set(Object.values(formats).flatMap(({ fields }) => fields.map(({ params }) => params?.["$ref"])));
  const names = (Object.keys(ENUMERATIONS) as EnumerationName[]).filter((name) => used.has(enumerationPath(name)));
  return Object.fromEntries(names.map((name) => [name, ENUMERATIONS[name]]));
}
