/** Taking offers: the calls that the seller's own wallet sends, and the lock while they are under way. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { contractCall } from "./intent.ts";
import { MOST_QUOTED } from "./quoteRequest.ts";
import { address, hash, instant } from "./scalars.ts";

/** Where a taking can stand. */
export const TAKING_STATES = ["taken", "recorded", "released", "expired"] as const;

const LEAST_MINUTES = 1;
const MOST_MINUTES = 1440;

const chosenOffer = z
  .strictObject({
    offer: uuid,
    receivables: z
      .array(hash)
      .min(1)
      .max(MOST_QUOTED)
      .optional()
      .meta({ description: "Which of those that it covers; all of them unless some are named." }),
  })
  .meta({ id: "ChosenOffer" });

/** The body of a taking. */
export const newQuoteTaking = z
  .strictObject({
    id: uuid,
    offers: z.array(chosenOffer).min(1).max(MOST_QUOTED).meta({ description: "No receivable under two of them." }),
    minutes: z
      .int()
      .min(LEAST_MINUTES)
      .max(MOST_MINUTES)
      .default(15)
      .meta({
        description:
          "How long the receivables are locked, at most until the first of the offers is over; what is sent later " +
          "may meet another sale.",
      }),
  })
  .meta({ id: "NewQuoteTaking" });

const takenReceivable = z
  .strictObject({
    receivable: hash,
    offer: uuid,
    factor: address,
    sold: z.boolean().meta({ description: "Whether the ledger has recorded the sale." }),
  })
  .meta({ id: "TakenReceivable" });

const takingCall = contractCall
  .extend({
    does: z.enum(["sell", "approve", "purchase"]).meta({
      description:
        "sell: sends receivables to the desks of factors, all in one transaction, and lets desks fetch those that " +
        "are bought outright; approve: the latter alone; purchase: sells one outright.",
    }),
  })
  .meta({ id: "TakingCall" });

/** A taking as the seller sees it. */
export const quoteTaking = z
  .strictObject({
    id: uuid,
    request: uuid,
    seller: address.meta({ description: "Whose account has to send the calls, in their order." }),
    state: z.enum(TAKING_STATES).meta({
      description: "recorded: every receivable is sold; expired and released ones lock nothing any more.",
    }),
    receivables: z.array(takenReceivable),
    calls: z.array(takingCall).meta({
      description:
        "Empty while they are tried, and once nothing is to be sent any more. They open the receivables' terms to " +
        "everybody who reads the chain.",
    }),
    made: instant,
    expires: instant,
    released: instant.nullable(),
  })
  .meta({ id: "QuoteTaking" });

export type NewQuoteTaking = z.output<typeof newQuoteTaking>;
export type ShownQuoteTaking = z.output<typeof quoteTaking>;
