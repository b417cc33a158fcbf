/** Why a chain could not be read, by a word that stays the same when the code is made smaller. */
import {
  ChainBehind,
  ChainDishonest,
  RpcBusy,
  RpcMalformed,
  RpcRangeTooWide,
  RpcRefused,
  RpcUnreachable,
  WrongChain,
} from "../../chain/rpcErrors.ts";
import { NoLedger } from "./noLedger.ts";

const KINDS = {
  RpcUnreachable,
  RpcBusy,
  RpcRefused,
  RpcMalformed,
  RpcRangeTooWide,
  ChainBehind,
  WrongChain,
  ChainDishonest,
  NoLedger,
} as const;

export type FailureKind = keyof typeof KINDS | "other";

/** What it was, and the provider's own words. */
export interface AuditFailure {
  readonly kind: FailureKind;
  readonly message: string;
}

export function failureOf(error: unknown): AuditFailure {
  const found = Object.entries(KINDS).find(([, kind]) => error instanceof kind);
  const kind = (found?.[0] ?? "other") as FailureKind;
  return { kind, message: error instanceof Error ? error.message : String(error) };
}
