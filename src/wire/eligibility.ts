/** What of a supplier's receivables a factor lends on (R66): questions, and answers with their working. */
import { z } from "zod";
import { ELIGIBILITY_MARKS, ELIGIBILITY_RULES } from "../domain/factoring/eligibilityRules.ts";
import { FINGERPRINT_STATUSES } from "../domain/factoring/fingerprint.ts";
import { NUMBER_NEARNESS } from "../domain/factoring/nearNumber.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { part } from "./eligibilityCriteria.ts";
import { CHANNELS } from "./organisation.ts";
import { line } from "./personal.ts";
import { address, amount, blockNumber, cursor, date, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

/** The most receivables that one answer is about. */
export const MOST_CHECKED = 500;
const MOST_PAYABLES = 200;

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const count = z.int().min(0);
const payable = z
  .strictObject({ buyer: address, amount })
  .meta({ id: "StatedPayable", description: "What the supplier owes this buyer, as the factor knows from its books." });

export const newEligibilityCheck = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same answer." }),
    supplier: address,
    currency: line(50).meta({
      description: "A code of ISO 4217, a token that this gateway knows, or the address of one.",
    }),
    receivables: z
      .array(hash)
      .min(1)
      .max(MOST_CHECKED)
      .optional()
      .meta({ description: `These; else all of the supplier's that the organisation may see, up to ${MOST_CHECKED}.` }),
    payables: z.array(payable).max(MOST_PAYABLES).default([]),
    criteria: uuid.optional().meta({ description: "The version to use; the last one unless it is told." }),
    date: date
      .optional()
      .meta({ description: "The day that ages are reckoned to; the last block's unless it is told." }),
  })
  .meta({ id: "NewEligibilityCheck" });
export type NewEligibilityCheck = z.output<typeof newEligibilityCheck>;

const exclusion = z
  .strictObject({
    rule: z.enum(ELIGIBILITY_RULES),
    receivable: hash.nullable(),
    buyer: address.nullable(),
    group: z.string(),
    amount,
    reason: z.string(),
    compared: z.strictObject({ amount, with: amount }).nullable(),
  })
  .meta({ id: "EligibilityExclusion" });

const verification = z
  .strictObject({
    accepted: z.boolean(),
    by: address
      .nullable()
      .meta({ description: "By whose key the buyer accepted; null for a part, or what it did not." }),
    acceptedAt: instant.nullable(),
    vouchers: z.array(
      z
        .strictObject({
          registrar: address,
          reliedOn: z.boolean(),
          channel: z.enum(CHANNELS),
          until: instant,
          inForce: z.boolean(),
        })
        .meta({ id: "DebtorVoucher", description: "Who vouches for the debtor's key, by which channel." }),
    ),
    verified: z.boolean().meta({ description: "Accepted, and a voucher relied on is in force." }),
  })
  .meta({ id: "DebtorVerification" });

const duplicates = z
  .strictObject({
    exact: z.array(hash).meta({ description: "Other receivables of this ledger for the same invoice: instalments." }),
    near: z
      .array(z.strictObject({ receivable: hash, nearness: z.enum(NUMBER_NEARNESS) }).meta({ id: "NearNumber" }))
      .meta({ description: "The supplier's to the same buyer of the same amount whose numbers are alike." }),
    registered: z
      .strictObject({
        copies: count,
        nearCopies: count,
        financed: z.enum(["copy", "nearCopy", "none"]),
        scope: z.string(),
      })
      .nullable()
      .meta({ description: "Among fingerprints of others under this gateway's key; null where no invoice is known." }),
    status: z.enum(FINGERPRINT_STATUSES).nullable().meta({
      description: "Financed by a factor, or released by it again; else registered where its invoice is known.",
    }),
    scope: z.string(),
  })
  .meta({ id: "DuplicateCheck" });

const warning = z
  .strictObject({ code: z.string(), source: z.string(), lastDay: date.nullable(), daysOver: count, text: z.string() })
  .meta({ id: "TenorWarning" });

const checkedItem = z
  .strictObject({
    receivable: hash,
    buyer: address,
    group: z.string(),
    open: amount,
    disputed: amount,
    invoiceDate: date,
    invoiceDateFrom: z.enum(["document", "ledger"]),
    dueDate: date,
    marks: z.array(z.enum(ELIGIBILITY_MARKS)),
    excluded: amount.meta({ description: "What the rules about this item took off; groups and contra are apart." }),
    advices: count,
    verification,
    duplicates,
    warnings: z.array(warning),
  })
  .meta({ id: "CheckedReceivable" });

export const eligibilityCheck = z
  .strictObject({
    id: uuid,
    supplier: address,
    currency,
    criteria: z.strictObject({ id: uuid, version: z.int() }),
    block: blockNumber,
    date,
    checked: instant,
    gross: amount,
    steps: z.array(
      z.strictObject({ rule: z.enum(ELIGIBILITY_RULES), amount, left: amount }).meta({ id: "EligibilityStep" }),
    ),
    exclusions: z.array(exclusion),
    groups: z.array(
      z
        .strictObject({ group: z.string(), amount, limit: amount.nullable(), excess: amount })
        .meta({ id: "GroupConcentration" }),
    ),
    payables: z
      .array(
        z.strictObject({ buyer: address, amount, from: z.enum(["stated", "ledger"]) }).meta({ id: "ContraAccount" }),
      )
      .meta({ description: "What the supplier owes its buyers: as stated, else as the organisation can see it here." }),
    eligible: amount,
    advanceRate: part,
    available: amount,
    items: z.array(checkedItem),
    unknown: z.array(hash).meta({ description: "Sealed to others, or written off: counted nowhere." }),
    payablesTruncated: z.boolean().meta({
      description: "There is more that the supplier owes on the ledger than was added up: state `payables`.",
    }),
    truncated: z.boolean().meta({ description: "There are more than are counted here: name them." }),
    remarks: z.array(z.string()),
  })
  .meta({ id: "EligibilityCheck" });
export type ShownEligibilityCheck = z.output<typeof eligibilityCheck>;

const checkSummary = eligibilityCheck
  .pick({
    ...{ id: true, supplier: true, currency: true, criteria: true, block: true, date: true, checked: true },
    ...{ gross: true, eligible: true, available: true },
  })
  .meta({ id: "EligibilityCheckSummary" });
export const eligibilityCheckPage = z
  .strictObject({ items: z.array(checkSummary), next })
  .meta({ id: "EligibilityCheckPage" });
export type EligibilityCheckSummary = z.output<typeof checkSummary>;

export const eligibilityQuery = z.strictObject({ ...pageQuery.shape, supplier: address.optional() });
