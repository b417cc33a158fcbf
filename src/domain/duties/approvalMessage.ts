/** What an approver signs: everything that is decided, in words that a wallet shows. */
import type { TypedMessage } from "../eip712.ts";
import { ZERO_ADDRESS } from "../receivable.ts";
import type { Address } from "../receivable.ts";
import type { ApprovalKind } from "./approvals.ts";

/** Version 1 of what deciding means. */
const TEXT =
  "Countersign approval 1. I decide on this request for the organisation, as somebody else than whoever made it. " +
  "会签审批 第1版。本人以申请人以外的身份，代表该组织对此申请作出决定。";

/** The message, which no contract reads. */
export const APPROVAL_TYPES = {
  ApprovalDecision: [
    { name: "text", type: "string" },
    { name: "organisation", type: "address" },
    { name: "approval", type: "string" },
    { name: "kind", type: "string" },
    { name: "subject", type: "string" },
    { name: "customer", type: "address" },
    { name: "hasAmount", type: "bool" },
    { name: "amount", type: "uint256" },
    { name: "currency", type: "address" },
    { name: "asker", type: "address" },
    { name: "isApproved", type: "bool" },
    { name: "reason", type: "string" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

/** What is decided on. */
export interface DecidedAsk {
  readonly organisation: Address;
  /** A UUID. */
  readonly id: string;
  readonly kind: ApprovalKind;
  readonly subject: string;
  readonly customer: Address | null;
  /** Minor units; null, and the currency with it, where there is none. */
  readonly amount: bigint | null;
  readonly currency: Address | null;
  readonly asker: Address;
}

/** How, and until when the signature may be handed in, unix seconds. */
export interface ApprovalDecision {
  readonly isApproved: boolean;
  readonly reason: string;
  readonly deadline: number;
}

export function approvalMessage(
  { organisation, id, kind, subject, customer, amount, currency, asker }: DecidedAsk,
  { isApproved, reason, deadline }: ApprovalDecision,
): TypedMessage {
  return {
    types: APPROVAL_TYPES,
    primaryType: "ApprovalDecision",
    message: {
      ...{ text: TEXT, organisation, approval: id, kind, subject, customer: customer ?? ZERO_ADDRESS },
      ...{ hasAmount: amount !== null, amount: amount ?? 0n, currency: currency ?? ZERO_ADDRESS },
      ...{ asker, isApproved, reason, deadline: BigInt(deadline) },
    },
  };
}
