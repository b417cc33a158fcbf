/**
 * What can go wrong between this process and a node, split by what the caller can do next. Every error names the
 * provider (never the key in its address), the method that was asked, and what was wrong with the answer.
 */
export abstract class ChainReadError extends Error {
  /** The provider as `Rpc.name` has it. */
  readonly provider: string;
  readonly method: string;
  /** What the same question met before this, at this provider and at others, oldest first. */
  earlier: readonly ChainReadError[] = [];

  constructor(provider: string, method: string, fault: string, cause?: unknown) {
    super(`${method} at ${provider}: ${fault}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.provider = provider;
    this.method = method;
  }
}

/** No whole answer came: no connection, a connection that broke, silence, or a gateway's 5xx. Ask again. */
export class RpcUnreachable extends ChainReadError {
  /** Whether time ran out, so that a smaller question may be answered. */
  readonly slow: boolean;

  constructor(provider: string, method: string, fault: string, slow = false, cause?: unknown) {
    super(provider, method, fault, cause);
    this.slow = slow;
  }
}

/** The provider limits how often it may be asked. Ask again later. */
export class RpcBusy extends ChainReadError {
  /** How long the provider wants to be left alone, in milliseconds; undefined if it does not say. */
  readonly retryAfter: number | undefined;

  constructor(provider: string, method: string, fault: string, retryAfter: number | undefined) {
    super(provider, method, fault);
    this.retryAfter = retryAfter;
  }
}

/** The provider does not answer for so many blocks, logs or bytes at once. Ask for fewer blocks. */
export class RpcRangeTooWide extends ChainReadError {
  /** How many blocks the provider says it takes; undefined if it does not say. */
  readonly blocks: number | undefined;

  constructor(provider: string, method: string, fault: string, blocks: number | undefined) {
    super(provider, method, fault);
    this.blocks = blocks;
  }
}

/** The provider answered with an error of its own. Ask another, or ask for something else. */
export class RpcRefused extends ChainReadError {
  /** JSON-RPC's code, or HTTP's status where the answer was no JSON-RPC. */
  readonly code: number;
  /** Whether the provider does not know the method at all. */
  readonly unsupported: boolean;
  /** What JSON-RPC calls the error's data, as it came: for a call that a contract refused, the bytes it said. */
  readonly data: unknown;

  constructor(
    provider: string,
    method: string,
    fault: string,
    code: number,
    { unsupported = false, data }: { readonly unsupported?: boolean; readonly data?: unknown } = {},
  ) {
    super(provider, method, fault);
    this.code = code;
    this.unsupported = unsupported;
    this.data = data;
  }
}

/** The answer is not what its method gives, or contradicts itself or the question. Ask another. */
export class RpcMalformed extends ChainReadError {}

/** The provider does not have, or no longer has, a block that was asked for, or lags behind. Ask again, or another. */
export class ChainBehind extends ChainReadError {}

/** The provider serves another chain than was asked for. It is never asked again. */
export class WrongChain extends ChainReadError {
  readonly wanted: number;
  readonly found: number;

  constructor(provider: string, wanted: number, found: number) {
    super(provider, "eth_chainId", `it serves chain ${found}, not chain ${wanted}: name a node of chain ${wanted}`);
    this.wanted = wanted;
    this.found = found;
  }
}

/** Two providers contradict each other on what both call final. Nobody can go on from here alone. */
export class ChainDisagreement extends ChainReadError {
  readonly other: string;

  constructor(provider: string, other: string, method: string, fault: string) {
    super(provider, method, `${fault}; ${other} says otherwise: find out which of the two is right and drop the other`);
    this.other = other;
  }
}

/** What a provider said does not follow from what the block's hash commits to. It must not be believed. */
export class ChainDishonest extends ChainReadError {
  readonly blockNumber: number;
  /** What does not match: `header hash`, `receipts root`, `logs bloom` or `logs`. */
  readonly part: string;

  constructor(provider: string, method: string, blockNumber: number, part: string, fault: string) {
    super(provider, method, `block ${blockNumber}, ${part}: ${fault}; ask another provider`);
    this.blockNumber = blockNumber;
    this.part = part;
  }
}
