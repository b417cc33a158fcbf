/** An account for passkeys as it is answered. */
import type { PasskeyAccount } from "../../store/passkeyAccounts.ts";
import { relayOf } from "../../store/relays.ts";
import type { PasskeyAccountAnswer } from "../../wire/passkeyAccount.ts";
import type { GatewayDeps } from "../deps.ts";
import { chainOf } from "./chain.ts";

/** @throws ProblemError `PasskeyAccountsMissing`, `NodeUnreachable` */
export async function shownAccount(
  deps: GatewayDeps,
  { account, relay, passkeys }: PasskeyAccount,
): Promise<PasskeyAccountAnswer> {
  const shown = { account, passkeys: passkeys.map(({ x, y }) => ({ x, y })) };
  // Whoever put it there, it is this account: its address follows from its code and its signers.
  if (await chainOf(deps).isThere(account)) return { ...shown, state: "ready", detail: null };
  const carried = await relayOf(deps.database, relay);
  return { ...shown, state: carried?.state === "refused" ? "refused" : "waiting", detail: carried?.detail ?? null };
}
