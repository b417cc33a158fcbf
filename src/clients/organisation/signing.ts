/** Several members' signatures as the one of their organisation. */
import { hashTypedData } from "viem";
import type { SigningDomain, TypedMessage } from "../../domain/eip712.ts";
import { signingDomain } from "../../domain/messages.ts";
import type { Hex } from "../../domain/receivable.ts";
import type { Connection } from "../connection.ts";
import { RefusedError } from "../errors.ts";
import { attempt } from "../failures.ts";
import { createSigning } from "../signing.ts";
import type { Signing } from "../signing.ts";
import type { Addresses } from "../../chain/addresses.ts";
import { multiSignature } from "./members.ts";
import type { MemberSignature } from "./members.ts";
import { nestedMessage, nestedSignature, personalMessage } from "./nesting.ts";
import { passkeySignature } from "./passkey.ts";
import type { Assertion } from "./passkey.ts";

/** A member that can be asked to sign. */
export interface Cosigner {
  readonly member: Hex;
  sign(domain: SigningDomain, message: TypedMessage): Promise<Hex>;
}

/** The key of a connection. @throws RefusedError `AccountMissing` if it only reads. */
export function keyCosigner(connection: Connection): Cosigner {
  const { account } = connection;
  if (account === undefined) {
    throw new RefusedError("AccountMissing", {}, "this connection only reads: give it an account to sign with");
  }
  return { member: account, sign: (domain, message) => connection.sign(domain, message) };
}

/** A passkey. @param assert Asks the authenticator to sign a challenge of 32 bytes, user verification required. */
export function passkeyCosigner(member: Hex, assert: (challenge: Hex) => Promise<Assertion>): Cosigner {
  return {
    member,
    sign: async (domain, { types, primaryType, message }) =>
      passkeySignature(await assert(hashTypedData({ domain, types, primaryType, message: { ...message } }))),
  };
}

/** Asks each member in turn. @throws LedgerError if one declines. */
export async function cosign(
  cosigners: readonly Cosigner[],
  domain: SigningDomain,
  message: TypedMessage,
): Promise<readonly MemberSignature[]> {
  const signatures: MemberSignature[] = [];
  for (const cosigner of cosigners) {
    const signature = await attempt("signing", () => cosigner.sign(domain, message));
    signatures.push({ member: cosigner.member, signature });
  }
  return signatures;
}

/** A message of an application, signed by members in the name of their organisation. @throws LedgerError */
export async function signAsOrganisation(
  organisation: SigningDomain,
  cosigners: readonly Cosigner[],
  application: SigningDomain,
  message: TypedMessage,
): Promise<Hex> {
  const signatures = await cosign(cosigners, application, nestedMessage(organisation, message));
  return nestedSignature(multiSignature(signatures), application, message);
}

/** A text (EIP-191), such as that of a sign-in, in the same way. @throws LedgerError */
export async function signTextAsOrganisation(
  organisation: SigningDomain,
  cosigners: readonly Cosigner[],
  text: string,
): Promise<Hex> {
  return multiSignature(await cosign(cosigners, organisation, personalMessage(text)));
}

/**
 * Every message of the ledger, signed by members in the name of their organisation: the same consents as those of a
 * key. @param connection To the chain; its own key signs nothing. @param organisation Domain of the organisation.
 */
export function organisationSigning(
  connection: Connection,
  { chainId, ledger }: Pick<Addresses, "chainId" | "ledger">,
  organisation: SigningDomain,
  cosigners: readonly Cosigner[],
): Signing {
  const sign: Connection["sign"] = (application, message) =>
    signAsOrganisation(organisation, cosigners, application, message);
  const asOrganisation: Connection = { ...connection, account: organisation.verifyingContract, sign };
  return createSigning(asOrganisation, signingDomain(chainId, ledger));
}
