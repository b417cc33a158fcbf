/** Intents: what an organisation is about to do, what it signs for it, and what became of it. */
import { z } from "zod";
import { packWarning } from "./countryPack.ts";
import { uuid } from "./act.ts";
import { INTENT_VERBS } from "./intentVerb.ts";
import { address, amount, blockNumber, bytes, cursor, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";

/** Where an intent can stand. */
export const INTENT_STATES = [
  "awaitingCounterparty",
  "prepared",
  "partlySigned",
  "signed",
  "sent",
  "recorded",
  "refused",
  "expired",
  "withdrawn",
] as const;
export type IntentState = (typeof INTENT_STATES)[number];

/** As what an organisation signs together with others. */
export const PARTY_ROLES = ["holder", "supplier", "buyer", "recorder", "creditor", "debtor"] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

/** What a wallet is asked to sign. */
export const typedData = z
  .strictObject({
    types: z.record(z.string(), z.array(z.strictObject({ name: z.string(), type: z.string() }))),
    primaryType: z.string(),
    domain: z.strictObject({
      name: z.string(),
      version: z.string().optional(),
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

export const signed = z
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

/** Whose signature an act takes. */
const intentParty = z
  .strictObject({
    organisation: address,
    desk: address.nullable().meta({ description: "Its desk, if it signs for that; null where it signs for itself." }),
    roles: z.array(z.enum(PARTY_ROLES)).min(1),
    signer: address.nullable().meta({ description: "Who signed for it; null until somebody has." }),
    signedAt: instant.nullable(),
  })
  .meta({ id: "IntentParty" });

/** The statement that an intent is about. */
const aboutStatement = z
  .strictObject({ id: hash, supplier: address, buyer: address, currency: address, cutOff: instant })
  .meta({ id: "IntentStatement" });

/** One intent, as one of those who sign it sees it. */
export const intent = z
  .strictObject({
    id: uuid,
    verb: z.enum(INTENT_VERBS),
    state: z.enum(INTENT_STATES),
    organisation: address.meta({ description: "Whose intent it is, and whose budget its sending is charged to." }),
    parties: z.array(intentParty).meta({
      description:
        "All whose signatures it takes, in the order in which the ledger asks for them; empty where that of the " +
        "organisation is all. It is sent once they are all there.",
    }),
    receivable: hash.nullable().meta({
      description: "Null until the counterparty has an address, and where the intent is about no receivable.",
    }),
    commitment: hash.nullable(),
    statement: aboutStatement.nullable().meta({ description: "Null where the intent is about no statement." }),
    notice: hash.nullable().meta({ description: "The notice of an assignment that it is about, if about one." }),
    counterparty: address.nullable().meta({ description: "The other side, as far as it is known." }),
    currency,
    amount: amount.nullable().meta({
      description:
        "What the intent is about: the face, or the sum of the act. Of a statement above zero what the buyer owes, " +
        "below zero what the supplier does; null of an act that shows no sum.",
    }),
    said: z.string().nullable().meta({ description: "What it says in words, of which the ledger has the hash." }),
    preparedBy: address.nullable().meta({
      description: "Your organisation's member; null while nobody has taken up what another organisation prepared.",
    }),
    preparedAt: instant,
    deadline: instant.meta({ description: "Last instant at which it may be recorded." }),
    checker: z.boolean().meta({ description: "Whether somebody else than the preparer has to sign." }),
    unverified: z.boolean().meta({
      description:
        "Whether the act says a result or a balance of a statement that no books of your organisation here bear out: " +
        "then a rule for its currency asks for somebody else, whatever the sum.",
    }),
    message: typedData.nullable().meta({
      description:
        "What to sign; null until the counterparty has an address, and of calls at desks, which nobody signs.",
    }),
    permit: typedData.nullable().meta({ description: "What to sign beside it: the permit of a payment that has one." }),
    call: contractCall.nullable().meta({
      description:
        "The same act, for the organisation to send itself instead of signing; where others sign too, once all of " +
        "them have.",
    }),
    before: z.array(contractCall).meta({
      description:
        "What has to be sent first, by whoever pays: the allowance of a payment, or of what is given to a factor.",
    }),
    signed: signed.nullable().meta({ description: "Your organisation's signature." }),
    transactions: z.array(hash).meta({ description: "That the gateway sent for it, the newest last." }),
    block: blockNumber.nullable().meta({ description: "Where it is recorded." }),
    sentDirectly: z.boolean().meta({ description: "Whether it was recorded without this gateway sending it." }),
    error: z.string().nullable().meta({ description: "Why it was refused: the Solidity error's name or a code." }),
    detail: z.string().nullable(),
    withdrawnBy: address.nullable().meta({ description: "The organisation that withdrew it, or refused to sign." }),
    batch: uuid.nullable(),
    warnings: z.array(packWarning).meta({
      description:
        "What the country packs of its supplier say of new terms, shown to it alone; they refuse nothing. Contract, " +
        "receipt and delivery are taken to be of the day of the invoice; what is a voucher, the profile says.",
    }),
    invitation: invitation.nullable(),
    revocation: contractCall.nullable().meta({
      description: "Takes your signature back on the chain, where a withdrawn intent was signed before.",
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
    statement: hash.optional(),
    notice: hash.optional().meta({ description: "About this notice of an assignment." }),
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

const PERMIT_CHARACTERS = 132;

/** What comes back for an intent. */
export const intentSignatures = signature
  .extend({
    permit: bytes
      .refine((text) => text.length === PERMIT_CHARACTERS, "give 65 bytes")
      .optional()
      .meta({ description: "The signature of `permit`, where the intent has one: 65 bytes of the payer's own key." }),
  })
  .meta({ id: "IntentSignatures" });

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

export type Intent = z.output<typeof intent>;
export type IntentQuery = z.output<typeof intentQuery>;
export type IntentSignature = z.output<typeof signature>;
export type IntentSignatures = z.output<typeof intentSignatures>;
export type TypedDataJson = z.output<typeof typedData>;
export type ShownSigned = z.output<typeof signed>;
