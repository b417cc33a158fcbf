/** Who is entrusted with what, and what was done all the same. */
import { z } from "zod";
import { uuid } from "../act.ts";
import {
  actPage,
  dutyFileQuery,
  dutyPeriodQuery,
  dutyReport,
  dutySheet,
  newAccountLink,
  newDuty,
  newEnforcement,
} from "../duty.ts";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";

const TAG = "Duties";
const ADMINISTERS = { caller: "member", scope: "organisation:administer" } as const;

export const DUTY_OPERATIONS = {
  readDuties: reading({
    path: "/v1/duties",
    tag: TAG,
    summary: "Who has which duty, and which duties exclude each other",
    answers: { 200: { description: "The sheet.", body: dutySheet } },
  }),
  assignDuty: operation({
    method: "post",
    path: "/v1/duties",
    tag: TAG,
    summary: "Give somebody a duty",
    description:
      "Refused where the person, by all of its accounts, would have two duties together that exclude each other, " +
      "unless it ends within 92 days and another person approved it: kind `dutyException`, subject the account, a " +
      "space, and the pair as the refusal names it. The organisation's own account may always give duties.",
    ...ADMINISTERS,
    body: newDuty,
    answers: { 201: { description: "The sheet with it.", body: dutySheet } },
    problems: ["ApprovalMissing", "IdTaken", "QuotaReached", "RecipientUnknown"],
  }),
  endDuty: operation({
    method: "delete",
    path: "/v1/duties/{id}",
    tag: TAG,
    summary: "End a duty, at once",
    ...ADMINISTERS,
    params: z.strictObject({ id: uuid }),
    answers: { 204: { description: "It is over." } },
    problems: ["NotFound"],
  }),
  linkDutyAccounts: operation({
    method: "post",
    path: "/v1/duty-accounts",
    tag: TAG,
    summary: "State that two accounts are one person's, or take that back",
    description:
      "Members of one name or e-mail address count as one person without it, and of one address also after it " +
      "changed, or one of them left. The organisation's own account alone takes back what ties two accounts to each " +
      "other, such as a wrong address that was put right; that stands in the report of exceptions.",
    ...ADMINISTERS,
    body: newAccountLink,
    answers: { 201: { description: "The sheet with it.", body: dutySheet } },
    problems: ["NotAuthorised", "QuotaReached"],
  }),
  setDutyEnforcement: operation({
    method: "post",
    path: "/v1/duty-enforcement",
    tag: TAG,
    summary: "Have operations ask for duties, or stop that",
    description:
      "Begins once somebody has each duty but that to audit, and nobody has two that exclude each other. The " +
      "organisation's own account alone stops it. What is signed and sent past this gateway is not held up: it " +
      "stands in the report of exceptions.",
    ...ADMINISTERS,
    body: newEnforcement,
    answers: { 200: { description: "The sheet.", body: dutySheet } },
    problems: ["DutiesUncovered", "NotAuthorised"],
  }),
  listDutyActs: reading({
    path: "/v1/duty-acts",
    tag: TAG,
    summary: "Who did what in a period",
    description: "In the order of time. Once duties are enforced, for whoever has the duty to audit.",
    query: dutyPeriodQuery,
    answers: { 200: { description: "A page.", body: actPage } },
    problems: ["CursorInvalid", "DutyMissing", "PeriodInvalid"],
  }),
  readDutyReport: reading({
    path: "/v1/duty-exceptions",
    tag: TAG,
    summary: "Exceptions in a period",
    description:
      "Conflicting acts of one person, also of before duties were set up; acts without the duty, or by former " +
      "members; exceptions given and expired; limits overridden; approvals that were late, lapsed or tried without " +
      "the power to; changed policies; erased words. Who acts for the organisation no more, and who has what " +
      "together, is told as of now. Once duties are enforced, for whoever has the duty to audit.",
    query: dutyPeriodQuery,
    answers: { 200: { description: "In the order of time.", body: dutyReport } },
    problems: ["CursorInvalid", "DutyMissing", "PeriodInvalid"],
  }),
  readDutyReportFile: reading({
    path: "/v1/duty-exceptions/file",
    tag: TAG,
    summary: "The same as CSV",
    query: dutyFileQuery,
    answers: { 200: { description: "All of the period.", contentType: "text/csv", body: z.string() } },
    problems: ["DutyMissing", "PeriodInvalid"],
  }),
} as const;
