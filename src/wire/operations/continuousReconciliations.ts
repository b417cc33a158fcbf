/** Comparing the books of a pair again whenever either of them changes. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import {
  continuousBook,
  continuousBookPage,
  continuousDifferencePage,
  continuousDifferenceQuery,
  continuousPage,
  continuousReconciliation,
  continuousRunPage,
  newContinuousBook,
  newContinuousReconciliation,
} from "../continuousReconciliation.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { differenceReply, newReply, replies } from "../reconciliation.ts";
import { hash } from "../scalars.ts";

const TAG = "Reconciliations";
const PATH = "/v1/continuous-reconciliations";
const byId = z.strictObject({ id: uuid });
const ofDifference = z.strictObject({ id: uuid, key: hash });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const CONTINUOUS_OPERATIONS = {
  beginContinuous: operation({
    ...writing,
    method: "post",
    path: PATH,
    summary: "Compare the books of a pair from now on",
    description:
      "Both books begin with what the ledger has of the pair; each firm adds its own files. Whenever a receivable of " +
      "the pair changes, a file arrives or a day ends, both are compared anew, and both firms are told what is new " +
      "and what is cleared. Whoever begins names a firm that has accepted something of it, or issued to it. There is " +
      "one for a pair and a currency: whoever asks second with its zone and tolerance gets the one that is there.",
    body: newContinuousReconciliation,
    answers: { 201: { description: "It is there, once.", body: continuousReconciliation } },
    problems: ["IdTaken", "QuotaReached"],
  }),
  listContinuous: paged({
    path: PATH,
    tag: TAG,
    summary: "Pairs that the organisation is a side of",
    description: "The latest first.",
    query: pageQuery,
    page: continuousPage,
  }),
  readContinuous: reading({
    path: `${PATH}/{id}`,
    tag: TAG,
    summary: "How the books of a pair stand",
    params: byId,
    answers: { 200: { description: "The pair.", body: continuousReconciliation } },
    problems: ["NotFound"],
  }),
  giveContinuousBook: operation({
    ...writing,
    method: "post",
    path: `${PATH}/{id}/books`,
    summary: "Give the organisation's own book, or more of it",
    description: "It is read soon; a file that is not whole changes nothing, and says what has to be mended.",
    params: byId,
    body: newContinuousBook,
    answers: { 202: { description: "It is taken, once, however often it is sent.", body: continuousBook } },
    problems: ["NotFound", "IdTaken", "QuotaReached", "UploadIncomplete"],
  }),
  listContinuousBooks: reading({
    path: `${PATH}/{id}/books`,
    tag: TAG,
    summary: "Which files either firm gave",
    description: "The latest first.",
    params: byId,
    query: pageQuery,
    answers: { 200: { description: "A page.", body: continuousBookPage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  listContinuousDifferences: reading({
    path: `${PATH}/{id}/differences`,
    tag: TAG,
    summary: "Differences that are open, or those that were and are cleared",
    params: byId,
    query: continuousDifferenceQuery,
    answers: { 200: { description: "A page.", body: continuousDifferencePage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  listContinuousRuns: reading({
    path: `${PATH}/{id}/runs`,
    tag: TAG,
    summary: "How the books stood, each time that they were compared",
    description: "The latest first, at most the last 1,000. Matches are kept of the latest.",
    params: byId,
    query: pageQuery,
    answers: { 200: { description: "A page.", body: continuousRunPage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  readContinuousReplies: reading({
    path: `${PATH}/{id}/differences/{key}/replies`,
    tag: TAG,
    summary: "What both sides said of a difference, cleared or not",
    params: ofDifference,
    answers: { 200: { description: "In the order in which it was said.", body: replies } },
    problems: ["NotFound"],
  }),
  replyToContinuous: operation({
    ...writing,
    method: "post",
    path: `${PATH}/{id}/differences/{key}/replies`,
    summary: "Answer, propose, accept or reject, of a difference as it is now",
    params: ofDifference,
    body: newReply,
    answers: { 201: { description: "It is said, once, however often it is sent.", body: differenceReply } },
    problems: ["NotFound", "IdTaken", "ProposalOver", "QuotaReached"],
  }),
} as const;
