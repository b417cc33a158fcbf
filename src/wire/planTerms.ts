/** What a payment plan says, and the file in which one side's signature of it leaves for the other side's gateway. */
import { z } from "zod";
import { MOST_GRACE_DAYS, MOST_INSTALMENTS } from "../domain/plans/plan.ts";
import { address, amount, bytes, date, hash, instant, nonce } from "./scalars.ts";

const MOST_SIGNATURE_CHARACTERS = 16_386;

/** @param sum How an amount is written there. */
function fieldsOf<Sum extends z.ZodType>(sum: Sum) {
  const instalment = z.strictObject({ amount: sum, payBy: date });
  return {
    debt: sum,
    instalments: z.array(instalment).min(1).max(MOST_INSTALMENTS),
    interest: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("stands") }),
      z.strictObject({ kind: z.literal("rests") }),
      z.strictObject({ kind: z.literal("sum"), amount: sum }),
    ]),
    graceDays: z.int().min(0).max(MOST_GRACE_DAYS),
  };
}

const shown = fieldsOf(amount);

/** What both sides sign, but for the salt. */
export const PLAN_FIELDS = {
  debt: shown.debt.meta({
    description:
      "What is owed and paid in instalments: at least all that is open and undisputed, at most that with its charges.",
  }),
  instalments: shown.instalments.meta({
    description:
      "Paid on its day, each is paid in time. Days rise; the amounts come to the debt, and to the sum for interest.",
  }),
  interest: shown.interest.meta({
    description:
      "Late interest while the plan is kept: it goes on by the terms; it rests, and comes back whole with a default; " +
      "or a sum takes its place, which the instalments contain.",
  }),
  graceDays: shown.graceDays.default(0).meta({
    description: "Days that an instalment may be late before the original terms count again.",
  }),
} as const;

/** A plan as it is shown to those who know it. */
export const planTerms = z
  .strictObject({
    ...shown,
    salt: hash.meta({ description: "With all the rest it makes the hash on the chain." }),
  })
  .meta({ id: "PaymentPlan" });

/** In minor units, since two gateways need not know the same decimals of a token. */
const minorUnits = z.string().regex(/^(?:0|[1-9]\d{0,28})$/);

/** What one side signed of a plan. It proves itself, so that nothing else needs to be believed. */
export const planConsent = z
  .strictObject({
    version: z.literal(1),
    chainId: z.int().min(1),
    contract: address.meta({ description: "Of collections." }),
    receivable: hash,
    commitment: hash,
    creditor: address,
    plan: z.strictObject({ ...fieldsOf(minorUnits), salt: hash }).meta({ description: "Amounts are in minor units." }),
    party: address.meta({ description: "For whom it is signed: the creditor or the debtor." }),
    signer: address.meta({ description: "The party, or its agent." }),
    nonce: nonce.meta({ description: "Of the signed message." }),
    deadline: instant.meta({ description: "Last instant at which it may be recorded." }),
    signature: bytes.refine(
      (text) => text.length > 2 && text.length <= MOST_SIGNATURE_CHARACTERS,
      "give 1 to 8,192 bytes",
    ),
  })
  .meta({ id: "PlanConsent", description: "What one side signed, for the other side to sign and send with." });

export type AskedPlan = z.output<z.ZodObject<typeof PLAN_FIELDS>>;
export type ShownPlanTerms = z.output<typeof planTerms>;
export type PlanConsent = z.output<typeof planConsent>;
