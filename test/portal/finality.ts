/** When blocks of the demo's chain are final: at once, as that chain has it, or only after others, as on a real one. */
import { numberToHex } from "viem";
import type { LocalChain } from "../../src/cli/localChain.ts";

export interface Finality {
  /** The chain as its readers see it. */
  readonly chain: LocalChain;
  /** From now on a block is final when so many stand upon it; what is final already stays so. */
  readonly lag: (blocks: number) => Promise<void>;
}

const TAGS: readonly unknown[] = ["safe", "finalized"];

export function finalityOf(chain: LocalChain): Finality {
  let [floor, behind] = [0, 0];
  const latest = async (): Promise<number> => Math.max(floor, (await chain.blockNumber()) - behind);
  return {
    chain: {
      ...chain,
      async request(method, params) {
        const [block, ...rest] = params;
        const isTagged = method === "eth_getBlockByNumber" && behind > 0 && TAGS.includes(block);
        return chain.request(method, isTagged ? [numberToHex(await latest()), ...rest] : params);
      },
    },
    async lag(blocks) {
      floor = await latest();
      behind = blocks;
    },
  };
}
