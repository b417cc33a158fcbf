/** Deals, notices of assignment, filings. */
import { z } from "zod";
import { assignmentNoticeDetail, assignmentProof, noticePage, noticeQuery } from "../assignmentNotice.ts";
import { dealDetail, dealDetailQuery, dealPage, dealQuery } from "../deal.ts";
import { claimShares, claimsQuery, competingClaims, filingQuery, filings, newClaimShares } from "../filing.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { hash } from "../scalars.ts";

const TAG = "Factoring";
const byReceivable = z.strictObject({ id: hash.meta({ description: "Of a receivable." }) });
const byHash = z.strictObject({ hash });

export const DEAL_OPERATIONS = {
  listDeals: paged({
    path: "/v1/deals",
    tag: TAG,
    summary: "Deals of the organisation, as factor or as seller",
    description: "With what is outstanding now. A debtor sees no deal: of an assignment it sees whom to pay.",
    query: dealQuery,
    page: dealPage,
  }),
  readDeal: reading({
    path: "/v1/deals/{id}",
    tag: TAG,
    summary: "The deal about a receivable: what moved, and what is outstanding at an instant, with the working",
    description: "For its seller and its factor.",
    params: byReceivable,
    query: dealDetailQuery,
    answers: { 200: { description: "The deal.", body: dealDetail } },
    problems: ["NotFound"],
  }),
  listAssignmentNotices: paged({
    path: "/v1/assignment-notices",
    tag: TAG,
    summary: "Notices of assignment that the organisation gave, was named in, or received",
    query: noticeQuery,
    page: noticePage,
  }),
  readAssignmentNotice: reading({
    path: "/v1/assignment-notices/{hash}",
    tag: TAG,
    summary: "A notice, how the debtor replied, and whether it still stands",
    params: byHash,
    answers: { 200: { description: "The notice.", body: assignmentNoticeDetail } },
    problems: ["NotFound"],
  }),
  readAssignmentProof: reading({
    path: "/v1/assignment-notices/{hash}/proof",
    tag: TAG,
    summary: "What proves the assignment to its debtor",
    description:
      "What was assigned, by whom, to whom, whom to pay, and where the chain has it (UCC 9-406(c), Civil Code 764). " +
      "The agreement itself is named by its hash: ask its parties for it.",
    params: byHash,
    answers: { 200: { description: "The proof.", body: assignmentProof } },
    problems: ["NotFound"],
  }),
  listFilings: reading({
    path: "/v1/filings",
    tag: TAG,
    summary: "Filings in public registers that the organisation stated, or that were stated against it",
    query: filingQuery,
    answers: { 200: { description: "All of them.", body: filings } },
  }),
  readCompetingClaims: reading({
    path: "/v1/receivables/{id}/claims",
    tag: TAG,
    summary: "Who claims a receivable, in the order of a law, with what each has left undone",
    description:
      "For its supplier, whoever held it, and whoever filed against it by name. The order of recording is never the " +
      "legal order.",
    params: byReceivable,
    query: claimsQuery,
    answers: { 200: { description: "The claims.", body: competingClaims } },
    problems: ["NotFound"],
  }),
  shareAmongClaims: operation({
    method: "post",
    path: "/v1/receivables/{id}/claim-shares",
    tag: TAG,
    summary: "What the claims of the first rank get of a sum that was collected, by their finance or service fees",
    description:
      "By Civil Code 768, of which the fourth case has those share who neither registered nor gave notice. Nothing " +
      "is kept. For whoever reads the claims.",
    caller: "member",
    scope: "receivables:read",
    params: byReceivable,
    body: newClaimShares,
    answers: { 200: { description: "The shares.", body: claimShares } },
    problems: ["NotFound", "AmountUnfit"],
  }),
} as const;
