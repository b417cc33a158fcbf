/** Maker and checker: rules, and what was done around them. */
import { checkingRule, checkingRules, exceptionPage, exceptionQuery } from "../checking.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Intents";

export const CHECKING_OPERATIONS = {
  setCheckingRule: operation({
    method: "post",
    path: "/v1/checking-rules",
    tag: TAG,
    summary: "Above an amount, let another than the preparer sign",
    description:
      "A stricter rule counts at once, a looser one a day later: nobody can lift a rule for one act and set it again.",
    caller: "member",
    scope: "organisation:administer",
    body: checkingRule,
    answers: { 200: { description: "The rules in force.", body: checkingRules } },
    problems: ["AmountUnfit"],
  }),
  listCheckingRules: reading({
    path: "/v1/checking-rules",
    tag: TAG,
    summary: "The rules in force",
    answers: { 200: { description: "The rules in force.", body: checkingRules } },
  }),
  listExceptions: paged({
    path: "/v1/exceptions",
    tag: TAG,
    summary: "What was done around the rule, the newest first",
    description:
      "Acts above the amount that the organisation, or an agent of it, sent to the chain itself, without an intent " +
      "here that another than its preparer signed. Whoever holds a mandate can do that; it shows here.",
    query: exceptionQuery,
    page: exceptionPage,
  }),
} as const;
