/**
 * Contract accounts (Safe and others) whose wallet application is elsewhere: what they are to sign is shown, and the
 * signature comes back later, from several people.
 */
import { hashMessage } from "viem";
import type { Hex } from "viem";
import { WalletError } from "./wallet.ts";
import type { Wallet } from "./wallet.ts";

/** What is to be signed elsewhere. */
export interface ToSign {
  readonly account: Hex;
  /** As EIP-191 has it. */
  readonly text: string;
  /** What the contract is asked about (ERC-1271). */
  readonly digest: Hex;
}

const NAME = "ERC-1271";
const SIGNATURE = /^0x(?:[0-9a-f]{2})+$/i;

/** A signature as it was pasted. @throws WalletError `signatureNone` */
export function pastedSignature(text: string): Hex {
  const trimmed = text.trim();
  if (!SIGNATURE.test(trimmed)) throw new WalletError("signatureNone", {});
  return trimmed.toLowerCase() as Hex;
}

/** @param ask Shows what is to be signed, and gives the signature once somebody has brought it. */
export function contractWallet(account: Hex, ask: (toSign: ToSign) => Promise<Hex>): Wallet {
  return {
    kind: "contract",
    address: account,
    name: NAME,
    signMessage: (text) => ask({ account, text, digest: hashMessage(text) }),
    // An act is kept at the gateway until its signature comes, and not in this page.
    signTypedData: () => Promise.reject(new WalletError("signElsewhere", {})),
    sendCall: () => Promise.reject(new WalletError("callUnsupported", { name: NAME })),
  };
}
