/** What is due and why, what was sent, what people did, and what is to be done next. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import { dunningAct, newDunningAct } from "../dunningCustomer.ts";
import {
  customerTimeline,
  dryRun,
  dryRunQuery,
  dunningSendPage,
  dunningSendQuery,
  dunningSendText,
  newWithdrawal,
} from "../dunningSend.ts";
import { dunningStatistics, statisticsQuery, worklist, worklistQuery } from "../dunningWorklist.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { address } from "../scalars.ts";

const TAG = "Dunning";
const byId = z.strictObject({ id: uuid });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const DUNNING_OPERATIONS = {
  readDunningDryRun: reading({
    path: "/v1/dunning/dry-run",
    tag: TAG,
    summary: "Who would get what and why, and why the others would not",
    description: "The very plan that is carried out, unsent, customer by customer. Nothing is kept, nobody is told.",
    query: dryRunQuery,
    answers: { 200: { description: "A page of at most twenty customers.", body: dryRun } },
    problems: ["CursorInvalid"],
  }),
  readWorklist: reading({
    path: "/v1/worklist",
    tag: TAG,
    summary: "What is open, the most urgent first",
    description:
      "By a fixed formula over what was counted, each factor with what it comes from. It is as of the last look at " +
      "each customer: every half hour, and a minute after something changed. With whom an item was placed sees it " +
      "here for as long as that counts, and works on it by hand; that of a creditor whom it does not know, when it " +
      "asks for that. The sums are of what is its own.",
    query: worklistQuery,
    answers: { 200: { description: "A page.", body: worklist } },
    problems: ["CursorInvalid", "CurrencyUnknown"],
  }),
  readCustomerTimeline: reading({
    path: "/v1/customers/{address}/timeline",
    tag: TAG,
    summary: "What was sent to a customer, what people did and recorded, what it answered, agreed and paid",
    description: "The latest first.",
    params: z.strictObject({ address }),
    query: pageQuery,
    answers: { 200: { description: "A page.", body: customerTimeline } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  logDunningAct: operation({
    ...writing,
    method: "post",
    path: "/v1/dunning/acts",
    summary: "Log a call or a visit that somebody made",
    description: "Nothing of it is changed later. It may be the one that a policy asked for, and ends that.",
    body: newDunningAct,
    answers: {
      200: { description: "It was logged before.", body: dunningAct },
      201: { description: "Logged.", body: dunningAct },
    },
    problems: ["NotFound", "IdTaken", "QuotaReached", "DunningSendOver"],
  }),
  listDunningSends: paged({
    path: "/v1/dunning/sends",
    tag: TAG,
    summary: "What was sent, waits to be sent, or is to be printed or done by a person",
    description: "The latest first.",
    query: dunningSendQuery,
    page: dunningSendPage,
  }),
  readDunningSend: reading({
    path: "/v1/dunning/sends/{id}",
    tag: TAG,
    summary: "A notice with the very text that the debtor gets",
    params: byId,
    answers: { 200: { description: "The notice.", body: dunningSendText } },
    problems: ["NotFound"],
  }),
  readDunningLetter: reading({
    path: "/v1/dunning/sends/{id}/file",
    tag: TAG,
    summary: "The notice as a letter, to be printed",
    description: "The same bytes every time. One that waits to be printed is refused once it is no longer right.",
    params: byId,
    answers: { 200: { description: "PDF, A4.", body: z.string(), contentType: "application/pdf" } },
    problems: ["NotFound", "DunningSendOver"],
  }),
  noteDunningPrinted: operation({
    ...writing,
    method: "post",
    path: "/v1/dunning/sends/{id}/printed",
    summary: "Note that a letter was printed and posted",
    params: byId,
    answers: { 204: { description: "Noted." } },
    problems: ["NotFound", "DunningSendOver"],
  }),
  withdrawDunningSend: operation({
    ...writing,
    method: "post",
    path: "/v1/dunning/sends/{id}/withdrawal",
    summary: "Take back a notice that was not sent yet",
    description: "Its level may fire again.",
    params: byId,
    body: newWithdrawal,
    answers: { 204: { description: "Withdrawn." } },
    problems: ["NotFound", "DunningSendOver"],
  }),
  readDunningStatistics: reading({
    path: "/v1/dunning/statistics",
    tag: TAG,
    summary: "What came of notices, by stage, channel and text",
    query: statisticsQuery,
    answers: { 200: { description: "Shares of cases.", body: dunningStatistics } },
  }),
} as const;
