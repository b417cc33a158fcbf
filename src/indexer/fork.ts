/** Where the chain and the index part. */
import type { Addresses } from "../chain/addresses.ts";
import type { BlockReader } from "../chain/blocks.ts";
import type { Heads } from "../chain/blocksHeads.ts";
import type { Hex } from "../domain/receivable.ts";
import type { BlockPoint, BlockRow, Cursor } from "../store/chainTables.ts";
import { IndexStoppedError } from "./errors.ts";

/** The stored blocks that can still be dropped: from the last final one up to the last one, lowest first. */
export type Unfinal = readonly BlockPoint[];

export function unfinalOf({ final }: Pick<Cursor, "final">, above: readonly BlockRow[]): Unfinal {
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
    if (point === final) throw reorganised(point, hash, provider);
  }
  return undefined;
}

/**
 * Looks whether a head below the last final block is that of a node which is behind, or of another chain.
 * @param kept The last block at or below the head that is in the tables; the deployment will do where there is none.
 * @throws IndexStoppedError if it is another chain's; ChainReadError
 */
export async function checkBehind(
  reader: BlockReader,
  kept: BlockPoint | undefined,
  { latest }: Pick<Heads, "latest">,
  { block, blockHash }: Addresses,
  signal: AbortSignal,
): Promise<void> {
  const known: BlockPoint = kept ?? { number: block, hash: blockHash.toLowerCase() as Hex };
  if (known.number > latest.number) return;
  const { hash, provider } = known.number === latest.number ? latest : await reader.block(known.number, signal);
  if (hash === known.hash) return;
  throw reorganised(known, hash, provider);
}

/** A block that can never be dropped is another one by now. */
export function reorganised(point: BlockPoint, hash: string, provider: string): IndexStoppedError {
  const fault = `block ${point.number} was final as ${point.hash} and is ${hash} now, as ${provider} has it`;
  return new IndexStoppedError("ReorganisedBelowFinality", fault, { provider });
}

function withDeployment(fork: BlockPoint, head: BlockPoint, { block, blockHash }: Addresses): BlockPoint {
  if (fork === head || fork.number >= block) return fork;
  const fault = `block ${block}, ${blockHash}, in which the ledger was deployed, is no longer on the chain`;
  const wayOut = "deploy the ledger again, and give it a database of its own";
  throw new IndexStoppedError("ReorganisedBelowFinality", fault, { wayOut });
}
