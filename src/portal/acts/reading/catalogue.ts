/**
 * Every message that anybody signs here, by its primary type: its structs as the contracts have them, how it is shown,
 * and for which contract. A message whose own types say anything else is none of them.
 */
import { CONTENTS, nestedTypes, TYPED_DATA_SIGN } from "../../../clients/organisation/nesting.ts";
import { ORGANISATION_TYPES } from "../../../clients/organisation/messages.ts";
import { displayOf, nestedDisplay } from "../../../clients/clearSigning/display.ts";
import type { Display } from "../../../clients/clearSigning/display.ts";
import * as intents from "../../../clients/clearSigning/intents.ts";
import { leavesOfMessage } from "../../../clients/clearSigning/leaves.ts";
import { COLLECTION_TYPES } from "../../../domain/collections/recordMessages.ts";
import { structsOf } from "../../../domain/eip712.ts";
import type { TypedStructs } from "../../../domain/eip712.ts";
import { NOTICE_TYPES } from "../../../domain/factoring/noticeMessages.ts";
import { OFFER_TYPES } from "../../../domain/factoring/offerMessages.ts";
import { MESSAGE_TYPES } from "../../../domain/messageTypes.ts";
import { STATEMENT_TYPES } from "../../../domain/statementMessages.ts";
import { OTHERS } from "./otherMessages.ts";
import { UnreadableError } from "./reading.ts";

/** Whose signature check a message is for. */
export type Signed =
  "ledger" | "statements" | "factoring" | "collections" | "desk" | "organisation" | "currency" | "permit2" | "approval";

export interface KnownMessage {
  readonly primaryType: string;
  /** The message within, where an organisation's account nests it. */
  readonly contents: string | undefined;
  readonly types: TypedStructs;
  readonly display: Display;
  readonly signed: Signed;
}

interface Family {
  readonly signed: Signed;
  readonly types: TypedStructs;
  readonly intents: Readonly<Record<string, string>>;
}

const FAMILIES: readonly Family[] = [
  { signed: "ledger", types: MESSAGE_TYPES, intents: intents.MESSAGE_INTENTS },
  { signed: "statements", types: STATEMENT_TYPES, intents: intents.STATEMENT_INTENTS },
  { signed: "factoring", types: NOTICE_TYPES, intents: intents.NOTICE_INTENTS },
  { signed: "collections", types: COLLECTION_TYPES, intents: intents.COLLECTION_INTENTS },
  { signed: "desk", types: OFFER_TYPES, intents: intents.OFFER_INTENTS },
  { signed: "organisation", types: ORGANISATION_TYPES, intents: intents.ORGANISATION_INTENTS },
];

/** The primary types of all of them. */
export const MESSAGE_NAMES: readonly string[] = [
  ...FAMILIES.flatMap(({ intents: of }) => Object.keys(of)),
  ...Object.keys(OTHERS),
];

/**
 * @param types As they are to be signed. @throws UnreadableError for a message that is none of them, or that has other
 * fields than the message of that name has here.
 */
export function knownMessage(primaryType: string, types: TypedStructs): KnownMessage {
  const contents = primaryType === TYPED_DATA_SIGN ? contentsOf(types) : undefined;
  const known = contents === undefined ? plainMessage(primaryType) : nested(plainMessage(contents));
  checkTypes(types, known.types);
  return known;
}

/** A message by its primary type, by itself. @throws UnreadableError for one that is none of them. */
export function plainMessage(primaryType: string): KnownMessage {
  const plain = { primaryType, contents: undefined };
  for (const { signed, types, intents: of } of FAMILIES) {
    const intent = Object.hasOwn(of, primaryType) ? of[primaryType] : undefined;
    if (intent === undefined) continue;
    const display = displayOf(primaryType, intent, leavesOfMessage(types, primaryType));
    return { ...plain, types: structsOf(types, primaryType), display, signed };
  }
  const other = Object.hasOwn(OTHERS, primaryType) ? OTHERS[primaryType] : undefined;
  if (other === undefined) throw new UnreadableError(`${primaryType} is no message of this ledger`);
  return { ...plain, ...other, types: structsOf(other.types, primaryType) };
}

function contentsOf(types: TypedStructs): string {
  const [member] = types[TYPED_DATA_SIGN] ?? [];
  if (member?.name !== CONTENTS) throw new UnreadableError(`${TYPED_DATA_SIGN} holds no message`);
  return member.type;
}

function nested({ primaryType: contents, types, display, signed }: KnownMessage): KnownMessage {
  const all = nestedTypes(types, contents);
  const added = (all[TYPED_DATA_SIGN] ?? []).filter(({ name }) => name !== CONTENTS);
  const account = displayOf(TYPED_DATA_SIGN, "", leavesOfMessage({ [TYPED_DATA_SIGN]: added }, TYPED_DATA_SIGN));
  const shown = nestedDisplay(CONTENTS, display, account);
  return { primaryType: TYPED_DATA_SIGN, contents, types: all, display: shown, signed };
}

function checkTypes(types: TypedStructs, own: TypedStructs): void {
  // What is said of the domain is compared with the domain itself.
  const given = Object.fromEntries(Object.entries(types).filter(([name]) => name !== "EIP712Domain"));
  const written = (structs: TypedStructs): string =>
    Object.keys(structs)
      .sort()
      .map((name) => `${name}(${(structs[name] ?? []).map((field) => `${field.type} ${field.name}`).join()})`)
      .join(" ");
  if (written(given) !== written(own)) {
    throw new UnreadableError(`the types are ${written(given)}, and not ${written(own)}`);
  }
}
