/** Keys that come with links: those of the demo's cast, whom everybody may play. */
import { WalletError } from "./wallet.ts";
import type { Wallet } from "./wallet.ts";

/** The chain of a node for trying things out, as the demo has it. */
export const DEMO_CHAIN = 31_337;

/**
 * Lets a key of a link sign in to the demo and nowhere else: whoever made the link would see all that is entered under
 * it. @throws WalletError `linkElsewhere`
 */
export function checkLinkKey({ kind }: Pick<Wallet, "kind">, chainId: number): void {
  if (kind === "demo" && chainId !== DEMO_CHAIN) throw new WalletError("linkElsewhere", {});
}
