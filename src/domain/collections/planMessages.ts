/** What creditor and debtor sign about a payment plan. The shape is that of `CollectionMessages.sol`. */
import { RECEIVABLE_TYPES } from "../commitment.ts";
import { structsOf } from "../eip712.ts";
import type { TypedMessage } from "../eip712.ts";
import type { Validity } from "../messages.ts";
import type { Address, Receivable } from "../receivable.ts";
import { PLAN_STRUCTS, signedPlan } from "./paymentPlan.ts";
import type { PaymentPlan } from "./paymentPlan.ts";

/** What agreeing on a payment plan means, version 1; the same as in the contracts. */
export const PLAN_TEXT =
  "Countersign plan 1. We agree that this debt is paid in these instalments and put off while they are paid. " +
  "If one is not paid in time, the original terms count as if nothing had been agreed. " +
  "The debtor acknowledges the debt, which can interrupt limitation. What is disputed stays disputed. " +
  "还款计划：双方同意该笔债务按下列分期偿还，按期履行期间予以延期。任何一期逾期，即恢复适用原付款条件，视同未曾约定。" +
  "债务人承认该债务，可使诉讼时效中断；对争议部分的异议不受影响。";

/** The message, and every struct that it is made of. */
export const PLAN_TYPES = {
  ...RECEIVABLE_TYPES,
  ...PLAN_STRUCTS,
  PlanAgreement: [
    { name: "text", type: "string" },
    { name: "receivable", type: "Receivable" },
    { name: "creditor", type: "address" },
    { name: "party", type: "address" },
    { name: "plan", type: "PaymentPlan" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

/** Creditor and debtor each sign their own. @param party Which of the two signs this one. */
export function planAgreement(
  receivable: Receivable,
  creditor: Address,
  plan: PaymentPlan,
  party: Address,
  validity: Validity,
): TypedMessage {
  const message = { text: PLAN_TEXT, receivable, creditor, party, plan: signedPlan(plan), ...validity };
  return { types: structsOf(PLAN_TYPES, "PlanAgreement"), primaryType: "PlanAgreement", message };
}
