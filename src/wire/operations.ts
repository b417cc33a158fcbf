/** Every operation of the gateway. Router, documentation and typed client are all made from this list. */
import { RECEIVABLE_OPERATIONS } from "./operations/receivables.ts";
import { SERVICE_OPERATIONS } from "./operations/service.ts";
import { SESSION_OPERATIONS } from "./operations/sessions.ts";

export const OPERATIONS = {
  ...SERVICE_OPERATIONS,
  ...SESSION_OPERATIONS,
  ...RECEIVABLE_OPERATIONS,
} as const;

export type Operations = typeof OPERATIONS;
