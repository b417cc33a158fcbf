/** Comparing two books of one pair, and settling what differs. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { newReconciliation } from "../newReconciliation.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import {
  differencePage,
  differenceQuery,
  differenceReply,
  matchPage,
  matchQuery,
  newReply,
  reconciliation,
  reconciliationPage,
  reconciliationQuery,
  replies,
} from "../reconciliation.ts";
import { hash } from "../scalars.ts";

const TAG = "Reconciliations";
const byId = z.strictObject({ id: uuid });
const ofDifference = z.strictObject({ id: uuid, key: hash });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const RECONCILIATION_OPERATIONS = {
  reconcile: operation({
    ...writing,
    method: "post",
    path: "/v1/reconciliations",
    summary: "Compare two books of one pair",
    description:
      "The supplier's receivables and the buyer's payables, each as its own system exports it. It goes on after this " +
      "answer, and after a restart of the gateway. Matches and differences of an organisation's last 100 are kept.",
    body: newReconciliation,
    answers: { 202: { description: "It is begun, once, however often it is sent.", body: reconciliation } },
    problems: ["IdTaken", "QuotaReached", "UploadIncomplete"],
  }),
  listReconciliations: paged({
    path: "/v1/reconciliations",
    tag: TAG,
    summary: "Reconciliations of the organisation, or those that others show to it",
    description: "The latest first.",
    query: reconciliationQuery,
    page: reconciliationPage,
  }),
  readReconciliation: reading({
    path: "/v1/reconciliations/{id}",
    tag: TAG,
    summary: "Balances, and the bridge from one to the other",
    params: byId,
    answers: { 200: { description: "The reconciliation.", body: reconciliation } },
    problems: ["NotFound"],
  }),
  followReconciliation: reading({
    path: "/v1/reconciliations/{id}/progress",
    tag: TAG,
    summary: "How far it is, as it goes on",
    description: "Server-sent events named `step`, whose `data` is a Reconciliation. Ends when it has ended.",
    params: byId,
    answers: { 200: { description: "A stream.", body: z.string(), contentType: "text/event-stream" } },
    problems: ["NotFound"],
  }),
  listDifferences: reading({
    path: "/v1/reconciliations/{id}/differences",
    tag: TAG,
    summary: "What the books do not have in common",
    params: byId,
    query: differenceQuery,
    answers: { 200: { description: "A page.", body: differencePage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  listMatches: reading({
    path: "/v1/reconciliations/{id}/matches",
    tag: TAG,
    summary: "What the books have in common, and by which rule",
    params: byId,
    query: matchQuery,
    answers: { 200: { description: "A page.", body: matchPage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  reportReconciliation: reading({
    path: "/v1/reconciliations/{id}/report",
    tag: TAG,
    summary: "The bridge and every difference, as CSV",
    description:
      "At most the first 10,000 differences. No cell begins in a way that a spreadsheet takes for a formula.",
    params: byId,
    answers: { 200: { description: "UTF-8.", body: z.string(), contentType: "text/csv" } },
    problems: ["NotFound"],
  }),
  readReplies: reading({
    path: "/v1/reconciliations/{id}/differences/{key}/replies",
    tag: TAG,
    summary: "What both sides said of a difference",
    params: ofDifference,
    answers: { 200: { description: "In the order in which it was said.", body: replies } },
    problems: ["NotFound"],
  }),
  replyToDifference: operation({
    ...writing,
    method: "post",
    path: "/v1/reconciliations/{id}/differences/{key}/replies",
    summary: "Answer, propose, accept or reject",
    params: ofDifference,
    body: newReply,
    answers: { 201: { description: "It is said, once, however often it is sent.", body: differenceReply } },
    problems: ["NotFound", "IdTaken", "ProposalOver", "QuotaReached"],
  }),
} as const;
