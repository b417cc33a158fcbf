/** Descriptors of statements: what both sides sign and send about them. */
import { statementsAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import type { TypedStructs } from "../../domain/eip712.ts";
import { STATEMENT_TYPES, statementsDomain } from "../../domain/statementMessages.ts";
import type { StatementMessageName } from "../../domain/statementMessages.ts";
import { callsDescriptor, messagesDescriptor } from "./descriptor.ts";
import type { Descriptor } from "./descriptor.ts";
import { displayOf } from "./display.ts";
import { STATEMENT_INTENTS } from "./intents.ts";
import { leavesOfMessage } from "./leaves.ts";

const TYPES: TypedStructs = STATEMENT_TYPES;
const NAMES = Object.keys(STATEMENT_INTENTS) as readonly StatementMessageName[];

/** Every descriptor of a deployment's statements, by the name of its file; none where it has no statements. */
export function statementDescriptors({
  chainId,
  statements,
}: Pick<Addresses, "chainId" | "statements">): Readonly<Record<string, Descriptor>> {
  if (statements === undefined) return {};
  const place = { chainId, contracts: [statements] };
  const messages = NAMES.map((name) => ({
    types: TYPES,
    primaryType: name,
    display: displayOf(name, STATEMENT_INTENTS[name], leavesOfMessage(TYPES, name)),
  }));
  return {
    "eip712-countersign-statements.json": messagesDescriptor(
      "Countersign Statements messages",
      statementsDomain(chainId, statements),
      place,
      messages,
    ),
    "calldata-countersign-statements.json": callsDescriptor("Countersign Statements", place, statementsAbi),
  };
}
