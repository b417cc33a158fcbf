/** Asking factors for offers for chosen receivables. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { pageQuery } from "./access.ts";
import { moment } from "./personal.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

/** What a factor can sign; the first three advance a part and keep a reserve, the last one buys outright. */
export const QUOTE_KINDS = ["single", "several", "facility", "purchase"] as const;
export type QuoteKind = (typeof QUOTE_KINDS)[number];

/** Where a request can stand. */
export const REQUEST_STATES = ["open", "expired", "withdrawn"] as const;

/** Where a receivable of a request can stand. */
export const QUOTED_STATES = ["open", "locked", "sold", "gone"] as const;

/** The most receivables that one request names, and the most factors. */
export const MOST_QUOTED = 100;
const MOST_FACTORS = 20;

const kinds = z
  .array(z.enum(QUOTE_KINDS))
  .min(1)
  .max(QUOTE_KINDS.length)
  .meta({
    description:
      "Which offers are wanted. single: one receivable; several: many, each of which can be sold under it by itself; " +
      "facility: whatever named buyers accepted, up to a limit; purchase: one receivable outright, at a discount.",
  });

/** The body of a request for quotes. */
export const newQuoteRequest = z
  .strictObject({
    id: uuid,
    receivables: z
      .array(hash)
      .min(1)
      .max(MOST_QUOTED)
      .meta({ description: "By their ids: held by the organisation, accepted, open, in one currency on the chain." }),
    factors: z
      .array(address)
      .min(1)
      .max(MOST_FACTORS)
      .meta({ description: "Organisations of this gateway; no party of the receivables." }),
    kinds,
    until: moment.meta({ description: "Last instant of the request, and of what it discloses." }),
  })
  .meta({ id: "NewQuoteRequest" });

/** A receivable of a request. */
const quotedReceivable = z
  .strictObject({
    receivable: hash,
    buyer: address.nullable(),
    open: amount.nullable().meta({
      description: "Principal not yet paid or credited; null where the terms are unknown here, or no more to be seen.",
    }),
    dueDate: date.nullable(),
    advices: z.int().min(0).nullable().meta({
      description: "Advices of the buyer that wait for an answer; an offer names how many it takes.",
    }),
    needsConsent: z.boolean().meta({
      description: "Whether the buyer has to consent to whom it goes, on the ledger, before it can be sold.",
    }),
    state: z.enum(QUOTED_STATES).meta({
      description:
        "open: can be sold; locked: an offer for it is taken and the sale not recorded yet; sold: under an offer of " +
        "this request; gone: paid, disputed, sold elsewhere, or otherwise no more as it has to be.",
    }),
    soldTo: address.nullable().meta({ description: "The factor, once the ledger has recorded the sale." }),
  })
  .meta({ id: "QuotedReceivable" });

const invitedFactor = z
  .strictObject({
    factor: address,
    invited: z.boolean().meta({ description: "False once the grant that shows it the receivables is taken back." }),
  })
  .meta({ id: "InvitedFactor" });

/** A request as whoever asks, or a factor that is invited, sees it. */
export const quoteRequest = z
  .strictObject({
    id: uuid,
    seller: address.meta({ description: "Who asks, and holds the receivables." }),
    state: z.enum(REQUEST_STATES),
    kinds: z.array(z.enum(QUOTE_KINDS)),
    currency,
    receivables: z.array(quotedReceivable),
    factors: z.array(invitedFactor).meta({ description: "All of them for whoever asks; a factor sees itself alone." }),
    made: instant,
    until: instant,
    withdrawn: instant.nullable(),
  })
  .meta({ id: "QuoteRequest" });

export const quoteRequestPage = z
  .strictObject({
    items: z.array(quoteRequest),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
  })
  .meta({ id: "QuoteRequestPage" });

const MOST_ON_PAGE = 50;

export const quoteRequestQuery = pageQuery
  .extend({
    side: z
      .enum(["own", "invited"])
      .default("own")
      .meta({ description: "What the organisation asked, or what it is asked." }),
    limit: z
      .string()
      .regex(/^(?:[1-9]|[1-4]\d|50)$/, `give a whole number from 1 to ${MOST_ON_PAGE}`)
      .default("20")
      .transform(Number)
      .meta({ description: `At most so many, 1 to ${MOST_ON_PAGE}.` }),
  })
  .meta({ id: "QuoteRequestQuery" });

export type NewQuoteRequest = z.output<typeof newQuoteRequest>;
export type ShownQuoteRequest = z.output<typeof quoteRequest>;
