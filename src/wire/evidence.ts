/** The files of an archive of evidence, as they are read back: nothing in them is taken on trust. */
import { z } from "zod";
import { MOST_OPENED_TEXT } from "./collection.ts";
import { address, bytes, date, hash, instant, integer } from "./scalars.ts";

const MOST_FILES = 2_000;
const MOST_RECEIPTS = 1_000;
const MOST_NODES = 64;
const MOST_EVENTS = 20_000;
const MOST_INSTALMENTS = 1_000;
const whole = z.int().min(0);
const text = z.string().max(200_000);
const KINDS = [
  ...["block", "events", "terms", "document", "consent", "contract", "orders", "openings", "interest"],
] as const;

/** What `manifest.json` is. */
export const evidenceManifest = z.strictObject({
  countersign: z.literal("evidence-1"),
  chainId: z.int().min(1),
  ledger: address,
  directory: address,
  statements: address.nullable(),
  collections: address.nullable(),
  receivable: hash,
  lineage: z.array(hash).min(1).max(64),
  organisation: address,
  made: instant,
  asOf: z.strictObject({ block: whole, blockHash: hash }).nullable(),
  files: z
    .array(
      z.strictObject({
        path: z.string().max(320),
        kind: z.enum(KINDS),
        mediaType: z.string().max(100),
        bytes: whole,
        sha256: hash,
      }),
    )
    .max(MOST_FILES),
  missing: z.array(z.strictObject({ kind: z.enum(KINDS), about: text, why: text })).max(MOST_FILES),
});

/** A block: its header, and the proofs that it holds some receipts. */
export const evidenceBlock = z.strictObject({
  header: z.record(z.string().max(40), z.string().max(10_000)),
  receipts: z.array(z.strictObject({ index: whole, nodes: z.array(bytes).max(MOST_NODES) })).max(MOST_RECEIPTS),
});

/** Events as the index tells them; the blocks say whether they are so. */
export const evidenceEvents = z
  .array(
    z.strictObject({
      name: z.string().max(100),
      contract: address,
      block: whole,
      blockHash: hash,
      transaction: hash,
      logIndex: whole,
      at: instant,
      values: z.record(z.string().max(100), z.unknown()),
    }),
  )
  .max(MOST_EVENTS);

const small = z
  .int()
  .min(-(2 ** 31))
  .max(2 ** 32);

/** A receivable opened, and the secret of its document. */
export const evidenceTerms = z.strictObject({
  commitment: hash,
  documentSecret: hash.nullable(),
  receivable: z.strictObject({
    header: z.strictObject({
      ...{ supplier: address, buyer: address, invoice: hash },
      ...{ line: small, policy: small, revision: small },
    }),
    terms: z.strictObject({
      ...{ currency: address, amount: integer, dueDay: small, utcOffset: small },
      ...{ discountDay1: small, discount1: integer, discountDay2: small, discount2: integer },
      ...{ slidingRate: small, discountOnParts: z.boolean(), lateRate: small, basis: small, graceDays: small },
      ...{ fixedSum: integer, allocation: small, accelerationDays: small, salt: hash },
    }),
    document: hash,
  }),
});

/** What `eth_signTypedData_v4` takes. */
const typedData = z.strictObject({
  types: z.record(z.string().max(100), z.array(z.strictObject({ name: z.string(), type: z.string() }))),
  primaryType: z.string().max(100),
  domain: z.strictObject({
    name: z.string().max(100),
    version: z.string().max(20).optional(),
    chainId: z.int().min(1),
    verifyingContract: address,
  }),
  message: z.record(z.string().max(100), z.unknown()),
});

/** A message that a party signed; of many under one root, the leaf and its siblings. */
export const evidenceConsent = z.strictObject({
  verb: z.string().max(40),
  party: address,
  signer: address,
  signature: bytes,
  signedAt: instant,
  typedData,
  leaf: z.strictObject({ subject: hash, proof: z.array(hash).max(32) }).nullable(),
});

/** A frame contract of the pair. */
export const evidenceContract = z.strictObject({
  id: z.uuid(),
  text,
  hash,
  typedData,
  signatures: z.array(z.strictObject({ organisation: address, signer: address, power: text, signature: bytes })),
});

/**
 * What was told beside the chain of a collection: words, the sum of a promise or a request for time, a payment plan.
 * Each opens a hash of the events; minor units, and days since 1970-01-01.
 */
export const evidenceOpenings = z
  .array(
    z.discriminatedUnion("of", [
      z.strictObject({ of: z.literal("words"), hash, text: z.string().max(MOST_OPENED_TEXT), salt: hash }),
      z.strictObject({ of: z.literal("payment"), hash, amount: integer, payBy: small, salt: hash }),
      z.strictObject({
        ...{ of: z.literal("plan"), hash, debt: integer, graceDays: small, salt: hash },
        instalments: z.array(z.strictObject({ amount: integer, payBy: small })).max(MOST_INSTALMENTS),
        interest: z.discriminatedUnion("kind", [
          z.strictObject({ kind: z.literal("stands") }),
          z.strictObject({ kind: z.literal("rests") }),
          z.strictObject({ kind: z.literal("sum"), amount: integer }),
        ]),
      }),
    ]),
  )
  .max(MOST_EVENTS);

/** What was due on a day, and how the interest comes about; minor units. */
export const evidenceInterest = z.strictObject({
  day: date,
  ...{ open: integer, discount: integer, charges: integer, payoff: integer },
  ...{ interest: integer, settledCharges: integer, daysLate: whole },
  segments: z
    .array(
      z.strictObject({
        ...{ from: date, to: date, days: whole, principal: integer },
        ...{ ratePpm: whole, numerator: integer, denominator: integer },
      }),
    )
    .nullable(),
});
