/**
 * Descriptors of organisations that are contract accounts: what their members and guardians sign and what is sent to
 * them. A message of the ledger is nested for the account (ERC-7739), always as `TypedDataSign`. ERC-7730 finds a
 * message's display by the name of its primary type, so there is a descriptor for each message that is nested.
 */
import { organisationAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import type { TypedStructs } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import { MESSAGE_TYPES } from "../../domain/messageTypes.ts";
import type { MessageName } from "../../domain/messageTypes.ts";
import type { Address } from "../../domain/receivable.ts";
import { ORGANISATION_TYPES } from "../organisation/messages.ts";
import { CONTENTS, nestedTypes, ORGANISATION_KIND, TYPED_DATA_SIGN } from "../organisation/nesting.ts";
import { callsDescriptor, messagesDescriptor } from "./descriptor.ts";
import type { DescribedMessage, Descriptor } from "./descriptor.ts";
import { displayOf, nestedDisplay } from "./display.ts";
import type { Display } from "./display.ts";
import { ORGANISATION_INTENTS } from "./intents.ts";
import { leavesOfMessage } from "./leaves.ts";
import { LEDGER_MESSAGES, ledgerDisplay } from "./ledgerDescriptors.ts";

/** Every descriptor of these organisations, by the name of its file; none without organisations. */
export function organisationDescriptors(
  { chainId, ledger }: Pick<Addresses, "chainId" | "ledger">,
  organisations: readonly Address[],
): Readonly<Record<string, Descriptor>> {
  if (organisations.length === 0) return {};
  const place = { chainId, contracts: organisations };
  const nested = LEDGER_MESSAGES.map((name) => [
    `eip712-countersign-nested-${inLowerCase(name)}.json`,
    nestedDescriptor({ chainId, ledger }, name),
  ]);
  return {
    "eip712-countersign-organisation.json": messagesDescriptor(
      "Countersign Organisation messages",
      ORGANISATION_KIND,
      place,
      Object.entries(ORGANISATION_INTENTS).map(([name, intent]) => ownMessage(name, intent)),
    ),
    "calldata-countersign-organisation.json": callsDescriptor("Countersign Organisation", place, organisationAbi),
    ...(Object.fromEntries(nested) as Record<string, Descriptor>),
  };
}

function ownMessage(primaryType: string, intent: string): DescribedMessage {
  const types: TypedStructs = ORGANISATION_TYPES;
  return { types, primaryType, display: displayOf(primaryType, intent, leavesOfMessage(types, primaryType)) };
}

/** Members sign it under the ledger's domain; for which account is a part of the message. */
function nestedDescriptor({ chainId, ledger }: Pick<Addresses, "chainId" | "ledger">, name: MessageName): Descriptor {
  const types = nestedTypes(MESSAGE_TYPES, name);
  const display = nestedDisplay(CONTENTS, ledgerDisplay(name), accountDisplay(types));
  return messagesDescriptor(
    `Countersign ${name} of an organisation`,
    signingDomain(chainId, ledger),
    { chainId, contracts: [ledger] },
    [{ types, primaryType: TYPED_DATA_SIGN, display }],
  );
}

/** What nesting adds to a message. */
function accountDisplay(types: TypedStructs): Display {
  const added = (types[TYPED_DATA_SIGN] ?? []).filter(({ name }) => name !== CONTENTS);
  return displayOf(TYPED_DATA_SIGN, "", leavesOfMessage({ [TYPED_DATA_SIGN]: added }, TYPED_DATA_SIGN));
}

/** `AcceptanceRoot` is `acceptance-root` in the name of a file. */
function inLowerCase(name: string): string {
  return name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
