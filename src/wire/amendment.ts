/** What parties agree on anew. */
import { z } from "zod";
import { amount, date } from "./scalars.ts";
import { discountTier } from "./terms.ts";

const rate = z
  .string()
  .regex(/^\d{1,3}(?:\.\d{1,4})?$/, "write per cent a year with at most four decimals")
  .meta({ description: "Per cent a year." });

/** Terms as they are to be; what is left out stays as it is. The currency does not change. */
export const amendedTerms = z
  .strictObject({
    amount: amount.meta({ description: "The face." }),
    dueDate: date,
    utcOffset: z.int().min(-720).max(840),
    discounts: z
      .array(discountTier)
      .max(2)
      .meta({ description: "Sums off the whole amount, the larger and earlier one first." }),
    slidingRate: rate,
    discountOnParts: z.boolean(),
    lateRate: rate,
    basis: z.union([z.literal(360), z.literal(365)]),
    graceDays: z.int().min(0).max(365),
    fixedSum: amount,
    settlesFirst: z.enum(["charges", "principal"]),
    accelerationDays: z.int().min(1).max(365).nullable(),
  })
  .partial()
  .meta({ id: "AmendedTerms" });

export type AmendedTerms = z.output<typeof amendedTerms>;
