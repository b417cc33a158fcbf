/** Whoever holds the key: a wallet in the browser, or in the demo a key that came with the link. */
import { createWalletClient, custom, getAddress } from "viem";
import type { EIP1193Provider, Hex, TypedDataDefinition } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { PrivateKeyAccount } from "viem/accounts";
import { LinkRefused } from "./linkKeys.ts";

export interface Wallet {
  readonly address: Hex;
  /** Whether its key came with a link, and is known to whoever made that. */
  readonly isDemo: boolean;
  signMessage(message: string): Promise<Hex>;
  signTypedData(data: TypedDataDefinition): Promise<Hex>;
}

const DEMO_KEY = /^#key=(0x[0-9a-f]{64})$/;
const KEPT = "countersign demo key";

/** Whether the address has a key, as one of the demo's links. */
export function bringsKey(): boolean {
  return DEMO_KEY.test(location.hash);
}

/**
 * The demo's wallet, if the page was opened by one of its links. The key never leaves this tab; it is taken out of the
 * address so that nobody copies it by mistake. @throws LinkRefused
 */
export function demoWallet(): Wallet | undefined {
  const given = DEMO_KEY.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem(KEPT, given);
    history.replaceState(null, "", "#/");
  }
  const key = sessionStorage.getItem(KEPT);
  return key === null ? undefined : demoWalletOf(accountOf(key as Hex));
}

export function forgetDemoWallet(): void {
  sessionStorage.removeItem(KEPT);
}

/** @throws LinkRefused for a number that is no key. */
function accountOf(key: Hex): PrivateKeyAccount {
  try {
    return privateKeyToAccount(key);
  } catch {
    throw new LinkRefused("this link holds no key that there can be: open it as the demo printed it");
  }
}

function demoWalletOf(account: PrivateKeyAccount): Wallet {
  return {
    address: account.address,
    isDemo: true,
    signMessage: (message) => account.signMessage({ message }),
    signTypedData: (data) => account.signTypedData(data),
  };
}

/** Asks the browser's wallet. @throws Error if there is none, or it gives no account. */
export async function browserWallet(): Promise<Wallet> {
  const { ethereum } = window as { readonly ethereum?: EIP1193Provider };
  if (ethereum === undefined) throw new Error("this browser has no wallet: install one, or open a link of the demo");
  const client = createWalletClient({ transport: custom(ethereum) });
  const [account] = await client.requestAddresses();
  if (account === undefined) throw new Error("the wallet shows no account: choose one in it");
  return {
    address: getAddress(account),
    isDemo: false,
    signMessage: (message) => client.signMessage({ account, message }),
    signTypedData: (data) => client.signTypedData({ account, ...data }),
  };
}
