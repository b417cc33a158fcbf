import { fileURLToPath } from "node:url";
import { custom, numberToHex, pad } from "viem";
import type { CustomTransport } from "viem";
import { ACCOUNT_FACTORY, ACCOUNT_FACTORY_CODE } from "../clients/organisation/passkeyAccounts.ts";
import { keccakOfText } from "../domain/hash.ts";
import type { Address, Hex } from "../domain/receivable.ts";

/** A chain inside this process, gone when it is closed. */
export interface LocalChain {
  readonly transport: CustomTransport;
  /** Accounts whose keys the chain holds, each with ether for gas. */
  readonly accounts: readonly Address[];
  /** Their keys, which anybody can know: they open nothing but this chain. */
  readonly keys: readonly Hex[];
  /** Any question of JSON-RPC. */
  request(method: string, params: readonly unknown[]): Promise<unknown>;
  /** The next block is of this instant, unix seconds; never before the last one. */
  setTime(instant: number): Promise<void>;
  /** The instant of the latest block, unix seconds. */
  now(): Promise<number>;
  /** A raw storage word of the latest state. */
  storageAt(address: Address, slot: Hex): Promise<Hex>;
  blockNumber(): Promise<number>;
  /** Slots that transactions from a block on have written, in whatever contract. */
  writtenSlots(fromBlock: number): Promise<ReadonlySet<Hex>>;
  close(): Promise<void>;
}

interface Block {
  readonly transactions: readonly string[];
}

interface Trace {
  readonly structLogs: readonly { readonly op: string; readonly stack: readonly string[] }[];
}

const LEAN_TRACE = { disableMemory: true, disableStorage: true };

function slotsIn({ structLogs }: Trace): readonly Hex[] {
  return structLogs
    .filter(({ op }) => op === "SSTORE")
    .map(({ stack }) => pad(`0x${(stack.at(-1) ?? "0").replace(/^0x/, "")}`));
}

const LOCAL = { type: "edr-simulated", chainType: "l1", hardfork: "osaka" } as const;
const ACCOUNTS = 12;
const TEN_THOUSAND_ETHER = (10n ** 22n).toString();

/** Starts a chain whose first block is of that instant. @param start ISO 8601. */
export async function startLocalChain(start: string): Promise<LocalChain> {
  // Serving needs no chain of its own, and is installed without one.
  const { createHardhatRuntimeEnvironment } = await import("hardhat/hre");
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const keys = Array.from({ length: ACCOUNTS }, (_, place) => keccakOfText(`countersign demo account ${place}`));
  const accounts = keys.map((privateKey) => ({ privateKey, balance: TEN_THOUSAND_ETHER }));
  const hre = await createHardhatRuntimeEnvironment({ networks: { local: { ...LOCAL, accounts } } }, {}, root);
  const connection = await hre.network.create({ network: "local", override: { initialDate: start } });
  const { provider } = connection;
  const request = async <Answer>(method: string, ...params: unknown[]): Promise<Answer> =>
    (await provider.request({ method, params })) as Answer;
  const blockNumber = async (): Promise<number> => Number(await request("eth_blockNumber"));
  await request("hardhat_setCode", ACCOUNT_FACTORY, ACCOUNT_FACTORY_CODE);
  return {
    transport: custom(provider),
    accounts: await request("eth_accounts"),
    keys,
    request: (method, params) => request(method, ...params),
    async setTime(instant) {
      await request("evm_setNextBlockTimestamp", instant);
    },
    now: async () =>
      Number((await request<{ readonly timestamp: Hex }>("eth_getBlockByNumber", "latest", false)).timestamp),
    storageAt: (address, slot) => request("eth_getStorageAt", address, slot, "latest"),
    blockNumber,
    async writtenSlots(fromBlock) {
      const slots = new Set<Hex>();
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
