/** Where the chain and the index part. */
import type { Addresses } from "../chain/addresses.ts";
import type { BlockReader } from "../chain/blocks.ts";
import type { Heads } from "../chain/blocksHeads.ts";
import type { BlockPoint, BlockRow, Cursor } from "../store/chainTables.ts";
import { IndexStoppedError } from "./errors.ts";

/** The stored blocks that can still be dropped: from the last final one up to the last one, lowest first. */
export type Unfinal = readonly BlockPoint[];

export function unfinalOf({ final }: Cursor, above: readonly BlockRow[]): Unfinal {
  return [final, ...above.toReversed().map(({ number, hash }) => ({ number, hash }))];
}

/**
 * The last stored block that is on the chain; undefined while the node is behind: its head is one of the stored blocks,
 * or lies below the final one, so that nothing says that they were dropped.
 * @throws IndexStoppedError if that is below finality or the deployment; ChainReadError
 */
export async function findFork(
  reader: BlockReader,
  stored: Unfinal,
  { latest }: Pick<Heads, "latest">,
  addresses: Addresses,
  signal: AbortSignal,
): Promise<BlockPoint | undefined> {
  const head = stored.at(-1);
  const [final] = stored;
  if (head === undefined || final === undefined || latest.number < final.number) return undefined;
  if (latest.parentHash === head.hash && latest.number === head.number + 1) return head;
  for (const point of stored.toReversed()) {
    if (point.number > latest.number) continue;
    const isHead = point.number === latest.number;
    const { hash, provider } = isHead ? latest : await reader.block(point.number, signal);
    if (hash === point.hash) {
      if (isHead && point !== head) return undefined;
      return withDeployment(point, head, addresses);
    }
    if (point === final) {
      const message =
        `block ${point.number} was final as ${point.hash} and is ${hash} now, as ${provider} has it: ` +
        "find out which chain is right, then rebuild the index from it";
      throw new IndexStoppedError("ReorganisedBelowFinality", message, provider);
    }
  }
  return undefined;
}

function withDeployment(fork: BlockPoint, head: BlockPoint, { block, blockHash }: Addresses): BlockPoint {
  if (fork === head || fork.number >= block) return fork;
  const message =
    `block ${block}, ${blockHash}, in which the ledger was deployed, is no longer on the chain: ` +
    "deploy the ledger again, and give it a database of its own";
  throw new IndexStoppedError("ReorganisedBelowFinality", message);
}
