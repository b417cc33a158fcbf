/** What bands told of payment. */
import { z } from "zod";
import { line } from "./personal.ts";
import { amount, date } from "./scalars.ts";
import { currency } from "./terms.ts";

const MOST_DAYS = 366;

export const backTestQuery = z
  .strictObject({
    currency: line(50),
    day: date.meta({ description: "On which customers are banded; before today." }),
    days: z
      .string()
      .regex(/^[1-9]\d{0,2}$/, `give a whole number from 1 to ${MOST_DAYS}`)
      .default("90")
      .transform(Number)
      .refine((days) => days <= MOST_DAYS, `give a whole number from 1 to ${MOST_DAYS}`)
      .meta({ description: "What fell due in so many days after it is looked at." }),
  })
  .meta({ id: "CreditBackTestQuery" });

export const creditBackTest = z
  .strictObject({
    policyVersion: z.int(),
    day: date,
    days: z.int(),
    asOf: date.meta({ description: "Until then it is known what was paid." }),
    currency,
    sealed: z.int().meta({ description: "Receivables that nobody here can read: they are left out." }),
    bands: z.array(
      z.strictObject({
        band: z.string(),
        customers: z.int(),
        cases: z.int().meta({ description: "Payments, and what is still unpaid." }),
        amount,
        daysLate: z.int().nullable().meta({ description: "Weighted by amount; null for fewer than five cases." }),
        lateShare: z.int().nullable().meta({ description: "Of the amount over 30 days late, ppm; null as above." }),
      }),
    ),
    isOrdered: z.boolean().nullable().meta({
      description: "Whether no band paid later than the one below it; null where fewer than two have enough cases.",
    }),
  })
  .meta({ id: "CreditBackTest" });
export type ShownBackTest = z.output<typeof creditBackTest>;
