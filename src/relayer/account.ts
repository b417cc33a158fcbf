/** The relayer's key. It signs transactions that send no value, and nothing else can be asked of it. */
import { keccak256 } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Address, Hex } from "../domain/receivable.ts";

/** What is signed: EIP-1559, without value. Fees are wei per gas. */
export interface Draft {
  readonly chainId: number;
  readonly nonce: number;
  readonly to: Address;
  readonly data: Hex;
  readonly gas: bigint;
  readonly maxFee: bigint;
  readonly tip: bigint;
}

export interface GasAccount {
  /** In lower case. */
  readonly address: Address;
  sign(draft: Draft): Promise<{ readonly raw: Hex; readonly hash: Hex }>;
}

/** @param key A secp256k1 private key, 32 bytes. @throws Error, which does not quote the key, if it is none */
export function createGasAccount(key: Hex): GasAccount {
  const account = accountOf(key);
  return {
    address: account.address.toLowerCase() as Address,
    async sign({ maxFee, tip, ...draft }) {
      const fees = { maxFeePerGas: maxFee, maxPriorityFeePerGas: tip };
      const raw = await account.signTransaction({ type: "eip1559", ...draft, ...fees, value: 0n });
      return { raw, hash: keccak256(raw) };
    },
  };
}

function accountOf(key: Hex): ReturnType<typeof privateKeyToAccount> {
  try {
    return privateKeyToAccount(key);
  } catch {
    throw new Error("the relayer's key is none: give 0x and 64 hexadecimal digits, other than zero");
  }
}
