/** Offers for the same receivables side by side: of factors, and of the buyers that pay early. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { fraction } from "./payoff.ts";
import { QUOTE_KINDS } from "./quoteRequest.ts";
import { address, amount, date, hash, instant, integer } from "./scalars.ts";
import { currency } from "./terms.ts";

/** What can stand in the list: offers of factors; the discount of the terms; what a buyer offers beyond them. */
export const COMPARED_KINDS = [...QUOTE_KINDS, "terms", "earlyPayment"] as const;

/** By which of the figures the list is ordered; all of them are shown. */
export const COMPARED_BY = ["rate", "cost", "cash"] as const;

/** How an offer is taken. */
export const TAKING_WAYS = ["take", "buyerPays", "amend"] as const;

export const comparisonQuery = z
  .strictObject({
    expected: date.optional().meta({
      description:
        "The day on which the debtors are expected to pay, the same for every offer. Absent: each receivable's due " +
        "date.",
    }),
    by: z.enum(COMPARED_BY).default("rate").meta({
      description: "The order: the lowest annual rate, the least cost or the most cash first.",
    }),
  })
  .meta({ id: "QuoteComparisonQuery" });

/** What an offer comes to for one receivable: `open = funds + reserve + discount`. */
const line = z
  .strictObject({
    receivable: hash,
    open: amount,
    funds: amount.meta({ description: "What the seller has at once." }),
    days: z
      .int()
      .min(0)
      .meta({ description: "From the day the money comes to the day the debtor is expected to pay." }),
    fee: amount.meta({ description: "Rate x funds x days / basis, rounded half up once (R54)." }),
    commission: amount,
    discount: amount,
    reserve: amount.meta({ description: "What is kept until the debtor pays." }),
    later: amount.meta({ description: "What of the reserve is left after fee and commission." }),
    gap: amount.meta({
      description: "What fee and commission are more than the reserve: the factor gets it only where it has recourse.",
    }),
  })
  .meta({ id: "ComparedLine" });

const annualRate = z
  .strictObject({
    percent: z.string().meta({ description: "Per cent a year, simple, rounded half up to four decimals." }),
    exact: fraction.meta({ description: "cost x basis / fundDays, as a part of one." }),
    fundDays: integer.meta({ description: "Sum of funds x days, in minor units." }),
    basis: z.int().meta({ description: "Days of the year, the same for every offer." }),
  })
  .meta({ id: "ComparedRate" });

const recourse = z
  .strictObject({
    days: z.int().min(0).meta({
      description: "Days after the due date beyond which the seller answers for the debtor.",
    }),
  })
  .meta({ id: "Recourse" });

/** The part of an amendment that a buyer's offer comes to. */
const amendment = z
  .strictObject({
    verb: z.literal("amend"),
    receivable: hash,
    terms: z.strictObject({
      slidingRate: z.string().meta({ description: "Per cent a year." }),
      discountOnParts: z.boolean(),
    }),
  })
  .meta({ id: "EarlyPaymentAmendment" });

const taking = z
  .strictObject({
    way: z.enum(TAKING_WAYS).meta({
      description:
        "take: `POST /v1/quote-requests/{id}/takings`; buyerPays: there is nothing to sign, the buyer has the " +
        "choice; amend: each of `acts` is a body for `POST /v1/intents`, whose intent seller and buyer sign: then " +
        "the ledger itself takes the price of the day from a buyer that pays early. Nobody is bound before both have " +
        "signed.",
    }),
    acts: z.array(amendment).meta({ description: "Of amend: one for each receivable." }),
  })
  .meta({ id: "WayOfTaking" });

/** One offer with all of its figures. */
export const comparedQuote = z
  .strictObject({
    kind: z.enum(COMPARED_KINDS),
    offer: uuid.nullable().meta({ description: "Null of the discount that the terms have." }),
    by: address.meta({ description: "The factor or the buyer." }),
    until: instant.nullable().meta({ description: "Last instant; null of the terms, whose discount ends by day." }),
    receivables: z.array(hash).meta({
      description:
        "What can be sold under it now. Limits are used in the order of the request; offers that cover less have " +
        "less of everything but the rate.",
    }),
    open: amount.meta({ description: "Of what it covers." }),
    cash: amount.meta({ description: "What the seller has at once." }),
    cost: amount.meta({ description: "Fee, commission and discount together." }),
    rate: annualRate.nullable().meta({ description: "Null where the money comes no earlier than the debtor's." }),
    reserve: amount,
    later: amount.meta({ description: "What comes when the debtors pay in full on the expected day." }),
    gap: amount,
    recourse: recourse
      .nullable()
      .meta({ description: "Null: the seller does not answer for a debtor that cannot pay." }),
    ranks: z
      .strictObject({ rate: z.int().min(1), cost: z.int().min(1), cash: z.int().min(1) })
      .meta({ description: "Among all in the list; equals share one." }),
    lines: z.array(line),
    taking,
  })
  .meta({ id: "ComparedQuote" });

export const quoteComparison = z
  .strictObject({
    request: uuid,
    currency,
    at: instant.meta({ description: "Every offer is reckoned as if it were taken now." }),
    expected: z.array(z.strictObject({ receivable: hash, open: amount, dueDate: date, expected: date })),
    by: z.enum(COMPARED_BY),
    items: z.array(comparedQuote),
    unavailable: z
      .array(z.strictObject({ offer: uuid, by: address, kind: z.enum(QUOTE_KINDS), why: z.string() }))
      .meta({ description: "Offers under which nothing can be sold as things stand." }),
  })
  .meta({
    id: "QuoteComparison",
    description: "The cheapest is not the best for everyone: recourse leaves the debtor's default with the seller.",
  });

export type ShownComparison = z.output<typeof quoteComparison>;
export type ComparedQuote = z.output<typeof comparedQuote>;
export type ComparisonQuery = z.output<typeof comparisonQuery>;
