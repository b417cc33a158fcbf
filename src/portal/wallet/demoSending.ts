/** Transactions of the demo's cast, sent to the demo's own chain. */
import { createWalletClient, http } from "viem";
import type { Hex } from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import { connect, told } from "../data/gateway.ts";
import { walletErrorOf } from "./providerFaults.ts";
import { WalletError } from "./wallet.ts";
import type { OwnCall } from "./wallet.ts";

const NAME = "Demo";

/** @throws WalletError `callUnsupported` where the gateway names no node */
export async function sendAsDemo(account: PrivateKeyAccount, { to, data }: OwnCall): Promise<Hex> {
  const { rpc } = told(await connect().GET("/v1/deployment"));
  if (rpc === null) throw new WalletError("callUnsupported", { name: NAME });
  const client = createWalletClient({ account, transport: http(rpc, { retryCount: 0 }) });
  try {
    return await client.sendTransaction({ to: to as Hex, data: data as Hex, chain: null });
  } catch (error) {
    throw walletErrorOf(error, NAME);
  }
}
