/**
 * Reads what ledger and directory ever wrote, block after block, and keeps what it has: after a provider failed, the
 * next step begins where the last one ended.
 */
import type { BlockReader } from "../../chain/blocks.ts";
import type { Block } from "../../chain/blocksReading.ts";
import type { RawLog } from "../../chain/logs.ts";
import { ChainBehind, ChainDishonest } from "../../chain/rpcErrors.ts";
import type { Audited, AuditEvent } from "../fold.ts";
import { auditEvents } from "./decoding.ts";

/**
 * How complete the reading is: `headers` reads the header of every block, each of which names the one before, and the
 * receipts wherever the header's filter may hold a log of ours, so that nothing can be withheld; `logs` asks for logs
 * and proves those that are told, and what a provider withholds is not seen.
 */
export type Depth = "headers" | "logs";

export interface Gathered {
  readonly events: readonly AuditEvent[];
  /** Hashes of the blocks that hold them, and in depth `headers` of the first and the last block too. */
  readonly hashes: ReadonlyMap<number, string>;
  /** The next block to be read. */
  readonly next: number;
  /** Blocks whose header was hashed. */
  readonly headers: number;
  /** Receipts whose root was recomputed. */
  readonly receipts: number;
}

const HEADERS_AT_ONCE = 16;

export class Gathering {
  readonly #reader: BlockReader;
  readonly #where: Audited;
  readonly #depth: Depth;
  readonly #events: AuditEvent[] = [];
  readonly #hashes = new Map<number, string>();
  #last: Block | undefined;
  #next: number;
  #headers = 0;
  #receipts = 0;

  constructor(reader: BlockReader, where: Audited, from: number, depth: Depth) {
    this.#reader = reader;
    this.#where = where;
    this.#depth = depth;
    this.#next = from;
  }

  get gathered(): Gathered {
    const [events, hashes, next] = [this.#events, this.#hashes, this.#next];
    return { events, hashes, next, headers: this.#headers, receipts: this.#receipts };
  }

  /** Reads some blocks more, `to` at most. @throws ChainReadError after which it may be called again */
  async step(to: number, signal: AbortSignal): Promise<void> {
    if (this.#next > to) return;
    if (this.#depth === "headers") await this.#readHeaders(Math.min(to, this.#next + HEADERS_AT_ONCE - 1), signal);
    else await this.#readLogs(to, signal);
  }

  async #readHeaders(to: number, signal: AbortSignal): Promise<void> {
    const numbers = Array.from({ length: to - this.#next + 1 }, (_, index) => this.#next + index);
    const blocks = await Promise.all(numbers.map((number) => this.#reader.block(number, signal)));
    let before = this.#last;
    for (const block of blocks) {
      if (before !== undefined && block.parentHash !== before.hash) {
        const fault = `it does not follow block ${before.number}, ${before.hash}: the chain has moved; begin again`;
        throw new ChainDishonest(block.provider, "eth_getBlockByNumber", block.number, "parent hash", fault);
      }
      before = block;
    }
    const logs = await Promise.all(blocks.map((block) => this.#proven(block, signal)));
    if (this.#last === undefined && blocks[0] !== undefined) this.#hashes.set(blocks[0].number, blocks[0].hash);
    this.#take(blocks, logs);
    if (before !== undefined) this.#hashes.set(before.number, before.hash);
    this.#last = before;
    this.#next = to + 1;
  }

  async #readLogs(to: number, signal: AbortSignal): Promise<void> {
    const window = await this.#reader.nextLogs(this.#next, to, signal);
    const logs = await Promise.all(window.blocks.map((block) => this.#proven(block, signal)));
    for (const [index, block] of window.blocks.entries()) {
      const told = window.logs.filter(({ blockNumber }) => blockNumber === block.number);
      if (areSame(logs[index] ?? [], told)) continue;
      const fault = "the logs that it tells are not those of the block's receipts";
      throw new ChainDishonest(window.provider, "eth_getLogs", block.number, "logs", fault);
    }
    this.#take(window.blocks, logs);
    this.#next = window.to + 1;
  }

  /** The logs of ours in a block; if there are any, its receipts give the root that its hash commits to. */
  async #proven(block: Block, signal: AbortSignal): Promise<readonly RawLog[]> {
    const logs = await this.#reader.logsOf(block, signal);
    if (logs.some(({ blockHash }) => blockHash !== block.hash)) {
      throw new ChainBehind(block.provider, "eth_getBlockReceipts", `block ${block.number} has moved: begin again`);
    }
    return logs;
  }

  #take(blocks: readonly Block[], logs: readonly (readonly RawLog[])[]): void {
    this.#headers += blocks.length;
    for (const [index, block] of blocks.entries()) {
      const own = logs[index] ?? [];
      if (own.length === 0) continue;
      this.#receipts += block.transactions.length;
      this.#hashes.set(block.number, block.hash);
      for (const event of auditEvents(this.#where, own, () => block.timestamp)) this.#events.push(event);
    }
  }
}

function areSame(proven: readonly RawLog[], told: readonly RawLog[]): boolean {
  return (
    proven.length === told.length &&
    proven.every(({ logIndex, data, topics }, index) => {
      const other = told[index];
      return other?.logIndex === logIndex && other.data === data && other.topics.join() === topics.join();
    })
  );
}
