/**
 * Several providers asked as one. The first that is well answers; one that fails is left alone for a while and the
 * next is asked. Only reads go through here, so that asking twice is harmless.
 */
import type { Rpc } from "./rpc.ts";
import {
  ChainDisagreement,
  ChainReadError,
  RpcBusy,
  RpcMalformed,
  RpcRangeTooWide,
  RpcRefused,
  WrongChain,
} from "./rpcErrors.ts";

export interface PoolOptions {
  /** EIP-155; without it, the first provider that answers decides for all. */
  readonly chainId?: number | undefined;
  /** How often one question is put to one provider before it is given up; 4 unless told. */
  readonly attempts?: number | undefined;
  /** The first pause after a failure, in milliseconds; each failure in a row doubles it. 250 unless told. */
  readonly pauseMilliseconds?: number | undefined;
  /** The longest pause, one that a provider asks for included; beyond it the question fails. 30 s unless told. */
  readonly longestPauseMilliseconds?: number | undefined;
}

/** A provider and how it fares. */
export interface Provider {
  readonly rpc: Rpc;
  /** The highest block it has shown to have; -1 before the first. */
  head: number;
  /** How many blocks it takes in one eth_getLogs, as far as is known; undefined while nothing is. */
  span: number | undefined;
  /** Failures since its last answer. */
  failures: number;
  /** Not to be asked before this instant, in milliseconds of the epoch. */
  until: number;
  /** Methods that it does not know. */
  readonly unsupported: Set<string>;
  /** Answers that still have to come before a wider range is tried again. */
  settling: number;
  /** Its last failure, until it answers again. */
  fault: ChainReadError | undefined;
  /** Whether it has said, since its last failure, that it serves the right chain. */
  confirmed: boolean;
}

export interface Answer<T> {
  readonly value: T;
  readonly provider: Provider;
}

/** What a question asks for and how its answer is read; reading throws a ChainReadError at an answer that is none. */
export interface Question<T> {
  readonly method: string;
  readonly params: readonly unknown[];
  readonly read: (result: unknown, provider: string) => T;
  /** Providers that are not known to lack this block are asked first. */
  readonly block?: number;
}

export interface Pool {
  readonly providers: readonly Provider[];
  /** EIP-155, once a provider has said it. */
  chainId(signal?: AbortSignal): Promise<number>;
  /**
   * Does some work with a provider, and with others if it fails.
   * @throws RpcRangeTooWide and ChainDisagreement at once, since no other provider helps; otherwise the last of the
   *   errors when every provider has failed as often as it may, with the others as its `earlier`
   */
  attempt<T>(work: (provider: Provider) => Promise<T>, block?: number, signal?: AbortSignal): Promise<Answer<T>>;
  ask<T>(question: Question<T>, signal?: AbortSignal): Promise<Answer<T>>;
  /** Asks one provider once, after making sure that it serves the right chain. */
  askOne<T>(provider: Provider, question: Question<T>, signal?: AbortSignal): Promise<T>;
  /** Leaves a provider alone for a while after it failed. */
  blame(provider: Provider, error: ChainReadError): void;
}

const ATTEMPTS = 4;
const PAUSE_MILLISECONDS = 250;
const LONGEST_PAUSE_MILLISECONDS = 30_000;
const NO_BLOCK = -1;
/** Where a smaller question, or a person, is the remedy. */
const OTHERS_DO_NOT_HELP = [RpcRangeTooWide, ChainDisagreement];
/** Refusals that may be of the moment: internal error, resource unavailable, and geth's code for whatever else. */
const PASSING: ReadonlySet<number> = new Set([-32_603, -32_002, -32_000]);

