/** What a contract answers, asked of a node without a transaction. */
import type { Rpc } from "../chain/rpc.ts";
import { ChainReadError } from "../chain/rpcErrors.ts";
import type { Hex } from "../domain/receivable.ts";
import { RetryError } from "./errors.ts";
import { failureOf } from "./failures.ts";
import type { SimulatedCall } from "./simulate.ts";

/**
 * The answer of a call on the latest state; `0x` where there is no contract.
 * @throws RefusedError where the contract refuses; RetryError where the node gives no answer to rely on
 */
export async function readCall(rpc: Pick<Rpc, "request">, { to, data }: SimulatedCall): Promise<Hex> {
  const answer = await rpc.request("eth_call", [{ to, data }, "latest"]).catch((error: unknown) => {
    throw error instanceof ChainReadError ? failureOf("asking", error) : error;
  });
  if (typeof answer === "string" && /^0x(?:[0-9a-f]{2})*$/i.test(answer)) return answer.toLowerCase() as Hex;
  throw new RetryError("NodeRefused", {}, "the node's answer to a call is no bytes: try again, or ask another");
}
