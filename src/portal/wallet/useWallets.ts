import { useSyncExternalStore } from "react";
import { discoverWallets, subscribeWallets } from "./discovery.ts";
import type { WalletChoice } from "./discovery.ts";

/** The wallets of this browser, as they announce themselves. */
export function useWalletChoices(): readonly WalletChoice[] {
  return useSyncExternalStore(subscribeWallets, discoverWallets);
}