/** @throws RangeError without a provider */
export function createPool(rpcs: readonly Rpc[], options: PoolOptions): Pool {
  if (rpcs.length === 0) throw new RangeError("a chain is read through one JSON-RPC provider at least");
  const providers = rpcs.map(newcomer);
  const attempts = options.attempts ?? ATTEMPTS;
  const pause = options.pauseMilliseconds ?? PAUSE_MILLISECONDS;
  const longest = options.longestPauseMilliseconds ?? LONGEST_PAUSE_MILLISECONDS;
  let chain = options.chainId;

  const confirm = async (provider: Provider, signal?: AbortSignal): Promise<void> => {
    if (provider.fault instanceof WrongChain) throw provider.fault;
    if (provider.confirmed) return;
    const found = readChainId(await provider.rpc.request("eth_chainId", [], signal), provider.rpc.name);
    chain ??= found;
    if (found !== chain) throw new WrongChain(provider.rpc.name, chain, found);
    provider.confirmed = true;
  };

  const pool: Pool = {
    providers,
    async chainId(signal) {
      await pool.attempt((provider) => confirm(provider, signal), undefined, signal);
      return chain ?? NO_BLOCK;
    },
    async askOne(provider, { method, params, read }, signal) {
      await confirm(provider, signal);
      if (provider.unsupported.has(method)) {
        throw new RpcRefused(provider.rpc.name, method, "it does not know this method", 0, { unsupported: true });
      }
      return read(await provider.rpc.request(method, params, signal), provider.rpc.name);
    },
    ask: (question, signal) =>
      pool.attempt((provider) => pool.askOne(provider, question, signal), question.block, signal),
    async attempt(work, block, signal) {
      const errors: ChainReadError[] = [];
      const spent = new Map<Provider, number>();
      for (;;) {
        const provider = await nextOf(providers, { spent, attempts, block, longest, signal });
        if (provider === undefined) throw lastOf(errors, providers);
        try {
          const value = await work(provider);
          provider.failures = 0;
          provider.fault = undefined;
          return { value, provider };
        } catch (error) {
          if (!(error instanceof ChainReadError) || OTHERS_DO_NOT_HELP.some((kind) => error instanceof kind))
            throw error;
          errors.push(error);
          spent.set(provider, isFinal(error) ? attempts : (spent.get(provider) ?? 0) + 1);
          pool.blame(provider, error);
        }
      }
    },
    blame: (provider, error) => leaveAlone(provider, error, { pause, longest }),
  };
  return pool;
}

function leaveAlone(
  provider: Provider,
  error: ChainReadError,
  { pause, longest }: { readonly pause: number; readonly longest: number },
): void {
  if (provider.fault instanceof WrongChain) return;
  // Questions that failed side by side are one failure.
  if (provider.until <= Date.now()) provider.failures += 1;
  provider.fault = error;
  // Behind one address there may be another node by now.
  if (!(error instanceof RpcBusy)) provider.confirmed = false;
  const wanted = error instanceof RpcBusy ? error.retryAfter : undefined;
  provider.until = Date.now() + (wanted ?? Math.min(longest, pause * 2 ** Math.max(0, provider.failures - 1)));
}

function newcomer(rpc: Rpc): Provider {
  return {
    rpc,
    head: NO_BLOCK,
    span: undefined,
    settling: 0,
    failures: 0,
    until: 0,
    unsupported: new Set(),
    fault: undefined,
    confirmed: false,
  };
}

/** Whether the provider would dismiss the same question the second time too. */
function isFinal(error: ChainReadError): boolean {
  return error instanceof WrongChain || (error instanceof RpcRefused && !PASSING.has(error.code));
}

interface Choice {
  readonly spent: ReadonlyMap<Provider, number>;
  readonly attempts: number;
  readonly block: number | undefined;
  readonly longest: number;
  readonly signal: AbortSignal | undefined;
}

/** The provider to ask now, after waiting for it if none is ready; undefined if none is left. */
async function nextOf(providers: readonly Provider[], choice: Choice): Promise<Provider | undefined> {
  const { spent, attempts, block, longest, signal } = choice;
  signal?.throwIfAborted();
  const left = providers.filter((provider) => (spent.get(provider) ?? 0) < attempts);
  const lacks = ({ head }: Provider): number => (block !== undefined && head !== NO_BLOCK && head < block ? 1 : 0);
  const now = Date.now();
  const ready = left.filter(({ until }) => until <= now).sort((one, other) => lacks(one) - lacks(other));
  if (ready[0] !== undefined) return ready[0];
  const [soonest] = left.sort((one, other) => one.until - other.until);
  if (soonest === undefined || soonest.until - now > longest) return undefined;
  await pause(soonest.until - now, signal);
  return soonest;
}

/** @throws whatever reason the signal gives */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** The last error of a question; what its providers still suffer from if none of them could be asked. */
function lastOf(errors: readonly ChainReadError[], providers: readonly Provider[]): ChainReadError {
  const last = errors.at(-1) ?? providers.map(({ fault }) => fault).find((fault) => fault !== undefined);
  if (last === undefined) throw new RangeError("a provider without a fault is always asked");
  if (errors.length > 1) last.earlier = errors.slice(0, -1);
  return last;
}

function readChainId(result: unknown, provider: string): number {
  const chainId = typeof result === "string" && /^0x[0-9a-f]+$/i.test(result) ? Number(result) : Number.NaN;
  if (Number.isSafeInteger(chainId)) return chainId;
  throw new RpcMalformed(provider, "eth_chainId", `it gives ${JSON.stringify(result)} as the id of its chain`);
}
