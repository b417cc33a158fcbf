/** A chain in this process, with a ledger and two currencies on it, and keys that both clients can use. */
import { BrowserProvider, HDNodeWallet } from "ethers";
import hre from "hardhat";
import { createPublicClient, createWalletClient, custom, maxUint256 } from "viem";
import type { PublicClient, Transport, WalletClient } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import type { HDAccount } from "viem/accounts";
import { demoCurrencyAbi } from "../../generated/abi.ts";
import type { Addresses } from "../../src/chain/addresses.ts";
import { deployLedger } from "../../src/clients/deployment.ts";
import { createEthersClient } from "../../src/clients/ethers/client.ts";
import type { EthersParts } from "../../src/clients/ethers/connection.ts";
import type { LedgerClient } from "../../src/clients/port.ts";
import type { Waiting } from "../../src/clients/submit.ts";
import { createViemClient } from "../../src/clients/viem/client.ts";
import { viemConnection } from "../../src/clients/viem/connection.ts";
import { PERMIT2 } from "../../src/domain/permit2.ts";
import type { Address, Hex } from "../../src/domain/receivable.ts";
import { installPermit2 } from "./permit2.ts";

/** The keys that Hardhat's chain funds. */
const MNEMONIC = "test test test test test test test test test test test junk";
const QUICK: Waiting = { interval: 10, limit: 5_000 };
const RICHES = 10n ** 20n;

/** Whoever plays a part, by the number of its key. */
export const Role = { Supplier: 0, Buyer: 1, Factor: 2, Agent: 3, Relayer: 4, Registrar: 5, Stranger: 6 } as const;
export type Role = (typeof Role)[keyof typeof Role];

export type Connect = (chain: TestChain, role: Role | undefined) => Promise<LedgerClient>;

export interface Provider {
  request(args: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
}

export interface TestChain {
  readonly provider: Provider;
  readonly reader: PublicClient;
  readonly addresses: Addresses;
  /** A plain ERC-20; everybody has much of it and lets the ledger move it. */
  readonly currency: Address;
  /** The same, but it can be frozen. */
  readonly freezing: Address;
  /** The same, but it takes permits; everybody lets Permit2 move it, and nobody the ledger. */
  readonly permitting: Address;
  /** Makes the freezing currency refuse to pay an account, or pay it again. */
  freeze(account: Address, frozen: boolean): Promise<void>;
  /** The time of the latest block, unix seconds. */
  now(): Promise<number>;
  /** Lets time pass: mines a block that is so many seconds later than the latest, one at least. */
  wait(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export function accountOf(role: Role): HDAccount {
  return mnemonicToAccount(MNEMONIC, { addressIndex: role });
}

export function addressOf(role: Role): Address {
  return accountOf(role).address.toLowerCase() as Address;
}

export function walletOf(provider: Provider, role: Role): WalletClient<Transport, undefined, HDAccount> {
  return createWalletClient({ account: accountOf(role), transport: transportOf(provider) });
}

/** A refusal is no reason to ask the same chain again. */
function transportOf(provider: Provider): Transport {
  return custom(provider, { retryCount: 0 });
}

export const connectViem: Connect = ({ provider, reader, addresses }, role) => {
  const wallet = role === undefined ? undefined : walletOf(provider, role);
  return createViemClient({ addresses, waiting: QUICK, reader, wallet });
};

/** ethers over the chain; its answers change between two questions, so it may keep none. */
export function ethersPartsOf(inner: Provider, role: Role | undefined): EthersParts {
  const eip1193 = { request: (args: { method: string; params?: unknown[] }) => inner.request(args) };
  const provider = new BrowserProvider(eip1193, undefined, { cacheTimeout: -1 });
  if (role === undefined) return { provider };
  return { provider, signer: HDNodeWallet.fromPhrase(MNEMONIC, "", `m/44'/60'/0'/0/${role}`).connect(provider) };
}

export const connectEthers: Connect = ({ provider, addresses }, role) =>
  createEthersClient({ addresses, waiting: QUICK, ...ethersPartsOf(provider, role) });

export async function openChain(): Promise<TestChain> {
  const network = await hre.network.create();
  const { networkHelpers, provider } = network;
  const reader = createPublicClient({ transport: transportOf(provider), pollingInterval: 10, cacheTime: 0 });
  const deployer = walletOf(provider, Role.Registrar);
  const addresses = await deployLedger(viemConnection({ reader, wallet: deployer }), QUICK);
  const deploy = async (name: string, args: readonly unknown[]): Promise<Address> => {
    const { abi, bytecode } = await hre.artifacts.readArtifact(name);
    const hash = await deployer.deployContract({ abi, bytecode: bytecode as Hex, args, chain: null });
    return (await reader.getTransactionReceipt({ hash })).contractAddress ?? "0x";
  };
  await installPermit2(networkHelpers, reader);
  const currency = await deploy("DemoCurrency", ["Demo", "DEM", 2]);
  const freezing = await deploy("FreezingCurrency", []);
  const permitting = await deploy("PermitCurrency", []);
  const { abi: freezingAbi } = await hre.artifacts.readArtifact("FreezingCurrency");
  for (const role of Object.values(Role)) {
    for (const address of [currency, freezing, permitting]) {
      const token = { address, abi: demoCurrencyAbi, chain: null } as const;
      await deployer.writeContract({ ...token, functionName: "mint", args: [addressOf(role), RICHES] });
      const args = [address === permitting ? PERMIT2 : addresses.ledger, maxUint256] as const;
      await walletOf(provider, role).writeContract({ ...token, functionName: "approve", args });
    }
  }
  return {
    provider,
    reader,
    addresses,
    currency,
    freezing,
    permitting,
    async freeze(account, frozen) {
      const args = [account, frozen];
      await deployer.writeContract({ address: freezing, abi: freezingAbi, functionName: "freeze", args, chain: null });
    },
    now: async () => Number((await reader.getBlock()).timestamp),
    async wait(seconds) {
      await networkHelpers.time.increase(seconds);
    },
    close: () => network.close(),
  };
}
