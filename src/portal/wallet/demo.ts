/** Wallets of the demo's cast, whose keys come with links. */
import type { Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { PrivateKeyAccount } from "viem/accounts";
import { WalletError } from "./wallet.ts";
import type { Wallet } from "./wallet.ts";

const DEMO_KEY = /^#key=(0x[0-9a-f]{64})$/;
const KEPT = "countersign demo key";
const NAME = "Demo";

/** Whether the address has a key, as one of the demo's links. */
export function bringsKey(): boolean {
  return DEMO_KEY.test(location.hash);
}

/**
 * The demo's wallet, if the page was opened by one of its links. The key never leaves this tab; it is taken out of the
 * address so that nobody copies it by mistake. @throws WalletError `linkInvalid` for a number that is no key
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

function accountOf(key: Hex): PrivateKeyAccount {
  try {
    return privateKeyToAccount(key);
  } catch (error) {
    throw new WalletError("linkInvalid", {}, error);
  }
}

function demoWalletOf(account: PrivateKeyAccount): Wallet {
  return {
    kind: "demo",
    address: account.address,
    name: NAME,
    signMessage: (message) => account.signMessage({ message }),
    signTypedData: (data) => account.signTypedData(data),
    sendCall: async (call) => (await import("./demoSending.ts")).sendAsDemo(account, call),
  };
}
