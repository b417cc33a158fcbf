/** An honest node: Hardhat's chain behind JSON-RPC over HTTP, with a ledger on it and acts that write logs. */
import hre from "hardhat";
import { createPublicClient, createWalletClient, encodeFunctionData, http } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { directoryAbi, ledgerAbi } from "../../generated/abi.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { createRpc } from "../../src/chain/rpc.ts";
import { deployLedger } from "../../src/clients/deployment.ts";
import { viemConnection } from "../../src/clients/viem/connection.ts";
import { wordOf } from "../../src/domain/hash.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";

export interface Transaction {
  readonly from: Address;
  readonly to?: Address;
  readonly value?: Hex;
  readonly data?: Hex;
  readonly gas?: Hex;
  readonly gasPrice?: Hex;
  readonly accessList?: readonly object[];
}

/** An act by its account and a number that makes it differ from others. */
export type Act = (from: Address, number: number) => Transaction;

export interface Node {
  readonly url: string;
  readonly addresses: Addresses;
  /** Accounts whose keys the node holds. */
  readonly accounts: readonly Address[];
  request<Answer>(method: string, ...params: readonly unknown[]): Promise<Answer>;
  /** A block with some transactions, in this order. */
  mine(...transactions: readonly Transaction[]): Promise<void>;
  /** The act that writes one log of the ledger. */
  readonly approveAll: Act;
  /** The act that writes one log of the directory. */
  readonly setKey: Act;
  readonly transfer: Act;
  close(): Promise<void>;
}

const MNEMONIC = "test test test test test test test test test test test junk";
const GAS: Hex = "0x30d40";
const QUICK = { interval: 10, limit: 5_000 };

export async function startNode(): Promise<Node> {
  const server = await hre.network.createServer(undefined, "127.0.0.1", 0);
  const { port } = await server.listen();
  try {
    return await nodeOf(`http://127.0.0.1:${port}`, () => server.close());
  } catch (error) {
    await server.close();
    throw error;
  }
}

async function nodeOf(url: string, close: () => Promise<void>): Promise<Node> {
  const rpc = createRpc({ url });
  const request = async <Answer>(method: string, ...params: readonly unknown[]): Promise<Answer> =>
    (await rpc.request(method, params)) as Answer;
  const transport = http(url, { retryCount: 0 });
  const reader = createPublicClient({ transport, pollingInterval: 10, cacheTime: 0 });
  const wallet = createWalletClient({ transport, account: mnemonicToAccount(MNEMONIC) });
  const addresses = await deployLedger(viemConnection({ reader, wallet }), QUICK);
  const { ledger, directory } = addresses;
  await request("evm_setAutomine", false);
  return {
    url,
    addresses,
    accounts: await request("eth_accounts"),
    request,
    async mine(...transactions) {
      const nonces = new Map<Address, number>();
      for (const transaction of transactions) {
        const { from } = transaction;
        const nonce = nonces.get(from) ?? Number(await request("eth_getTransactionCount", from, "latest"));
        nonces.set(from, nonce + 1);
        await request("eth_sendTransaction", { gas: GAS, ...transaction, nonce: `0x${nonce.toString(16)}` });
      }
      await request("evm_mine");
    },
    approveAll: (from, number) => {
      const args = [wordOf(number + 1).replace(/^0x0{24}/, "0x") as Address, number % 2 === 0] as const;
      return {
        from,
        to: ledger,
        data: encodeFunctionData({ abi: ledgerAbi, functionName: "setApprovalForAll", args }),
      };
    },
    setKey: (from, number) => {
      const args = [wordOf(number + 1)] as const;
      return {
        from,
        to: directory,
        data: encodeFunctionData({ abi: directoryAbi, functionName: "setViewingKey", args }),
      };
    },
    transfer: (from, number) => ({ from, to: directory === from ? ledger : from, value: `0x${number.toString(16)}` }),
    close,
  };
}
