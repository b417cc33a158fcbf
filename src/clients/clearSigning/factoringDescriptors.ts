/** Descriptors of factoring: offers for desks, what is sent to desks, notices and filings. */
import { deskAbi, factoringAbi } from "../../../generated/abi.ts";
import type { Addresses } from "../../chain/addresses.ts";
import type { SigningDomain, TypedStructs } from "../../domain/eip712.ts";
import { factoringDomain, NOTICE_TYPES } from "../../domain/factoring/noticeMessages.ts";
import { deskDomain, OFFER_TYPES } from "../../domain/factoring/offerMessages.ts";
import type { Address } from "../../domain/receivable.ts";
import { callsDescriptor, messagesDescriptor } from "./descriptor.ts";
import type { Descriptor, Place } from "./descriptor.ts";
import { displayOf } from "./display.ts";
import { callOf } from "./formats.ts";
import { NOTICE_INTENTS, OFFER_INTENTS } from "./intents.ts";
import { leavesOfMessage } from "./leaves.ts";

/**
 * Every descriptor of a deployment's factoring, by the name of its file; none where it has none.
 * @param desks Those whose offers and calls are to be shown: each factor has one of its own.
 */
export function factoringDescriptors(
  { chainId, factoring, ledger }: Pick<Addresses, "chainId" | "factoring" | "ledger">,
  desks: readonly Address[],
): Readonly<Record<string, Descriptor>> {
  if (factoring === undefined) return {};
  const place = { chainId, contracts: [factoring] };
  const described = {
    "eip712-countersign-factoring.json": messages(
      "Countersign Factoring messages",
      factoringDomain(chainId, factoring),
      place,
      { types: NOTICE_TYPES, intents: NOTICE_INTENTS },
    ),
    "calldata-countersign-factoring.json": callsDescriptor("Countersign Factoring", place, factoringAbi),
  };
  const [desk] = desks;
  if (desk === undefined) return described;
  const atDesks = { chainId, contracts: desks };
  return {
    ...described,
    "eip712-countersign-desk.json": messages("Countersign offers", deskDomain(chainId, desk), atDesks, {
      types: OFFER_TYPES,
      intents: OFFER_INTENTS,
    }),
    "calldata-countersign-desk.json": actsOnLedger(callsDescriptor("Countersign Desk", atDesks, deskAbi), ledger),
  };
}

interface Described {
  readonly types: TypedStructs;
  /** By primary type. */
  readonly intents: Readonly<Record<string, string>>;
}

function messages($id: string, domain: SigningDomain, place: Place, { types, intents }: Described): Descriptor {
  const all = Object.entries(intents).map(([name, intent]) => ({
    ...{ types, primaryType: name },
    display: displayOf(name, intent, leavesOfMessage(types, name)),
  }));
  return messagesDescriptor($id, domain, place, all);
}

/** What seller and factor decide together is a call of the ledger, and shown as one. */
function actsOnLedger({ display, ...descriptor }: Descriptor, ledger: Address): Descriptor {
  const formats = Object.entries(display.formats).map(([name, shown]) => {
    if (!name.startsWith("act(")) return [name, shown] as const;
    const fields = shown.fields.map((field) =>
      field.path === "call" ? { path: field.path, ...callOf(field.label, ledger) } : field,
    );
    return [name, { ...shown, fields }] as const;
  });
  return { ...descriptor, display: { formats: Object.fromEntries(formats) } };
}
