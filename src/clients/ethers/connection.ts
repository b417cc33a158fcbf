import type { Log, Provider, Signer, TransactionReceipt } from "ethers";
import type { RawLog } from "../../chain/logs.ts";
import type { Address } from "../../domain/receivable.ts";
import { hex } from "../answers.ts";
import type { Connection } from "../connection.ts";

/** What ethers speaks to a node with. */
export interface EthersParts {
  readonly provider: Provider;
  /** Whoever acts and signs; a client without one only reads. */
  readonly signer?: Signer | undefined;
}

/** A node and a key through ethers. */
export async function ethersConnection({ provider, signer }: EthersParts): Promise<Connection> {
  const account = signer === undefined ? undefined : hex(await signer.getAddress());
  const acting = (): Signer => {
    if (signer === undefined) throw new Error("no signer");
    return signer;
  };
  return {
    account,
    chainId: async () => Number((await provider.getNetwork()).chainId),
    async blockHash(blockNumber) {
      const block = await provider.getBlock(blockNumber);
      return block?.hash ? hex(block.hash) : undefined;
    },
    call: async ({ to, data }, blockNumber) =>
      hex(await provider.call({ ...from(account), ...target(to), data, blockTag: blockNumber ?? "latest" })),
    estimateGas: ({ to, data }) => provider.estimateGas({ ...from(account), ...target(to), data }),
    async send({ to, data }, gasLimit) {
      const { hash } = await acting().sendTransaction({ ...target(to), data, gasLimit });
      return hex(hash);
    },
    async mined(hash) {
      const receipt = await provider.getTransactionReceipt(hash);
      return receipt === null ? undefined : minedTransaction(receipt);
    },
    async logs(addresses, fromBlock, toBlock) {
      const logs = await provider.getLogs({ address: [...addresses], fromBlock, toBlock });
      return logs.map(rawLog);
    },
    async sign(domain, { types, message }) {
      const structs = Object.fromEntries(Object.entries(types).map(([name, fields]) => [name, [...fields]]));
      return hex(await acting().signTypedData(domain, structs, message));
    },
  };
}

function from(account: Address | undefined): { from?: Address } {
  return account === undefined ? {} : { from: account };
}

function target(to: Address | undefined): { to?: Address } {
  return to === undefined ? {} : { to };
}

function minedTransaction(receipt: TransactionReceipt): Awaited<ReturnType<Connection["mined"]>> {
  return {
    succeeded: receipt.status === 1,
    blockNumber: receipt.blockNumber,
    blockHash: hex(receipt.blockHash),
    contractAddress: receipt.contractAddress === null ? undefined : hex(receipt.contractAddress),
    logs: receipt.logs.map(rawLog),
  };
}

function rawLog(log: Log): RawLog {
  return {
    address: hex(log.address),
    topics: log.topics.map(hex),
    data: hex(log.data),
    blockNumber: log.blockNumber,
    blockHash: hex(log.blockHash),
    transactionHash: hex(log.transactionHash),
    logIndex: log.index,
  };
}
