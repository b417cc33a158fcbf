/** What a factor offers for receivables that it was asked about, before and after it signs. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { contractCall, typedData } from "./intent.ts";
import { moment } from "./personal.ts";
import { QUOTE_KINDS, MOST_QUOTED } from "./quoteRequest.ts";
import { address, amount, bytes, cursor, hash, instant, integer, nonce } from "./scalars.ts";
import { currency } from "./terms.ts";

/** Where an offer can stand. */
export const OFFER_STATES = ["prepared", "signed", "taken", "sold", "spent", "expired", "withdrawn"] as const;
export type OfferState = (typeof OFFER_STATES)[number];

const MOST_BUYERS = 64;
const MOST_TENOR = 65_535;
const MOST_ADVICES = 63;
const MOST_RECOURSE_DAYS = 65_534;

const percent = z.string().regex(/^\d{1,3}(?:\.\d{1,4})?$/, "write per cent with at most four decimals");
const yearly = percent.meta({ description: "Per cent a year." });
const basis = z.union([z.literal(360), z.literal(365)]).meta({ description: "Days of the year." });
const days = (most: number): z.ZodInt => z.int().min(0).max(most);
const advices = days(MOST_ADVICES)
  .default(0)
  .meta({ description: "How many unanswered advices of the buyer the factor knows of and takes." });
const unused = nonce.meta({
  description:
    "As the contract has it: any that the factor's desk has not seen; of several the first of as many. Absent: the " +
    "next of those that this gateway keeps apart for the factor, which lie side by side and so cost least.",
});

const common = {
  id: uuid,
  until: moment.meta({ description: "Last instant at which it can be taken." }),
  advices,
  nonce: unused.optional(),
};

const price = {
  advanceRate: percent.meta({ description: "Per cent of the open amount that is paid at once, rounded down (R53)." }),
  feeRate: yearly.meta({ description: "Per cent a year on the funds in use, by days from the sale (R54)." }),
  basis,
  commissionRate: percent.default("0").meta({ description: "Per cent of the open amount." }),
  minimumFee: amount.default("0").meta({ description: "The least that the commission of one receivable comes to." }),
  recourseDays: days(MOST_RECOURSE_DAYS).nullable().meta({
    description: "Days after the due date beyond which the factor may charge back; null: without recourse.",
  }),
  minTenor: days(MOST_TENOR).default(0).meta({ description: "Days from the sale to the due date, included." }),
  maxTenor: days(MOST_TENOR).meta({ description: "Days from the sale to the due date, included." }),
  utcOffset: z.int().min(-720).max(840).meta({ description: "Minutes that the factor's days are ahead of UTC." }),
};
const mostAdvance = amount
  .optional()
  .meta({ description: "Most that is advanced on one receivable. Absent: what is." });
const limit = amount.meta({ description: "Most funds in use at one time under the facility." });
const chosen = z.array(hash).min(1).max(MOST_QUOTED);
const buyerLimit = z.strictObject({ buyer: address, limit: amount }).meta({ id: "BuyerLimit" });

/** The body of an offer to be prepared. */
export const newQuoteOffer = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("single"), ...common, receivable: hash, ...price, limit: mostAdvance }),
    z.strictObject({ kind: z.literal("several"), ...common, receivables: chosen, ...price, limit: mostAdvance }),
    z.strictObject({
      kind: z.literal("facility"),
      ...common,
      buyers: z.array(buyerLimit).min(1).max(MOST_BUYERS),
      ...price,
      limit,
    }),
    z.strictObject({
      kind: z.literal("purchase"),
      ...common,
      receivable: hash,
      rate: yearly.meta({ description: "Of the discount, per cent a year until the due date (R55)." }),
      basis,
      extraDays: days(MOST_TENOR).default(0).meta({ description: "Days added to those until the due date." }),
      minPrice: amount.optional().meta({
        description: "Least price: what was paid since makes the offer void, not cheaper. Absent: what it is today.",
      }),
    }),
  ])
  .meta({ id: "NewQuoteOffer" });

/** An offer as its factor, or whoever asked, sees it. */
export const quoteOffer = z
  .strictObject({
    id: uuid,
    request: uuid,
    factor: address,
    seller: address,
    kind: z.enum(QUOTE_KINDS),
    state: z.enum(OFFER_STATES).meta({
      description:
        "taken: the seller has the calls; sold: every receivable that it names was sold under it; spent: its number " +
        "was used or voided on the chain.",
    }),
    receivables: z.array(hash).meta({ description: "That it names, in its own order; of a facility none." }),
    buyers: z.array(address).meta({ description: "Of a facility." }),
    currency,
    message: typedData.meta({ description: "What the factor's own account signs: no agent can." }),
    offer: hash.meta({ description: "Its struct hash, as the desk's events name it." }),
    nonce: integer,
    nonces: z.int().min(1).meta({ description: "How many numbers from `nonce` on it uses." }),
    desk: address.meta({ description: "Of the factor: whoever sells sends the receivable there." }),
    prepared: instant,
    until: instant,
    signed: instant.nullable(),
    withdrawn: instant.nullable(),
    revocation: contractCall.nullable().meta({
      description:
        "For the factor to send once it has signed: until that is recorded, whoever has the signature can use it, " +
        "withdrawn here or not. Null for whoever asked.",
    }),
  })
  .meta({ id: "QuoteOffer" });

export const quoteOfferPage = z
  .strictObject({
    items: z.array(quoteOffer),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
  })
  .meta({ id: "QuoteOfferPage" });

/** The factor's signature. */
export const offerSignature = z
  .strictObject({
    signature: bytes
      .refine((text) => text.length > 2 && text.length <= 16_386, "give 1 to 8,192 bytes")
      .meta({ description: "65 bytes of the factor's key, or whatever its ERC-1271 takes." }),
  })
  .meta({ id: "OfferSignature" });

export type NewQuoteOffer = z.output<typeof newQuoteOffer>;
export type NewAdvanceOffer = Exclude<NewQuoteOffer, { readonly kind: "purchase" }>;
export type NewPurchaseOffer = Extract<NewQuoteOffer, { readonly kind: "purchase" }>;
export type ShownQuoteOffer = z.output<typeof quoteOffer>;
