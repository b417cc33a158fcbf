/** Logs of ranges of blocks, in steps as wide as the provider that answers takes them. */
import type { Address, Hex } from "../domain/receivable.ts";
import { readBlock, readLogs } from "./blocksReading.ts";
import type { Block } from "./blocksReading.ts";
import { bloomMayHold } from "./integrityReceipts.ts";
import type { RawLog } from "./logs.ts";
import { bytesOfHex } from "./rlp.ts";
import { ChainBehind, ChainDishonest, RpcRangeTooWide, RpcRefused, RpcUnreachable } from "./rpcErrors.ts";
import type { Pool, Provider } from "./rpcPool.ts";

/** Logs of all blocks of a range, with the blocks in which they stand. */
export interface LogWindow {
  readonly from: number;
  /** The last block that was read; the range that was asked for may go on. */
  readonly to: number;
  /** In the order of the chain. */
  readonly logs: readonly RawLog[];
  /** The blocks that hold these logs, in their order; each one's hash is that of its header. */
  readonly blocks: readonly Block[];
  /** Who told. */
  readonly provider: string;
}

export interface LogLimits {
  /** How many blocks the first question covers; 200 unless told. */
  readonly firstSpan?: number | undefined;
  /** The widest question that is ever asked; 100,000 blocks unless told. */
  readonly widestSpan?: number | undefined;
  /** How many logs an answer may hold; questions grow and shrink to come near it. 20,000 unless told. */
  readonly logsPerAnswer?: number | undefined;
  /** How many headers are asked for at a time; 16 unless told. */
  readonly concurrency?: number | undefined;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const FIRST_SPAN = 200;
const WIDEST_SPAN = 100_000;
const LOGS_PER_ANSWER = 20_000;
const CONCURRENCY = 16;
/** How many contracts one question names: there may be a desk for every factor. */
const ADDRESSES_PER_QUESTION = 500;
/** Answers after which a provider that refused a range is asked for a wider one again. */
const SETTLING = 16;

/** @param addresses In lower case; more may be added at any time. */
export function createLogReader(
  pool: Pool,
  addresses: ReadonlySet<Address>,
  limits: LogLimits,
): (from: number, to: number, signal?: AbortSignal) => Promise<LogWindow> {
  const firstSpan = limits.firstSpan ?? FIRST_SPAN;
  const widest = limits.widestSpan ?? WIDEST_SPAN;
  const plenty = limits.logsPerAnswer ?? LOGS_PER_ANSWER;
  const concurrency = limits.concurrency ?? CONCURRENCY;

  const logsOf = async (provider: Provider, range: Range, signal?: AbortSignal): Promise<readonly RawLog[]> => {
    const method = "eth_getLogs";
    const [fromBlock, toBlock] = [numberToHex(range.from), numberToHex(range.to)];
    const logs: RawLog[] = [];
    const all = [...addresses];
    for (let first = 0; first < all.length; first += ADDRESSES_PER_QUESTION) {
      const asked = all.slice(first, first + ADDRESSES_PER_QUESTION);
      const read = (result: unknown, name: string): readonly RawLog[] =>
        readLogs(result, { provider: name, method }, { ...range, addresses: new Set(asked) });
      const params = [{ address: asked, fromBlock, toBlock }];
      for (const log of await pool.askOne(provider, { method, params, read }, signal)) logs.push(log);
    }
    if (all.length <= ADDRESSES_PER_QUESTION) return logs;
    return logs.sort((one, other) => one.blockNumber - other.blockNumber || one.logIndex - other.logIndex);
  };

  const readFrom = async (provider: Provider, { from, to }: Range, signal?: AbortSignal): Promise<LogWindow> => {
    for (;;) {
      const span = provider.span ?? firstSpan;
      const range = { from, to: Math.min(to, from + span - 1) };
      if (provider.head < range.to) await blockOf(pool, provider, range.to, signal);
      try {
        const logs = await logsOf(provider, range, signal);
        const numbers = [...new Set(logs.map(({ blockNumber }) => blockNumber))];
        const blocks = await inTurn(numbers, concurrency, (number) => blockOf(pool, provider, number, signal));
        checkPlaces(logs, blocks, provider.rpc.name);
        adapt(provider, range, { span, widest, plenty, logs: logs.length });
        return { ...range, logs, blocks, provider: provider.rpc.name };
      } catch (error) {
        narrow(provider, range, error);
        if (!(error instanceof RpcRangeTooWide)) throw error;
      }
    }
  };

  return async (from, to, signal) => {
    const { value } = await pool.attempt((provider) => readFrom(provider, { from, to }, signal), to, signal);
    return value;
  };
}

/** A block by its number or hash from one provider, which is then known to have it. */
export async function blockOf(pool: Pool, provider: Provider, at: number | Hex, signal?: AbortSignal): Promise<Block> {
  const method = typeof at === "number" ? "eth_getBlockByNumber" : "eth_getBlockByHash";
  const params = [typeof at === "number" ? numberToHex(at) : at, false];
  const read = (result: unknown, name: string): Block => readBlock(result, { provider: name, method }, at);
  const block = await pool.askOne(provider, { method, params, read }, signal);
  provider.head = Math.max(provider.head, block.number);
  return block;
}

interface Answered {
  readonly span: number;
  readonly widest: number;
  readonly plenty: number;
  readonly logs: number;
}

/** After an answer, wider questions are asked again, unless a refusal is fresh; narrower ones where it was too much. */
function adapt(provider: Provider, { from, to }: Range, { span, widest, plenty, logs }: Answered): void {
  const asked = to - from + 1;
  const fitting = logs === 0 ? widest : Math.max(1, Math.floor((asked * plenty) / logs));
  if (logs > plenty) Object.assign(provider, { span: fitting });
  else if (asked < span) return;
  else if (provider.settling > 0) Object.assign(provider, { span, settling: provider.settling - 1 });
  else Object.assign(provider, { span: Math.min(widest, fitting, 2 * span) });
}

/**
 * After a refusal or a silence, narrower questions are asked.
 * @throws RpcRefused if the range is a single block already
 */
function narrow(provider: Provider, { from, to }: Range, error: unknown): void {
  const asked = to - from + 1;
  const isSlow = error instanceof RpcUnreachable && error.slow;
  if (!isSlow && !(error instanceof RpcRangeTooWide)) return;
  if (asked === 1) {
    if (isSlow) return;
    throw new RpcRefused(error.provider, error.method, `it does not take even one block: ${error.message}`, 0);
  }
  const offered = error instanceof RpcRangeTooWide ? error.blocks : undefined;
  const span = offered !== undefined && offered < asked ? offered : Math.floor(asked / 2);
  Object.assign(provider, { span, settling: SETTLING });
}

/** Each log stands in the block that its number now has, and that block's bloom filter knows of it. */
function checkPlaces(logs: readonly RawLog[], blocks: readonly Block[], provider: string): void {
  const method = "eth_getLogs";
  const byNumber = new Map(blocks.map((block) => [block.number, { block, bloom: bytesOfHex(block.logsBloom) }]));
  const seen = new Set<string>();
  for (const { blockNumber, blockHash, address } of logs) {
    const place = byNumber.get(blockNumber);
    if (place?.block.hash !== blockHash) {
      const fault = `block ${blockNumber} is ${blockHash} in its logs and ${place?.block.hash ?? "absent"} as a block`;
      throw new ChainBehind(provider, method, `${fault}: the chain is moving, or its nodes are of two minds`);
    }
    const key = `${blockNumber} ${address}`;
    if (!seen.has(key) && !bloomMayHold(place.bloom, address)) {
      const fault = `${address} wrote no log in this block, and it gives one`;
      throw new ChainDishonest(provider, method, blockNumber, "logs bloom", fault);
    }
    seen.add(key);
  }
}

/** Does some work for each item, so many at a time, until one fails; results are in the order of the items. */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      try {
        results[index] = await work(items[index] as Item);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return results;
}

export function numberToHex(number: number): Hex {
  return `0x${number.toString(16)}`;
}
