/** Credit policies, scores, and what customers are given by them. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import { creditPolicy, startingCreditPolicy, creditPolicyPage, newCreditPolicy } from "../creditPolicy.ts";
import { backTestQuery, creditBackTest } from "../scoreBackTest.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import {
  creditOverride,
  creditOverridePage,
  creditScore,
  creditScorePage,
  creditSegments,
  newOverride,
  newScore,
  overrideDecision,
  overrideQuery,
  scoreProofFile,
  scoreQuery,
  segmentCustomers,
  segmentQuery,
  standingQuery,
  standingReading,
} from "../score.ts";

const TAG = "Credit";
const byId = z.strictObject({ id: uuid });
/** Whoever sells does not decide who gets credit (M01). */
const deciding = { caller: "member", scope: "organisation:administer", tag: TAG } as const;
const noting = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const SCORE_OPERATIONS = {
  setCreditPolicy: operation({
    ...deciding,
    method: "post",
    path: "/v1/credit/policies",
    summary: "Set a version of the credit policy",
    description:
      "A version is never changed, and none comes into force in the past. What was issued under another one keeps " +
      "its limit and its terms: a tighter policy touches what is issued from then on. All are scored again. " +
      "Where the organisation's tiers ask for it, it takes an approval of the kind `creditPolicy` whose subject is " +
      "the hash of the document, which the refusal names: that hash is what its approvers sign, and nothing else " +
      "anchors a version.",
    body: newCreditPolicy,
    answers: {
      200: { description: "It was set before.", body: creditPolicy },
      201: { description: "Set.", body: creditPolicy },
    },
    problems: ["CurrencyUnknown", "ApprovalMissing", "IdTaken", "QuotaReached"],
  }),
  listCreditPolicies: paged({
    path: "/v1/credit/policies",
    tag: TAG,
    summary: "All versions of the credit policy, with who changed it and why",
    description: "The latest first.",
    query: pageQuery,
    page: creditPolicyPage,
  }),
  readStartingCreditPolicy: reading({
    path: "/v1/credit/policies/starting",
    tag: TAG,
    summary: "A credit policy to begin with",
    description:
      "Payment 400, ratios 250, age and size 150, disputes 100, external 100 of 1000 points. Its steps and bands are " +
      "cut by hand and not from losses: change them, and look at what they would have told (`/v1/credit/back-test`).",
    answers: { 200: { description: "A document as `setCreditPolicy` takes it.", body: startingCreditPolicy } },
  }),
  scoreCustomer: operation({
    ...noting,
    method: "post",
    path: "/v1/credit/scores",
    summary: "Score a customer now",
    description:
      "It happens by itself when something of the customer changes that the policy names: this is for all else. The " +
      "score before is kept. A score is for those who give credit, and never published.",
    body: newScore,
    answers: {
      200: { description: "It was made before.", body: creditScore },
      201: { description: "Made.", body: creditScore },
    },
    problems: ["CreditPolicyMissing", "IdTaken"],
  }),
  listScores: paged({
    path: "/v1/credit/scores",
    tag: TAG,
    summary: "All scores of a customer, each with every input, its points, and why it was made",
    description: "The latest first.",
    query: scoreQuery,
    page: creditScorePage,
  }),
  readScore: reading({
    path: "/v1/credit/scores/{id}",
    tag: TAG,
    summary: "A score with every input, its points, and what would change the band",
    params: byId,
    answers: { 200: { description: "The score.", body: creditScore } },
    problems: ["NotFound"],
  }),
  readScoreProof: reading({
    path: "/v1/credit/scores/{id}/proof",
    tag: TAG,
    summary: "What proves which inputs a score was made of",
    description:
      "The anchor is keccak256 of policy hash, root, day, points and the hash of the band's name, a word of 32 bytes " +
      "each. It may be published, since the salts keep it from being guessed. Whoever is given this file and the " +
      "policy document reckons the score, the root and the anchor again. Each input can be shown alone by its path.",
    params: byId,
    answers: { 200: { description: "The proof.", body: scoreProofFile } },
    problems: ["NotFound"],
  }),
  readCreditStanding: reading({
    path: "/v1/credit/standing",
    tag: TAG,
    summary: "What a customer is given: band, limits, terms, security, dunning, eligibility",
    description: "By the policy in force, the last score, and what was approved beside it.",
    query: standingQuery,
    answers: { 200: { description: "The standing.", body: standingReading } },
  }),
  proposeCreditOverride: operation({
    ...noting,
    method: "post",
    path: "/v1/credit/overrides",
    summary: "Propose that a customer is treated otherwise than its band, for a time",
    description: "It counts once another member approved it, until its last day. Rewards are proposed by themselves.",
    body: newOverride,
    answers: {
      200: { description: "It was proposed before.", body: creditOverride },
      201: { description: "Proposed.", body: creditOverride },
    },
    problems: ["IdTaken", "QuotaReached"],
  }),
  listCreditOverrides: paged({
    path: "/v1/credit/overrides",
    tag: TAG,
    summary: "What departs from the bands of customers: wishes of members and rewards for punctual payers",
    description: "The latest first.",
    query: overrideQuery,
    page: creditOverridePage,
  }),
  decideCreditOverride: operation({
    ...deciding,
    method: "post",
    path: "/v1/credit/overrides/{id}/decision",
    summary: "Approve or decline what was proposed for a customer",
    description:
      "Whoever proposed it cannot approve it, and no key of a machine can; nor who became a member later, unless " +
      "somebody else than the proposer gave or delegated the duty `approveCredit` to them. What it says of limits or " +
      "of days may outlast the band for which it was meant: that takes the approvals of a raised limit of whatever " +
      "sum, of kind `limitChange`, its subject `override`, a space and the id, without an amount. What was issued " +
      "before keeps its terms.",
    params: byId,
    body: overrideDecision,
    answers: { 200: { description: "As it stands now.", body: creditOverride } },
    problems: ["ApprovalMissing", "CheckerMissing", "NotFound", "OverrideOver"],
  }),
  endCreditOverride: operation({
    ...deciding,
    method: "delete",
    path: "/v1/credit/overrides/{id}",
    summary: "End what departs from a customer's band, or take a proposal back",
    params: byId,
    answers: { 204: { description: "Ended." } },
    problems: ["NotFound"],
  }),
  eraseOverrideTexts: operation({
    ...deciding,
    method: "delete",
    path: "/v1/credit/overrides/{id}/texts",
    summary: "Erase why an override was proposed and decided; what it says of the customer's credit stays",
    description: "Where the words are about a person. Who erased them stands in the report of exceptions.",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
  readCreditBackTest: reading({
    path: "/v1/credit/back-test",
    tag: TAG,
    summary: "What the bands of the policy in force told of payment",
    description:
      "Customers are banded by what the book knew on a day of the past; beside each band stands how late was paid " +
      "what fell due after it. What the party file tells counts as missing throughout, since it is not replayed.",
    query: backTestQuery,
    answers: { 200: { description: "By bands.", body: creditBackTest } },
    problems: ["CreditPolicyMissing", "CurrencyUnknown"],
  }),
  listCreditSegments: reading({
    path: "/v1/credit/segments",
    tag: TAG,
    summary: "Segments with their customers, bands and what they owe",
    description: "By the rules of the policy in force. Customers that were never scored are in none.",
    answers: { 200: { description: "All segments.", body: creditSegments } },
  }),
  listSegmentCustomers: paged({
    path: "/v1/credit/segments/customers",
    tag: TAG,
    summary: "Scored customers with their segment",
    description: "In the order of addresses. A page may be shorter than asked for although others follow.",
    query: segmentQuery,
    page: segmentCustomers,
  }),
} as const;
