/** Descriptors of collections: what creditors, collectors and debtors sign and send. */
import { collectionsAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { COLLECTION_TYPES, collectionsDomain } from "../../domain/collections/recordMessages.ts";
import type { CollectionMessageName } from "../../domain/collections/recordMessages.ts";
import type { TypedStructs } from "../../domain/eip712.ts";
import { callsDescriptor, messagesDescriptor } from "./descriptor.ts";
import type { Descriptor } from "./descriptor.ts";
import { displayOf } from "./display.ts";
import { COLLECTION_INTENTS } from "./intents.ts";
import { leavesOfMessage } from "./leaves.ts";

const TYPES: TypedStructs = COLLECTION_TYPES;
const NAMES = Object.keys(COLLECTION_INTENTS) as readonly CollectionMessageName[];

/** Every descriptor of a deployment's collections, by the name of its file; none where it has none. */
export function collectionDescriptors({
  chainId,
  collections,
}: Pick<Addresses, "chainId" | "collections">): Readonly<Record<string, Descriptor>> {
  if (collections === undefined) return {};
  const place = { chainId, contracts: [collections] };
  const messages = NAMES.map((name) => ({
    types: TYPES,
    primaryType: name,
    display: displayOf(name, COLLECTION_INTENTS[name], leavesOfMessage(TYPES, name)),
  }));
  return {
    "eip712-countersign-collections.json": messagesDescriptor(
      "Countersign Collections messages",
      collectionsDomain(chainId, collections),
      place,
      messages,
    ),
    "calldata-countersign-collections.json": callsDescriptor("Countersign Collections", place, collectionsAbi),
  };
}
