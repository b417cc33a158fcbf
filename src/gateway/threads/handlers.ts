/** Threads, comments and owners, over HTTP: for those who take part in the receivable, and for nobody else. */
import type { THREAD_OPERATIONS } from "../../wire/operations/threads.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers } from "../http/exchange.ts";
import { messageHandlers } from "./messages.ts";
import { ownerHandlers } from "./owners.ts";

export function threadHandlers(deps: GatewayDeps): Handlers<typeof THREAD_OPERATIONS> {
  return { ...messageHandlers(deps), ...ownerHandlers(deps) };
}
