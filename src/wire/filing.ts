/** Filings in public registers, and the claims that compete for one receivable. */
import { z } from "zod";
import { PRIORITY_LAWS } from "../domain/factoring/priority.ts";
import { address, blockNumber, hash, instant } from "./scalars.ts";
import { asOf } from "./service.ts";

/** What an organisation can be to a filing. */
export const FILING_ROLES = ["secured", "debtor"] as const;

/** A filing as its maker states it. */
export const filing = z
  .strictObject({
    register: z.string(),
    office: z.string(),
    number: z.string(),
    filedAt: instant.nullable().meta({ description: "Null for an instant that no year up to 9999 has." }),
    until: instant.nullable().meta({ description: "Null for never." }),
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

const competingClaim = z
  .strictObject({
    factor: address,
    name: z.string().nullable(),
    rank: z.int().min(1).meta({ description: "Claims of one rank share what is collected." }),
    reason: z.string(),
    text: z.string(),
    missing: z.array(z.strictObject({ step: z.enum(["registration", "renewal", "notice"]), text: z.string() })),
    assignedAt: instant.nullable().meta({ description: "On this ledger; null where no assignment is recorded here." }),
    registeredAt: instant.nullable(),
    registeredUntil: instant.nullable(),
    noticeReceivedAt: instant
      .nullable()
      .meta({ description: "The first reply of the debtor: it had the notice then." }),
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
    notes: z.array(z.string()),
    asOf: asOf.nullable(),
  })
  .meta({
    id: "CompetingClaims",
    description: "Reckoned from what the parties state: no legal advice, no legal order.",
  });

export type ShownFiling = z.output<typeof filing>;
export type CompetingClaims = z.output<typeof competingClaims>;
