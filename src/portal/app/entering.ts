/** Whoever is signed in already when the page begins, and the wallet of theirs. */
import { reconnectBrowserWallet } from "../wallet/browser.ts";
import { bringsKey, demoWallet } from "../wallet/demo.ts";
import { WalletError } from "../wallet/wallet.ts";
import type { Wallet } from "../wallet/wallet.ts";
import { forgetSession, restoreSession, signIn } from "./signIn.ts";
import type { KeptSession } from "./signIn.ts";

export interface Entered {
  readonly kept: KeptSession;
  /** Undefined until it is asked for, where it is not found again by itself. */
  readonly wallet: Wallet | undefined;
}

/** @throws WalletError, Refused, Unreachable */
export async function begin(): Promise<Entered | undefined> {
  // Another link that is opened in the same tab is another member of the demo's cast.
  if (bringsKey()) forgetSession();
  const wallet = demoWallet();
  const kept = await restoreSession();
  if (kept !== undefined) return { kept, wallet: await walletOf(kept, wallet) };
  return wallet === undefined ? undefined : { kept: await signIn(wallet), wallet };
}

/** A demo's key is in the tab; a browser's wallet may still be connected; the others are asked when they are needed. */
async function walletOf({ kind, walletAddress, chainId }: KeptSession, demo: Wallet | undefined) {
  if (kind === "demo") return demo;
  return kind === "browser" ? reconnectBrowserWallet(walletAddress as Wallet["address"], chainId) : undefined;
}

/** @throws WalletError where no wallet of the session's account is here */
export async function openWalletOf({ kind, chainId, session }: KeptSession): Promise<Wallet> {
  if (kind !== "passkey") throw new WalletError("walletMissing", {});
  const { passkeyWallet } = await import("../wallet/passkey.ts");
  const opened = await passkeyWallet(chainId);
  if (opened.address.toLowerCase() !== session.organisation) throw new WalletError("passkeyUnknown", {});
  return opened;
}
