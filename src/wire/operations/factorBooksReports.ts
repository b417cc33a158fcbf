/** Sold receivables in books and notes: journals of both sides, derecognition, supplier finance; and two factors. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import {
  clockPage,
  clockQuery,
  correspondent,
  correspondentPage,
  newCorrespondent,
} from "../factorBookCorrespondents.ts";
import {
  dealJournalQuery,
  derecognitionQuery,
  derecognitionReport,
  supplierFinanceQuery,
  supplierFinanceReport,
} from "../factorBookReports.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Factor's book";
const byId = z.strictObject({ id: uuid });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;
const REFUSED = ["AccountTooLong"] as const;

export const FACTOR_REPORT_OPERATIONS = {
  exportDealJournal: reading({
    path: "/v1/deal-journal",
    tag: TAG,
    summary: "What was sold to factors as double entry, for the factor's or the seller's books",
    description:
      "CSV, or JSON with the balances (`DealJournal`). Every entry, every period and every deal balances. Between " +
      "factor and seller stands one account, in both books. Fees are earned at the end of each month, on every day " +
      "on which a deal is touched, and at the end of the period. The seller's goes on from its `account-journal`.",
    query: dealJournalQuery,
    answers: { 200: { description: "UTF-8.", body: z.string(), contentType: "*/*" } },
    problems: REFUSED,
  }),
  readDerecognitionFacts: reading({
    path: "/v1/derecognition-facts",
    tag: TAG,
    summary: "What the organisation sold and is not paid: the facts for its accountant",
    description:
      "By factor and currency; with expected losses also how much of their variability is passed on. Nothing here " +
      "decides whether the receivables leave the balance sheet.",
    query: derecognitionQuery,
    answers: { 200: { description: "The facts.", body: derecognitionReport } },
    problems: REFUSED,
  }),
  readSupplierFinance: reading({
    path: "/v1/supplier-finance",
    tag: TAG,
    summary: "What the organisation as a buyer discloses of supplier finance arrangements",
    description:
      "IAS 7.44H(b) at both ends of a period: carrying amounts, the part for which suppliers have been paid, ranges " +
      "of due dates; and (c) what changed them without cash. It shows no factor's price.",
    query: supplierFinanceQuery,
    answers: { 200: { description: "The sums.", body: supplierFinanceReport } },
    problems: REFUSED,
  }),
  noteCorrespondent: operation({
    ...writing,
    method: "post",
    path: "/v1/correspondents",
    summary: "Note with which other factor, and as what, the organisation acts in a deal or under an offer",
    description: "Export and import factor act under separate mandates. Nobody else sees it, and no money follows.",
    body: newCorrespondent,
    answers: {
      200: { description: "It was noted before.", body: correspondent },
      201: { description: "Noted.", body: correspondent },
    },
    problems: ["NotFound", "IdTaken", "QuotaReached"],
  }),
  listCorrespondents: paged({
    path: "/v1/correspondents",
    tag: TAG,
    summary: "Other factors that the organisation acts with",
    description: "The latest first.",
    query: pageQuery,
    page: correspondentPage,
  }),
  endCorrespondent: operation({
    ...writing,
    method: "delete",
    path: "/v1/correspondents/{id}",
    summary: "End acting with another factor in this; the record stays",
    params: byId,
    answers: { 204: { description: "It has ended." } },
    problems: ["NotFound"],
  }),
  listTwoFactorClocks: paged({
    path: "/v1/two-factor-clocks",
    tag: TAG,
    summary: "By when what is due between two factors",
    description: "Of every receivable under a record that has not ended, with the source of each period.",
    query: clockQuery,
    page: clockPage,
  }),
} as const;
