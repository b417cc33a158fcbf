/** What is made of sold receivables for books and notes: the journal, facts for derecognition, supplier finance. */
import { z } from "zod";
import { LATE_PAYMENT_BEARERS } from "../domain/factoring/derecognition.ts";
import { JOURNAL_SIDES } from "../domain/factoring/journalChart.ts";
import { bookAsOf, bookQuery } from "./factorBook.ts";
import { address, amount, date, hash } from "./scalars.ts";
import { currency } from "./terms.ts";

const count = z.int().min(0);
const percent = z.string().meta({ description: "Per cent, rounded half up to four decimals." });

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

const recourse = z.strictObject({ full: amount, part: amount, none: amount }).meta({ id: "CarryingByRecourse" });
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
    recourse: amount.meta({ description: "The most that the seller could have to pay back for the debtors' default." }),
    recourseShare: percent.nullable(),
    byRecourse: recourse,
    byLatePayment: bearers.meta({ description: "Carrying amounts by who loses when the debtor pays late." }),
    transferable: amount.meta({ description: "What the factor may sell on." }),
    advanced: amount.meta({ description: "Funds of the factor in use: a loan, if the asset stays." }),
    feesDue: amount,
    remarks: z.array(z.string()),
  })
  .meta({ id: "DerecognitionFacts", description: "Facts for IFRS 9 3.2 (R65); nothing here decides it." });

export const derecognitionReport = z
  .strictObject({ asOf: bookAsOf.nullable(), items: z.array(derecognition) })
  .meta({ id: "DerecognitionReport" });
export type ShownDerecognition = z.output<typeof derecognition>;

export const supplierFinanceQuery = z.strictObject({
  opening: date.meta({ description: "The day at the beginning of the period." }),
  closing: date.meta({ description: "The day at its end." }),
});

const payables = {
  count,
  carrying: amount.meta({ description: "Liabilities that are part of an arrangement (44H(b)(i))." }),
  supplierPaid: amount.meta({ description: "Of these, those whose suppliers have been paid (44H(b)(ii))." }),
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

export const supplierFinanceReport = z
  .strictObject({
    opening: z.array(supplierFinanceAt),
    closing: z.array(supplierFinanceAt),
    unknown: count.meta({ description: "Payables whose terms are sealed to others; they are in no sum." }),
    remarks: z.array(z.string()),
  })
  .meta({ id: "SupplierFinanceReport", description: "Sums for IAS 7.44F to 44H and IFRS 7 (R74), of the buyer." });
export type ShownSupplierFinance = z.output<typeof supplierFinanceReport>;
export type ShownSupplierFinanceAt = z.output<typeof supplierFinanceAt>;
