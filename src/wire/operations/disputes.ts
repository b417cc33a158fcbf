/** Disputes: reading them, ending them, and how long an organisation takes to answer. */
import { z } from "zod";
import {
  disputePage,
  disputeQuery,
  disputeReading,
  disputeRules,
  newDisputeOutcome,
  newDisputeRule,
} from "../dispute.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { LEDGER_REFUSALS } from "../refusals.ts";
import { hash } from "../scalars.ts";
import { ACTING } from "./intentProblems.ts";

const TAG = "Disputes";
const byId = z.strictObject({ id: hash });

export const DISPUTE_OPERATIONS = {
  listDisputes: paged({
    path: "/v1/disputes",
    tag: TAG,
    summary: "What is or was disputed of the organisation's receivables, the last disputed first",
    description:
      "A page may be shorter than asked for although others follow, where only one side's turns are asked for.",
    query: disputeQuery,
    page: disputePage,
  }),
  readDispute: reading({
    path: "/v1/receivables/{id}/dispute",
    tag: TAG,
    summary: "The last dispute about a receivable: amounts, evidence, words of both sides, deadlines, outcome",
    description:
      "For those who take part in it. The debtor disputes by an act (`dispute` at `/v1/intents`); both sides write " +
      "in the thread and give documents for the receivable. What is not disputed stays due (R39).",
    params: byId,
    answers: { 200: { description: "The dispute.", body: disputeReading } },
    problems: ["NotFound"],
  }),
  proposeDisputeOutcome: operation({
    method: "post",
    path: "/v1/receivables/{id}/dispute/outcome",
    tag: TAG,
    summary: "Propose how a dispute ends: what is credited, and what is withdrawn",
    description:
      "The creditor says what it credits, and the rest of what is disputed is to be withdrawn by the debtor; or the " +
      "debtor withdraws. This prepares the intents of both sides, and each signs its own; to withdraw the other " +
      "side's is to refuse. Of what a desk holds, seller and factor both agree to the credit. Sign a credit once the " +
      "withdrawal stands: a credit is not had back, and what was withdrawn can be disputed anew. One outcome stands " +
      "at a time; one that asks nothing of you stops you from nothing, and yours follows it.",
    caller: "member",
    scope: "receivables:write",
    params: byId,
    body: newDisputeOutcome,
    answers: { 201: { description: "It is proposed.", body: disputeReading } },
    problems: [
      "DisputeOver",
      "IdTaken",
      "IntentExists",
      "DeadlineInvalid",
      "QuotaReached",
      ...ACTING,
      ...LEDGER_REFUSALS,
    ],
  }),
  setDisputeRule: operation({
    method: "post",
    path: "/v1/dispute-rules",
    tag: TAG,
    summary: "Set how long the organisation takes to answer in disputes, with all or with one counterparty",
    description: "It counts from the next turn on: a deadline that runs stays. Counterparties see it in disputes.",
    caller: "member",
    scope: "organisation:administer",
    body: newDisputeRule,
    answers: { 200: { description: "All that count.", body: disputeRules } },
    problems: ["QuotaReached"],
  }),
  listDisputeRules: reading({
    path: "/v1/dispute-rules",
    tag: TAG,
    summary: "How long the organisation takes to answer in disputes",
    answers: { 200: { description: "All that count.", body: disputeRules } },
  }),
} as const;
