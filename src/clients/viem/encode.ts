import { encodeFunctionData } from "viem";
import type { Abi } from "viem";
import type { Hex } from "../../domain/receivable.ts";

/** Functions that a transaction can call. */
export type Writing = "nonpayable" | "payable";

/** The types of name and values were checked where they were written, against the very ABI. */
export function encode(abi: Abi, functionName: string, args: readonly unknown[]): Hex {
  return encodeFunctionData({ abi, functionName, args });
}
