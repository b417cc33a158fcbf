/** Asks a contract account whether a signature is its own (ERC-1271). */
import type { Address, Hex } from "../domain/receivable.ts";
import type { Rpc } from "./rpc.ts";
import { RpcRefused } from "./rpcErrors.ts";

/** `isValidSignature(bytes32,bytes)`, which is also what it answers for yes. */
const MAGIC = "1626ba7e";
const WORD_DIGITS = 64;

/**
 * False where there is no contract, and where it reverts or answers anything but yes.
 * @throws ChainReadError where the provider cannot be asked
 */
export async function isSignedByContract(rpc: Rpc, account: Address, hash: Hex, signature: Hex): Promise<boolean> {
  const data = `0x${MAGIC}${hash.slice(2)}${encodedBytes(signature)}`;
  try {
    const answer = await rpc.request("eth_call", [{ to: account, data }, "latest"]);
    return typeof answer === "string" && answer.toLowerCase() === `0x${MAGIC.padEnd(WORD_DIGITS, "0")}`;
  } catch (error) {
    if (error instanceof RpcRefused) return false;
    throw error;
  }
}

/** Dynamic bytes as the second of two parameters: where they stand, how long they are, padded to whole words. */
function encodedBytes(bytes: Hex): string {
  const digits = bytes.slice(2);
  const padded = digits.padEnd(Math.ceil(digits.length / WORD_DIGITS) * WORD_DIGITS, "0");
  return word(64) + word(digits.length / 2) + padded;
}

function word(value: number): string {
  return value.toString(16).padStart(WORD_DIGITS, "0");
}
