/** Organisations, as the directory and they themselves describe them. */
import { z } from "zod";
import { emailAddress, line } from "./personal.ts";
import { address, hash, instant } from "./scalars.ts";

const AUDIENCES = ["nobody", "counterparties", "everybody"] as const;
const audience = z.enum(AUDIENCES).meta({
  description: "Nobody else, whoever has a receivable with the organisation, or whoever is signed in.",
});

/** How a key was enrolled. */
export const CHANNELS = [
  "InPerson",
  "RegisteredLetter",
  "QualifiedSignature",
  "BankTransfer",
  "RegisteredEmail",
  "Other",
] as const;

export const voucher = z
  .strictObject({
    registrar: address,
    legalId: hash.meta({ description: "Salted hash of the legal id." }),
    evidence: hash.meta({ description: "Hash of what the registrar saw." }),
    enroller: address,
    channel: z.enum(CHANNELS),
    since: instant,
    until: instant.meta({ description: "Last instant." }),
    inForce: z.boolean(),
  })
  .meta({ id: "Voucher" });

const name = z.strictObject({
  legalName: line(300).nullable(),
  identifiers: z
    .array(
      z.strictObject({
        scheme: z
          .string()
          .regex(/^[A-Z0-9][A-Z0-9:_-]{0,30}$/)
          .meta({ description: "LEI, USCC, VAT, or an ISO 6523 code.", examples: ["LEI"] }),
        value: line(64),
      }),
    )
    .max(20),
});

const contacts = z
  .array(
    z.strictObject({
      name: line(200),
      email: emailAddress.nullable(),
      phone: line(40).nullable(),
      purpose: line(100).nullable(),
    }),
  )
  .max(20);

/** What an organisation says of itself, as its own members see and write it. */
export const profile = name
  .extend({
    audience: audience.meta({ description: "Who sees the name and the identifiers. Default of a new one: nobody." }),
    contacts,
    contactsAudience: audience,
  })
  .meta({ id: "Profile" });

/** An organisation as another one sees it. */
export const organisation = z
  .strictObject({
    address,
    joined: z.boolean().meta({ description: "Whether anybody ever signed in for it here." }),
    viewingKey: hash.nullable().meta({ description: "X25519 public key to seal to." }),
    vouchers: z.array(voucher).meta({ description: "Newest first." }),
    legalName: z.string().nullable().meta({ description: "Its own claim; null where it does not show it to you." }),
    identifiers: name.shape.identifiers,
    contacts,
  })
  .meta({ id: "Organisation" });

export type Profile = z.output<typeof profile>;
export type Organisation = z.output<typeof organisation>;
