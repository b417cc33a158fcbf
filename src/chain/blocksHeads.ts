/** The heads of the chain as several providers see them: how far it goes, and how much of it is safe and final. */
import { blockOf } from "./blocksLogs.ts";
import { readBlock } from "./blocksReading.ts";
import type { Block, BlockRef } from "./blocksReading.ts";
import { ChainBehind, ChainDisagreement, ChainReadError, RpcRefused, WrongChain } from "./rpcErrors.ts";
import type { Pool, Provider } from "./rpcPool.ts";

export interface Heads {
  readonly latest: Block;
  /** Not expected to be undone; `finalized` where a depth decides. */
  readonly safe: Block;
  readonly finalized: Block;
  /** Who says what is safe and final: the chain by its tags, or so many blocks below the latest. */
  readonly basis: "tags" | "depth";
  /** Who told. */
  readonly provider: string;
}

export interface HeadOptions {
  /** How many blocks below the latest are final, whatever tags there are. */
  readonly finalityDepth?: number | undefined;
  /**
   * How many blocks below the latest are final on a chain whose nodes know no tags safe and finalized; 256 unless told.
   * Once a node has known them, one that does not is taken for faulty.
   */
  readonly fallbackDepth?: number | undefined;
  /** A provider whose latest block is older is taken for stuck; undefined for chains that mine when they please. */
  readonly oldestHeadSeconds?: number | undefined;
}

interface Seen {
  readonly provider: Provider;
  readonly latest: Block;
  readonly safe: Block;
  readonly finalized: Block;
  readonly basis: Heads["basis"];
}

const METHOD = "eth_getBlockByNumber";
const SECOND = 1_000;
/** What geth and its kin answer with; a refusal of that code is tried again. */
const NO_SUCH_BLOCK = -32_000;
const FALLBACK_DEPTH = 256;

export type HeadReader = (signal?: AbortSignal) => Promise<Heads>;

/**
 * @param memory What blocks have been seen so far; tells a node that lags from a chain that was reorganised.
 */
export function createHeadReader(pool: Pool, memory: Memory, options: HeadOptions): HeadReader {
  const { finalityDepth, fallbackDepth = FALLBACK_DEPTH } = options;
  let agreed: BlockRef | undefined;
  let tagged = false;

  const seeSomehow = async (provider: Provider, signal?: AbortSignal): Promise<Seen> => {
    if (finalityDepth !== undefined) return seeDepth(pool, provider, finalityDepth, signal);
    try {
      const seen = await seeTags(pool, provider, signal);
      tagged = true;
      return seen;
    } catch (error) {
      if (tagged || !(error instanceof TagUnknown)) throw error;
      // A single answer may be a slip of the node.
      if (!(await isWithoutTags(pool, provider, signal))) throw error;
      return seeDepth(pool, provider, fallbackDepth, signal);
    }
  };

  const see = async (provider: Provider, signal?: AbortSignal): Promise<Seen> => {
    const seen = await seeSomehow(provider, signal);
    Object.assign(provider, { head: seen.latest.number });
    checkOrder(seen);
    checkAge(seen, options.oldestHeadSeconds);
    return seen;
  };

  const agree = async (all: readonly Seen[], signal?: AbortSignal): Promise<void> => {
    const [lowest, ...rest] = all.toSorted((one, other) => one.finalized.number - other.finalized.number);
    if (lowest === undefined || rest.length === 0) return;
    const { finalized } = lowest;
    if (agreed?.hash === finalized.hash) return;
    for (const other of rest) await checkAgreement(pool, lowest, other, signal);
    agreed = finalized;
  };

  return async (signal) => {
    const { value } = await pool.attempt(
      async (first) => {
        const others = pool.providers.filter((provider) => provider !== first && isWell(provider));
        const [own, ...theirs] = await Promise.all([
          see(first, signal),
          ...others.map((provider) => see(provider, signal).catch((error: unknown) => blamed(pool, provider, error))),
        ]);
        const all = [own, ...theirs.filter((seen) => seen !== undefined)];
        const best = all.reduce((one, other) => (other.latest.number > one.latest.number ? other : one));
        memory.checkForward(best.latest);
        await agree(all, signal);
        return best;
      },
      undefined,
      signal,
    );
    for (const block of [value.finalized, value.safe, value.latest]) memory.note(block);
    memory.turnTo(value.latest);
    const { latest, safe, finalized, basis, provider } = value;
    return { latest, safe, finalized, basis, provider: provider.rpc.name };
  };
}

