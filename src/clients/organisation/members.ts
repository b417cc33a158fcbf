/**
 * Who signs for an organisation, and how many signatures become one. A member is what ERC-7913 calls a signer: the
 * address of a key or a contract, or a verifier's address and the public key that it verifies with.
 */
import { concat, encodeAbiParameters, keccak256, size } from "viem";
import { wordOf } from "../../domain/hash.ts";
import type { Address, Hex } from "../../domain/receivable.ts";
import { RefusedError } from "../errors.ts";

/** Members, and how many of them it takes. */
export interface Quorum {
  readonly members: readonly Hex[];
  readonly threshold: number;
}

/** A point of the P-256 curve. */
export interface PasskeyPublicKey {
  readonly x: bigint;
  readonly y: bigint;
}

export interface MemberSignature {
  readonly member: Hex;
  readonly signature: Hex;
}

const MULTI_SIGNATURE = [{ type: "bytes[]" }, { type: "bytes[]" }] as const;
const SMALLEST = 20;
const LARGEST = 128;

/** A passkey as a member. @param verifier A deployed `PasskeyVerifier`. */
export function passkeyMember(verifier: Address, { x, y }: PasskeyPublicKey): Hex {
  return concat([verifier, wordOf(x), wordOf(y)]);
}

/**
 * Signatures in the order that an organisation wants: strictly ascending by keccak256 of the member.
 * @throws RefusedError `ArgumentInvalid` for a member that signs twice or is not 20 to 128 bytes long.
 */
export function sortedSignatures(signatures: readonly MemberSignature[]): readonly MemberSignature[] {
  const sorted = signatures
    .map((signed) => ({ ...signed, id: BigInt(keccak256(checkedMember(signed.member))) }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
  for (const [index, { id, member }] of sorted.entries()) {
    if (sorted[index + 1]?.id === id) throw invalid(member, "it signs twice: take one signature of each member");
  }
  return sorted.map(({ member, signature }) => ({ member, signature }));
}

/** All signatures as one, `abi.encode(bytes[] signers, bytes[] signatures)`. @throws RefusedError as above. */
export function multiSignature(signatures: readonly MemberSignature[]): Hex {
  const sorted = sortedSignatures(signatures);
  const members = sorted.map(({ member }) => member);
  return encodeAbiParameters(MULTI_SIGNATURE, [members, sorted.map(({ signature }) => signature)]);
}

function checkedMember(member: Hex): Hex {
  const bytes = size(member);
  if (bytes >= SMALLEST && bytes <= LARGEST) return member;
  throw invalid(member, `it has ${bytes} bytes: an address has 20, a verifier with its key up to 128`);
}

function invalid(member: Hex, why: string): RefusedError {
  return new RefusedError("ArgumentInvalid", { member }, `${member} cannot sign, since ${why}`);
}
