/** All that an indexer asks a reader for, in one answer that can be compared with another. */
import type { BlockReader } from "../../src/chain/blocks.ts";
import { verifyBlock } from "../../src/chain/integrity.ts";

/**
 * Heads, logs of a range, and each of its blocks verified against its hash.
 * @throws what the reader throws
 */
export async function readAll(reader: BlockReader, from: number, to: number): Promise<string> {
  const { latest, safe, finalized } = await reader.heads();
  const told = await reader.logs(from, to);
  const verified: unknown[] = [];
  for (let number = from; number <= to; number += 1) {
    const block = await reader.block(number);
    const { receipts, logs } = await verifyBlock(reader, block, told);
    verified.push([block.hash, receipts, logs, await reader.logsOf(block)]);
  }
  const hashes = [latest, safe, finalized, ...told.blocks].map(({ hash }) => hash);
  return JSON.stringify([await reader.chainId(), hashes, told.logs, verified]);
}
