/** Country packs: dated facts of law with their sources, and what they say of terms. They warn, and refuse nothing. */
import { z } from "zod";
import { DEBTOR_KINDS, PACK_CODES, REFERENCES } from "../domain/risk/countryPack.ts";
import { PACK_WARNING_KINDS } from "../domain/risk/packCheck.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { address, cursor, date, hash, instant, integer } from "./scalars.ts";

const packCode = z.enum(PACK_CODES).meta({ id: "PackCode", description: "EU, United Kingdom, PR China." });
const debtorKind = z.enum(DEBTOR_KINDS);

const source = z
  .strictObject({
    instrument: z.string(),
    article: z.string(),
    url: z.string(),
    retrieved: date,
    verified: z.enum(["text", "secondary", "unverified"]).meta({
      description: "Read in its own words, read where others report it, or to be checked before anybody relies on it.",
    }),
  })
  .meta({ id: "FactSource" });

const fact = z
  .strictObject({
    kind: z.string(),
    code: z.string(),
    from: date,
    until: date.nullable(),
    source,
    text: z.string(),
  })
  .meta({ id: "PackFact" });
const reference = z
  .strictObject({ reference: z.enum(REFERENCES), from: date, ppm: integer, source })
  .meta({ id: "ReferenceRate" });

export const countryPacks = z
  .strictObject({
    items: z.array(
      z.strictObject({
        code: packCode,
        version: z.int(),
        currency: z.string(),
        reviewBy: date,
        isReviewOverdue: z.boolean(),
        facts: z.array(fact),
        references: z.array(reference),
      }),
    ),
    notice: z.string().meta({ description: "That this is no legal advice." }),
  })
  .meta({ id: "CountryPacks" });

export const packWarning = z
  .strictObject({
    pack: packCode,
    kind: z.enum(PACK_WARNING_KINDS),
    code: z.string(),
    found: integer.meta({ description: "Days, parts per million a year, or minor units of the pack's currency." }),
    bound: integer,
    text: z.string(),
    source: source.nullable(),
    reference: reference.nullable().meta({ description: "The published rate that the bound is reckoned from." }),
  })
  .meta({ id: "PackWarning" });
export type ShownPackWarning = z.output<typeof packWarning>;

export const newPackProfile = z
  .strictObject({
    id: uuid,
    customer: address.nullable().meta({ description: "Null for all customers without a profile of their own." }),
    packs: z.array(packCode).max(PACK_CODES.length).meta({ description: "Whose law terms are held against." }),
    debtor: debtorKind.meta({ description: "What the customer is." }),
    isSmallCreditor: z.boolean().meta({ description: "Whether the organisation is a small or medium-sized firm." }),
    isVoucher: z.boolean().meta({
      description:
        "Whether what the customer owes are vouchers of it (应收账款电子凭证) and not invoices alone: their tenor is " +
        "held against the packs too, from the day of the invoice.",
    }),
  })
  .meta({ id: "NewPackProfile" });
export type NewPackProfile = z.output<typeof newPackProfile>;
export const packProfile = newPackProfile
  .extend({ version: z.int(), set: instant, setBy: address })
  .meta({ id: "PackProfile" });
export const packProfiles = z.strictObject({ items: z.array(packProfile) }).meta({ id: "PackProfiles" });

const yesOrNo = z.enum(["true", "false"]);
const whole = z.string().regex(/^(?:0|[1-9]\d{0,17})$/, "write a whole number from 0 up");

export const termCheckQuery = z
  .strictObject({
    pack: packCode,
    debtor: debtorKind,
    smallCreditor: yesOrNo.default("false"),
    voucher: yesOrNo.default("false"),
    contract: date.meta({ description: "Day of the contract, by which the law is chosen." }),
    from: date.meta({ description: "Receipt of the invoice (EU, GB), delivery (CN), or issue of the voucher." }),
    due: date,
    latePpm: whole.default("0").meta({ description: "Agreed late interest, parts per million a year; 0 for none." }),
    amount: whole.optional().meta({ description: "Minor units of the pack's currency; with `fixedSum`." }),
    fixedSum: whole.optional(),
  })
  .refine(({ amount, fixedSum }) => (amount === undefined) === (fixedSum === undefined), {
    path: ["fixedSum"],
    message: "give the amount and the fixed sum, or neither",
  })
  .meta({ id: "TermCheckQuery" });
export type TermCheckQuery = z.output<typeof termCheckQuery>;
export const termCheck = z.strictObject({ warnings: z.array(packWarning) }).meta({ id: "TermCheck" });

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
export const complianceQuery = pageQuery.extend({}).meta({ id: "ComplianceQuery" });
export const compliancePage = z
  .strictObject({
    items: z.array(z.strictObject({ receivable: hash, customer: address, due: date, warnings: z.array(packWarning) })),
    looked: z.int().meta({ description: "Open receivables of this page, with and without warnings." }),
    sealed: z.int().meta({ description: "Those of them whose terms nobody here knows: nothing is said of them." }),
    withoutProfile: z.int().meta({ description: "Those whose customer has no profile: set one first." }),
    personalData: z
      .array(
        z.strictObject({
          customer: address,
          contacts: z.int().meta({ description: "Contacts of dunning." }),
          visitors: z.int().meta({ description: "Visits of the party file that name who made them." }),
          lastOpen: date.nullable(),
        }),
      )
      .meta({
        description:
          "On the first page: customers with people noted and nothing owed for three years; erase them unless there " +
          "is another purpose. 500 at most.",
      }),
    next,
  })
  .meta({ id: "CompliancePage" });
