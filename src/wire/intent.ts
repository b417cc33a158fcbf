/** Intents: what an organisation is about to do, what it signs for it, and what became of it. */
import { z } from "zod";
import { uuid } from "./act.ts";
import { moment } from "./personal.ts";
import { address, amount, blockNumber, bytes, cursor, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

/** What an intent can be to do. */
export const INTENT_VERBS = [
  "issue",
  "accept",
  "query",
  "reject",
  "pay",
  "advise",
  "recordReceipt",
  "reverseReceipt",
  "credit",
  "waive",
  "dispute",
  "resolve",
  "split",
  "writeOff",
  "cancel",
  "consentTransfer",
  "accelerate",
] as const;
export type IntentVerb = (typeof INTENT_VERBS)[number];

/** Where an intent can stand. */
export const INTENT_STATES = [
  "awaitingCounterparty",
  "prepared",
  "signed",
  "sent",
  "recorded",
  "refused",
  "expired",
  "withdrawn",
] as const;
export type IntentState = (typeof INTENT_STATES)[number];

/** What a wallet is asked to sign. */
export const typedData = z
  .strictObject({
    types: z.record(z.string(), z.array(z.strictObject({ name: z.string(), type: z.string() }))),
    primaryType: z.string(),
    domain: z.strictObject({
      name: z.string(),
      version: z.string(),
      chainId: z.int(),
      verifyingContract: address,
    }),
    message: z.record(z.string(), z.unknown()).meta({ description: "Integers as decimal text." }),
  })
  .meta({ id: "TypedData", description: "EIP-712, as `eth_signTypedData_v4` takes it." });

/** A call that anybody may send as a transaction. */
export const contractCall = z.strictObject({ to: address, data: bytes }).meta({ id: "ContractCall" });

/** The mandate that an agent signed under. */
const mandate = z.strictObject({
  document: hash.meta({ description: "Hash of the power of attorney." }),
  until: instant,
});

const signed = z
  .strictObject({
    signer: address.meta({ description: "Whose signature it is." }),
    mandate: mandate.nullable().meta({ description: "Null where the organisation's own account signed." }),
    handedInBy: address.meta({ description: "The account that was signed in." }),
    at: instant,
  })
  .meta({ id: "IntentSigned" });

const invitation = z
  .strictObject({
    link: z.url().nullable().meta({ description: "Shown once, when it is made; only its hash is kept." }),
    expires: instant,
    joinedBy: address.nullable().meta({ description: "Who joined through it, and is the counterparty now." }),
  })
  .meta({ id: "Invitation" });

/** One intent. */
export const intent = z
  .strictObject({
    id: uuid,
    verb: z.enum(INTENT_VERBS),
    state: z.enum(INTENT_STATES),
    receivable: hash.nullable().meta({ description: "Null until the counterparty has an address." }),
    commitment: hash.nullable(),
    counterparty: address.nullable().meta({ description: "The other side, as far as it is known." }),
    currency,
    amount: amount.nullable().meta({ description: "What the intent is about: the face, or the sum of the act." }),
    preparedBy: address,
    preparedAt: instant,
    deadline: instant.meta({ description: "Last instant at which it may be recorded." }),
    checker: z.boolean().meta({ description: "Whether somebody else than the preparer has to sign." }),
    message: typedData.nullable().meta({ description: "What to sign; null until the counterparty has an address." }),
    call: contractCall.nullable().meta({
      description: "The same act, for the organisation to send itself instead of signing.",
    }),
    before: z.array(contractCall).meta({ description: "What has to be sent first: the allowance of a payment." }),
    signed: signed.nullable(),
    transactions: z.array(hash).meta({ description: "That the gateway sent for it, the newest last." }),
    block: blockNumber.nullable().meta({ description: "Where it is recorded." }),
    sentDirectly: z.boolean().meta({ description: "Whether it was recorded without this gateway sending it." }),
    error: z.string().nullable().meta({ description: "Why it was refused: the Solidity error's name or a code." }),
    detail: z.string().nullable(),
    batch: uuid.nullable(),
    invitation: invitation.nullable(),
    revocation: contractCall.nullable().meta({
      description: "Takes the signature back on the chain, where a withdrawn intent was signed before.",
    }),
  })
  .meta({ id: "Intent" });

export const intentPage = z
  .strictObject({
    items: z.array(intent),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
  })
  .meta({ id: "IntentPage" });

export const intentQuery = z
  .strictObject({
    verb: z.enum(INTENT_VERBS).optional(),
    receivable: hash.optional(),
    limit: z
      .string()
      .regex(/^(?:[1-9]\d?|100)$/, "give a whole number from 1 to 100")
      .default("50")
      .transform(Number)
      .meta({ description: "At most so many, 1 to 100." }),
    cursor: cursor.optional(),
  })
  .meta({ id: "IntentQuery" });

/** A signature that comes back. */
export const signature = z
  .strictObject({
    signature: bytes
      .refine((text) => text.length > 2 && text.length <= 16_386, "give 1 to 8,192 bytes")
      .meta({ description: "65 bytes of a key, or whatever the signer's ERC-1271 takes." }),
    signer: address.optional().meta({ description: "Whose it is; the account that is signed in if it is left out." }),
  })
  .meta({ id: "IntentSignature" });

const MOST_LEAVES = 1000;

/** Many intents of one kind, to be signed at once. */
export const newBatch = z
  .strictObject({
    id: uuid.optional(),
    intents: z.array(uuid).min(1).max(MOST_LEAVES),
    deadline: moment.optional(),
  })
  .meta({ id: "NewBatch" });

export const batch = z
  .strictObject({
    id: uuid,
    verb: z.enum(["issue", "accept"]),
    root: hash,
    count: z.int().min(1),
    preparedBy: address,
    preparedAt: instant,
    deadline: instant,
    message: typedData,
    signed: signed.nullable(),
    intents: z.array(z.strictObject({ id: uuid, state: z.enum(INTENT_STATES), error: z.string().nullable() })),
  })
  .meta({ id: "Batch" });

/** Whoever was invited binds the account it is signed in for. */
export const joining = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }).meta({ id: "Joining" });

