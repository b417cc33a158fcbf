import { decodeFunctionData } from "viem";
import type { Abi } from "viem";
import type { Hex } from "../../domain/receivable.ts";

/** The function that a call is of; undefined for what is no call of the contract. */
export function functionIn(abi: Abi, data: Hex): string | undefined {
  try {
    return decodeFunctionData({ abi, data }).functionName;
  } catch {
    return undefined;
  }
}
