/** What an index is made of. All of it comes from whoever composes the process; nothing is read from elsewhere. */
import type { Logger } from "pino";
import { followedContracts } from "../chain/addresses.ts";
import type { Addresses } from "../chain/addresses.ts";
import type { BlockReader } from "../chain/blocks.ts";
import type { Database } from "../store/database.ts";

export interface Clock {
  /** Unix seconds. */
  now(): number;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export interface IndexSettings {
  /** The most final blocks that one transaction takes. */
  readonly windowBlocks: number;
  /** The most blocks that are not final yet that one transaction takes. */
  readonly liveBlocks: number;
  /** An empty index with more final blocks than this before it makes its late indexes when it has read them. */
  readonly bulkBlocks: number;
  /** How many questions are put to the chain at a time. */
  readonly concurrency: number;
  /**
   * The part of the final blocks that is verified against their hashes, from 0 to 1. Blocks that are not final yet are
   * all read from their receipts, which prove them complete.
   */
  readonly verifiedPart: number;
  /** Decides which blocks are in that part; nobody who answers should know it. */
  readonly seed: string;
  /** How long to wait for the next block, and for the right to lead. */
  readonly pollMilliseconds: number;
  /** The first pause after a failure; each failure in a row doubles it. */
  readonly pauseMilliseconds: number;
  readonly longestPauseMilliseconds: number;
}

export interface IndexerDeps {
  /** Its tables are there; see `migrate`. */
  readonly database: Database;
  /** Reads all contracts of the addresses. */
  readonly reader: BlockReader;
  readonly addresses: Addresses;
  readonly clock: Clock;
  readonly logger: Pick<Logger, "debug" | "info" | "warn" | "error">;
  readonly settings: IndexSettings;
}

/** @throws Error that names the setting, its value and what is allowed. */
export function checkSettings(settings: IndexSettings): void {
  const { verifiedPart, seed, ...counts } = settings;
  if (!(verifiedPart >= 0 && verifiedPart <= 1))
    throw settingError("verifiedPart", verifiedPart, "a number from 0 to 1");
  if (seed === "") throw settingError("seed", "empty", "some text that nobody else knows");
  for (const [name, value] of Object.entries(counts)) {
    if (!Number.isSafeInteger(value) || value <= 0) throw settingError(name, value, "a whole number above 0");
  }
}

/** What is not read would be missing in silence. @throws Error that names the contract */
export function checkReader({ reader, addresses }: Pick<IndexerDeps, "reader" | "addresses">): void {
  const read = new Set<string>(reader.addresses);
  for (const address of followedContracts(addresses)) {
    if (read.has(address.toLowerCase())) continue;
    throw new Error(`the index follows ${address}, and its reader does not read it: give it all contracts to read`);
  }
}

function settingError(name: string, value: string | number, allowed: string): Error {
  return new Error(`the index's ${name} is ${value}: give ${allowed}`);
}
