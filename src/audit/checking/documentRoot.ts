/** The root of a receivable's document, as the chain has it: what disclosed fields are checked against. */
import { createBlockReader } from "../../chain/blocks.ts";
import { readLogs } from "../../chain/blocksReading.ts";
import { createRpc } from "../../chain/rpc.ts";
import type { Hex } from "../hashing.ts";
import { Arguments } from "../reading.ts";
import { contractReader } from "./contract.ts";
import { auditEvents } from "./decoding.ts";
import { NoLedger } from "./noLedger.ts";
import type { AuditPlace } from "./verification.ts";

export interface DocumentOnChain {
  readonly chainId: number;
  /** Undefined where the ledger has recorded none for this id. */
  readonly root: string | undefined;
  /** The block that recorded it, proven from its receipts up to its hash. */
  readonly block: number | undefined;
  readonly blockHash: string | undefined;
  /** Whether that event is among the receipts to which the block's hash commits. */
  readonly isProven: boolean;
}

/** What tells or changes the document. */
const TELLING = ["ReceivableIssued", "ReceivableSealed", "ReceivableAmended"];

/**
 * The document by the last event that a provider tells of the receivable. That there is no later one is the provider's
 * word. @throws ChainReadError, NoLedger
 */
export async function documentOnChain(
  { rpc: url, ledger, from }: AuditPlace,
  receivable: string,
  signal: AbortSignal,
): Promise<DocumentOnChain> {
  const rpc = createRpc({ url });
  const reader = createBlockReader({ rpcs: [rpc], addresses: [ledger], attempts: 2 });
  const chainId = await reader.chainId(signal);
  const { latest } = await reader.heads(signal);
  const directory = await contractReader(rpc, latest.number).directoryOf(ledger, signal);
  if (directory === undefined) throw new NoLedger(`no ledger answers at ${ledger} on chain ${chainId}`);
  const [fromBlock, toBlock] = [from, latest.number].map((block) => `0x${block.toString(16)}`);
  const filter = { address: ledger, fromBlock, toBlock, topics: [null, receivable] };
  const source = { provider: rpc.name, method: "eth_getLogs" };
  const question = { from, to: latest.number, addresses: new Set([ledger.toLowerCase()]) };
  const told = readLogs(await rpc.request(source.method, [filter], signal), source, question);
  const logs = told.filter(({ topics }) => topics[1] === receivable.toLowerCase());
  const events = auditEvents({ ledger, directory }, logs, () => undefined);
  const last = events.findLastIndex(({ name }) => TELLING.includes(name));
  const [event, log] = [events[last], logs[last]];
  if (event === undefined || log === undefined) {
    return { chainId, root: undefined, block: undefined, blockHash: undefined, isProven: false };
  }
  const block = await reader.block(log.blockNumber, signal);
  const proven = await reader.logsOf(block, signal);
  const isProven = proven.some(
    ({ logIndex, data, topics }) =>
      logIndex === log.logIndex && data === log.data && topics.join() === log.topics.join(),
  );
  const root: Hex = new Arguments(event.args).bytes32("document");
  return { chainId, root, block: block.number, blockHash: block.hash, isProven };
}
