/** Indirect payments: opened by what was seen, closed by what the chain recorded. */
import { z } from "zod";
import { uuid } from "../act.ts";
import {
  dismissal,
  indirectPage,
  indirectPayment,
  indirectQuery,
  newIndirectPayment,
  reported,
} from "../indirectPayment.ts";
import { intent } from "../intent.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { LEDGER_REFUSALS } from "../refusals.ts";

const TAG = "Factoring";
const byId = z.strictObject({ id: uuid });
const writing = { method: "post", caller: "member", scope: "receivables:write", tag: TAG } as const;
const PREPARING = ["NotFound", "IndirectPaymentOver", "IntentExists", "DeadlineInvalid", "ContentSealed"] as const;
const prepared = {
  200: { description: "It was prepared before.", body: intent },
  201: { description: "Prepared.", body: intent },
};

export const INDIRECT_PAYMENT_OPERATIONS = {
  listIndirectPayments: paged({
    path: "/v1/indirect-payments",
    tag: TAG,
    summary: "Payments to a seller that should have come to its factor",
    description:
      "Opened where a seller's bank file, a buyer's advice or a factor's claim shows one, or somebody reports it. " +
      "Seller and factor see it; the debtor is told whom to pay.",
    query: indirectQuery,
    page: indirectPage,
  }),
  readIndirectPayment: reading({
    path: "/v1/indirect-payments/{id}",
    tag: TAG,
    summary: "One of them, and what became of it",
    params: byId,
    answers: { 200: { description: "The payment.", body: indirectPayment } },
    problems: ["NotFound"],
  }),
  reportIndirectPayment: operation({
    ...writing,
    path: "/v1/indirect-payments",
    summary: "Report a payment that went to the wrong party",
    description: "For the seller that got it, the debtor that made it, or the factor that misses it.",
    body: newIndirectPayment,
    answers: { 201: { description: "It is known, once, however often it is reported.", body: reported } },
    problems: ["NotFound", "AmountUnfit", "AssignmentMissing", "ContentSealed", "IdTaken", "QuotaReached"],
  }),
  turnOverIndirectPayment: operation({
    ...writing,
    path: "/v1/indirect-payments/{id}/turnover",
    summary: "Prepare the call by which the seller hands over what is the factor's",
    description: "An intent (`recordReceipt`, SellerTurnedOver, with today's value date) that the seller sends itself.",
    params: byId,
    answers: prepared,
    problems: [...PREPARING, "NotAuthorised", ...LEDGER_REFUSALS],
  }),
  claimIndirectPayment: operation({
    ...writing,
    path: "/v1/indirect-payments/{id}/claim",
    summary: "Prepare the call by which the factor claims what the seller keeps",
    description:
      "An intent (`recordReceipt`, SellerKept) that the factor sends itself. It needs the buyer's advice under the " +
      "same bank reference, with whose amount and day it is recorded.",
    params: byId,
    answers: prepared,
    problems: [...PREPARING, "NotAuthorised", ...LEDGER_REFUSALS],
  }),
  dismissIndirectPayment: operation({
    ...writing,
    path: "/v1/indirect-payments/{id}/dismissal",
    summary: "Say that it is none, as the factor",
    params: byId,
    body: dismissal,
    answers: { 200: { description: "Dismissed.", body: indirectPayment } },
    problems: ["NotFound", "NotAuthorised", "IndirectPaymentOver"],
  }),
} as const;
