/** Deals: receivables that a factor's desk bought with a reserve, for their seller and their factor alone. */
import { z } from "zod";
import { ClaimReason } from "../domain/factoring/deal.ts";
import { OfferKind } from "../domain/factoring/offer.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { factoringEntry } from "./factoringEvent.ts";
import { fraction } from "./payoff.ts";
import { moment } from "./personal.ts";
import { address, amount, blockNumber, bytes, cursor, date, hash, instant, integer } from "./scalars.ts";
import { asOf } from "./service.ts";
import { currency } from "./terms.ts";

const OFFER_KINDS = Object.keys(OfferKind) as [keyof typeof OfferKind, ...(keyof typeof OfferKind)[]];
const REASONS = Object.keys(ClaimReason) as [keyof typeof ClaimReason, ...(keyof typeof ClaimReason)[]];

/** What an organisation can be to a deal. */
export const DEAL_ROLES = ["factor", "seller"] as const;

const percent = z.string().meta({ description: "Per cent a year." });

const claim = z
  .strictObject({
    reason: z.enum(REASONS),
    amount: amount.meta({ description: "As it was raised last, which names the whole: one claim of each reason." }),
    left: amount.meta({ description: "Of it on the day: what was paid on the deal since, from any side, lessens it." }),
    evidence: hash.meta({ description: "Hash of what supports it; of Misdirected the bank reference." }),
  })
  .meta({ id: "DealClaim" });

/** What the factor has to get on a day, with how it comes about. */
const outstanding = z
  .strictObject({
    at: instant,
    day: date.meta({ description: "Of the instant in the factor's time zone." }),
    total: amount.meta({ description: "funds + fees: what a buy-back costs." }),
    funds: amount.meta({ description: "Advance that is not repaid." }),
    fees: amount.meta({ description: "fee + commission - feesPaid, never below nought." }),
    fee: amount.meta({ description: "On funds in use until the day, rounded half up once." }),
    commission: amount.meta({
      description: "Fixed dues: commission, and what a returned receipt left with the seller.",
    }),
    feesPaid: amount,
    working: z
      .strictObject({
        fundDays: integer.meta({ description: "Sum of minor units of funds x days in use, until the day." }),
        percent,
        basis: z.int(),
        exact: fraction.meta({ description: "fundDays x percent / 100 / basis, in minor units." }),
      })
      .meta({ id: "DealWorking" }),
  })
  .meta({ id: "DealOutstanding" });

const proposal = z
  .strictObject({
    act: hash.meta({ description: "What `agreeAct` names." }),
    by: address,
    function: z.string().nullable().meta({ description: "Of the ledger; null for what is no call of it." }),
    call: bytes,
    until: instant.meta({ description: "After it the word is void." }),
  })
  .meta({ id: "DealProposal", description: "What one side consented to, and the other side's word would do." });

/** A row of the list. */
export const deal = z
  .strictObject({
    receivable: hash,
    desk: address,
    number: z.int().min(1).meta({ description: "Which sale of the receivable to this desk." }),
    role: z.enum(DEAL_ROLES),
    factor: address,
    seller: address,
    buyer: address,
    names: z.strictObject({
      factor: z.string().nullable(),
      seller: z.string().nullable(),
      buyer: z.string().nullable(),
    }),
    offer: hash,
    kind: z.enum(OFFER_KINDS),
    currency,
    feeRate: percent,
    basis: z.int(),
    recourseDays: z.int().nullable().meta({ description: "After the due date; null without recourse." }),
    utcOffset: z.int(),
    open: amount.meta({ description: "Open amount at the sale." }),
    advance: amount,
    commission: amount,
    soldOn: date.meta({ description: "In the factor's time zone." }),
    soldBlock: blockNumber,
    changedBlock: blockNumber,
    live: z.boolean().meta({ description: "Whether the desk still has the receivable for this deal." }),
    released: amount.meta({ description: "What the seller got since the sale, and keeps." }),
    claims: z.array(claim),
    outstanding,
  })
  .meta({ id: "Deal" });

/** Everything about one deal. */
export const dealDetail = deal
  .extend({
    movements: z.array(factoringEntry).meta({ description: "In the order of the chain." }),
    proposals: z.array(proposal),
    indirectPayments: z
      .array(uuid)
      .meta({ description: "Payments to the seller that should have come to the factor." }),
    asOf: asOf.nullable(),
  })
  .meta({ id: "DealDetail" });

const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const role = z.enum(DEAL_ROLES).meta({ description: "What the organisation that asks is to them." });

/** Which deals. */
export const dealQuery = pageQuery
  .extend({
    role,
    live: flag.optional(),
    counterparty: address.optional().meta({ description: "Only with this factor, or this seller." }),
    currency: address.optional(),
    receivable: hash.optional(),
  })
  .meta({ id: "DealQuery" });

/** As of when, and which of several. */
export const dealDetailQuery = z
  .strictObject({
    at: moment
      .optional()
      .meta({ description: "As of this instant: with what was recorded until then. Now unless told." }),
    desk: address.optional(),
    number: z
      .string()
      .regex(/^[1-9]\d{0,8}$/, "give a whole number from 1 on")
      .transform(Number)
      .optional()
      .meta({ description: "Which sale; the last one unless told." }),
  })
  .meta({ id: "DealDetailQuery" });

export const dealPage = z
  .strictObject({
    items: z.array(deal).meta({ description: "The last sold first." }),
    next: cursor.nullable(),
    asOf: asOf.nullable(),
  })
  .meta({ id: "DealPage" });

export type ShownDeal = z.output<typeof deal>;
export type DealDetail = z.output<typeof dealDetail>;
export type DealQuery = z.output<typeof dealQuery>;
