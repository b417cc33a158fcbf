/** A Safe (safe-smart-account 1.3 and later) that signs: what its owners sign each, and their signatures as one. */
import { concat, parseSignature, recoverTypedDataAddress, serializeSignature } from "viem";
import type { Address, Hex } from "../domain/receivable.ts";

/** What an owner's wallet is given. */
export interface SafeMessage {
  readonly domain: { readonly chainId: number; readonly verifyingContract: Address };
  readonly types: { readonly SafeMessage: readonly [{ readonly name: "message"; readonly type: "bytes" }] };
  readonly primaryType: "SafeMessage";
  readonly message: { readonly message: Hex };
}

interface OwnerSignature {
  readonly owner: Address;
  readonly signature: Hex;
}

/** @param digest What the Safe is asked about (ERC-1271). */
export function safeMessage(chainId: number, safe: Address, digest: Hex): SafeMessage {
  return {
    domain: { chainId, verifyingContract: safe },
    types: { SafeMessage: [{ name: "message", type: "bytes" }] },
    primaryType: "SafeMessage",
    message: { message: digest },
  };
}

/** Whose key has signed, in lower case, and its signature as Safes read it; undefined for what is none. */
export async function ownerSignature(message: SafeMessage, given: Hex): Promise<OwnerSignature | undefined> {
  try {
    const signature = serializeSignature(parseSignature(given));
    const owner = await recoverTypedDataAddress({ ...message, signature });
    return { owner: owner.toLowerCase() as Address, signature };
  } catch {
    return undefined;
  }
}

/** All as the one signature that the Safe takes, in the order of the owners' addresses. */
export function safeSignature(signatures: readonly OwnerSignature[]): Hex {
  const sorted = [...signatures].sort((left, right) => (BigInt(left.owner) < BigInt(right.owner) ? -1 : 1));
  return concat(sorted.map(({ signature }) => signature));
}
