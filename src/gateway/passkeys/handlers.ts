/** Accounts for passkeys, over HTTP. */
import { passkeyAccountOf } from "../../store/passkeyAccounts.ts";
import type { PASSKEY_ACCOUNT_OPERATIONS } from "../../wire/operations/passkeyAccounts.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { chainOf } from "./chain.ts";
import { openAccount } from "./opening.ts";
import { shownAccount } from "./showing.ts";

export function passkeyHandlers(deps: GatewayDeps): Handlers<typeof PASSKEY_ACCOUNT_OPERATIONS> {
  return {
    openPasskeyAccount: async ({ body }) => {
      const { account, isNew } = await openAccount(deps, body);
      return { status: isNew ? 201 : 200, body: await shownAccount(deps, account) };
    },
    findPasskeyAccount: async ({ params }) => {
      chainOf(deps);
      const found = await passkeyAccountOf(deps.database, params.credential);
      if (found === undefined) throw notFound();
      return { status: 200, body: await shownAccount(deps, found) };
    },
  };
}
