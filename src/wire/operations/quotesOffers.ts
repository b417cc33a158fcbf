/** A factor's own offers, and those of buyers that pay early. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { earlyPayment, earlyPaymentPage, earlyPaymentQuery, newEarlyPayment } from "../quoteEarlyPayment.ts";
import { offerSignature, quoteOffer, quoteOfferPage } from "../quoteOffer.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Quotes";
const byId = z.strictObject({ id: uuid });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const QUOTE_OFFER_OPERATIONS = {
  listOffers: paged({
    path: "/v1/quote-offers",
    tag: TAG,
    summary: "Offers that the organisation prepared as a factor",
    description: "The latest first.",
    query: pageQuery,
    page: quoteOfferPage,
  }),
  readOffer: reading({
    path: "/v1/quote-offers/{id}",
    tag: TAG,
    summary: "One offer",
    description: "For its factor, and for whoever asked once it is signed. No other factor sees it.",
    params: byId,
    answers: { 200: { description: "The offer.", body: quoteOffer } },
    problems: ["NotFound"],
  }),
  signOffer: operation({
    ...writing,
    method: "post",
    path: "/v1/quote-offers/{id}/signature",
    summary: "Hand in the factor's signature",
    description: "Verified as the desk does: by the factor's key, or by its contract account (ERC-1271).",
    params: byId,
    body: offerSignature,
    answers: { 200: { description: "Whoever asked sees the offer now.", body: quoteOffer } },
    problems: ["NotFound", "OfferOver", "QuoteRequestOver", "SignatureInvalid", "NonceAlreadySpent", "AlreadySigned"],
  }),
  withdrawOffer: operation({
    ...writing,
    method: "delete",
    path: "/v1/quote-offers/{id}",
    summary: "Withdraw an offer",
    description:
      "It stands in no list any more, and takings of it are released. The answer has the call that makes it void on " +
      "the chain.",
    params: byId,
    answers: { 200: { description: "It is withdrawn here.", body: quoteOffer } },
    problems: ["NotFound"],
  }),
  offerEarlyPayment: operation({
    ...writing,
    method: "post",
    path: "/v1/early-payment-offers",
    summary: "Offer to pay chosen receivables early, at a price for every day",
    description:
      "It stands beside the offers of factors wherever the holder asks for quotes, and binds nobody: it is taken by " +
      "an amendment that holder and buyer sign (`amend`, with the sliding discount), after which the ledger takes " +
      "the price of the day from a buyer that pays early. The buyer does not learn whether the holder asks anybody.",
    body: newEarlyPayment,
    answers: { 201: { description: "It is offered, once, however often it is sent.", body: earlyPayment } },
    problems: [
      ...(["NotFound", "IdTaken", "QuotaReached", "DeadlineInvalid", "ReceivableUnfit", "ContentSealed"] as const),
      ...(["AmendmentInvalid", "AlreadyClosed", "StatusForbids", "OfferUnfit"] as const),
    ],
  }),
  listEarlyPayments: paged({
    path: "/v1/early-payment-offers",
    tag: TAG,
    summary: "Offers to pay early, made or received",
    description: "The latest first. Received ones are those that live, for what the organisation holds.",
    query: earlyPaymentQuery,
    page: earlyPaymentPage,
  }),
  withdrawEarlyPayment: operation({
    ...writing,
    method: "delete",
    path: "/v1/early-payment-offers/{id}",
    summary: "Withdraw an offer to pay early",
    description: "What holder and buyer have signed since stays.",
    params: byId,
    answers: { 204: { description: "It stands in no list any more." } },
    problems: ["NotFound"],
  }),
} as const;
