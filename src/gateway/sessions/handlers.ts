/** Signing in and out, over HTTP. */
import type { SESSION_OPERATIONS } from "../../wire/operations/sessions.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { notFound } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import type { SigningIn } from "./signingIn.ts";

export function sessionHandlers(
  { config, addresses, now }: GatewayDeps,
  signingIn: SigningIn,
): Handlers<typeof SESSION_OPERATIONS> {
  return {
    issueNonce: () => {
      const { nonce, expires } = signingIn.nonce();
      const { origin } = config;
      const place = { domain: origin.host, uri: origin.origin, chainId: addresses.chainId };
      return { status: 200, body: { nonce, issued: shownInstant(now()), expires: shownInstant(expires), ...place } };
    },
    signIn: async ({ body }) => {
      const { token, organisation, account, expires } = await signingIn.open(body);
      return { status: 201, body: { token, organisation, account, expires: shownInstant(expires) } };
    },
    signOut: async ({ member }) => {
      // A key is no session: it is revoked, by its id.
      if (member.key !== undefined) throw notFound();
      await signingIn.close(member.token);
      return { status: 204, body: undefined };
    },
  };
}
