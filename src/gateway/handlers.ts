/** What each operation does. */
import { OPERATIONS } from "../wire/operations.ts";
import type { Operations } from "../wire/operations.ts";
import { openApiOf } from "../wire/openapi.ts";
import type { GatewayDeps } from "./deps.ts";
import type { Handlers } from "./http/exchange.ts";
import { receivableHandlers } from "./receivables/handlers.ts";
import { serviceHandlers } from "./serviceHandlers.ts";
import { sessionHandlers } from "./sessions/handlers.ts";
import type { SigningIn } from "./sessions/signingIn.ts";

/** @param isClosing Whether the gateway is shutting down. */
export function createHandlers(
  deps: GatewayDeps,
  signingIn: SigningIn,
  isClosing: () => boolean,
): Handlers<Operations> {
  return {
    ...serviceHandlers(deps, openApiOf(OPERATIONS, deps.config.version), isClosing),
    ...sessionHandlers(deps, signingIn),
    ...receivableHandlers(deps),
  };
}