export const joined = z
  .strictObject({ organisation: address, supplier: address, receivable: hash })
  .meta({ id: "Joined", description: "The address that stands as buyer now, in what the supplier may sign." });

/** A legal id with what opens its hash. */
export const legalId = z
  .strictObject({
    value: z.string().min(1).max(200).meta({ description: "As invoices write it." }),
    opening: z.string().max(200).meta({
      description: "What the registrar hashed before it: keccak256(opening + value) is the legal id of the voucher.",
    }),
  })
  .meta({ id: "LegalId" });

export const legalIds = z
  .strictObject({
    items: z.array(
      z.strictObject({ value: z.string(), vouched: z.boolean().meta({ description: "Whether it still is." }) }),
    ),
  })
  .meta({ id: "LegalIds" });

/** Above which amount another than the preparer has to sign. */
export const checkingRule = z
  .strictObject({
    currency: address,
    above: amount.nullable().meta({ description: "In the unit of the currency; null asks for nobody." }),
  })
  .meta({ id: "CheckingRule" });

export const checkingRules = z
  .strictObject({
    items: z.array(z.strictObject({ currency, above: amount.nullable(), since: instant, setBy: address })),
  })
  .meta({ id: "CheckingRules", description: "In force now, one for each currency." });

/** An act above the amount that no pair of eyes saw here. */
export const exception = z
  .strictObject({
    receivable: hash,
    event: z.string(),
    by: address,
    currency,
    amount: amount.nullable().meta({ description: "The sum of the act, or the face where it has none." }),
    above: amount,
    block: blockNumber,
    transaction: hash,
    at: instant,
  })
  .meta({ id: "Exception" });

export const exceptionPage = z
  .strictObject({ items: z.array(exception), next: cursor.nullable() })
  .meta({ id: "ExceptionPage" });

export const exceptionQuery = z.strictObject({ cursor: cursor.optional() }).meta({ id: "ExceptionQuery" });

export type Intent = z.output<typeof intent>;
export type IntentQuery = z.output<typeof intentQuery>;
export type Batch = z.output<typeof batch>;
export type NewBatch = z.output<typeof newBatch>;
export type IntentSignature = z.output<typeof signature>;
export type TypedDataJson = z.output<typeof typedData>;
export type ShownSigned = z.output<typeof signed>;
