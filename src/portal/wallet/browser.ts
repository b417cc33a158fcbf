/** A wallet of the browser's: connected, held to its account and chain, and asked to sign. */
import { createWalletClient, custom, getAddress, numberToHex } from "viem";
import type { EIP1193Provider, Hex } from "viem";
import { allProviders, providerOf } from "./discovery.ts";
import { isChainUnknown, walletErrorOf } from "./providerFaults.ts";
import { WalletError } from "./wallet.ts";
import type { Wallet } from "./wallet.ts";

/** Why somebody has to sign in anew. */
type Gone = "account" | "chain" | "disconnected";

interface Connected {
  readonly name: string;
  readonly provider: EIP1193Provider;
  readonly account: Hex;
  readonly chainId: number;
}

const connections = new WeakMap<Wallet, Connected>();

/** Asks the person to connect, and to switch the chain where it is another. @throws WalletError */
export async function connectBrowserWallet(id: string, chainId: number): Promise<Wallet> {
  const found = providerOf(id);
  if (found === undefined) throw new WalletError("walletMissing", {});
  const { name, provider } = found;
  const accounts = await asked(name, () => provider.request({ method: "eth_requestAccounts" }));
  const account = firstOf(accounts);
  if (account === undefined) throw new WalletError("accountMissing", { name });
  await switchChain(name, provider, chainId);
  return walletOf({ name, provider, account, chainId });
}

/** A wallet that is still connected after a reload; nobody is asked anything. */
export async function reconnectBrowserWallet(address: Hex, chainId: number): Promise<Wallet | undefined> {
  for (const { name, provider } of allProviders()) {
    const accounts = await provider.request({ method: "eth_accounts" }).catch(() => []);
    const account = firstOf(accounts);
    if (account?.toLowerCase() !== address.toLowerCase()) continue;
    if ((await chainOf(provider).catch(() => undefined)) === chainId)
      return walletOf({ name, provider, account, chainId });
  }
  return undefined;
}

/** Tells when the wallet has another account or chain than was signed in with. @returns what ends that. */
export function watchBrowserWallet(wallet: Wallet, gone: (why: Gone) => void): () => void {
  const connected = connections.get(wallet);
  if (connected === undefined) return () => undefined;
  const { provider, account, chainId } = connected;
  const onAccounts = (accounts: unknown): void => {
    const now = firstOf(accounts);
    if (now === undefined) gone("disconnected");
    else if (now.toLowerCase() !== account.toLowerCase()) gone("account");
  };
  const onChain = (chain: unknown): void => {
    if (Number(chain) !== chainId) gone("chain");
  };
  const onDisconnect = (): void => gone("disconnected");
  provider.on("accountsChanged", onAccounts);
  provider.on("chainChanged", onChain);
  provider.on("disconnect", onDisconnect);
  return () => {
    provider.removeListener("accountsChanged", onAccounts);
    provider.removeListener("chainChanged", onChain);
    provider.removeListener("disconnect", onDisconnect);
  };
}

function walletOf(connected: Connected): Wallet {
  const { name, provider, account, chainId } = connected;
  const client = createWalletClient({ account, transport: custom(provider, { retryCount: 0 }) });
  /** It may have changed since, and not every wallet tells. */
  const act = async <Result>(doing: () => Promise<Result>): Promise<Result> => {
    const now = firstOf(await asked(name, () => provider.request({ method: "eth_accounts" })));
    if (now?.toLowerCase() !== account.toLowerCase()) throw new WalletError("accountOther", { name, address: account });
    await switchChain(name, provider, chainId);
    return asked(name, doing);
  };
  const wallet: Wallet = {
    kind: "browser",
    address: account,
    name,
    signMessage: (message) => act(() => client.signMessage({ message })),
    signTypedData: (data) => act(() => client.signTypedData(data)),
    sendCall: ({ to, data }) => act(() => client.sendTransaction({ to: to as Hex, data: data as Hex, chain: null })),
  };
  connections.set(wallet, connected);
  return wallet;
}

/** @throws WalletError `chainOther` where the wallet does not know the chain, or stays where it is. */
async function switchChain(name: string, provider: EIP1193Provider, chainId: number): Promise<void> {
  if ((await asked(name, () => chainOf(provider))) === chainId) return;
  const params: [{ chainId: Hex }] = [{ chainId: numberToHex(chainId) }];
  await asked(name, async () => {
    try {
      await provider.request({ method: "wallet_switchEthereumChain", params });
    } catch (error) {
      throw isChainUnknown(error) ? new WalletError("chainOther", { name, chainId }, error) : error;
    }
  });
  if ((await asked(name, () => chainOf(provider))) !== chainId) throw new WalletError("chainOther", { name, chainId });
}

async function chainOf(provider: EIP1193Provider): Promise<number> {
  return Number(await provider.request({ method: "eth_chainId" }));
}

async function asked<Result>(name: string, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw walletErrorOf(error, name);
  }
}

function firstOf(accounts: unknown): Hex | undefined {
  const first: unknown = Array.isArray(accounts) ? accounts[0] : undefined;
  return typeof first === "string" && /^0x[0-9a-fA-F]{40}$/.test(first) ? getAddress(first) : undefined;
}