/** Both have one block at the height that the lower one calls final. @throws ChainDisagreement */
async function checkAgreement(pool: Pool, lowest: Seen, other: Seen, signal?: AbortSignal): Promise<void> {
  const { finalized } = lowest;
  const { provider, finalized: own } = other;
  const block = own.number === finalized.number ? own : await blockOf(pool, provider, finalized.number, signal);
  if (block.hash === finalized.hash) return;
  const fault = `block ${finalized.number}, which it calls final, is ${block.hash} and not ${finalized.hash}`;
  throw new ChainDisagreement(provider.rpc.name, lowest.provider.rpc.name, METHOD, fault);
}

function isWell({ until, fault }: Provider): boolean {
  return until <= Date.now() && !(fault instanceof WrongChain);
}

function blamed(pool: Pool, provider: Provider, error: unknown): undefined {
  if (!(error instanceof ChainReadError)) throw error;
  pool.blame(provider, error);
}

/** The node answers, and knows no block by the name of a tag. */
class TagUnknown extends RpcRefused {}

async function isWithoutTags(pool: Pool, provider: Provider, signal?: AbortSignal): Promise<boolean> {
  for (const tag of ["safe", "finalized"]) {
    const error: unknown = await headBy(pool, provider, tag, signal).catch((thrown: unknown) => thrown);
    if (error instanceof Error && !(error instanceof TagUnknown)) throw error;
    if (!(error instanceof TagUnknown)) return false;
  }
  return true;
}

async function seeTags(pool: Pool, provider: Provider, signal?: AbortSignal): Promise<Seen> {
  // From the deepest up, so that a block mined in between cannot lift one above the next.
  const finalized = await headBy(pool, provider, "finalized", signal);
  const safe = await headBy(pool, provider, "safe", signal);
  return { provider, finalized, safe, latest: await headBy(pool, provider, "latest", signal), basis: "tags" };
}

async function seeDepth(pool: Pool, provider: Provider, depth: number, signal?: AbortSignal): Promise<Seen> {
  const latest = await headBy(pool, provider, "latest", signal);
  const finalized = depth === 0 ? latest : await blockOf(pool, provider, Math.max(0, latest.number - depth), signal);
  return { provider, latest, safe: finalized, finalized, basis: "depth" };
}

async function headBy(pool: Pool, provider: Provider, tag: string, signal?: AbortSignal): Promise<Block> {
  const read = (result: unknown, name: string): Block =>
    readBlock(result, { provider: name, method: METHOD }, undefined);
  try {
    return await pool.askOne(provider, { method: METHOD, params: [tag, false], read }, signal);
  } catch (error) {
    const isUnknown = error instanceof ChainBehind || error instanceof RpcRefused;
    if (tag === "latest" || !isUnknown || error.method !== METHOD) throw error;
    const fault = `it knows no ${tag} block (${error.message})`;
    throw new TagUnknown(provider.rpc.name, METHOD, fault, NO_SUCH_BLOCK);
  }
}

function checkOrder({ provider, latest, safe, finalized }: Seen): void {
  if (finalized.number <= safe.number && safe.number <= latest.number) return;
  const fault = `its latest block is ${latest.number}, its safe one ${safe.number}, its final one ${finalized.number}`;
  throw new ChainBehind(provider.rpc.name, METHOD, `${fault}: nodes of two minds answer for it`);
}

function checkAge({ provider, latest }: Seen, oldest: number | undefined): void {
  const age = Math.floor(Date.now() / SECOND) - latest.timestamp;
  if (oldest === undefined || age <= oldest) return;
  const fault = `its latest block ${latest.number} is ${age} s old, more than ${oldest} s`;
  throw new ChainBehind(provider.rpc.name, METHOD, fault);
}

/** Which hash each height had when it was last seen, for some thousand heights. */
export interface Memory {
  note(block: BlockRef): void;
  /** @throws ChainBehind if a head lies below the highest one and is an ancestor of it, as far as is known */
  checkForward(latest: Block): void;
  /** Takes a head for the highest one; what was seen above it is forgotten. */
  turnTo(latest: BlockRef): void;
}

const HEIGHTS = 8_192;

export function createMemory(): Memory {
  const hashes = new Map<number, string>();
  let highest = -1;
  const set = (number: number, hash: string): void => {
    hashes.delete(number);
    hashes.set(number, hash);
    const [oldest] = hashes.keys();
    if (hashes.size > HEIGHTS && oldest !== undefined) hashes.delete(oldest);
  };
  return {
    note({ number, hash, parentHash }) {
      set(number, hash);
      if (number > 0) set(number - 1, parentHash);
    },
    checkForward({ number, hash, provider }) {
      if (number >= highest || hashes.get(number) !== hash) return;
      throw new ChainBehind(provider, METHOD, `its latest block is ${number}, and block ${highest} was seen before`);
    },
    turnTo({ number }) {
      for (const height of [...hashes.keys()].filter((known) => known > number)) hashes.delete(height);
      highest = number;
    },
  };
}
