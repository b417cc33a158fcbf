/** Early warning, the risk register, the runbook, and what country packs say of terms. */
import { z } from "zod";
import { uuid } from "../act.ts";
import {
  compliancePage,
  complianceQuery,
  countryPacks,
  newPackProfile,
  packProfile,
  packProfiles,
  termCheck,
  termCheckQuery,
} from "../countryPack.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { newRiskEntry, riskEntry, riskEntryVersions, riskRegister, riskTemplate } from "../riskRegister.ts";
import { drill, newDrill, newRunbookContact, newRunbookPage, runbook, runbookPage } from "../riskRunbook.ts";
import {
  backTestAnswer,
  backTestQuery,
  newAcknowledgement,
  newJudgement,
  newWarningRule,
  warning,
  warningPage,
  warningQuery,
  warningRules,
} from "../warning.ts";

const WARNING = "Early warning";
const RISK = "Risks";
const byId = z.strictObject({ id: uuid });
const deciding = { method: "post", caller: "member", scope: "organisation:administer" } as const;
const noting = { method: "post", caller: "member", scope: "receivables:write" } as const;

export const RISK_OPERATIONS = {
  listWarningRules: reading({
    path: "/v1/risk/rules",
    tag: WARNING,
    summary: "The rules of early warning, as they are set, with their false alarms",
    answers: { 200: { description: "All rules there are.", body: warningRules } },
  }),
  setWarningRule: operation({
    ...deciding,
    path: "/v1/risk/rules",
    tag: WARNING,
    summary: "Set a rule of early warning",
    description:
      "The last word counts from the next look on, which is at once. Try a rule on the past before it is switched on.",
    body: newWarningRule,
    answers: { 204: { description: "It is set so." } },
    problems: ["IdTaken", "QuotaReached"],
  }),
  listWarnings: paged({
    path: "/v1/risk/warnings",
    tag: WARNING,
    summary: "Warnings, the latest first",
    query: warningQuery,
    page: warningPage,
  }),
  readWarning: reading({
    path: "/v1/risk/warnings/{id}",
    tag: WARNING,
    summary: "A warning",
    params: byId,
    answers: { 200: { description: "The warning.", body: warning } },
    problems: ["NotFound"],
  }),
  acknowledgeWarning: operation({
    ...noting,
    path: "/v1/risk/warnings/{id}/acknowledgement",
    tag: WARNING,
    summary: "Say that a warning was seen, and who sees to it",
    description: "What was said before stays kept; the last word is shown.",
    params: byId,
    body: newAcknowledgement,
    answers: { 200: { description: "It is noted.", body: warning } },
    problems: ["NotFound", "QuotaReached"],
  }),
  judgeWarning: operation({
    ...deciding,
    path: "/v1/risk/warnings/{id}/judgement",
    tag: WARNING,
    summary: "Say whether a warning came true",
    description: "By who administers, since it changes how good the rule looks.",
    params: byId,
    body: newJudgement,
    answers: { 200: { description: "It is noted.", body: warning } },
    problems: ["NotFound", "QuotaReached"],
  }),
  backTestWarningRule: reading({
    path: "/v1/risk/back-test",
    tag: WARNING,
    summary: "Try a rule on the past",
    description:
      "On each day of the time, three years at most and fewer of a large book, the rule sees what was known at its " +
      "end; what became of its warnings is judged by what is known now. Limits, grades and the age of accounts keep " +
      "no past here: their rules are refused. Groups of affiliates, approval tiers and imported history are those of " +
      "now; of an insolvency that a seller told of and took back nothing is seen. Back-tests are made one after " +
      "another, so that an answer may take a while.",
    query: backTestQuery,
    answers: { 200: { description: "How it would have done.", body: backTestAnswer } },
    problems: ["CurrencyUnknown"],
  }),
  readRiskRegister: reading({
    path: "/v1/risk/register",
    tag: RISK,
    summary: "The risk register, graded, with its indicators as they are now",
    answers: { 200: { description: "The last version of each entry.", body: riskRegister } },
  }),
  setRiskEntry: operation({
    ...deciding,
    path: "/v1/risk/register",
    tag: RISK,
    summary: "Set a version of an entry of the risk register",
    body: newRiskEntry,
    answers: {
      200: { description: "It was set before.", body: riskEntry },
      201: { description: "Set.", body: riskEntry },
    },
    problems: ["IdTaken", "QuotaReached"],
  }),
  readRiskEntry: reading({
    path: "/v1/risk/register/{id}",
    tag: RISK,
    summary: "All versions of an entry of the risk register",
    params: byId,
    answers: { 200: { description: "The versions.", body: riskEntryVersions } },
    problems: ["NotFound"],
  }),
  readRiskTemplate: reading({
    path: "/v1/risk/register-template",
    tag: RISK,
    summary: "Risks to begin a register with, those of a chain among them",
    answers: { 200: { description: "The template.", body: riskTemplate } },
  }),
  readRunbook: reading({
    path: "/v1/risk/runbook",
    tag: RISK,
    summary: "What is done in an emergency, who is called, and when it was tried last",
    answers: {
      200: { description: "A page for each emergency: the organisation's own, or the template's.", body: runbook },
    },
  }),
  setRunbookPage: operation({
    ...deciding,
    path: "/v1/risk/runbook",
    tag: RISK,
    summary: "Set a version of a page of the runbook",
    body: newRunbookPage,
    answers: {
      200: { description: "It was set before.", body: runbookPage },
      201: { description: "Set.", body: runbookPage },
    },
    problems: ["IdTaken", "QuotaReached"],
  }),
  noteRunbookContact: operation({
    ...noting,
    path: "/v1/risk/runbook/contacts",
    tag: RISK,
    summary: "Note a person to call in an emergency",
    answers: { 204: { description: "Noted in the place of what was noted before." } },
    body: newRunbookContact,
    problems: ["QuotaReached"],
  }),
  eraseRunbookContact: operation({
    ...noting,
    method: "delete",
    path: "/v1/risk/runbook/contacts/{id}",
    tag: RISK,
    summary: "Erase a person to call in an emergency",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["NotFound"],
  }),
  recordDrill: operation({
    ...noting,
    path: "/v1/risk/runbook/drills",
    tag: RISK,
    summary: "Record what a drill came to",
    description:
      "As `countersign drill --json` tells it. A record is never changed: under an id that is known the answer is " +
      "what was recorded first.",
    body: newDrill,
    answers: {
      200: { description: "It was recorded before.", body: drill },
      201: { description: "Recorded.", body: drill },
    },
    problems: ["IdTaken", "QuotaReached"],
  }),
  listCountryPacks: reading({
    path: "/v1/risk/packs",
    tag: RISK,
    summary: "Country packs: dated facts of law, with their sources",
    answers: { 200: { description: "Of the EU, the United Kingdom and PR China.", body: countryPacks } },
  }),
  checkTerms: reading({
    path: "/v1/risk/term-check",
    tag: RISK,
    summary: "Hold terms against a country pack",
    description: "It warns, refuses nothing, and is no legal advice.",
    query: termCheckQuery,
    answers: { 200: { description: "What the pack says of them.", body: termCheck } },
  }),
  setPackProfile: operation({
    ...deciding,
    path: "/v1/risk/pack-profiles",
    tag: RISK,
    summary: "Say by which law terms are looked at, of a customer or of all others",
    body: newPackProfile,
    answers: {
      200: { description: "It was set before.", body: packProfile },
      201: { description: "Set.", body: packProfile },
    },
    problems: ["IdTaken", "QuotaReached"],
  }),
  listPackProfiles: reading({
    path: "/v1/risk/pack-profiles",
    tag: RISK,
    summary: "By which law terms are looked at",
    answers: { 200: { description: "The last word on each customer.", body: packProfiles } },
  }),
  readCompliance: paged({
    path: "/v1/risk/compliance",
    tag: RISK,
    summary: "What country packs say of what is open, and of people who are noted",
    description:
      "Of receivables that the organisation is owed, in the order of their ids. Contract, receipt and delivery are " +
      "all taken to be of the day of the invoice; what is a voucher, the profile says. Of personal data it looks at " +
      "contacts of dunning and visitors of party files; not at owners, free texts and the organisation's own people.",
    query: complianceQuery,
    page: compliancePage,
  }),
} as const;
