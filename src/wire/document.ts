/** Documents, what became of them, and what is shown of a sealed receivable to one more reader. */
import { z } from "zod";
import { DOCUMENT_KINDS } from "../domain/documentKinds.ts";
import { line, moment } from "./personal.ts";
import { address, bytes, date, hash, instant } from "./scalars.ts";

/** Kinds of files that are kept. None of them is ever shown as a page of this gateway. */
export const MEDIA_TYPES = [
  "application/xml",
  "text/xml",
  "application/pdf",
  "application/ofd",
  "application/json",
  "application/octet-stream",
  "image/jpeg",
  "image/png",
  "text/csv",
  "text/plain",
] as const;

const MOST_BASE64 = 12_000_000;
const MOST_SEALED_DIGITS = 2 * 4096;
const MOST_PATHS = 100;

/** Languages of a rendering. */
export const LANGUAGES = ["en", "zh"] as const;

/** A document to be kept. */
export const newDocument = z
  .strictObject({
    content: z.base64().min(4).max(MOST_BASE64).meta({ description: "The file, byte for byte, in base64." }),
    mediaType: z.enum(MEDIA_TYPES),
    kind: z
      .enum(DOCUMENT_KINDS)
      .default("invoice")
      .meta({
        description:
          "An invoice is kept until the end of the tenth calendar year after this one, or longer if asked. Archives " +
          "of evidence call a document what whoever gave it to the receivable first called it.",
      }),
    sha256: hash.optional().meta({ description: "What its hash should be; if it is another, nothing is kept." }),
    receivable: hash.optional().meta({ description: "What it belongs to: whoever may see that may read it." }),
    keepUntil: date.optional().meta({ description: "The last day on which it may not be erased." }),
  })
  .meta({ id: "NewDocument" });

const about = {
  sha256: hash,
  mediaType: z.enum(MEDIA_TYPES),
  size: z.int().min(1).meta({ description: "Bytes." }),
  keptUntil: date.nullable().meta({ description: "The last day on which it may not be erased; null for none." }),
  erased: instant.nullable().meta({ description: "Since when it is no longer here." }),
  receivables: z.array(hash).meta({ description: "What it belongs to, as far as the organisation that asks may see." }),
};

/** A document that is kept. */
export const storedDocument = z.strictObject(about).meta({ id: "StoredDocument" });

/** The documents of a receivable. */
export const documentList = z
  .strictObject({
    items: z.array(
      z.strictObject({
        sha256: hash,
        kind: z.enum(DOCUMENT_KINDS).nullable().meta({ description: "Null where nobody said what it is." }),
      }),
    ),
  })
  .meta({ id: "DocumentList" });

/** A line of a sending record. */
export const sending = z
  .strictObject({
    receivable: hash,
    event: z.enum(["sent", "delivered", "opened"]),
    channel: z.string().meta({ description: "How: `gateway` for what happened here." }),
    at: instant,
    organisation: address.meta({ description: "Who says so; of `opened`, who read it." }),
    account: address.nullable().meta({ description: "Which key of it; null once that was erased." }),
  })
  .meta({ id: "Sending" });

export const documentRecord = z.strictObject({ ...about, sendings: z.array(sending) }).meta({ id: "DocumentRecord" });

/** What a sender notes of a transmission. */
export const newSending = z
  .strictObject({
    receivable: hash,
    event: z.enum(["sent", "delivered"]),
    channel: line(60).meta({ description: "How it went: `e-mail`, `Peppol`, `post`.", examples: ["Peppol"] }),
    at: moment.meta({ description: "When it was sent or delivered; not in the future." }),
  })
  .meta({ id: "NewSending" });

/** To whom content is shown. */
export const newDisclosure = z
  .strictObject({
    reader: address.meta({ description: "An organisation that may see the receivable and has a viewing key." }),
    sealed: bytes
      .refine((text) => text.length > 2 && text.length <= 2 + MOST_SEALED_DIGITS, "seal at most 4096 bytes")
      .optional()
      .meta({
        description: "The content sealed to the reader (age), where the party does so itself; else the gateway does.",
      }),
  })
  .meta({ id: "NewDisclosure" });

/** Content for one more reader. */
export const disclosure = z
  .strictObject({
    receivable: hash,
    reader: address,
    by: address.meta({ description: "The party that showed it." }),
    commitment: hash.meta({ description: "Of the revision that was shown: what is opened must come to it." }),
    sealed: bytes.meta({ description: "Sealed to the reader's viewing key (age)." }),
    made: instant,
  })
  .meta({ id: "Disclosure" });

export const disclosureList = z.strictObject({ items: z.array(disclosure) }).meta({ id: "DisclosureList" });

/** Which fields of an e-invoice are disclosed. */
export const fieldRequest = z
  .strictObject({
    paths: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(MOST_PATHS)
      .meta({ description: "Where they stand in the invoice.", examples: [["totals.payable", "lines[0].name"]] }),
  })
  .meta({ id: "FieldRequest" });

/** A field with what proves it. */
export const disclosedField = z.strictObject({
  path: z.string(),
  value: z.string(),
  salt: hash,
  proof: z.array(hash).max(64).meta({ description: "Siblings from the leaf to the root." }),
});

/** A file that proves single fields of a document and shows none of the others. */
export const fieldDisclosure = z
  .strictObject({
    version: z.literal(1),
    chainId: z.int().min(1).nullable(),
    ledger: address.nullable(),
    receivable: hash.nullable().meta({ description: "Whose document it is; null where that is told otherwise." }),
    root: hash.meta({ description: "The document's root, which the ledger keeps for the receivable." }),
    fields: z.array(disclosedField).min(1),
  })
  .meta({ id: "FieldDisclosure", description: "What `countersign check` verifies." });

/** What content can be sealed to, so that this gateway opens it. */
export const gatewayViewingKey = z
  .strictObject({
    key: hash.nullable().meta({ description: "X25519; null for a gateway that opens nothing." }),
    recipient: z.string().nullable().meta({ description: "The same as age writes it." }),
  })
  .meta({ id: "GatewayViewingKey" });

export type NewDocument = z.output<typeof newDocument>;
export type StoredDocument = z.output<typeof storedDocument>;
export type FieldDisclosure = z.output<typeof fieldDisclosure>;
export type Disclosure = z.output<typeof disclosure>;
