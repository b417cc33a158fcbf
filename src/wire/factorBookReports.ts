/** What is made of sold receivables for books and notes: the journal, facts for derecognition, supplier finance. */
import { z } from "zod";
import { LATE_PAYMENT_BEARERS } from "../domain/factoring/derecognition.ts";
import { partsPerMillion } from "../domain/factoring/figures.ts";
import { JOURNAL_SIDES } from "../domain/factoring/journalChart.ts";
import { PARTS_PER_MILLION } from "../domain/money.ts";
import { bookAsOf, bookQuery } from "./factorBook.ts";
import { percent } from "./factorBookDilution.ts";
import { address, amount, date, hash } from "./scalars.ts";
import { currency } from "./terms.ts";

const count = z.int().min(0);

export const dealJournalQuery = z
  .strictObject({
    side: z.enum(JOURNAL_SIDES).meta({ description: "Whose books: the organisation as factor, or as seller." }),
    from: date.meta({ description: "First day of the period." }),
    through: date.meta({ description: "Last day of it; fees are earned until its end." }),
    block: bookQuery.shape.block,
    format: z.enum(["csv", "json"]).default("csv"),
  })
  .refine(({ from, through }) => from <= through, { path: ["through"], message: "end the period after it begins" });

const entryLine = z.strictObject({ account: z.string(), debit: amount, credit: amount }).meta({ id: "DealEntryLine" });
const dealEntry = z
  .strictObject({
    id: z.string(),
    date,
    kind: z.string().meta({ description: "The event's name, or FeeEarned or CommissionEarned." }),
    receivable: hash.nullable(),
    number: count,
    desk: address,
    currency,
    lines: z.array(entryLine),
  })
  .meta({ id: "DealEntry" });
const trialBalance = z
  .strictObject({ account: z.string(), currency, opening: amount, debit: amount, credit: amount, closing: amount })
  .meta({ id: "TrialBalance", description: "Opening and closing are above nought for debit." });

/** The journal as JSON. */
export const dealJournalFile = z
  .strictObject({
    asOf: bookAsOf.nullable(),
    side: z.enum(JOURNAL_SIDES),
    from: date,
    through: date,
    entries: z.array(dealEntry),
    balances: z.array(trialBalance),
  })
  .meta({ id: "DealJournal" });
export type DealJournalFile = z.output<typeof dealJournalFile>;

const PERCENT = String.raw`(?:100(?:\.0{1,4})?|\d{1,2}(?:\.\d{1,4})?)`;
const LOSSES = new RegExp(`^${PERCENT}:${PERCENT}(?:,${PERCENT}:${PERCENT})*$`);
const MOST_LOSSES = 2_000;

const losses = z
  .string()
  .max(MOST_LOSSES)
  .regex(LOSSES, "write pairs of per cent with at most four decimals, such as 50:1,50:3")
  .transform((text) =>
    text.split(",").map((pair) => {
      const [probability = "", loss = ""] = pair.split(":");
      return { probability: partsPerMillion(probability), loss: partsPerMillion(loss) };
    }),
  )
  .refine(
    (all) => all.reduce((sum, { probability }) => sum + probability, 0) === Number(PARTS_PER_MILLION),
    "let the probabilities be 100 together",
  )
  .meta({
    description:
      "Losses that the organisation expects, as pairs of probability and part of every receivable that is not paid, " +
      "in per cent: 50:1,50:3.",
  });

export const derecognitionQuery = z.strictObject({ ...bookQuery.shape, losses: losses.optional() });

const variability = z
  .strictObject({
    before: amount.meta({ description: "The expected distance from the expected loss, had nothing been sold." }),
    after: amount.meta({ description: "Of what the seller still bears, of each receivable up to its exposure." }),
    passed: amount,
    passedShare: percent.nullable().meta({ description: "Of the first; null where nothing varies." }),
  })
  .meta({ id: "LossVariability", description: "How much of the losses' variability was passed on (R65)." });

const exposure = z.strictObject({ full: amount, part: amount, none: amount }).meta({ id: "CarryingByExposure" });
const bearers = z
  .strictObject(Object.fromEntries(LATE_PAYMENT_BEARERS.map((bearer) => [bearer, amount])) as Record<Bearer, Amount>)
  .meta({ id: "CarryingByLatePayment" });
