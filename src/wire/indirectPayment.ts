/** Payments that went to whoever had a receivable before, instead of whom it is assigned to. */
import { z } from "zod";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

/** What an organisation can be to one. */
export const INDIRECT_ROLES = ["seller", "factor"] as const;

/** Where one can stand. */
export const INDIRECT_STATES = [
  "open",
  "turnedOver",
  "claimed",
  "settled",
  "recorded",
  "reassigned",
  "dismissed",
] as const;

/** How one can be seen. */
export const INDIRECT_SOURCES = ["bankFile", "advice", "claim", "report"] as const;

export const indirectPayment = z
  .strictObject({
    id: uuid,
    receivable: hash,
    role: z.enum(INDIRECT_ROLES),
    seller: address.meta({ description: "Who got the money." }),
    factor: address.meta({ description: "Whose it is." }),
    debtor: address,
    payTo: address.nullable().meta({ description: "Who holds the receivable on the ledger now, and is to be paid." }),
    currency,
    amount,
    valueDate: date,
    bankRef: hash.meta({ description: "keccak256 of the bank's reference." }),
    reference: z.string().nullable().meta({
      description: "The reference itself, for whoever knows it already: the seller, or who reported it.",
    }),
    source: z.enum(INDIRECT_SOURCES).meta({
      description: "How it was seen: in the seller's bank file, by the buyer's advice, as a claim, by a report.",
    }),
    reportedBy: address.nullable(),
    state: z.enum(INDIRECT_STATES).meta({
      description:
        "By the chain: `open`; `turnedOver` by the seller; `claimed` by the factor, and `settled` once nothing of " +
        "the claim is left; `recorded`: it reached the factor after all; `reassigned`: the receivable is no longer " +
        "the factor's; or `dismissed` by the factor.",
    }),
    opened: instant,
    dismissal: z.strictObject({ at: instant, reason: z.string() }).nullable(),
  })
  .meta({ id: "IndirectPayment" });

export const indirectQuery = pageQuery.extend({ role: z.enum(INDIRECT_ROLES) }).meta({ id: "IndirectPaymentQuery" });

export const indirectPage = z
  .strictObject({
    items: z.array(indirectPayment).meta({ description: "The last seen first." }),
    next: cursor.nullable(),
  })
  .meta({ id: "IndirectPaymentPage" });

/** A payment that somebody knows of. */
export const newIndirectPayment = z
  .strictObject({
    id: uuid,
    receivable: hash,
    bankReference: z.string().min(1).max(200),
    amount: amount.meta({ description: "In the currency of the receivable, above nought." }),
    valueDate: date,
  })
  .meta({ id: "NewIndirectPayment" });

export const dismissal = z
  .strictObject({ reason: z.string().min(1).max(1000).meta({ description: "In words, for the seller." }) })
  .meta({ id: "IndirectDismissal" });

/** That it is known now; a debtor that reports one learns no more. */
export const reported = z.strictObject({ id: uuid, receivable: hash, payTo: address }).meta({ id: "IndirectReported" });

export type ShownIndirectPayment = z.output<typeof indirectPayment>;
export type NewIndirectReport = z.output<typeof newIndirectPayment>;
