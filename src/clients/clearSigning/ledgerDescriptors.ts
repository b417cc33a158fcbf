/** Descriptors of the ledger and the directory: what parties sign and send. */
import { directoryAbi, ledgerAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import type { TypedStructs } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import { MESSAGE_TYPES } from "../../domain/messageTypes.ts";
import type { MessageName } from "../../domain/messageTypes.ts";
import { callsDescriptor, messagesDescriptor } from "./descriptor.ts";
import type { Descriptor } from "./descriptor.ts";
import { displayOf } from "./display.ts";
import type { Display } from "./display.ts";
import { MESSAGE_INTENTS } from "./intents.ts";
import { leavesOfMessage } from "./leaves.ts";

const TYPES: TypedStructs = MESSAGE_TYPES;

/** Every message of the ledger. */
export const LEDGER_MESSAGES = Object.keys(MESSAGE_INTENTS) as readonly MessageName[];

/** Every descriptor of a deployment, by the name of its file. */
export function ledgerDescriptors({ chainId, ledger, directory }: Addresses): Readonly<Record<string, Descriptor>> {
  const atLedger = { chainId, contracts: [ledger] };
  const messages = LEDGER_MESSAGES.map((name) => ({ types: TYPES, primaryType: name, display: ledgerDisplay(name) }));
  return {
    "eip712-countersign.json": messagesDescriptor(
      "Countersign messages",
      signingDomain(chainId, ledger),
      atLedger,
      messages,
    ),
    "calldata-countersign.json": callsDescriptor("Countersign Ledger", atLedger, ledgerAbi),
    "calldata-countersign-directory.json": callsDescriptor(
      "Countersign Directory",
      { chainId, contracts: [directory] },
      directoryAbi,
    ),
  };
}

/** How a message of the ledger is shown, by whomever it is signed. */
export function ledgerDisplay(name: MessageName): Display {
  return displayOf(name, MESSAGE_INTENTS[name], leavesOfMessage(TYPES, name));
}
