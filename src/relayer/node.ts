/** What the relayer asks of the chain, through one or several JSON-RPC providers, and how their answers are read. */
import { createFailover } from "../chain/failover.ts";
import type { Rpc } from "../chain/rpc.ts";
import { ChainBehind, RpcMalformed, RpcRefused } from "../chain/rpcErrors.ts";
import { isProvidersFailure, simulate } from "../clients/simulate.ts";
import type { SimulatedCall } from "../clients/simulate.ts";
import type { Address, Hex } from "../domain/receivable.ts";
import type { BlockPoint } from "../store/chainTables.ts";
import { answerTo } from "./answers.ts";
import type { Answer } from "./answers.ts";

export interface Head extends BlockPoint {
  /** Wei per gas. */
  readonly baseFee: bigint;
  /** The most gas that a block takes. */
  readonly gasLimit: bigint;
}

/** A transaction that a block holds. */
export interface Mined {
  readonly block: BlockPoint;
  readonly succeeded: boolean;
  readonly gasUsed: bigint;
  /** Wei; with what a rollup charges for its data. */
  readonly cost: bigint;
}

/** Every method throws a ChainReadError when no provider gives a right answer, and what the signal says. */
export interface RelayNode {
  /** EIP-155. A provider of another chain is not asked. */
  readonly chainId: number;
  head(signal?: AbortSignal): Promise<Head>;
  /** The number of the last block that can never be dropped. */
  final(signal?: AbortSignal): Promise<number>;
  /** The hash of the block of a height; undefined if there is none. */
  hashAt(height: number, signal?: AbortSignal): Promise<Hex | undefined>;
  /** How many transactions an account had sent once a block was made; `pending`: those that wait included. */
  count(account: Address, at: number | "pending", signal?: AbortSignal): Promise<number>;
  /** Wei, at the latest block. */
  balance(account: Address, signal?: AbortSignal): Promise<bigint>;
  /** Undefined while no block holds it. */
  mined(hash: Hex, signal?: AbortSignal): Promise<Mined | undefined>;
  /** The gas of a call on the state of a block. @throws RefusedError where a contract refuses; RetryError */
  simulate(call: SimulatedCall, block: number, signal?: AbortSignal): Promise<bigint>;
  /** Hands a signed transaction in. The same may be handed in as often as one likes. */
  send(raw: Hex, signal?: AbortSignal): Promise<Answer>;
}

export interface RelayNodeOptions {
  /** The first is asked until it fails, then the next one until that fails. */
  readonly rpcs: readonly Rpc[];
  readonly chainId: number;
  /** How many blocks below the latest are final, for chains without the tag `finalized`. */
  readonly finalityDepth?: number | undefined;
}

type Fields = Readonly<Record<string, unknown>>;
type Read<T> = (result: unknown, provider: string) => T;

const QUANTITY = /^0x[0-9a-f]{1,64}$/i;
const HASH = /^0x[0-9a-f]{64}$/i;

