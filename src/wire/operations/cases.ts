/** Cases of customers that do not pay. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { caseAdvisers, caseDetail, cases, newCase, newCaseAdviser, newCaseEntry } from "../case.ts";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";
import { address } from "../scalars.ts";

const TAG = "Cases";
const byId = z.strictObject({ id: uuid });

export const CASE_OPERATIONS = {
  listCases: reading({
    path: "/v1/cases",
    tag: TAG,
    summary: "The organisation's cases, and those on which it advises",
    answers: { 200: { description: "The newest first, 500 at most.", body: cases } },
  }),
  openCase: operation({
    method: "post",
    path: "/v1/cases",
    tag: TAG,
    summary: "Open a case of a customer that does not pay",
    description:
      "Over receivables on that customer in which the organisation takes part and is not the buyer. Nothing of a " +
      "case is on the chain, and the customer sees none of it.",
    caller: "member",
    scope: "receivables:write",
    body: newCase,
    answers: { 201: { description: "It is open.", body: caseDetail } },
    problems: ["NotFound", "IdTaken", "QuotaReached"],
  }),
  readCase: reading({
    path: "/v1/cases/{id}",
    tag: TAG,
    summary: "A case with its entries, what secures it, and the deadlines that run",
    description:
      "For the creditor and its advisers. Limitation is reckoned from what is recorded on the ledger and in the " +
      "case, by the rules of the jurisdiction that the case names, and is not legal advice.",
    params: byId,
    answers: { 200: { description: "The case.", body: caseDetail } },
    problems: ["NotFound"],
  }),
  addCaseEntry: operation({
    method: "post",
    path: "/v1/cases/{id}/entries",
    tag: TAG,
    summary: "Make an entry, which is never changed",
    description:
      "A write-off takes two people, signed in and without a key: one member asks for it with a document that shows " +
      "the loss, another decides. Then the holder writes it off on the ledger (`writeOff`); the claim stays, and " +
      "what comes in later is shown. What is approved is the sum that was open when it was asked for: once more is " +
      "open, it is asked for anew. This is a gate of the gateway's; the ledger itself takes one consent, the holder's.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    body: newCaseEntry,
    answers: { 201: { description: "It is made.", body: caseDetail } },
    problems: ["NotFound", "IdTaken", "QuotaReached", "AmountUnfit"],
  }),
  nameCaseAdviser: operation({
    method: "post",
    path: "/v1/cases/{id}/advisers",
    tag: TAG,
    summary: "Let somebody read a case and its receivables, until an instant",
    description: "Such as a lawyer. It writes nothing, sees no other adviser, and lets nobody see in turn.",
    caller: "member",
    scope: "organisation:administer",
    params: byId,
    body: newCaseAdviser,
    answers: { 201: { description: "It may read.", body: caseAdvisers } },
    problems: ["NotFound", "IdTaken", "QuotaReached"],
  }),
  endCaseAdviser: operation({
    method: "delete",
    path: "/v1/cases/{id}/advisers/{adviser}",
    tag: TAG,
    summary: "End an adviser's part in a case, at once",
    caller: "member",
    scope: "organisation:administer",
    params: z.strictObject({ id: uuid, adviser: address }),
    answers: { 204: { description: "It reads nothing of it any more." } },
    problems: ["NotFound"],
  }),
} as const;
