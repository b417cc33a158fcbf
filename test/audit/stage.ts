/** A chain with the ledger on it, on which a test does things by hand, knowing no client of the project. */
import hre from "hardhat";
import { decodeEventLog, maxUint256, parseAbi, toHex } from "viem";
import type { Hex } from "viem";
import type { AuditEvent } from "../../src/audit/fold.ts";
import type { OpenedTerms } from "../../src/audit/commitment.ts";
import { hashOf } from "./typed.ts";

const RICHES = 10n ** 20n;
/** What the tests need of a currency that can be frozen. */
const FREEZING = parseAbi([
  "function mint(address to, uint256 amount)",
  "function approve(address spender, uint256 value) returns (bool)",
  "function freeze(address account, bool frozen)",
]);

export const Role = { Supplier: 0, Buyer: 1, Factor: 2 } as const;
export type Role = (typeof Role)[keyof typeof Role];

export type Stage = Awaited<ReturnType<typeof setStage>>;

/** A receivable in the shapes in which the ledger's functions open it. */
export interface Prepared {
  readonly header: {
    readonly supplier: Hex;
    readonly buyer: Hex;
    readonly invoice: Hex;
    readonly line: number;
    readonly policy: number;
    readonly revision: number;
  };
  readonly terms: OpenedTerms;
  readonly document: Hex;
}

export function openHeader({ header, terms, document }: Prepared) {
  return { header, terms: hashOf("Terms", terms), document };
}

export function openTerms({ header, terms, document }: Prepared) {
  return { header: hashOf("Header", header), terms, document };
}

/** Ledger, directory, and a buyer with riches in a currency that can be frozen. */
async function deploy() {
  const connection = await hre.network.create();
  const { viem } = connection;
  const wallets = await viem.getWalletClients();
  const walletOf = (role: Role) => {
    const wallet = wallets[role];
    if (wallet === undefined) throw new Error("the chain has too few accounts");
    return wallet;
  };
  const directory = await viem.deployContract("Directory");
  const amendments = await viem.deployContract("Amendments", [directory.address]);
  const code = await viem.deployContract("Adjustments", [directory.address, amendments.address]);
  const ledger = await viem.deployContract("Receivables", [directory.address, code.address]);
  const verbs = await viem.getContractAt("IReceivables", ledger.address);
  const { address: currency } = await viem.deployContract("FreezingCurrency");
  const { account: buyer } = walletOf(Role.Buyer);
  const coin = { address: currency, abi: FREEZING } as const;
  await walletOf(Role.Buyer).writeContract({ ...coin, functionName: "mint", args: [buyer.address, RICHES] });
  await walletOf(Role.Buyer).writeContract({ ...coin, functionName: "approve", args: [ledger.address, maxUint256] });
  return { connection, directory, ledger, verbs, currency, coin, walletOf };
}

export async function setStage() {
  const { connection, directory, ledger, verbs, currency, coin, walletOf } = await deploy();
  const { provider } = connection;
  const reader = await connection.viem.getPublicClient();
  const abis = new Map<string, typeof ledger.abi | typeof directory.abi>([
    [ledger.address.toLowerCase(), ledger.abi],
    [directory.address.toLowerCase(), directory.abi],
  ]);
  const timestamps = new Map<bigint, bigint>();
  return {
    ledger,
    /** The same contract by the interface that has every verb. */
    verbs,
    directory,
    /** Its cash can be kept from an account. */
    currency,
    where: { ledger: ledger.address, directory: directory.address },
    account: (role: Role) => walletOf(role).account,
    address: (role: Role): Hex => walletOf(role).account.address.toLowerCase() as Hex,

    /** The time of the latest block, unix seconds. */
    now: async (): Promise<number> => Number((await reader.getBlock()).timestamp),

    async wait(days: number): Promise<void> {
      await provider.request({ method: "evm_increaseTime", params: [days * 86_400] });
      await provider.request({ method: "evm_mine" });
    },

    /** Makes the currency refuse to pay an account, or pay it again. */
    freeze: (account: Hex, frozen: boolean): Promise<Hex> =>
      walletOf(Role.Buyer).writeContract({ ...coin, functionName: "freeze", args: [account, frozen] }),

    /** All that ledger and directory ever emitted, with the times of its blocks. */
    async events(): Promise<AuditEvent[]> {
      const logs = await reader.getLogs({ fromBlock: 0n, toBlock: "latest" });
      for (const blockNumber of new Set(logs.map((log) => log.blockNumber))) {
        if (timestamps.has(blockNumber)) continue;
        timestamps.set(blockNumber, (await reader.getBlock({ blockNumber })).timestamp);
      }
      return logs.flatMap(({ address, data, topics, blockNumber, logIndex }) => {
        const abi = abis.get(address.toLowerCase());
        if (abi === undefined) return [];
        const { eventName, args } = decodeEventLog({ abi, data, topics });
        return [
          { name: eventName, args, address, blockNumber, logIndex, timestamp: timestamps.get(blockNumber) ?? 0n },
        ];
      });
    },

    /** What storage holds at slots, in their order. */
    words: (slots: readonly Hex[]): Promise<readonly Hex[]> => ledger.read.extSloads([slots]),
    close: () => connection.close(),
  };
}

/** An invoice with two discount tiers, late interest, costs and grace, due in 30 days, unless a test wants another. */
export async function prepare(stage: Stage, number: number, more: Partial<OpenedTerms>, policy = 0): Promise<Prepared> {
  const today = Math.floor((await stage.now()) / 86_400);
  return {
    header: {
      supplier: stage.address(Role.Supplier),
      buyer: stage.address(Role.Buyer),
      invoice: toHex(number, { size: 32 }),
      line: 0,
      policy,
      revision: 0,
    },
    terms: {
      currency: stage.currency.toLowerCase() as Hex,
      amount: 1_000_000n,
      dueDay: today + 30,
      utcOffset: 480,
      discountDay1: today + 10,
      discount1: 33_333n,
      discountDay2: today + 20,
      discount2: 10_001n,
      slidingRate: 0,
      discountOnParts: false,
      lateRate: 182_500,
      basis: 365,
      graceDays: 2,
      fixedSum: 4_000n,
      allocation: 0,
      accelerationDays: 0,
      salt: toHex(number + 1, { size: 32 }),
      ...more,
    },
    document: toHex(number + 2, { size: 32 }),
  };
}
