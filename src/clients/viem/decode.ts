import { decodeFunctionData } from "viem";
import type { Abi, DecodeFunctionDataReturnType } from "viem";
import type { Hex } from "../../domain/receivable.ts";

/** A call with its arguments; undefined for what is no call of the contract. */
export function callIn<const Of extends Abi>(abi: Of, data: Hex): DecodeFunctionDataReturnType<Of> | undefined {
  try {
    return decodeFunctionData({ abi, data });
  } catch {
    return undefined;
  }
}
