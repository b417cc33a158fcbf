/** What a factor lends on, and what it knows of debtors. */
import { z } from "zod";
import { ELIGIBILITY_MARKS } from "../domain/factoring/eligibilityRules.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, cursor, instant } from "./scalars.ts";

const MOST_REGISTRARS = 20;
const PART = /^(?:100(?:\.0{1,4})?|\d{1,2}(?:\.\d{1,4})?)$/;

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const days = z.int().min(0).max(3_650);

/** A part of something. */
export const part = z
  .string()
  .regex(PART, "write per cent from 0 to 100 with at most four decimals")
  .meta({
    description: "Per cent, from 0 to 100.",
    examples: ["85"],
  });

const tenor = z
  .strictObject({
    law: z.enum(["eu", "prc"]),
    smallSuppliers: z.boolean().meta({ description: "Whether suppliers are small or medium-sized firms." }),
    vouchers: z.boolean().meta({ description: "Whether it buys vouchers of debtors (应收账款电子凭证)." }),
    insuredDays: days.nullable().meta({ description: "The longest term that its credit insurance covers." }),
  })
  .meta({ id: "TenorCriteria", description: "For warnings about long terms (R70); they exclude nothing." });

/** What a factor asks of receivables. */
const criteria = {
  mostDaysFromInvoice: days
    .nullable()
    .meta({ description: "An older item is aged; null where only the other is agreed." }),
  mostDaysPastDue: days.nullable(),
  crossAgeing: part.nullable().meta({
    description: "A debtor of whose balance more than this is aged is excluded whole; null for never.",
  }),
  excluded: z.array(z.enum(ELIGIBILITY_MARKS)).max(ELIGIBILITY_MARKS.length).meta({
    description: "`lowBand` is excluded without being named, where a credit policy of the factor is in force.",
  }),
  concentration: z
    .strictObject({ limit: part, of: z.enum(["gross", "eligible"]) })
    .nullable()
    .meta({
      description: "The most of one group of affiliates, of the gross or of what is eligible before this limit.",
    }),
  advanceRate: part,
  registrars: z
    .array(address)
    .max(MOST_REGISTRARS)
    .meta({ description: "Whose vouchers for a debtor's key it relies on; with none, no debtor is verified." }),
  tenor: tenor.nullable(),
};

export const newEligibilityCriteria = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender: the same version if it is sent again." }),
    ...criteria,
  })
  .refine(({ mostDaysFromInvoice, mostDaysPastDue }) => mostDaysFromInvoice !== null || mostDaysPastDue !== null, {
    path: ["mostDaysFromInvoice"],
    message: "agree an age from the invoice, or one past due",
  })
  .meta({ id: "NewEligibilityCriteria" });
export type NewEligibilityCriteria = z.output<typeof newEligibilityCriteria>;

export const eligibilityCriteria = z
  .strictObject({
    id: uuid,
    version: z.int().min(1).meta({ description: "Counted for each factor; no version is ever changed." }),
    ...criteria,
    set: instant,
    setBy: address,
  })
  .meta({ id: "EligibilityCriteria" });
export const eligibilityCriteriaPage = z
  .strictObject({ items: z.array(eligibilityCriteria), next })
  .meta({ id: "EligibilityCriteriaPage" });
export type ShownEligibilityCriteria = z.output<typeof eligibilityCriteria>;

const debtorFacts = {
  debtor: address,
  group: line(80).nullable().meta({ description: "Its group of affiliates, by any name of the factor's own (R50)." }),
  marks: z.array(z.enum(ELIGIBILITY_MARKS)).max(ELIGIBILITY_MARKS.length),
  kind: z.enum(["publicBody", "largeFirm", "otherFirm"]),
};
export const newDebtorFacts = z.strictObject(debtorFacts).meta({ id: "NewDebtorFacts" });
export type NewDebtorFacts = z.output<typeof newDebtorFacts>;
export const shownDebtorFacts = z.strictObject({ ...debtorFacts, noted: instant }).meta({ id: "DebtorFacts" });
export const debtorFactsPage = z
  .strictObject({ items: z.array(shownDebtorFacts), next })
  .meta({ id: "DebtorFactsPage" });
