/** What would become of a call, asked of a node before anybody pays for it. */
import type { Rpc } from "../chain/rpc.ts";
import { ChainReadError } from "../chain/rpcErrors.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import { LedgerError, RetryError } from "./errors.ts";
import { failureOf } from "./failures.ts";

export interface SimulatedCall {
  readonly to: Address;
  readonly data: Hex;
  /** Who would send it; the zero address unless told. */
  readonly from?: Address | undefined;
}

export interface SimulationOptions {
  /** The block on whose state it is played; the latest unless told. */
  readonly block?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Plays a call, and says how much gas it takes.
 * @throws RefusedError whose code is the Solidity error's name where a contract refuses; RetryError where the node
 *   gives no answer to rely on
 */
export async function simulate(
  rpc: Pick<Rpc, "request">,
  { from, to, data }: SimulatedCall,
  { block, signal }: SimulationOptions = {},
): Promise<bigint> {
  const call = { ...(from !== undefined && { from }), to, data };
  const at = block === undefined ? "latest" : `0x${block.toString(16)}`;
  const ask = async (method: string): Promise<unknown> => {
    try {
      return await rpc.request(method, [call, at], signal);
    } catch (error) {
      if (error instanceof ChainReadError) throw failureOf("asking", error);
      throw error;
    }
  };
  try {
    const gas = await ask("eth_estimateGas");
    if (typeof gas === "string" && /^0x[0-9a-f]{1,16}$/i.test(gas)) return BigInt(gas);
  } catch (error) {
    if (!(error instanceof LedgerError) || error.code !== "RevertedWithoutReason") throw error;
    // Some nodes give the reason for a call but not for an estimate.
    await ask("eth_call");
    throw error;
  }
  throw new RetryError("NodeRefused", {}, "the node's estimate of the gas is no number: try again, or ask another");
}

/** Whether a failure is the provider's, of reading or of trying a call, so that another one may do better. */
export function isProvidersFailure(failure: unknown): boolean {
  return failure instanceof ChainReadError || failure instanceof RetryError;
}
