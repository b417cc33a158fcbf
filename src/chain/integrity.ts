/**
 * Whether a provider told everything. `eth_getLogs` may answer with logs missing and nobody can see it in the answer;
 * the hash of a block, however, commits to its receipts, and the receipts hold every log.
 */
import { logsIn } from "./blocks.ts";
import type { BlockReader } from "./blocks.ts";
import type { Block } from "./blocksReading.ts";
import type { RawLog } from "./logs.ts";
import { ChainBehind, ChainDishonest } from "./rpcErrors.ts";

/** What somebody was told about the logs of some blocks, such as a `LogWindow`. */
export interface ToldLogs {
  /** Logs of other blocks may be among them. */
  readonly logs: readonly RawLog[];
  readonly provider: string;
}

export interface VerifiedBlock {
  readonly block: Block;
  /** How many receipts its hash commits to. */
  readonly receipts: number;
  /** Every log of the reader's addresses in this block. */
  readonly logs: readonly RawLog[];
}

/**
 * Verifies a block against its own hash: header, receipts root, logs bloom, and the logs that were told of it.
 * @param ref The block that is to stand at its height; a number takes whatever block stands there now.
 * @param told What is compared with the receipts; without it, the logs are read once more and compared.
 * @throws ChainDishonest that names who told and what does not match; ChainBehind if another block stands there
 */
export async function verifyBlock(
  reader: BlockReader,
  ref: number | Pick<Block, "number" | "hash">,
  told?: ToldLogs,
  signal?: AbortSignal,
): Promise<VerifiedBlock> {
  const block = await reader.block(typeof ref === "number" ? ref : ref.number, signal);
  if (typeof ref !== "number" && ref.hash !== block.hash) {
    const fault = `block ${block.number} is ${block.hash} now and was ${ref.hash}`;
    throw new ChainBehind(block.provider, "eth_getBlockByNumber", fault);
  }
  const receipts = await reader.receipts(block, signal);
  const logs = logsIn(receipts, reader.addresses);
  const { logs: said, provider } = told ?? (await reader.nextLogs(block.number, block.number, signal));
  const here = said.filter(({ blockNumber }) => blockNumber === block.number);
  const fault = differenceOf(logs, here);
  if (fault !== undefined) throw new ChainDishonest(provider, "eth_getLogs", block.number, "logs", fault);
  return { block, receipts: receipts.length, logs };
}

/** The first difference between what the receipts hold and what was said; undefined if there is none. */
function differenceOf(proven: readonly RawLog[], said: readonly RawLog[]): string | undefined {
  const remaining = new Map(said.map((log) => [log.logIndex, log]));
  for (const log of proven) {
    const other = remaining.get(log.logIndex);
    if (other === undefined) return `log ${log.logIndex} of ${log.address} is missing`;
    if (textOf(other) !== textOf(log)) return `log ${log.logIndex} of ${log.address} is not the one in the receipts`;
    remaining.delete(log.logIndex);
  }
  const [more] = remaining.values();
  return more === undefined ? undefined : `log ${more.logIndex} of ${more.address} is in no receipt`;
}

function textOf({ address, blockHash, transactionHash, topics, data }: RawLog): string {
  return [address, blockHash, transactionHash, topics.join(), data].join(" ");
}
