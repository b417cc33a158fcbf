/** Trade references: how a buyer paid all its suppliers, shown to whom it consents (A18). */
import { z } from "zod";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import {
  consentDraft,
  consentMessage,
  newConsent,
  referenceConsent,
  referenceConsentPage,
  referenceConsentQuery,
  trackRecord,
  trackRecordQuery,
  tradeReference,
  tradeReferenceQuery,
} from "../partyFileReference.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Trade references";
const byId = z.strictObject({ id: uuid });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const REFERENCE_OPERATIONS = {
  readTrackRecord: reading({
    path: "/v1/track-record",
    tag: TAG,
    summary: "How your organisation paid its suppliers, exact, and what others would see of it",
    description:
      "From the ledger's events: invoices that you accepted, by their value days. What you see is as of the last " +
      "block; what others would see as of the end of a month.",
    query: trackRecordQuery,
    answers: { 200: { description: "The record.", body: trackRecord } },
    problems: ["CurrencyUnknown", "AccountTooLong"],
  }),
  composeReferenceConsent: operation({
    ...writing,
    method: "post",
    path: "/v1/trade-references/message",
    summary: "The message that a buyer signs to let somebody see its trade reference",
    description: "Nothing is kept.",
    body: consentDraft,
    answers: { 200: { description: "What to sign.", body: consentMessage } },
  }),
  giveReferenceConsent: operation({
    ...writing,
    method: "post",
    path: "/v1/trade-references",
    summary: "Hand in a consent that the buyer signed",
    description: "By the buyer or by the reader whom it names. It counts by its signature alone.",
    body: newConsent,
    answers: {
      200: { description: "It was handed in before.", body: referenceConsent },
      201: { description: "The reader may see the record.", body: referenceConsent },
    },
    problems: ["NotFound", "SignatureInvalid", "IdTaken", "QuotaReached", "ReferenceOver"],
  }),
  listReferenceConsents: paged({
    path: "/v1/trade-references",
    tag: TAG,
    summary: "To whom your organisation shows its record, or who shows you theirs",
    description: "The latest first, with what was seen when.",
    query: referenceConsentQuery,
    page: referenceConsentPage,
  }),
  revokeReferenceConsent: operation({
    ...writing,
    method: "post",
    path: "/v1/trade-references/{id}/revocation",
    summary: "Take a consent back, at once",
    description: "By the buyer alone. What was seen was seen.",
    params: byId,
    answers: { 204: { description: "Nothing is shown any more." } },
    problems: ["NotFound"],
  }),
  readTradeReference: reading({
    path: "/v1/trade-references/{id}/record",
    tag: TAG,
    summary: "How a buyer paid its suppliers, as far as it and they can let you know",
    description:
      "Bands and shares in steps of five per cent, of at least twenty invoices of at least three suppliers other " +
      "than you, none of them with more than half; as of the end of a month. Where two references would differ by " +
      "less than that, an earlier one is shown again, or none; so it is of a buyer of whom a hundred different ones " +
      "were shown in the currency. Whoever can read the ledger's events up to the block " +
      "can reckon it again. It cannot tell suppliers that the buyer made up itself, nor what is not on this ledger. " +
      "The buyer sees here what the reader would.",
    params: byId,
    query: tradeReferenceQuery,
    answers: { 200: { description: "The reference.", body: tradeReference } },
    problems: ["NotFound", "CurrencyUnknown", "ReferenceOver", "ReferenceTooThin", "AccountTooLong"],
  }),
} as const;
