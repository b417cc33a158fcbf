/** The call by which an account lets a contract move its money. Loaded when first needed. */
import { erc20Abi } from "viem";
import { encodeFunctionData } from "viem/utils";
import type { Address } from "../../../domain/receivable.ts";

export function allowanceCall(token: string, desk: string, units: bigint): { to: string; data: string } {
  const args = [desk as Address, units] as const;
  return { to: token, data: encodeFunctionData({ abi: erc20Abi, functionName: "approve", args }) };
}
