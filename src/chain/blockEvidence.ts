/** Evidence of a block, gathered from a node that is not believed: header and receipts are checked as they come in. */
import type { Hex } from "../domain/receivable.ts";
import type { BlockReader } from "./blocks.ts";
import { readBlock } from "./blocksReading.ts";
import type { Failover } from "./failover.ts";
import { headerFields } from "./integrityHeader.ts";
import { receiptProof } from "./receiptProof.ts";
import type { BlockEvidence } from "./receiptProof.ts";

const METHOD = "eth_getBlockByHash";

/** Gathers the evidence that a block holds the receipts of some transactions, which are sought in it. */
export type GatherEvidence = (block: Hex, transactions: readonly Hex[]) => Promise<BlockEvidence>;

/**
 * @param ask Reaches the providers that the reader reads from.
 * @returns a function that throws a ChainReadError where no provider gives a block that its hash commits to
 */
export function createBlockEvidence(ask: Failover, reader: Pick<BlockReader, "receipts">): GatherEvidence {
  return async (hash, transactions) => {
    const { raw, block } = await ask(async (rpc) => {
      const answer = await rpc.request(METHOD, [hash, false]);
      return { raw: answer, block: readBlock(answer, { provider: rpc.name, method: METHOD }, hash) };
    });
    const receipts = await reader.receipts(block);
    const wanted = new Set(transactions);
    const places = receipts.flatMap(({ transactionHash }, place) => (wanted.has(transactionHash) ? [place] : []));
    return {
      header: headerFields(raw as Readonly<Record<string, unknown>>),
      receipts: places.map((place) => receiptProof(receipts, place)),
    };
  };
}
