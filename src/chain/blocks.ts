/**
 * Reads a chain through one or several JSON-RPC providers. What it returns has been checked: it is what was asked for,
 * a block's hash is that of its header, a log stands in the block that it names. Whether a provider withheld a log
 * can be told from the block's receipts alone: `logsOf` and `verifyBlock` of integrity.ts ask for them.
 */
import type { Address, Hex } from "../domain/receivable.ts";
import { createHeadReader, createMemory } from "./blocksHeads.ts";
import type { HeadOptions, Heads } from "./blocksHeads.ts";
import { blockOf, createLogReader } from "./blocksLogs.ts";
import type { LogLimits, LogWindow } from "./blocksLogs.ts";
import { readData } from "./blocksReading.ts";
import type { Block, BlockReceipt } from "./blocksReading.ts";
import { provenReceipts } from "./blocksReceipts.ts";
import { bloomMayHold } from "./integrityReceipts.ts";
import type { RawLog } from "./logs.ts";
import { bytesOfHex } from "./rlp.ts";
import type { Rpc } from "./rpc.ts";
import type { ChainReadError } from "./rpcErrors.ts";
import { createPool } from "./rpcPool.ts";
import type { PoolOptions } from "./rpcPool.ts";

/** How a provider fares, for reports. */
export interface ProviderStatus {
  readonly name: string;
  /** The highest block it has shown to have; undefined before the first. */
  readonly head: number | undefined;
  /** What it suffers from; undefined while it answers. */
  readonly fault: ChainReadError | undefined;
}

/** Every method throws a ChainReadError when no provider gives a right answer. */
export interface BlockReader {
  /** The contracts whose logs are read, in lower case. */
  readonly addresses: readonly Address[];
  /** From the next question on, the logs of these contracts are read too. */
  follow(addresses: readonly Address[]): void;
  /** EIP-155. @throws WrongChain where a provider serves another chain than was asked for */
  chainId(signal?: AbortSignal): Promise<number>;
  /** A contract's code at the latest block; `0x` if there is none. */
  code(address: Address, signal?: AbortSignal): Promise<Hex>;
  /**
   * @throws ChainBehind if the chain seems to have lost blocks without others in their place; ChainDisagreement if two
   *   providers give the same final height two hashes
   */
  heads(signal?: AbortSignal): Promise<Heads>;
  /** The block of a height in the present chain, or of a hash. @throws ChainBehind if no provider has it */
  block(at: number | Hex, signal?: AbortSignal): Promise<Block>;
  /**
   * The logs of blocks `from` to `to`, both included, as a provider tells them: each stands in its block, but whether
   * one was withheld only `verifyBlock` or `logsOf` can say.
   */
  logs(from: number, to: number, signal?: AbortSignal): Promise<LogWindow>;
  /** As `logs`, but in one question: as far as the provider goes at once, which is `to` or a block before it. */
  nextLogs(from: number, to: number, signal?: AbortSignal): Promise<LogWindow>;
  /**
   * The logs of a block, complete: none where its bloom filter excludes all addresses, else those of its receipts, to
   * which its hash commits.
   */
  logsOf(block: Block, signal?: AbortSignal): Promise<readonly RawLog[]>;
  /** The receipts of a block; its hash commits to them and to all their logs. */
  receipts(block: Block, signal?: AbortSignal): Promise<readonly BlockReceipt[]>;
  providers(): readonly ProviderStatus[];
}

export interface BlockReaderOptions extends PoolOptions, HeadOptions, LogLimits {
  /** In the order of preference. */
  readonly rpcs: readonly Rpc[];
  readonly addresses: readonly Address[];
}

const CONCURRENCY = 16;

/** @throws RangeError without a provider or an address, since no address means any to a node */
export function createBlockReader(options: BlockReaderOptions): BlockReader {
  if (options.addresses.length === 0) throw new RangeError("logs are read of one contract at least");
  const pool = createPool(options.rpcs, options);
  const memory = createMemory();
  const heads = createHeadReader(pool, memory, options);
  const addresses = new Set<Address>();
  const follow = (more: readonly Address[]): void => {
    for (const address of more) addresses.add(address.toLowerCase() as Address);
  };
  follow(options.addresses);
  const nextLogs = createLogReader(pool, addresses, options);
  const concurrency = options.concurrency ?? CONCURRENCY;

  const reader: BlockReader = {
    get addresses() {
      return [...addresses];
    },
    follow,
    chainId: (signal) => pool.chainId(signal),
    async code(address, signal) {
      const method = "eth_getCode";
      const read = (result: unknown, provider: string): Hex => readData(result, { provider, method });
      return (await pool.ask({ method, params: [address, "latest"], read }, signal)).value;
    },
    heads,
    async block(at, signal) {
      const height = typeof at === "number" ? at : undefined;
      const { value } = await pool.attempt((provider) => blockOf(pool, provider, at, signal), height, signal);
      if (height !== undefined) memory.note(value);
      return value;
    },
    nextLogs,
    async logs(from, to, signal) {
      let window = await nextLogs(from, to, signal);
      const logs = [...window.logs];
      const blocks = [...window.blocks];
      while (window.to < to) {
        window = await nextLogs(window.to + 1, to, signal);
        for (const log of window.logs) logs.push(log);
        for (const block of window.blocks) blocks.push(block);
      }
      return { from, to, logs, blocks, provider: window.provider };
    },
    async logsOf(block, signal) {
      const bloom = bytesOfHex(block.logsBloom);
      const wanted = reader.addresses;
      if (!wanted.some((address) => bloomMayHold(bloom, address))) return [];
      return logsIn(await reader.receipts(block, signal), wanted);
    },
    receipts: (block, signal) => provenReceipts(pool, block, concurrency, signal),
    providers: () =>
      pool.providers.map(({ rpc, head, fault }) => ({ name: rpc.name, head: head < 0 ? undefined : head, fault })),
  };
  return reader;
}

/** The logs of some contracts among a block's receipts, in the order of the chain. */
export function logsIn(receipts: readonly BlockReceipt[], addresses: readonly Address[]): readonly RawLog[] {
  const wanted = new Set<string>(addresses);
  return receipts.flatMap(({ logs }) => logs.filter(({ address }) => wanted.has(address)));
}
