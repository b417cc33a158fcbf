/** Frame contracts of pairs, and invoices that are held because they differ. */
import { z } from "zod";
import { currencyByCode } from "../domain/currency.ts";
import { readNotation } from "../domain/notation.ts";
import { END_OF_MONTH_READINGS } from "../domain/paymentTerms.ts";
import { TermsError } from "../domain/terms.ts";
import { uuid } from "./act.ts";
import { typedData } from "./intent.ts";
import { line } from "./personal.ts";
import { address, date, hash, instant } from "./scalars.ts";
import { ASSIGNABILITIES } from "./terms.ts";

const READINGS = [...END_OF_MONTH_READINGS] as [string, ...string[]];

const paymentTerms = line(500)
  .refine(isNotation, 'write it as "2/10 net 30", "net 30 EOM" or "30% now, 70% EOM+1"')
  .meta({ description: "In the notation of trade (R1)." });

/** What both agree on. */
export const frameTerms = z
  .strictObject({
    law: line(200).meta({ description: "The law that rules the contract and all claims under it." }),
    assignability: z.enum(ASSIGNABILITIES).meta({ description: "The assignment clause (R56, R60, R62)." }),
    splittable: z.boolean(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .refine(isCurrency, "write a current code of ISO 4217"),
    paymentTerms,
    endOfMonth: z.enum(READINGS).nullable().meta({
      description: 'How "days EOM" is read, where the payment terms have it (R3).',
    }),
    discountOnParts: z.boolean().meta({ description: "R12." }),
    lateRate: z
      .string()
      .regex(/^\d{1,3}(?:\.\d{1,4})?$/, "write per cent a year with at most four decimals")
      .meta({ description: "Simple, per cent a year (R16)." }),
    basis: z.union([z.literal(360), z.literal(365)]),
    graceDays: z.int().min(0).max(365),
    fixedSum: z
      .string()
      .regex(/^(?:0|[1-9]\d{0,15})(?:\.\d{1,4})?$/, "write an amount in the currency")
      .meta({ description: "Recovery cost once anything is late (R20)." }),
    settlesFirst: z.enum(["charges", "principal"]),
    policy: hash.nullable().meta({ description: "Hash of a document that goes with it, such as a policy." }),
  })
  .meta({ id: "FrameTerms" });

export type FrameTerms = z.output<typeof frameTerms>;

export const newFrameContract = z
  .strictObject({
    id: uuid,
    role: z.enum(["supplier", "buyer"]).meta({ description: "What the organisation that proposes is." }),
    counterparty: address,
    from: date.meta({ description: "First day; today at the earliest. It replaces what was in force before." }),
    terms: frameTerms,
  })
  .meta({ id: "NewFrameContract" });

export type NewFrameContractBody = z.output<typeof newFrameContract>;

const signedBy = z.strictObject({
  organisation: address,
  signer: address,
  power: z.enum(["own", "administrator"]).meta({
    description: "The organisation's own account, or a member whom it made an administrator here.",
  }),
  signature: z.string(),
  at: instant,
});

export const frameContract = z
  .strictObject({
    id: uuid,
    supplier: address,
    buyer: address,
    version: z.int().min(1),
    from: date,
    state: z.enum(["proposed", "agreed", "inForce", "replaced", "withdrawn"]).meta({
      description: "Agreed: both signed, and the first day is to come. Replaced: another is in force today.",
    }),
    terms: frameTerms,
    previous: hash.nullable().meta({ description: "The version that both had signed last when this was proposed." }),
    hash: hash.meta({ description: "The EIP-712 digest that both sign, and that receivables cite." }),
    text: z.string().meta({ description: "All of it in words, English and Chinese; part of what is signed." }),
    message: typedData,
    proposedBy: address,
    proposedAt: instant,
    signatures: z.array(signedBy).max(2),
  })
  .meta({ id: "FrameContract" });

export type ShownFrameContract = z.output<typeof frameContract>;

export const frameContracts = z.strictObject({ items: z.array(frameContract) }).meta({ id: "FrameContracts" });

export const frameContractsQuery = z
  .strictObject({ counterparty: address.optional() })
  .meta({ id: "FrameContractsQuery" });

export const contractFileQuery = z
  .strictObject({
    format: z.enum(["pdf", "json"]).default("pdf").meta({
      description: "On paper with its signatures, or the file of signatures: the message whole and what signs it.",
    }),
  })
  .meta({ id: "ContractFileQuery" });
export type ContractFileQuery = z.output<typeof contractFileQuery>;

/** Why an intent waits. */
export const heldIntent = z
  .strictObject({
    intent: uuid,
    contract: uuid,
    differences: z.array(z.strictObject({ term: z.string(), contract: z.string(), invoice: z.string() })),
    heldAt: instant,
    approvedBy: address.nullable(),
    approvedAt: instant.nullable(),
  })
  .meta({ id: "HeldIntent" });

export const heldIntents = z.strictObject({ items: z.array(heldIntent) }).meta({ id: "HeldIntents" });

function isNotation(text: string): boolean {
  try {
    readNotation(text);
    return true;
  } catch (error) {
    if (error instanceof TermsError) return false;
    throw error;
  }
}

function isCurrency(code: string): boolean {
  return currencyByCode(code) !== undefined;
}
