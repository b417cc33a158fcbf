/** Early warning, risk register, runbook and country packs over HTTP. */
import type { RISK_OPERATIONS } from "../../wire/operations/risk.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { packHandlers } from "./packHandlers.ts";
import { registerHandlers } from "./registerHandlers.ts";
import { runbookHandlers } from "./runbookHandlers.ts";
import { warningHandlers } from "./warningHandlers.ts";

export function riskHandlers(deps: GatewayDeps): Handlers<typeof RISK_OPERATIONS> {
  return { ...warningHandlers(deps), ...registerHandlers(deps), ...runbookHandlers(deps), ...packHandlers(deps) };
}
