/** Several JSON-RPC providers of one chain, of which the others are in reserve. */
import type { Rpc } from "./rpc.ts";
import { ChainReadError, RpcMalformed, WrongChain } from "./rpcErrors.ts";

/** Works with one provider, and where that fails with the next one. */
export type Failover = <T>(work: (rpc: Rpc) => Promise<T>, signal?: AbortSignal) => Promise<T>;

const QUANTITY = /^0x[0-9a-f]{1,13}$/i;

/**
 * What the provider that answered last says, or else another; what the last one suffers from if none answers. A
 * provider of another chain is not asked.
 * @param isTheirs Whether a failure is the provider's, so that another may do better
 * @throws RangeError without a provider
 */
export function createFailover(
  rpcs: readonly Rpc[],
  chainId: number,
  isTheirs: (failure: unknown) => boolean = (failure) => failure instanceof ChainReadError,
): Failover {
  if (rpcs.length === 0) throw new RangeError("a chain is reached through one JSON-RPC provider at least");
  const confirmed = new Set<Rpc>();
  let current = 0;

  const confirm = async (rpc: Rpc, signal?: AbortSignal): Promise<void> => {
    if (confirmed.has(rpc)) return;
    const answer = await rpc.request("eth_chainId", [], signal);
    if (typeof answer !== "string" || !QUANTITY.test(answer)) {
      throw new RpcMalformed(rpc.name, "eth_chainId", "it gives no number of a chain");
    }
    if (Number(answer) !== chainId) throw new WrongChain(rpc.name, chainId, Number(answer));
    confirmed.add(rpc);
  };

  return async (work, signal) => {
    let failure: unknown;
    for (const [offset, rpc] of [...rpcs.slice(current), ...rpcs.slice(0, current)].entries()) {
      try {
        await confirm(rpc, signal);
        const answer = await work(rpc);
        if (offset > 0) current = rpcs.indexOf(rpc);
        return answer;
      } catch (error) {
        if (!isTheirs(error)) throw error;
        // Behind one address there may be another node by now.
        confirmed.delete(rpc);
        failure = error;
      }
    }
    throw failure;
  };
}
