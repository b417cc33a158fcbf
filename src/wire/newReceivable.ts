/** What a supplier gives to have a receivable prepared: its invoice, and what no invoice says. */
import { z } from "zod";
import type { QuestionCode } from "../domain/paymentTerms.ts";
import { uuid } from "./act.ts";
import { moment } from "./personal.ts";
import { address, amount, date } from "./scalars.ts";
import { newPolicy } from "./terms.ts";

/** What reading an e-invoice may ask and agreed terms can answer; see `paymentTerms.ts`. */
const QUESTIONS = [
  "DISCOUNT_AFTER_DUE",
  "DISCOUNT_BASE",
  "DISCOUNT_CONTRADICTION",
  "DUE_CONTRADICTION",
  "DUE_DATE_UNKNOWN",
  "LATE_INTEREST_CONTRADICTION",
  "LATE_INTEREST_PERIOD",
  "PENALTY_NATURE",
  "TERMS_UNREAD",
] as const satisfies readonly QuestionCode[];

const MOST_BASE64 = 12_000_000;
const text = z.string().min(1).max(500);
const rate = z
  .string()
  .regex(/^\d{1,3}(?:\.\d{1,4})?$/, "write per cent a year with at most four decimals")
  .meta({ description: "Per cent a year." });

const partyId = z.strictObject({ value: text.max(200), scheme: text.max(50).optional() }).meta({ id: "PartyId" });

/** A party as an invoice names it, with the terms of EN 16931. */
const party = z
  .strictObject({
    name: text,
    legalId: partyId.optional().meta({ description: "BT-30, BT-47: LEI, register number or 统一社会信用代码." }),
    vatId: text.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
  })
  .meta({ id: "InvoiceParty" });

/** An invoice told field by field. */
const fields = z
  .strictObject({
    kind: z.literal("fields"),
    number: text.max(200),
    issueDate: date,
    dueDate: date,
    currency: z.string().regex(/^[A-Z]{3}$/, "write three letters of ISO 4217"),
    payable: amount,
    seller: party,
    buyer: party,
    payee: party.optional(),
    purchaseOrder: text.optional(),
    contract: text.optional(),
    discounts: z
      .array(z.strictObject({ until: date, sum: amount }))
      .max(2)
      .default([])
      .meta({ description: "Sums off the whole amount, the larger and earlier one first." }),
    slidingRate: rate.default("0"),
    discountOnParts: z.boolean().default(false),
  })
  .meta({ id: "InvoiceFields" });

/** The invoice in one of three ways. */
const invoice = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("xml"),
    mediaType: z.enum(["application/xml", "text/xml"]).default("application/xml"),
    text: z.string().min(1).meta({ description: "UBL 2.1, UN/CEFACT CII or 数电票, as text." }),
  }),
  z.strictObject({
    kind: z.literal("file"),
    mediaType: z.enum(["application/xml", "text/xml"]).default("application/xml"),
    base64: z.base64().min(4).max(MOST_BASE64).meta({ description: "The same, byte for byte." }),
  }),
  fields,
]);

/** What the parties agreed and no invoice says. */
const agreed = z
  .strictObject({
    currency: address.optional().meta({
      description: "The token to pay in. Absent: the invoice's own currency, which moves outside the chain.",
    }),
    utcOffset: z
      .int()
      .min(-720)
      .max(840)
      .meta({ description: "Minutes that local time is ahead of UTC where the debt is payable (R8)." }),
    dueDate: date.optional(),
    lateRate: rate.optional(),
    basis: z.union([z.literal(360), z.literal(365)]).default(365),
    fixedSum: amount.optional().meta({ description: "Recovery cost once anything is late (R20)." }),
    graceDays: z.int().min(0).max(365).optional(),
    settlesFirst: z.enum(["charges", "principal"]).default("charges"),
    accelerationDays: z.int().min(1).max(365).nullable().default(null),
  })
  .meta({ id: "AgreedTerms" });

/** The body of a new receivable. The organisation that asks is its supplier. */
export const newReceivable = z
  .strictObject({
    id: uuid.optional().meta({
      description: "The intent's id, so that a repeated request is the same intent. Absent: made of the invoice.",
    }),
    invoice,
    agreed,
    answered: z
      .array(z.enum(QUESTIONS))
      .default([])
      .meta({ description: "Questions that reading the invoice raised, and that `agreed` answers." }),
    line: z.int().min(0).max(9999).default(0).meta({ description: "Which instalment of the invoice (R6)." }),
    policy: newPolicy.default({ assignability: "Freely", splittable: false, minimumPart: null }),
    issuing: z
      .enum(["sealed", "open"])
      .default("sealed")
      .meta({ description: "Sealed to supplier, buyer and this gateway, or readable by everybody for ever." }),
    counterparty: address.optional().meta({
      description: "The buyer's address, where the identifiers in the invoice lead to none or to several.",
    }),
    deadline: moment.optional().meta({ description: "Last instant at which it may be recorded." }),
  })
  .meta({ id: "NewReceivable" });

export type NewReceivable = z.output<typeof newReceivable>;
export type InvoiceFields = z.output<typeof fields>;
