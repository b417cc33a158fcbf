/** What settles a receivable on a day, with everything that led to it. */
import { z } from "zod";
import { amount, date, integer } from "./scalars.ts";

/** A number that no decimal writes exactly. */
export const fraction = z.strictObject({ numerator: integer, denominator: integer }).meta({ id: "Fraction" });

/** Days on one balance. */
export const workingSegment = z
  .strictObject({
    from: date.meta({ description: "First day that bears interest." }),
    to: date,
    days: z.int().min(0),
    principal: amount,
    percent: z.string().meta({ description: "Per cent a year." }),
    interest: fraction.meta({ description: "Exact, in minor units." }),
  })
  .meta({ id: "WorkingSegment" });

/** How the charges come about. */
export const chargesWorking = z
  .strictObject({
    principalDays: integer.meta({
      description: "Minor units x days late: of principal settled late, and of what is open.",
    }),
    percent: z.string().meta({ description: "Per cent a year." }),
    basis: z.int().meta({ description: "Days of the year." }),
    exact: fraction.meta({ description: "percent / 100 x principalDays / basis, in minor units." }),
    interest: amount.meta({ description: "Rounded once, half up." }),
    fixedSum: amount,
    settled: amount.meta({ description: "Charges paid or waived." }),
    charges: amount.meta({ description: "interest + fixedSum - settled, never below nought." }),
    segments: z
      .array(workingSegment)
      .nullable()
      .meta({
        description:
          "The same interest balance by balance; null where the terms changed after something was late, so that no " +
          "single due date tells how it came about.",
      }),
  })
  .meta({ id: "ChargesWorking" });

/** A discount that the terms offer. */
export const discountOffer = z
  .strictObject({
    kind: z.enum(["tier1", "tier2", "sliding"]),
    until: date,
    share: fraction.meta({ description: "Nought once it is over." }),
  })
  .meta({ id: "DiscountOffer" });

/** How the discount comes about. */
export const discountWorking = z
  .strictObject({
    offers: z.array(discountOffer),
    taken: z.enum(["tier1", "tier2", "sliding"]).nullable().meta({ description: "The largest; they never stack." }),
    open: amount,
    paid: amount.meta({ description: "Principal paid before that earns the discount now." }),
    exact: fraction.meta({ description: "share x (open + paid), in minor units." }),
    carried: fraction.meta({ description: "Earned on earlier parts and not yet granted, in minor units." }),
    rounded: amount.meta({ description: "exact + carried, rounded once, half up." }),
    discount: amount.meta({ description: "At most what is open." }),
  })
  .meta({ id: "DiscountWorking" });

/** What is due. `payoff = open - discount + charges`. */
export const payoff = z
  .strictObject({
    at: date.meta({ description: "The value date, in the time zone of the terms." }),
    open: amount,
    discount: amount,
    charges: amount,
    payoff: amount,
    daysLate: z.int().min(0),
    discountWorking,
    chargesWorking,
  })
  .meta({
    id: "Payoff",
    description: "What would settle the receivable on that value date, given everything that is recorded by now.",
  });
