/** Scores as the scored see them, and their contests. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { paged } from "../readings.ts";
import {
  newScoreContest,
  ownScorePage,
  scoreContest,
  scoreContestAnswer,
  scoreContestPage,
  scoreContestQuery,
} from "../scoreContest.ts";

const TAG = "Credit";
const byId = z.strictObject({ id: uuid });
const noting = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const SCORE_CONTEST_OPERATIONS = {
  listOwnScores: paged({
    path: "/v1/credit/own-scores",
    tag: TAG,
    summary: "What creditors on this gateway made of the organisation",
    description:
      "The last score of each: all inputs about the organisation with their sources and weights, its band, and what " +
      "would change it. Not what the creditor gives to the band, nor anything of others.",
    query: pageQuery,
    page: ownScorePage,
  }),
  contestScore: operation({
    ...noting,
    method: "post",
    path: "/v1/credit/own-scores/{id}/contests",
    summary: "Contest an input of the organisation's score at a creditor",
    description:
      "The creditor has 30 days to answer. If it upholds the contest, the input is corrected and the organisation is " +
      "scored again. One contest of an input at a time; nobody but the two sees it.",
    params: byId,
    body: newScoreContest,
    answers: {
      200: { description: "It was contested before.", body: scoreContest },
      201: { description: "Contested.", body: scoreContest },
    },
    problems: ["ContestStands", "IdTaken", "NotFound", "QuotaReached"],
  }),
  listScoreContests: paged({
    path: "/v1/credit/contests",
    tag: TAG,
    summary: "Contests of scores, with what came of them",
    description: "The latest first.",
    query: scoreContestQuery,
    page: scoreContestPage,
  }),
  withdrawScoreContest: operation({
    ...noting,
    method: "delete",
    path: "/v1/credit/contests/{id}",
    summary: "Take back a contest of the organisation's own score",
    params: byId,
    answers: { 204: { description: "Taken back." } },
    problems: ["ContestOver", "NotFound"],
  }),
  eraseContestTexts: operation({
    ...noting,
    method: "delete",
    path: "/v1/credit/contests/{id}/texts",
    scope: "organisation:administer",
    summary: "Erase the organisation's own words in a contest; how it was decided stays",
    description:
      "The scored its text, the creditor its answer, where they are about a person. Who erased them stands in the " +
      "report of exceptions of that side.",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
  answerScoreContest: operation({
    ...noting,
    method: "post",
    path: "/v1/credit/contests/{id}/answer",
    scope: "organisation:administer",
    summary: "Answer a customer that contests its score",
    description:
      "Upheld, the input counts as it is said here until its last day, and the customer is scored again at once; " +
      "refused, the reason is told. Both sides see the answer. Where limits rise by it, it takes the approvals of " +
      "raised limits; where its band alone does, one without an amount, its subject `contest`, a space and the id. " +
      "Grades of agencies are not corrected here.",
    params: byId,
    body: scoreContestAnswer,
    answers: { 200: { description: "As it stands now.", body: scoreContest } },
    problems: ["ApprovalMissing", "ContestOver", "CreditPolicyMissing", "NotFound"],
  }),
} as const;
