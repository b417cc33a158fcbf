/** Deals, notices, filings, claims and indirect payments over HTTP. */
import type { DEAL_OPERATIONS } from "../../wire/operations/deals.ts";
import type { INDIRECT_PAYMENT_OPERATIONS } from "../../wire/operations/indirectPayments.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { dealHandlers } from "./dealHandlers.ts";
import { filingHandlers } from "./filingHandlers.ts";
import { indirectPaymentHandlers } from "./indirectHandlers.ts";
import { noticeHandlers } from "./noticeHandlers.ts";

export function factoringHandlers(
  deps: GatewayDeps,
): Handlers<typeof DEAL_OPERATIONS & typeof INDIRECT_PAYMENT_OPERATIONS> {
  return { ...dealHandlers(deps), ...noticeHandlers(deps), ...filingHandlers(deps), ...indirectPaymentHandlers(deps) };
}
