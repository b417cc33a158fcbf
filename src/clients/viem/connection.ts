import { BlockNotFoundError, TransactionReceiptNotFoundError } from "viem";
import type { Account, Chain, Log, PublicClient, Transport, WalletClient } from "viem";
import type { RawLog } from "../../chain/logs.ts";
import { hex } from "../answers.ts";
import type { Connection } from "../connection.ts";

/** What viem speaks to a node with. */
export interface ViemClients {
  readonly reader: PublicClient;
  /** Whoever acts and signs; a client without one only reads. */
  readonly wallet?: WalletClient<Transport, Chain | undefined, Account> | undefined;
}

/** A node and a key through viem. */
export function viemConnection({ reader, wallet }: ViemClients): Connection {
  const account = wallet?.account.address;
  const acting = (): NonNullable<typeof wallet> => {
    if (wallet === undefined) throw new Error("no wallet");
    return wallet;
  };
  return {
    account: account === undefined ? undefined : hex(account),
    chainId: () => reader.getChainId(),
    async blockHash(blockNumber) {
      const block = await reader.getBlock({ blockNumber: BigInt(blockNumber) }).catch(absent(BlockNotFoundError));
      return block?.hash;
    },
    async call({ to, data }, blockNumber) {
      const at = blockNumber === undefined ? {} : { blockNumber: BigInt(blockNumber) };
      const answer = await reader.call({ ...from(account), ...target(to), ...at, data });
      return answer.data ?? "0x";
    },
    estimateGas: ({ to, data }) => reader.estimateGas({ ...from(account), ...target(to), data }),
    send: ({ to, data }, gas) => acting().sendTransaction({ ...target(to), data, gas, chain: null }),
    async mined(hash) {
      const receipt = await reader.getTransactionReceipt({ hash }).catch(absent(TransactionReceiptNotFoundError));
      if (receipt === undefined) return undefined;
      return {
        succeeded: receipt.status === "success",
        blockNumber: Number(receipt.blockNumber),
        blockHash: receipt.blockHash,
        contractAddress: receipt.contractAddress ? hex(receipt.contractAddress) : undefined,
        logs: receipt.logs.map(rawLog),
      };
    },
    async logs(addresses, fromBlock, toBlock) {
      const range = { fromBlock: BigInt(fromBlock), toBlock: BigInt(toBlock) };
      const logs = await reader.getLogs({ address: [...addresses], ...range });
      return logs.map(rawLog);
    },
    sign: (domain, { types, primaryType, message }) =>
      acting().signTypedData({ domain, types, primaryType, message: { ...message } }),
  };
}

function from(account: `0x${string}` | undefined): { account?: `0x${string}` } {
  return account === undefined ? {} : { account };
}

function target(to: `0x${string}` | undefined): { to?: `0x${string}` } {
  return to === undefined ? {} : { to };
}

/** Turns one error of viem, which says that there is none, into undefined. */
function absent(kind: new (...values: never[]) => Error): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof kind) return undefined;
    throw error;
  };
}

function rawLog(log: Log<bigint, number, false>): RawLog {
  return {
    address: log.address,
    topics: log.topics,
    data: log.data,
    blockNumber: Number(log.blockNumber),
    blockHash: log.blockHash,
    transactionHash: log.transactionHash,
    logIndex: log.logIndex,
  };
}
