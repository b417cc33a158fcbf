/**
 * What both sides of a payment plan sign (F04 to F06). An extension is a plan of one instalment. The chain sees its
 * hash. Amounts are minor units of the debt's currency.
 */
import { hashStruct } from "../eip712.ts";
import type { Hex } from "../receivable.ts";

export interface Instalment {
  readonly amount: bigint;
  /** Paid on that day, it is paid in time; days since 1970-01-01. */
  readonly payBy: number;
}

/**
 * What becomes of late interest while a plan is kept: it goes on by the terms; it rests, and comes back whole with a
 * default; or a sum takes its place, which the instalments contain.
 */
export type PlanInterest =
  { readonly kind: "stands" } | { readonly kind: "rests" } | { readonly kind: "sum"; readonly amount: bigint };

export interface PaymentPlan {
  /** What is owed and is to be paid in instalments. */
  readonly debt: bigint;
  /** Days rise. */
  readonly instalments: readonly Instalment[];
  readonly interest: PlanInterest;
  /** Days that an instalment may be late before the plan counts as broken. */
  readonly graceDays: number;
  /** Keeps whoever sees the hash from finding the plan by trying. */
  readonly salt: Hex;
}

/** The structs that the message of a plan is made of, beside the receivable's. */
export const PLAN_STRUCTS = {
  Instalment: [
    { name: "amount", type: "uint96" },
    { name: "payBy", type: "uint32" },
  ],
  PaymentPlan: [
    { name: "debt", type: "uint96" },
    { name: "instalments", type: "Instalment[]" },
    { name: "interest", type: "string" },
    { name: "interestSum", type: "uint96" },
    { name: "graceDays", type: "uint16" },
    { name: "salt", type: "bytes32" },
  ],
} as const;

/** The words that a wallet shows. */
const INTEREST_WORDS: Readonly<Record<PlanInterest["kind"], string>> = { stands: "STANDS", rests: "RESTS", sum: "SUM" };

/** A plan as it is signed: interest is a word and a sum, which is 0 unless it takes the interest's place. */
export function signedPlan({ interest, ...plan }: PaymentPlan): Readonly<Record<string, unknown>> {
  const interestSum = interest.kind === "sum" ? interest.amount : 0n;
  return { ...plan, interest: INTEREST_WORDS[interest.kind], interestSum };
}

/** What the chain sees of a plan. @throws RangeError that names a field whose value is not of its type. */
export function planHash(plan: PaymentPlan): Hex {
  return hashStruct(PLAN_STRUCTS, "PaymentPlan", signedPlan(plan));
}
