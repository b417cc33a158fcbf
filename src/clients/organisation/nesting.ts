/**
 * Messages that an organisation signs for applications such as the ledger, nested as ERC-7739 says: wallets show the
 * whole message and for which organisation it is signed, and it is valid for that one alone.
 */
import { concat, numberToHex, size, stringToHex, toPrefixedMessage } from "viem";
import { DOMAIN_FIELDS, hashStruct, structsOf } from "../../domain/eip712.ts";
import type { SigningDomain, TypedMessage, TypedStructs } from "../../domain/eip712.ts";
import { ZERO_HASH } from "../../domain/receivable.ts";
import type { Address, Hex } from "../../domain/receivable.ts";

const DESCRIPTION_LENGTH = { size: 2 };

/** The struct that nests a message, and its member that is the message. */
export const TYPED_DATA_SIGN = "TypedDataSign";
export const CONTENTS = "contents";

/** What every organisation's domain says of itself. */
export const ORGANISATION_KIND = { name: "Countersign Organisation", version: "1" } as const;

/** The domain of an organisation's own messages. */
export function organisationDomain(chainId: number, organisation: Address): Required<SigningDomain> {
  return { ...ORGANISATION_KIND, chainId: BigInt(chainId), verifyingContract: organisation };
}

/** What the organisation's members sign, under the application's domain, for a message of the application. */
export function nestedMessage(
  organisation: SigningDomain,
  { types, primaryType, message }: TypedMessage,
): TypedMessage {
  return {
    types: nestedTypes(types, primaryType),
    primaryType: TYPED_DATA_SIGN,
    message: { [CONTENTS]: message, ...organisation, salt: ZERO_HASH },
  };
}

/** What the members sign, under the organisation's own domain, for a text that it signs as EIP-191 has it. */
export function personalMessage(text: string): TypedMessage {
  return {
    types: { PersonalSign: [{ name: "prefixed", type: "bytes" }] },
    primaryType: "PersonalSign",
    message: { prefixed: toPrefixedMessage(text) },
  };
}

/** A message's types and the struct that nests it. */
export function nestedTypes(types: TypedStructs, primaryType: string): TypedStructs {
  return {
    ...types,
    [TYPED_DATA_SIGN]: [{ name: CONTENTS, type: primaryType }, ...DOMAIN_FIELDS, { name: "salt", type: "bytes32" }],
  };
}

/**
 * A multi-signature with what the organisation needs to find out what was signed.
 * @param application Domain of the application. @param content The message as the application has it.
 */
export function nestedSignature(multi: Hex, application: SigningDomain, content: TypedMessage): Hex {
  const description = stringToHex(descriptionOf(content));
  const fields = DOMAIN_FIELDS.filter(({ name }) => name in application);
  return concat([
    multi,
    hashStruct({ EIP712Domain: fields }, "EIP712Domain", application),
    hashStruct(content.types, content.primaryType, content.message),
    description,
    numberToHex(size(description), DESCRIPTION_LENGTH),
  ]);
}

/**
 * The types by name, as EIP-712 lists them behind the type that nests them; followed by the name of the message where
 * that is not the first of them.
 */
function descriptionOf({ types, primaryType }: TypedMessage): string {
  const structs = Object.entries(structsOf(types, primaryType)).sort(([left], [right]) => (left < right ? -1 : 1));
  const listed = structs.map(([name, fields]) => describe(name, fields)).join("");
  return structs[0]?.[0] === primaryType ? listed : `${listed}${primaryType}`;
}

function describe(name: string, fields: TypedStructs[string]): string {
  return `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(",")})`;
}
