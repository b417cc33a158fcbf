/** Accepting by rule what equals order and receipt. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";
import {
  acceptanceRule,
  acceptanceRules,
  acceptances,
  evaluation,
  newAcceptanceRule,
  orderLines,
  receiptLines,
  taken,
} from "../rule.ts";

const TAG = "Acceptance rules";
const TAKING =
  "As many as there are, or none: a line that cannot be taken is named. The same lines again change nothing. As CSV " +
  "they come in by an import.";

export const RULE_OPERATIONS = {
  giveOrders: operation({
    method: "post",
    path: "/v1/orders",
    tag: TAG,
    summary: "Say what was ordered",
    description: TAKING,
    caller: "member",
    scope: "receivables:write",
    body: orderLines,
    answers: { 200: { description: "Taken.", body: taken } },
  }),
  giveReceipts: operation({
    method: "post",
    path: "/v1/goods-receipts",
    tag: TAG,
    summary: "Say what was received",
    description: TAKING,
    caller: "member",
    scope: "receivables:write",
    body: receiptLines,
    answers: { 200: { description: "Taken.", body: taken } },
  }),
  addAcceptanceRule: operation({
    method: "post",
    path: "/v1/acceptance-rules",
    tag: TAG,
    summary: "Accept by rule what equals order and receipt",
    description:
      "The gateway compares and prepares; it signs nothing. An invoice that a rule chooses is offered to the rule's " +
      "agent. Accepting what was never delivered can bind the buyer towards whoever finances it (R56, art. 763): a " +
      "rule therefore never goes beyond what was received.",
    caller: "member",
    scope: "organisation:administer",
    body: newAcceptanceRule,
    answers: {
      200: { description: "It was there before.", body: acceptanceRule },
      201: { description: "In force at once.", body: acceptanceRule },
    },
    problems: ["IdTaken"],
  }),
  listAcceptanceRules: reading({
    path: "/v1/acceptance-rules",
    tag: TAG,
    summary: "The organisation's rules, ended ones too",
    answers: { 200: { description: "The rules.", body: acceptanceRules } },
  }),
  endAcceptanceRule: operation({
    method: "delete",
    path: "/v1/acceptance-rules/{id}",
    tag: TAG,
    summary: "End a rule",
    description: "What it chose before stays offered until it is withdrawn.",
    caller: "member",
    scope: "organisation:administer",
    params: z.strictObject({ id: uuid }),
    answers: { 204: { description: "Ended." } },
    problems: ["NotFound"],
  }),
  evaluateAcceptances: operation({
    method: "post",
    path: "/v1/acceptances/evaluation",
    tag: TAG,
    summary: "Compare what waits with orders and receipts",
    description:
      "At most 100 invoices, those first that were looked at longest ago. The agent asks for it as it likes.",
    caller: "member",
    scope: "receivables:write",
    answers: { 200: { description: "How many were chosen, and how many were not.", body: evaluation } },
  }),
  listReadyAcceptances: reading({
    path: "/v1/acceptances/ready",
    tag: TAG,
    summary: "What a rule chose, for the agent to sign",
    description: "The oldest first, at most 200.",
    answers: { 200: { description: "What is ready.", body: acceptances } },
  }),
  listUnmatchedAcceptances: reading({
    path: "/v1/acceptances/unmatched",
    tag: TAG,
    summary: "What no rule chose, and why",
    description: "The oldest first, at most 200.",
    answers: { 200: { description: "What people look at.", body: acceptances } },
  }),
} as const;
