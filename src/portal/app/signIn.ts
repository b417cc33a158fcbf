/** Signing in with Ethereum (EIP-4361), and what of it outlives a reload of the tab. */
import { createSiweMessage } from "viem/siwe";
import { connect, told } from "../data/gateway.ts";
import type { Schemas } from "../data/gateway.ts";
import { checkLinkKey } from "../wallet/linkKeys.ts";
import type { Wallet } from "../wallet/wallet.ts";

/** A session with what is needed to find its wallet again. */
export interface KeptSession {
  readonly session: Schemas["Session"];
  readonly chainId: number;
  readonly kind: Wallet["kind"];
  readonly walletAddress: string;
}

/** For this tab alone: whoever opens another one signs in there. */
const KEPT = "countersign session";

/** The chain that the gateway's sessions are for. @throws Refused, Unreachable */
export async function chainOfGateway(): Promise<number> {
  return told(await connect().GET("/v1/deployment")).chainId;
}

/**
 * Signs in; the time is the gateway's. @param organisation To act for, where that is not the wallet's own address.
 * @throws WalletError, Refused, Unreachable
 */
export async function signIn(wallet: Wallet, organisation?: string): Promise<KeptSession> {
  const gateway = connect();
  const { issued, expires, ...place } = told(await gateway.POST("/v1/sessions/nonce"));
  checkLinkKey(wallet, place.chainId);
  const [issuedAt, expirationTime] = [new Date(issued), new Date(expires)];
  const said = { ...place, address: wallet.address, version: "1" as const, issuedAt, expirationTime };
  const message = createSiweMessage({ ...said, statement: "Sign in to Countersign. This moves nothing." });
  const signature = await wallet.signMessage(message);
  const acting = organisation === undefined ? {} : { organisation };
  const session = told(await gateway.POST("/v1/sessions", { body: { message, signature, ...acting } }));
  const kept = { session, chainId: place.chainId, kind: wallet.kind, walletAddress: wallet.address };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
  return kept;
}

export function forgetSession(): void {
  sessionStorage.removeItem(KEPT);
}

/** The session of before a reload, if it is still good. @throws Unreachable */
export async function restoreSession(): Promise<KeptSession | undefined> {
  const text = sessionStorage.getItem(KEPT);
  if (text === null) return undefined;
  const kept = JSON.parse(text) as KeptSession;
  const { error, response } = await connect(kept.session.token).GET("/v1/me");
  if (error === undefined) return kept;
  if (response.status === 401) forgetSession();
  return undefined;
}