/** @throws RangeError without a provider */
export function createRelayNode({ rpcs, chainId, finalityDepth }: RelayNodeOptions): RelayNode {
  const first = createFailover(rpcs, chainId, isProvidersFailure);
  const ask = <T>(method: string, params: readonly unknown[], read: Read<T>, signal?: AbortSignal): Promise<T> =>
    first(async (rpc) => read(await rpc.request(method, params, signal), rpc.name), signal);

  const node: RelayNode = {
    chainId,
    head: (signal) => ask("eth_getBlockByNumber", ["latest", false], headOf, signal),
    async final(signal) {
      if (finalityDepth !== undefined) return Math.max(0, (await node.head(signal)).number - finalityDepth);
      return ask("eth_getBlockByNumber", ["finalized", false], (block, name) => headOf(block, name).number, signal);
    },
    hashAt: (height, signal) => ask("eth_getBlockByNumber", [quantity(height), false], hashOf, signal),
    count(account, at, signal) {
      const method = "eth_getTransactionCount";
      const params = [account, typeof at === "number" ? quantity(at) : at];
      return ask(method, params, (result, name) => numberOf(result, name, method), signal);
    },
    balance(account, signal) {
      const method = "eth_getBalance";
      return ask(method, [account, "latest"], (result, name) => bigintOf(result, name, method), signal);
    },
    mined: (hash, signal) =>
      ask("eth_getTransactionReceipt", [hash], (result, name) => minedOf(result, name, hash), signal),
    simulate: (call, block, signal) => first((rpc) => simulate(rpc, call, { block, signal }), signal),
    send: (raw, signal) =>
      first(async (rpc) => {
        try {
          await rpc.request("eth_sendRawTransaction", [raw], signal);
          return { kind: "taken" };
        } catch (error) {
          if (!(error instanceof RpcRefused)) throw error;
          // The organisation is told why; which machine said so is the operator's business alone.
          const answer = answerTo({ code: error.code, message: error.message.replaceAll(error.provider, "the node") });
          // The code for a method that is not known is another client's for an account that cannot pay.
          if (error.unsupported && answer.kind === "refused") throw error;
          return answer;
        }
      }, signal),
  };
  return node;
}

function quantity(number: number): string {
  return `0x${number.toString(16)}`;
}

const BLOCK = "eth_getBlockByNumber";

function headOf(result: unknown, provider: string): Head {
  if (result === null) throw new ChainBehind(provider, BLOCK, "it has no such block");
  const fields = fieldsOf(result, provider, BLOCK);
  return {
    number: numberOf(fields["number"], provider, BLOCK),
    hash: hashIn(fields, "hash", provider, BLOCK),
    baseFee: bigintOf(fields["baseFeePerGas"], provider, BLOCK),
    gasLimit: bigintOf(fields["gasLimit"], provider, BLOCK),
  };
}

function hashOf(result: unknown, provider: string): Hex | undefined {
  return result === null ? undefined : hashIn(fieldsOf(result, provider, BLOCK), "hash", provider, BLOCK);
}

function minedOf(result: unknown, provider: string, wanted: Hex): Mined | undefined {
  const method = "eth_getTransactionReceipt";
  // Some nodes give a receipt without a block for what still waits.
  if (result === null) return undefined;
  const fields = fieldsOf(result, provider, method);
  if (fields["blockHash"] === null) return undefined;
  const hash = hashIn(fields, "transactionHash", provider, method);
  if (hash !== wanted) throw new RpcMalformed(provider, method, `it gives the receipt of ${hash}, not of ${wanted}`);
  const read = (name: string): bigint => bigintOf(fields[name], provider, method);
  const gasUsed = read("gasUsed");
  const dataFee = fields["l1Fee"] === undefined || fields["l1Fee"] === null ? 0n : read("l1Fee");
  return {
    block: {
      number: numberOf(fields["blockNumber"], provider, method),
      hash: hashIn(fields, "blockHash", provider, method),
    },
    succeeded: read("status") === 1n,
    gasUsed,
    cost: gasUsed * read("effectiveGasPrice") + dataFee,
  };
}

function fieldsOf(value: unknown, provider: string, method: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new RpcMalformed(provider, method, "its answer is no object");
}

function hashIn(fields: Fields, name: string, provider: string, method: string): Hex {
  const value = fields[name];
  if (typeof value === "string" && HASH.test(value)) return value.toLowerCase() as Hex;
  throw new RpcMalformed(provider, method, `${name} is no hash`);
}

function bigintOf(value: unknown, provider: string, method: string): bigint {
  if (typeof value === "string" && QUANTITY.test(value)) return BigInt(value);
  throw new RpcMalformed(provider, method, "its answer lacks a number, or has none where one belongs");
}

function numberOf(value: unknown, provider: string, method: string): number {
  const number = Number(bigintOf(value, provider, method));
  if (Number.isSafeInteger(number)) return number;
  throw new RpcMalformed(provider, method, "it gives a number beyond all measure");
}
