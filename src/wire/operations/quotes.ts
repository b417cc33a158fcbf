/** Quotes among invited parties: asking for them, comparing them, taking them. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { newQuoteOffer, quoteOffer } from "../quoteOffer.ts";
import { comparisonQuery, quoteComparison } from "../quoteComparison.ts";
import { newQuoteRequest, quoteRequest, quoteRequestPage, quoteRequestQuery } from "../quoteRequest.ts";
import { newQuoteTaking, quoteTaking } from "../quoteTaking.ts";
import { paged, reading } from "../readings.ts";
import { LEDGER_REFUSALS } from "../refusals.ts";

const TAG = "Quotes";
const byId = z.strictObject({ id: uuid });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;
const administering = { caller: "member", scope: "organisation:administer", tag: TAG } as const;

export const QUOTE_OPERATIONS = {
  askForQuotes: operation({
    ...administering,
    method: "post",
    path: "/v1/quote-requests",
    summary: "Ask chosen factors for offers for chosen receivables",
    description:
      "Each factor is given a grant (`/v1/grants`) that shows it exactly these receivables until the request ends, " +
      "or the grant is taken back. Who is not invited learns nothing, and no factor learns of another one. A " +
      "receivable stands in one live request at a time.",
    body: newQuoteRequest,
    answers: { 201: { description: "It is asked, once, however often it is sent.", body: quoteRequest } },
    problems: [
      ...(["NotFound", "IdTaken", "QuotaReached", "DeadlineInvalid", "FactorUnknown", "ContentSealed"] as const),
      ...(["PaidOffChain", "ReceivableUnfit", "ReceivableQuoted"] as const),
    ],
  }),
  listQuoteRequests: paged({
    path: "/v1/quote-requests",
    tag: TAG,
    summary: "Requests that the organisation made, or is invited to",
    description: "The latest first. Of the latter those that live.",
    query: quoteRequestQuery,
    page: quoteRequestPage,
  }),
  readQuoteRequest: reading({
    path: "/v1/quote-requests/{id}",
    tag: TAG,
    summary: "A request, and what became of its receivables",
    params: byId,
    answers: { 200: { description: "The request.", body: quoteRequest } },
    problems: ["NotFound"],
  }),
  withdrawQuoteRequest: operation({
    ...administering,
    method: "delete",
    path: "/v1/quote-requests/{id}",
    summary: "Withdraw a request, and end what it discloses",
    description: "Its takings are released. What was signed can still be used on the chain by whoever has it.",
    params: byId,
    answers: { 204: { description: "It is withdrawn, and shows nothing any more." } },
    problems: ["NotFound"],
  }),
  compareQuotes: reading({
    path: "/v1/quote-requests/{id}/offers",
    tag: TAG,
    summary: "All offers side by side, by money and by annual rate for the same days",
    description:
      "Those that are signed and neither withdrawn, used nor over; beside them what the buyers' own terms give for " +
      "paying early, and what buyers offer beyond. For whoever asked, and nobody else.",
    params: byId,
    query: comparisonQuery,
    answers: { 200: { description: "The list.", body: quoteComparison } },
    problems: ["NotFound"],
  }),
  prepareOffer: operation({
    ...writing,
    method: "post",
    path: "/v1/quote-requests/{id}/offers",
    summary: "Prepare an offer to be signed",
    description:
      "For an invited factor, whose desk is open. The answer has the typed data; nobody else sees it before the " +
      "factor has signed it.",
    params: byId,
    body: newQuoteOffer,
    answers: { 201: { description: "It is prepared, once, however often it is sent.", body: quoteOffer } },
    problems: [
      ...(["NotFound", "IdTaken", "QuotaReached", "DeadlineInvalid", "AmountUnfit", "DeskMissing"] as const),
      ...(["OfferUnfit", "ReceivableUnfit", "ContentSealed", "NonceAlreadySpent"] as const),
    ],
  }),
  takeOffers: operation({
    ...writing,
    method: "post",
    path: "/v1/quote-requests/{id}/takings",
    summary: "Take one or several offers for different receivables",
    description:
      "Gives the calls that the seller's own account sends, tried on the latest state, and locks the receivables: " +
      "while a taking is neither recorded, released nor over, no offer for them is handed out again (R67). The lock " +
      "is that of this gateway; the chain itself lets a receivable be sold once.",
    params: byId,
    body: newQuoteTaking,
    answers: { 201: { description: "It is taken, once, however often it is sent.", body: quoteTaking } },
    problems: [
      ...(["NotFound", "IdTaken", "QuoteRequestOver", "OfferOver", "OfferUnfit", "ReceivableUnfit"] as const),
      ...(["ReceivableLocked", "ContentSealed"] as const),
      ...LEDGER_REFUSALS,
    ],
  }),
  readTaking: reading({
    path: "/v1/quote-takings/{id}",
    tag: TAG,
    summary: "A taking, its calls, and whether the sale is recorded",
    params: byId,
    answers: { 200: { description: "The taking.", body: quoteTaking } },
    problems: ["NotFound"],
  }),
  releaseTaking: operation({
    ...writing,
    method: "delete",
    path: "/v1/quote-takings/{id}",
    summary: "Give a taking up: it was refused, or is not wanted any more",
    description: "What was sent already is not called back.",
    params: byId,
    answers: { 204: { description: "It locks nothing any more." } },
    problems: ["NotFound"],
  }),
} as const;
