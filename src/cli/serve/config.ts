/** How a gateway behaves unless somebody needs it otherwise. */
import type { GatewayConfig } from "../../gateway/deps.ts";
import type { Secrets } from "./settings.ts";

const HOUR = 3_600;

/** @param origin Where people reach the gateway. */
export function gatewayConfig({ origin, secret, operatorToken }: Secrets & { readonly origin: URL }): GatewayConfig {
  return {
    origin,
    version: "1",
    secret,
    operatorToken,
    sessionSeconds: 12 * HOUR,
    nonceSeconds: HOUR / 6,
    bodyBytes: 8 * 2 ** 20,
    organisationLimit: { requests: 1_200, seconds: 60 },
    strangerLimit: { requests: 120, seconds: 60 },
    behindSeconds: HOUR / 4,
    memberSeconds: 1,
    closeSeconds: 10,
    trustedProxies: [],
  };
}
