import { fileURLToPath } from "node:url";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import { custom, numberToHex, pad } from "viem";
import type { CustomTransport } from "viem";
import type { Address } from "../domain/receivable.ts";

/** A chain inside this process, gone when it is closed. */
export interface LocalChain {
  readonly transport: CustomTransport;
  /** Accounts whose keys the chain holds, each with ether for gas. */
  readonly accounts: readonly Address[];
  /** The next block is of this instant, unix seconds; never before the last one. */
  setTime(instant: number): Promise<void>;
  /** A raw storage word of the latest state. */
  storageAt(address: Address, slot: `0x${string}`): Promise<`0x${string}`>;
  blockNumber(): Promise<number>;
  /** Slots that transactions from a block on have written, in whatever contract. */
  writtenSlots(fromBlock: number): Promise<ReadonlySet<`0x${string}`>>;
  close(): Promise<void>;
}

interface Block {
  readonly transactions: readonly string[];
}

interface Trace {
  readonly structLogs: readonly { readonly op: string; readonly stack: readonly string[] }[];
}

const LEAN_TRACE = { disableMemory: true, disableStorage: true };

function slotsIn({ structLogs }: Trace): readonly `0x${string}`[] {
  return structLogs
    .filter(({ op }) => op === "SSTORE")
    .map(({ stack }) => pad(`0x${(stack.at(-1) ?? "0").replace(/^0x/, "")}`));
}

const LOCAL = { type: "edr-simulated", chainType: "l1", hardfork: "osaka" } as const;

/** Starts a chain whose first block is of that instant. @param start ISO 8601. */
export async function startLocalChain(start: string): Promise<LocalChain> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const hre = await createHardhatRuntimeEnvironment({ networks: { local: LOCAL } }, {}, root);
  const connection = await hre.network.create({ network: "local", override: { initialDate: start } });
  const { provider } = connection;
  const request = async <Answer>(method: string, ...params: unknown[]): Promise<Answer> =>
    (await provider.request({ method, params })) as Answer;
  const blockNumber = async (): Promise<number> => Number(await request("eth_blockNumber"));
  return {
    transport: custom(provider),
    accounts: await request("eth_accounts"),
    async setTime(instant) {
      await request("evm_setNextBlockTimestamp", instant);
    },
    storageAt: (address, slot) => request("eth_getStorageAt", address, slot, "latest"),
    blockNumber,
    async writtenSlots(fromBlock) {
      const slots = new Set<`0x${string}`>();
      for (let number = fromBlock; number <= (await blockNumber()); number += 1) {
        const block = await request<Block>("eth_getBlockByNumber", numberToHex(number), false);
        for (const hash of block.transactions) {
          const trace = await request<Trace>("debug_traceTransaction", hash, LEAN_TRACE);
          for (const slot of slotsIn(trace)) slots.add(slot);
        }
      }
      return slots;
    },
    close: () => connection.close(),
  };
}
