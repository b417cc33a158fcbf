/** What a buyer offers to pay early at, beyond the terms (dynamic discounting). */
import { z } from "zod";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { moment } from "./personal.ts";
import { MOST_QUOTED } from "./quoteRequest.ts";
import { address, cursor, hash, instant } from "./scalars.ts";

const percent = z.string().regex(/^\d{1,3}(?:\.\d{1,4})?$/, "write per cent a year with at most four decimals");

/** The body of a buyer's offer. */
export const newEarlyPayment = z
  .strictObject({
    id: uuid,
    receivables: z
      .array(hash)
      .min(1)
      .max(MOST_QUOTED)
      .meta({ description: "That the organisation owes: accepted, open, not due yet." }),
    rate: percent.meta({
      description:
        "Discount, per cent a year for each day before the due date: the price of every day follows. It is the " +
        "sliding discount that the terms would have, by their own basis.",
    }),
    until: moment.meta({ description: "Last instant at which the organisation would sign the amendment." }),
  })
  .meta({ id: "NewEarlyPayment" });

/** A buyer's offer as the buyer, or a holder of what it names, sees it. */
export const earlyPayment = z
  .strictObject({
    id: uuid,
    buyer: address,
    receivables: z.array(hash).meta({ description: "A holder sees those that it holds, and no others." }),
    rate: z.string().meta({ description: "Per cent a year." }),
    made: instant,
    until: instant,
    withdrawn: instant.nullable(),
  })
  .meta({ id: "EarlyPayment" });

export const earlyPaymentPage = z
  .strictObject({
    items: z.array(earlyPayment),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
  })
  .meta({ id: "EarlyPaymentPage" });

export const earlyPaymentQuery = pageQuery
  .extend({
    side: z
      .enum(["given", "received"])
      .default("given")
      .meta({ description: "What the organisation offers, or what it is offered and can take now." }),
  })
  .meta({ id: "EarlyPaymentQuery" });

export type NewEarlyPayment = z.output<typeof newEarlyPayment>;
export type ShownEarlyPayment = z.output<typeof earlyPayment>;
