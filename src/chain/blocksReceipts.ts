/** Receipts of a block that its hash commits to, whoever gives them. */
import type { Hex } from "../domain/receivable.ts";
import { inTurn, numberToHex } from "./blocksLogs.ts";
import { readReceipt, readReceipts } from "./blocksReading.ts";
import type { Block, BlockReceipt } from "./blocksReading.ts";
import { bloomOf, receiptsRoot } from "./integrityReceipts.ts";
import { hexOfBytes } from "./rlp.ts";
import { ChainDishonest, RpcRefused } from "./rpcErrors.ts";
import type { Pool, Provider } from "./rpcPool.ts";

const OF_BLOCK = "eth_getBlockReceipts";
const OF_TRANSACTION = "eth_getTransactionReceipt";

/**
 * The receipts of a block, asked for at once where a provider knows how and one by one where it does not. Their logs
 * are complete: root and bloom recomputed from them are those of the block's header.
 * @throws ChainDishonest if no provider gives receipts of which that is true, or what else kept them from answering
 */
export async function provenReceipts(
  pool: Pool,
  block: Block,
  concurrency: number,
  signal?: AbortSignal,
): Promise<readonly BlockReceipt[]> {
  const read = async (provider: Provider): Promise<readonly BlockReceipt[]> => {
    const receipts = await receiptsOf(pool, provider, block, { concurrency, signal });
    checkReceipts(receipts, block, provider.rpc.name);
    return receipts;
  };
  return (await pool.attempt(read, block.number, signal)).value;
}

interface Manner {
  readonly concurrency: number;
  readonly signal: AbortSignal | undefined;
}

async function receiptsOf(
  pool: Pool,
  provider: Provider,
  block: Block,
  { concurrency, signal }: Manner,
): Promise<readonly BlockReceipt[]> {
  if (!provider.unsupported.has(OF_BLOCK)) {
    const read = (result: unknown, name: string): readonly BlockReceipt[] =>
      readReceipts(result, { provider: name, method: OF_BLOCK }, block);
    try {
      const question = { method: OF_BLOCK, params: [numberToHex(block.number)], read };
      return await pool.askOne(provider, question, signal);
    } catch (error) {
      if (!(error instanceof RpcRefused) || !error.unsupported) throw error;
      provider.unsupported.add(OF_BLOCK);
    }
  }
  return inTurn(block.transactions, concurrency, (hash: Hex) => {
    const read = (result: unknown, name: string): BlockReceipt =>
      readReceipt(result, { provider: name, method: OF_TRANSACTION }, block, hash);
    return pool.askOne(provider, { method: OF_TRANSACTION, params: [hash], read }, signal);
  });
}

function checkReceipts(receipts: readonly BlockReceipt[], block: Block, provider: string): void {
  const root = receiptsRoot(receipts);
  if (root !== block.receiptsRoot) {
    const fault = `the header says ${block.receiptsRoot}, the receipts give ${root}`;
    throw new ChainDishonest(provider, OF_BLOCK, block.number, "receipts root", fault);
  }
  const bloom = hexOfBytes(bloomOf(receipts.flatMap(({ logs }) => logs)));
  if (bloom !== block.logsBloom) {
    const fault = "the header's filter is not the one that the receipts give";
    throw new ChainDishonest(provider, OF_BLOCK, block.number, "logs bloom", fault);
  }
}
