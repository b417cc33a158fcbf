/** Indicators of the organisation's own book. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import {
  agingPage,
  agingQuery,
  indicatorAnswer,
  indicatorFileQuery,
  indicatorQuery,
  indicatorSettings,
  indicatorSettingsPage,
  newIndicatorSettings,
  whatIfAnswer,
  whatIfQuery,
} from "../indicator.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Indicators";
const AS_OF =
  "The book holds what the organisation issued, bought or was assigned, for as long as it held it, from the ledger's " +
  "events, and imported history. What is sealed to others is counted and not guessed.";

export const INDICATOR_OPERATIONS = {
  readIndicators: reading({
    path: "/v1/indicators",
    tag: TAG,
    summary: "The full set of indicators, each with its formula and inputs, as of any day",
    description:
      `${AS_OF} Figures whose data are too thin have no value. Segments, groups, industries and countries are those ` +
      "of the party file, as it was known then.",
    query: indicatorQuery,
    answers: { 200: { description: "The set.", body: indicatorAnswer } },
    problems: ["CurrencyUnknown"],
  }),
  readIndicatorFile: reading({
    path: "/v1/indicators/file",
    tag: TAG,
    summary: "The full set of indicators as CSV or workbook",
    description: `${AS_OF} A line for each figure with all that it is made of; what has no value is empty.`,
    query: indicatorFileQuery,
    answers: { 200: { description: "The file, to be saved.", body: z.string(), contentType: "*/*" } },
    problems: ["CurrencyUnknown"],
  }),
  readAging: reading({
    path: "/v1/indicators/aging",
    tag: TAG,
    summary: "What each customer owes by age, as of any day",
    description: `${AS_OF} In the order of customers; total = sum of buckets + credits - unapplied (R42).`,
    query: agingQuery,
    answers: { 200: { description: "A page.", body: agingPage } },
    problems: ["CursorInvalid", "CurrencyUnknown"],
  }),
  playTerms: reading({
    path: "/v1/indicators/what-if",
    tag: TAG,
    summary: "What other terms would have done to the payments of the last year",
    description:
      "The payments of twelve months are played again: each is as many days late as it was. Sales stay as they were, " +
      "which is an assumption, as is every other that the inputs name.",
    query: whatIfQuery,
    answers: { 200: { description: "Before and after.", body: whatIfAnswer } },
    problems: ["CurrencyUnknown"],
  }),
  setIndicatorSettings: operation({
    method: "post",
    path: "/v1/indicator-settings",
    tag: TAG,
    summary: "Set the cost of capital, agreed loss rates and forward-looking overlays",
    description:
      "A version is never changed: another one takes its place from then on, and a report of before keeps the one " +
      "that counted then. Where the organisation has tiers for overlays, whoever changes overlays or agreed rates " +
      "needs an approval of the kind overlay, whose subject the refusal names: the hash of both.",
    caller: "member",
    scope: "organisation:administer",
    body: newIndicatorSettings,
    answers: {
      200: { description: "It was set before.", body: indicatorSettings },
      201: { description: "Set.", body: indicatorSettings },
    },
    problems: ["IdTaken", "QuotaReached", "ApprovalMissing"],
  }),
  listIndicatorSettings: paged({
    path: "/v1/indicator-settings",
    tag: TAG,
    summary: "All versions of these settings",
    description: "The latest first, each with who set it and why.",
    query: pageQuery,
    page: indicatorSettingsPage,
  }),
} as const;
