/** Credit insurance in a case: the policy, what it covers, what it paid, and whose the claim is then (R71, J03). */
import { z } from "zod";
import { RECOVERY_RULES } from "../domain/cases/subrogation.ts";
import { INSURANCE_ALERTS } from "../domain/clocks/insurance.ts";
import { uuid } from "./act.ts";
import { LANGUAGES } from "./document.ts";
import { emailAddress, line } from "./personal.ts";
import { address, amount, date, hash, instant } from "./scalars.ts";

const FURTHEST_DAYS = 3_650;
const POLICY_NUMBER = /^(?=.*\p{N})(?!.*\.\p{L})[\p{L}\p{N} /.-]+$/u;
const days = z.int().min(0).max(FURTHEST_DAYS);

/** It stands in mails that the gateway sends: a number, and no text or address that its reader might follow. */
const policyNumber = line(50)
  .refine((text) => POLICY_NUMBER.test(text), "write the number alone: letters, digits, spaces, / - and .")
  .meta({ description: "Its number: letters, digits, spaces, slashes, hyphens and full stops, not before a letter." });

const period = <From extends string>(from: readonly [From, ...From[]]) => z.strictObject({ days, from: z.enum(from) });

/** The terms of credit insurance. */
export const insurance = z.strictObject({
  policy: policyNumber,
  currency: address,
  insuredShare: z.int().min(1).max(1_000_000).meta({ description: "Parts per million of a covered loss." }),
  buyerLimit: amount.meta({ description: "The most that is covered of this buyer at a time." }),
  coveredFrom: date.meta({ description: "Invoices from that day on are covered." }),
  coveredUntil: date,
  maximumExtensionDays: days.meta({ description: "The longest the due date may be put off without consent." }),
  notification: period(["invoice", "due"]).meta({ description: "Until when a default has to be notified." }),
  waiting: period(["notice", "due"]).meta({ description: "Of protracted default." }),
  payoutDays: days.meta({ description: "After the waiting period." }),
  countsInvoiceDay: z.boolean().meta({ description: "Whether the day of the invoice is day one of a period." }),
  lossPayee: address.nullable().default(null),
  recoveries: z.enum(RECOVERY_RULES).nullable().default(null).meta({
    description: "In which order what comes in after a payout is shared; null where the policy names none: pro rata.",
  }),
  insurer: z
    .strictObject({ email: emailAddress, language: z.enum(LANGUAGES) })
    .nullable()
    .default(null)
    .meta({
      description:
        "Who is told by mail, once, that the buyer is insolvent or is not after all: by the case, or by a notice of " +
        "the organisation's on the ledger. The mail names the policy. Of several cases of a debtor under one policy " +
        "one tells for all.",
    }),
});

export const insured = z
  .strictObject({
    covered: amount,
    payout: amount,
    extendUntil: date,
    alerts: z.array(z.strictObject({ alert: z.enum(INSURANCE_ALERTS), text: z.string() })),
  })
  .meta({ id: "CaseInsured" });

export const insurerMail = z
  .strictObject({
    ...{ address: z.string(), policy: z.string(), word: z.enum(["noticed", "withdrawn"]), at: instant },
    state: z.enum(["waiting", "taken", "failed"]).meta({ description: "`taken` by a mail server." }),
    tries: z.int(),
    tried: instant.nullable(),
    fault: z.string().nullable(),
  })
  .meta({ id: "InsurerMail" });

/** What an insurer paid. */
export const payout = {
  amount: amount.meta({ description: "Of the principal, no more than is open of it and the creditor's own." }),
  currency: address,
  day: date,
  insurer: line(200),
  evidence: hash.meta({ description: "sha-256 of a document of the organisation's that shows the payment." }),
};

const sharedRecovery = z.strictObject({ date, insurer: amount, creditor: amount });

export const subrogation = z
  .strictObject({
    paid: amount,
    insurers: amount.meta({ description: "What is open of the claim and passed to the insurer." }),
    creditors: amount.meta({ description: "What is open and the creditor's own; with `insurers` all that is open." }),
    dueToInsurer: amount.meta({ description: "What came in since and is the insurer's." }),
    insurersLessened: amount.meta({ description: "What the creditor credited beyond its own share." }),
    overpaid: amount.meta({ description: "What the insurer paid beyond what was open then." }),
    rule: z.enum(RECOVERY_RULES),
    why: z.string(),
    recoveries: z.array(sharedRecovery).meta({ description: "Principal, rounded down for the insurer." }),
    payouts: z.array(
      z.strictObject({ id: uuid, amount, date, insurer: z.string(), policy: z.string(), evidence: hash }),
    ),
  })
  .meta({ id: "CaseSubrogation", description: "The debtor owes as much as before. Interest is the creditor's own." });
