/** Why an index does not start, and why one that ran has stopped. What passes by itself is neither: it is retried. */

export type RefusalKind = "WrongChain" | "NoContract" | "OtherChain" | "SatelliteLater";

/**
 * The index does not start, since the chain is not the one that the address file tells of, or since the database was
 * begun without a contract that it follows since and cannot take it on yet. Nothing was written.
 */
export class IndexRefusedError extends Error {
  readonly kind: RefusalKind;

  constructor(kind: RefusalKind, message: string) {
    super(message);
    this.name = "IndexRefusedError";
    this.kind = kind;
  }
}

/**
 * - `ReorganisedBelowFinality`: a block that was called final, or the deployment, is no longer on the chain.
 * - `ProviderDishonest`: what a provider said does not follow from the hash of its block.
 * - `ProvidersDisagree`: two providers give one final block two hashes, or none serves the right chain any more.
 * - `EventUnreadable`: a contract of ours wrote a log that this release does not know.
 * - `StoreRefused`: the database refused the batch, and will again.
 */
export type StopKind =
  "ReorganisedBelowFinality" | "ProviderDishonest" | "ProvidersDisagree" | "EventUnreadable" | "StoreRefused";

/** What a person does about it. */
const WAYS_OUT: Readonly<Record<StopKind, string>> = {
  ReorganisedBelowFinality:
    'find out which chain is right; prove the tables against it ("countersign verify"), or empty them ' +
    '("countersign db rebuild") and let the index read it anew',
  ProviderDishonest:
    'start again without this provider, and prove the tables against another ("countersign verify"); if they are ' +
    'wrong, empty them ("countersign db rebuild")',
  ProvidersDisagree:
    'start again with the right one alone, and prove the tables against it ("countersign verify"); if they are ' +
    'wrong, empty them ("countersign db rebuild")',
  EventUnreadable:
    "start a release that knows the contracts of this address file; nothing is lost, as " +
    '"countersign verify" proves',
  StoreRefused:
    'mend the database and start again; "countersign verify" proves the tables, and "countersign db rebuild" empties ' +
    "them, to be read anew",
};

interface StopDetails {
  /** Whose answer it was, where it was an answer. */
  readonly provider?: string;
  readonly cause?: unknown;
  /** Where it is not that of the kind. */
  readonly wayOut?: string;
}

/** The index goes no further until a person has looked. What is in the tables stays, and is what was verified last. */
export class IndexStoppedError extends Error {
  readonly kind: StopKind;
  readonly provider: string | undefined;
  readonly wayOut: string;

  /** @param fault What is wrong; the message names the way out as well. */
  constructor(kind: StopKind, fault: string, { provider, cause, wayOut = WAYS_OUT[kind] }: StopDetails = {}) {
    super(`${fault}: ${wayOut}`, { cause });
    this.name = "IndexStoppedError";
    this.kind = kind;
    this.provider = provider;
    this.wayOut = wayOut;
  }
}

/** The chain turned to another fork while it was read: what was read is thrown away and read again. */
export class ChainMovedError extends Error {
  constructor(number: number) {
    super(`the chain turned to another fork while block ${number} was read`);
    this.name = "ChainMovedError";
  }
}
