/** What the contracts themselves answer, by `eth_call` at one block: the word of the node that is asked. */
import { decodeFunctionResult, encodeFunctionData, parseAbi } from "viem";
import type { Rpc } from "../../chain/rpc.ts";
import { RpcMalformed, RpcRefused } from "../../chain/rpcErrors.ts";
import type { Hex } from "../hashing.ts";

const QUESTIONS = parseAbi([
  "function directory() view returns (address)",
  "function extSloads(bytes32[] slots) view returns (bytes32[])",
  "function factor() view returns (address)",
  "function decimals() view returns (uint8)",
]);

type Name = "directory" | "factor" | "decimals" | "extSloads";
type Args = readonly [] | readonly [readonly Hex[]];

/** Questions to contracts as of a block. */
export interface ContractReader {
  /** The directory that a ledger is built upon; undefined where the address is no ledger. */
  directoryOf(ledger: Hex, signal: AbortSignal): Promise<Hex | undefined>;
  /** Whose desk an address is; undefined where it is none. */
  factorOf(desk: Hex, signal: AbortSignal): Promise<Hex | undefined>;
  /** How many decimals a token says it has; undefined where it says nothing. */
  decimalsOf(token: Hex, signal: AbortSignal): Promise<number | undefined>;
  /** What the ledger holds in some slots, in their order. */
  wordsOf(ledger: Hex, slots: readonly Hex[], signal: AbortSignal): Promise<readonly Hex[]>;
}

/** @param block Whose state is asked for. */
export function contractReader(rpc: Rpc, block: number): ContractReader {
  const call = async (to: Hex, functionName: Name, args: Args, signal: AbortSignal): Promise<unknown> => {
    const data = encodeFunctionData({ abi: QUESTIONS, functionName, args });
    const result = await rpc.request("eth_call", [{ to, data }, `0x${block.toString(16)}`], signal);
    try {
      return decodeFunctionResult({ abi: QUESTIONS, functionName, data: result as Hex });
    } catch (cause) {
      throw new RpcMalformed(rpc.name, "eth_call", `${functionName} of ${to} gives no answer of its shape`, cause);
    }
  };
  const callIfAny = async (to: Hex, functionName: Name, signal: AbortSignal): Promise<unknown> => {
    try {
      return await call(to, functionName, [], signal);
    } catch (error) {
      if (error instanceof RpcRefused || error instanceof RpcMalformed) return undefined;
      throw error;
    }
  };
  const addressOf = async (to: Hex, functionName: Name, signal: AbortSignal): Promise<Hex | undefined> => {
    const answer = await callIfAny(to, functionName, signal);
    return typeof answer === "string" ? (answer.toLowerCase() as Hex) : undefined;
  };
  return {
    directoryOf: (ledger, signal) => addressOf(ledger, "directory", signal),
    factorOf: (desk, signal) => addressOf(desk, "factor", signal),
    async decimalsOf(token, signal) {
      const answer = await callIfAny(token, "decimals", signal);
      return typeof answer === "number" ? answer : undefined;
    },
    wordsOf: async (ledger, slots, signal) => (await call(ledger, "extSloads", [slots], signal)) as readonly Hex[],
  };
}
