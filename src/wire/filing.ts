/** Filings in public registers, and the claims that compete for one receivable. */
import { z } from "zod";
import { PRIORITY_LAWS } from "../domain/factoring/priorityTexts.ts";
import { address, amount, blockNumber, hash, instant } from "./scalars.ts";
import { asOf } from "./service.ts";
import { currency } from "./terms.ts";

const MOST_AMOUNTS = 100;

/** What an organisation can be to a filing. */
export const FILING_ROLES = ["secured", "debtor"] as const;

/** A filing as its maker states it. */
export const filing = z
  .strictObject({
    register: z.string(),
    office: z.string(),
    number: z.string(),
    filedAt: instant.nullable().meta({ description: "Null for an instant that no year up to 9999 has." }),
    until: instant.nullable().meta({ description: "Null where none is stated." }),
    secured: address,
    debtor: address.meta({ description: "Against whom it was filed: the seller." }),
    receivables: z.array(hash).nullable().meta({ description: "Null for all present and future ones of the seller." }),
    document: hash,
    by: address,
    block: blockNumber,
  })
  .meta({ id: "Filing", description: "Stated by the secured party; neither the ledger nor this gateway verified it." });

export const filingQuery = z
  .strictObject({
    role: z.enum(FILING_ROLES).meta({ description: "Those that the organisation stated, or that name it as debtor." }),
  })
  .meta({ id: "FilingQuery" });

export const filings = z
  .strictObject({ items: z.array(filing).meta({ description: "In the order of recording." }), asOf: asOf.nullable() })
  .meta({ id: "Filings" });

const claimant = z.strictObject({ factor: address, name: z.string().nullable() });

const rank = z
  .int()
  .min(1)
  .meta({ description: "The law does not tell claims of one rank apart; by Civil Code 768 (4) they share." });

const unranked = claimant.extend({
  text: z.string(),
  assignedAt: instant.nullable().meta({ description: "On this ledger; null where no assignment is recorded here." }),
  registeredAt: instant.nullable(),
  registeredUntil: instant.nullable().meta({ description: "Null where none is stated." }),
  noticeReceivedAt: instant.nullable().meta({
    description:
      "The debtor's first reply to a notice of the assignment that stands: it had the notice then at the latest.",
  }),
});

const competingClaim = unranked
  .extend({
    rank,
    reason: z.string(),
    missing: z.array(z.strictObject({ step: z.enum(["registration", "renewal", "term", "notice"]), text: z.string() })),
  })
  .meta({ id: "CompetingClaim" });

export const claimsQuery = z
  .strictObject({
    law: z.enum(PRIORITY_LAWS).default("prc768").meta({
      description: "prc768: Civil Code 768; ucc9322: UCC 9-322; english: Dearle v Hall.",
    }),
  })
  .meta({ id: "ClaimsQuery" });

export const competingClaims = z
  .strictObject({
    law: z.enum(PRIORITY_LAWS),
    items: z.array(competingClaim).meta({ description: "By rank." }),
    leftOut: z
      .array(unranked.meta({ id: "UnrankedClaim" }))
      .meta({ description: "Who filed, and has no place by the law without an assignment." }),
    notes: z.array(z.string()),
    asOf: asOf.nullable(),
  })
  .meta({
    id: "CompetingClaims",
    description: "Reckoned from what the parties state: no legal advice, no legal order.",
  });

const stated = z.strictObject({ factor: address, amount }).meta({ id: "ClaimAmount" });

/** What is to be shared, and by what. */
export const newClaimShares = z
  .strictObject({
    currency: address.meta({ description: "Of all amounts: that of the receivable." }),
    collected: amount.meta({ description: "What the first rank is to share." }),
    by: z.enum(["finance", "fee"]).meta({ description: "Whether the amounts are finance or service fees." }),
    amounts: z
      .array(stated)
      .max(MOST_AMOUNTS)
      .meta({ description: "One for each claim of the first rank; may be left empty where it is one claim." }),
  })
  .meta({ id: "NewClaimShares" });

export const claimShares = z
  .strictObject({
    law: z.literal("prc768"),
    by: newClaimShares.shape.by,
    currency,
    collected: amount,
    items: z
      .array(
        claimant
          .extend({
            ...{ rank, reason: z.string(), text: z.string() },
            share: amount.nullable().meta({ description: "Null behind the first rank." }),
          })
          .meta({ id: "ClaimShare" }),
      )
      .meta({ description: "By rank; the shares sum to what was collected." }),
    notes: z.array(z.string()),
    asOf: asOf.nullable(),
  })
  .meta({ id: "ClaimShares", description: "Reckoned from what was asked: no legal advice, no legal order." });

export type NewClaimShares = z.output<typeof newClaimShares>;
export type ClaimShares = z.output<typeof claimShares>;
export type ShownFiling = z.output<typeof filing>;
export type CompetingClaims = z.output<typeof competingClaims>;
