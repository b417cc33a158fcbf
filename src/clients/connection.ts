/**
 * The few things that a client asks of a node and a key, as each library offers them. Errors are those of the library;
 * `failures.ts` tells what they mean.
 */
import type { RawLog } from "../chain/logs.ts";
import type { SigningDomain, TypedMessage } from "../domain/eip712.ts";
import type { Address, Hex } from "../domain/receivable.ts";

/** A call of a contract, or its creation if `to` is undefined. */
export interface Call {
  readonly to: Address | undefined;
  readonly data: Hex;
}

/** A transaction that a block holds. */
export interface MinedTransaction {
  /** False if it was reverted. */
  readonly succeeded: boolean;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  readonly contractAddress: Address | undefined;
  readonly logs: readonly RawLog[];
}

export interface Connection {
  /** Whose key sends and signs; undefined if this connection only reads. */
  readonly account: Address | undefined;
  chainId(): Promise<number>;
  /** The hash of a block of the node's chain; undefined if there is none of that number. */
  blockHash(blockNumber: number): Promise<Hex | undefined>;
  /** What a call returns, on the latest state or on that of a block. */
  call(call: Call, blockNumber?: number): Promise<Hex>;
  estimateGas(call: Call): Promise<bigint>;
  /** Sends a transaction without waiting for it. @param gas The most it may use. */
  send(call: Call, gas: bigint): Promise<Hex>;
  /** The transaction if a block holds it. */
  mined(hash: Hex): Promise<MinedTransaction | undefined>;
  /** Logs of some contracts in blocks `from` to `to`, both included. */
  logs(addresses: readonly Address[], from: number, to: number): Promise<readonly RawLog[]>;
  sign(domain: SigningDomain, message: TypedMessage): Promise<Hex>;
}
