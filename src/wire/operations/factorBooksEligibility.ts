/** On what a factor lends: its criteria, its debtors' groups, and answers that keep the version they used. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import { eligibilityCheck, eligibilityCheckPage, eligibilityQuery, newEligibilityCheck } from "../eligibility.ts";
import {
  debtorFactsPage,
  eligibilityCriteria,
  eligibilityCriteriaPage,
  newDebtorFacts,
  newEligibilityCriteria,
  shownDebtorFacts,
} from "../eligibilityCriteria.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { address } from "../scalars.ts";

const TAG = "Eligibility";
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;
/** The limit of a group follows from who is in it: whoever sells does not decide who gets credit. */
const deciding = { caller: "member", scope: "organisation:administer", tag: TAG } as const;

export const ELIGIBILITY_OPERATIONS = {
  setEligibilityCriteria: operation({
    ...writing,
    method: "post",
    path: "/v1/eligibility-criteria",
    summary: "Set what the organisation lends on",
    description: "A new version; those before stay, and answers name the one that they used.",
    body: newEligibilityCriteria,
    answers: {
      200: { description: "It was set before.", body: eligibilityCriteria },
      201: { description: "The version from now on.", body: eligibilityCriteria },
    },
    problems: ["IdTaken", "QuotaReached"],
  }),
  listEligibilityCriteria: paged({
    path: "/v1/eligibility-criteria",
    tag: TAG,
    summary: "All versions",
    description: "The latest first.",
    query: pageQuery,
    page: eligibilityCriteriaPage,
  }),
  noteDebtorFacts: operation({
    ...deciding,
    method: "post",
    path: "/v1/debtor-facts",
    summary: "Note the group of affiliates that a debtor is of, and what else excludes it",
    description: "All of it, in the place of what was noted before. Nobody else sees it.",
    body: newDebtorFacts,
    answers: { 200: { description: "It holds from now on.", body: shownDebtorFacts } },
    problems: ["QuotaReached"],
  }),
  listDebtorFacts: paged({
    path: "/v1/debtor-facts",
    tag: TAG,
    summary: "What the organisation knows of debtors",
    description: "In the order of their addresses.",
    query: pageQuery,
    page: debtorFactsPage,
  }),
  forgetDebtorFacts: operation({
    ...deciding,
    method: "delete",
    path: "/v1/debtor-facts/{debtor}",
    summary: "Forget what was noted of a debtor",
    description: "A report of indicators as it was known before has its group still.",
    params: z.strictObject({ debtor: address }),
    answers: { 204: { description: "It is a group of its own again." } },
    problems: ["NotFound"],
  }),
  checkEligibility: operation({
    ...writing,
    method: "post",
    path: "/v1/eligibility",
    summary: "What of a supplier's receivables can be lent on, and how much",
    description:
      "The borrowing base (R66) in its order with the working, and of each receivable who accepted it, who vouches " +
      "for that key, whether it looks like a duplicate, and warnings about its term. It is kept as it is answered.",
    body: newEligibilityCheck,
    answers: {
      200: { description: "It was answered before.", body: eligibilityCheck },
      201: { description: "Answered.", body: eligibilityCheck },
    },
    problems: ["NotFound", "IdTaken", "CurrencyUnknown", "CriteriaMissing", "AmountUnfit", "QuotaReached"],
  }),
  listEligibilityChecks: paged({
    path: "/v1/eligibility",
    tag: TAG,
    summary: "Answers that the organisation has had",
    description: "The latest first.",
    query: eligibilityQuery,
    page: eligibilityCheckPage,
  }),
  readEligibilityCheck: reading({
    path: "/v1/eligibility/{id}",
    tag: TAG,
    summary: "An answer as it was given",
    params: z.strictObject({ id: uuid }),
    answers: { 200: { description: "The answer.", body: eligibilityCheck } },
    problems: ["NotFound"],
  }),
} as const;
