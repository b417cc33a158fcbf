/** Whoever signs, and what may go wrong when they are asked to. */
import type { Hex, TypedDataDefinition } from "viem";

/** A transaction that the wallet sends by itself and pays for. */
export interface OwnCall {
  readonly to: string;
  readonly data: string;
}

export interface Wallet {
  readonly kind: "demo" | "browser" | "contract" | "passkey";
  /** Whose signatures the ledger sees: the account's own key, or the contract's (ERC-1271). */
  readonly address: Hex;
  /** As its announcement (EIP-6963) or we call it. */
  readonly name: string;
  /** @throws WalletError */
  signMessage(message: string): Promise<Hex>;
  /** @throws WalletError */
  signTypedData(data: TypedDataDefinition): Promise<Hex>;
  /** Sends a transaction of the account's own. @returns its hash. @throws WalletError */
  sendCall(call: OwnCall): Promise<Hex>;
}

/**
 * What a wallet, or whoever holds it, did instead of signing. `rejected` is the person's own no; `walletGone` that the
 * wallet changed its account or its chain; `callUnsupported` that this kind of wallet sends nothing.
 */
export type WalletFault =
  | "rejected"
  | "pending"
  | "walletMissing"
  | "walletGone"
  | "accountMissing"
  | "accountOther"
  | "chainOther"
  | "walletFailed"
  | "callUnsupported"
  | "linkInvalid"
  | "linkElsewhere"
  | "passkeyUnsupported"
  | "passkeyUnknown"
  | "passkeySameDevice"
  | "passkeyRejected"
  | "passkeyMismatch"
  | "accountRefused"
  | "accountSlow"
  | "signElsewhere"
  | "signatureNone";

export class WalletError extends Error {
  readonly fault: WalletFault;
  readonly values: Readonly<Record<string, string | number>>;

  /** @param values What the sentence about it names. */
  constructor(fault: WalletFault, values: Readonly<Record<string, string | number>>, cause?: unknown) {
    super(fault, { cause });
    this.name = "WalletError";
    this.fault = fault;
    this.values = values;
  }
}
