/** Facts that an organisation knows of a customer, each with its source and its dates. */
import { z } from "zod";
import { isCountry } from "../domain/partyFile/countries.ts";
import { FACT_KINDS, INDUSTRY_SCHEMES, SOURCE_KINDS } from "../domain/partyFile/facts.ts";
import { IDENTIFIER_SCHEMES, identifierFault } from "../domain/partyFile/identifiers.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, cursor, date, hash, instant } from "./scalars.ts";

const MOST_PHOTOS = 50;
const MOST_EMPLOYEES = 100_000_000;
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

const factKind = z.enum(FACT_KINDS);

/** A number of a register whose check digits are right, as far as they are known here. */
const legalIdentifier = z
  .strictObject({
    scheme: z.enum(IDENTIFIER_SCHEMES).meta({
      description: "LEI (ISO 17442), USCC (GB 32100), VAT with its country; or the register of a country.",
    }),
    value: line(64),
  })
  .superRefine((identifier, context) => {
    const fault = identifierFault(identifier);
    if (fault !== undefined) context.addIssue({ code: "custom", path: ["value"], message: fault });
  });

const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .refine(isCountry, "write two capital letters of ISO 3166-1")
  .meta({ description: "ISO 3166-1 alpha-2.", examples: ["DE"] });

/** By the scheme: a letter and digits of GB/T 4754, groups of digits of NACE, four digits of SIC. */
const CODES = {
  "GB/T 4754": /^[A-T]?\d{2,4}$/,
  NACE: /^\d{2}(?:\.\d{1,2})?$/,
  SIC: /^\d{4,5}$/,
} as const;

const industry = z
  .strictObject({ kind: z.literal("industry"), scheme: z.enum(INDUSTRY_SCHEMES), code: line(10) })
  .refine(({ scheme, code }) => CODES[scheme].test(code), {
    path: ["code"],
    message: "write C3912 or 3912 of GB/T 4754, 28.1 of NACE, or 3559 of SIC",
  });

const text = <Kind extends string>(kind: Kind, most: number) =>
  z.strictObject({ kind: z.literal(kind), text: line(most) });

const factValue = z
  .discriminatedUnion("kind", [
    text("legalName", 300),
    legalIdentifier.safeExtend({ kind: z.literal("registrationNumber") }),
    z.strictObject({ kind: z.literal("founded"), date }),
    z.strictObject({ kind: z.literal("employees"), count: z.int().min(0).max(MOST_EMPLOYEES) }),
    industry,
    z.strictObject({ kind: z.literal("country"), country }),
    text("group", 80),
    z.strictObject({ kind: z.literal("owner"), name: line(300), identifier: legalIdentifier }),
    text("rating", 500),
    z.strictObject({ kind: z.literal("licence"), name: line(200), number: line(100) }),
    z.strictObject({
      ...{ kind: z.literal("siteVisit"), date, note: line(2_000) },
      photos: z.array(hash).max(MOST_PHOTOS).meta({ description: "sha-256 of each." }),
    }),
    text("reference", 2_000),
    text("free", 2_000),
  ])
  .meta({
    id: "PartyFactValue",
    description:
      "About the organisation alone. People are contacts, or the visitor of a visit: nobody is named here. An owner " +
      "is an organisation with a number of its own; a group is called as the organisation that keeps the file likes.",
  });

const source = z.strictObject({
  kind: z.enum(SOURCE_KINDS),
  name: line(200).meta({ description: "The register, agency, association, bank or paper; no person." }),
  reference: line(500).nullable().default(null).meta({ description: "Where in it: a URL, a file number." }),
  document: hash.nullable().default(null).meta({ description: "sha-256 of what was seen." }),
});

const said = {
  customer: address,
  value: factValue,
  source,
  asOf: date.meta({ description: "The day that the source speaks of." }),
  observed: date.meta({ description: "The day on which the source was looked at." }),
  expires: date.nullable().default(null).meta({ description: "The last day on which it counts; null for no end." }),
};

export const newPartyFact = z
  .strictObject({
    id: uuid,
    ...said,
    visitor: line(200).nullable().default(null).meta({
      description: "Of a visit: who made it. Personal data: kept apart, and erased by itself.",
    }),
  })
  .refine(({ asOf, observed }) => asOf <= observed, {
    path: ["asOf"],
    message: "give the day of observing or one before it",
  })
  .refine(({ expires, observed }) => expires === null || expires >= observed, {
    path: ["expires"],
    message: "give the day of observing or one after it: what has expired already counts for nothing",
  })
  .refine(({ visitor, value }) => visitor === null || value.kind === "siteVisit", {
    path: ["visitor"],
    message: "only a visit has a visitor: leave it out",
  })
  .meta({ id: "NewPartyFact" });
export type NewPartyFact = z.output<typeof newPartyFact>;

/** That a fact was entered; without what it says, so that no stored answer outlives it. */
export const partyFactEntered = z
  .strictObject({ id: uuid, customer: address, kind: factKind, entered: instant })
  .meta({ id: "PartyFactEntered" });

const partyFact = z
  .strictObject({
    id: uuid,
    customer: address,
    kind: factKind,
    value: factValue.nullable().meta({ description: "Null once it was erased, as what follows." }),
    source: source.nullable(),
    asOf: date.nullable(),
    observed: date.nullable(),
    expires: date.nullable(),
    visitor: z.string().nullable(),
    entered: instant,
    enteredBy: address,
    withdrawn: instant.nullable(),
    withdrawnBy: address.nullable(),
    withdrawalReason: z.string().nullable(),
    erased: instant.nullable(),
  })
  .meta({ id: "PartyFact" });
export type ShownPartyFact = z.output<typeof partyFact>;
export const partyFactPage = z.strictObject({ items: z.array(partyFact), next }).meta({ id: "PartyFactPage" });
export const partyFactQuery = pageQuery
  .extend({ customer: address.optional(), kind: factKind.optional() })
  .meta({ id: "PartyFactQuery" });

export const newFactWithdrawal = z.strictObject({ reason: line(500) }).meta({ id: "NewPartyFactWithdrawal" });

export const newFactChoice = z
  .strictObject({
    isChosen: z.boolean().meta({ description: "False takes the choice back." }),
    reason: line(500).meta({ description: "Why it is believed before the others." }),
  })
  .meta({ id: "NewPartyFactChoice" });

const choice = z.strictObject({ reason: z.string(), chosen: instant, chosenBy: address });

/** What sources say of one thing, side by side. */
export const factStanding = z
  .strictObject({
    kind: factKind,
    subject: z.string().meta({ description: "The register or the scheme that a number or a code is of; else empty." }),
    facts: z.array(partyFact).meta({ description: "In force, in the order of entry." }),
    expired: z.array(partyFact),
    isConflicting: z.boolean(),
    counts: uuid.nullable().meta({
      description: "What reports and policies go by: what was chosen, or what nobody contradicts; null for none.",
    }),
    choice: choice.nullable(),
  })
  .meta({ id: "PartyFactStanding" });
export type ShownStanding = z.output<typeof factStanding>;