type Bearer = (typeof LATE_PAYMENT_BEARERS)[number];
type Amount = typeof amount;

const derecognition = z
  .strictObject({
    factor: address,
    currency,
    receivables: count,
    carrying: amount,
    retained: amount.meta({ description: "What comes to the seller if debtors pay: the reserve, which loses first." }),
    recourse: amount.meta({
      description: "The most that the seller could have to pay back for the debtors' default, beyond what it retains.",
    }),
    exposure: amount.meta({ description: "Retained and recourse together: what the seller could lose." }),
    exposureShare: percent.nullable().meta({ description: "Of the carrying amount; null where nothing is carried." }),
    byExposure: exposure.meta({ description: "Carrying amounts of which the seller could lose all, a part, nothing." }),
    byLatePayment: bearers.meta({ description: "Carrying amounts by who loses when the debtor pays late." }),
    transferable: amount.meta({ description: "What the factor may sell on." }),
    advanced: amount.meta({ description: "Funds of the factor in use: a loan, if the asset stays." }),
    feesDue: amount,
    variability: variability.nullable().meta({ description: "Null without `losses`." }),
    remarks: z.array(z.string()),
  })
  .meta({ id: "DerecognitionFacts", description: "Facts for IFRS 9 3.2 (R65); nothing here decides it." });

export const derecognitionReport = z
  .strictObject({ asOf: bookAsOf.nullable(), items: z.array(derecognition) })
  .meta({ id: "DerecognitionReport" });
export type ShownDerecognition = z.output<typeof derecognition>;

export const supplierFinanceQuery = z
  .strictObject({
    opening: date.meta({ description: "Its end is the beginning of the period: the day before the first one." }),
    closing: date.meta({ description: "The last day of the period." }),
  })
  .refine(({ opening, closing }) => opening <= closing, {
    path: ["closing"],
    message: "end the period after it begins",
  });

const payables = {
  count,
  carrying: amount.meta({ description: "Liabilities that are part of an arrangement (44H(b)(i))." }),
  supplierPaid: amount.meta({ description: "The part for which suppliers have been paid (44H(b)(ii))." }),
};
const payableSums = z.strictObject({ key: z.string(), ...payables }).meta({ id: "SupplierFinanceSum" });
const dueRange = z
  .strictObject({ least: z.int(), most: z.int() })
  .nullable()
  .meta({ description: "Days from the invoice to the due date (44H(b)(iii)); null where there is nothing to tell." });
const supplierFinanceAt = z
  .strictObject({
    asOf: bookAsOf.nullable(),
    currency,
    ...payables,
    byArrangement: z.array(payableSums).meta({ description: "By the factor." }),
    inside: dueRange,
    outside: dueRange.meta({ description: "Of comparable payables that are in no arrangement." }),
  })
  .meta({ id: "SupplierFinanceAt" });

const changed = (description: string) => amount.meta({ description });
const payableChanges = z
  .strictObject({
    currency,
    entered: changed("Payables that a factor has financed since the beginning, and not before."),
    left: changed("Payables still owed that no factor finances any more."),
    paid: changed("Paid, less what banks took back: the only change in cash."),
    discounted: changed("Discounts that payments earned."),
    credited: changed("Credit notes."),
    amended: changed("Debits and amendments."),
  })
  .meta({
    id: "PayableChanges",
    description: "What is financed at the end less at the beginning, with its non-cash changes apart (44H(c)).",
  });

export const supplierFinanceReport = z
  .strictObject({
    opening: z.array(supplierFinanceAt),
    closing: z.array(supplierFinanceAt),
    changes: z.array(payableChanges).meta({ description: "Of what is in an arrangement, between the two." }),
    unknown: z
      .strictObject({ opening: count, closing: count })
      .meta({ id: "UnknownPayables", description: "Payables whose terms are sealed to others; they are in no sum." }),
    remarks: z.array(z.string()),
  })
  .meta({ id: "SupplierFinanceReport", description: "Sums for IAS 7.44H(b) and (c) (R74), of the buyer." });
export type ShownSupplierFinance = z.output<typeof supplierFinanceReport>;
export type ShownPayableChanges = z.output<typeof payableChanges>;
export type ShownSupplierFinanceAt = z.output<typeof supplierFinanceAt>;
