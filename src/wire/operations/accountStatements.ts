/** Statements of account for people, journals, and what is to be paid. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import {
  accountStatement,
  accountStatementPage,
  accountStatementQuery,
  fileQuery,
  journalQuery,
  newAccountStatement,
  newStatementSchedule,
  previewQuery,
  statementSchedule,
  statementSchedulePage,
} from "../accountStatement.ts";
import { accountLinePage, lineAnswerPage, lineAnswers, newLineAnswers } from "../accountLine.ts";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Account statements";
const byId = z.strictObject({ id: uuid });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;
const REFUSED = ["NotFound", "CurrencyUnknown", "ContentSealed", "AccountInconsistent", "AccountTooLong"] as const;
const file = (description: string) => ({ 200: { description, body: z.string(), contentType: "*/*" } });

export const ACCOUNT_STATEMENT_OPERATIONS = {
  makeAccountStatement: operation({
    ...writing,
    method: "post",
    path: "/v1/account-statements",
    summary: "Make a statement of account for the counterparty",
    description:
      "From all receivables of the pair, as this gateway's index has them: what is dated after the cut-off counts " +
      "nothing. It is never changed: a new version names the one whose place it takes, and both stay. It is for " +
      "people: a statement that both sign is another thing, and is shown beside it.",
    body: newAccountStatement,
    answers: {
      200: { description: "It was made before.", body: accountStatement },
      201: { description: "Made.", body: accountStatement },
    },
    problems: [...REFUSED, "IdTaken", "AccountStatementReplaced", "RecipientUnknown", "QuotaReached"],
  }),
  listAccountStatements: paged({
    path: "/v1/account-statements",
    tag: TAG,
    summary: "Statements of account that the organisation made, or that were made for it",
    description: "The latest first.",
    query: accountStatementQuery,
    page: accountStatementPage,
  }),
  readAccountStatement: reading({
    path: "/v1/account-statements/{id}",
    tag: TAG,
    summary: "Its totals, its equation, and what became of it",
    params: byId,
    answers: { 200: { description: "The statement.", body: accountStatement } },
    problems: ["NotFound"],
  }),
  readAccountStatementFile: reading({
    path: "/v1/account-statements/{id}/file",
    tag: TAG,
    summary: "As PDF, CSV or JSON",
    description: "In its own layout and language unless others are asked for; the same bytes every time.",
    params: byId,
    query: fileQuery,
    answers: file("The file, to be saved."),
    problems: ["NotFound", "AccountTooLong"],
  }),
  listAccountLines: reading({
    path: "/v1/account-statements/{id}/lines",
    tag: TAG,
    summary: "What is open and what waits unapplied, each with the last answer of the other side",
    params: byId,
    query: pageQuery,
    answers: { 200: { description: "A page.", body: accountLinePage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  answerAccountLines: operation({
    ...writing,
    method: "post",
    path: "/v1/account-statements/{id}/answers",
    summary: "Answer line by line, as the other side",
    description: "No answer is a signature: it agrees no balance on the ledger and acknowledges no debt.",
    params: byId,
    body: newLineAnswers,
    answers: { 201: { description: "It is said, once, however often it is sent.", body: lineAnswers } },
    problems: ["NotFound", "IdTaken", "QuotaReached", "AmountUnfit"],
  }),
  listLineAnswers: reading({
    path: "/v1/account-statements/{id}/answers",
    tag: TAG,
    summary: "Everything that was answered",
    description: "In the order in which it was said.",
    params: byId,
    query: pageQuery,
    answers: { 200: { description: "A page.", body: lineAnswerPage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  previewAccountStatement: reading({
    path: "/v1/account-statement-preview",
    tag: TAG,
    summary: "What a statement of account would say now",
    description: "Nothing is kept, and nobody is told.",
    query: previewQuery,
    answers: file("The file."),
    problems: REFUSED,
  }),
  exportJournal: reading({
    path: "/v1/account-journal",
    tag: TAG,
    summary: "The account as double entry, for the organisation's side of the books",
    description: "CSV; every entry balances, and the control account ties to what is open at the end of every day.",
    query: journalQuery,
    answers: { 200: { description: "UTF-8.", body: z.string(), contentType: "text/csv" } },
    problems: REFUSED,
  }),
  scheduleAccountStatements: operation({
    ...writing,
    method: "post",
    path: "/v1/account-statement-schedules",
    summary: "Have statements of account made month by month, or quarter by quarter",
    description: "Each cut-off once, by whichever gateway comes first; a cut-off that was missed is made up for.",
    body: newStatementSchedule,
    answers: {
      200: { description: "It was made before.", body: statementSchedule },
      201: { description: "It goes on from now.", body: statementSchedule },
    },
    problems: ["NotFound", "CurrencyUnknown", "IdTaken", "RecipientUnknown", "QuotaReached"],
  }),
  listStatementSchedules: paged({
    path: "/v1/account-statement-schedules",
    tag: TAG,
    summary: "Schedules of the organisation",
    description: "The latest first.",
    query: pageQuery,
    page: statementSchedulePage,
  }),
  stopStatementSchedule: operation({
    ...writing,
    method: "delete",
    path: "/v1/account-statement-schedules/{id}",
    summary: "End a schedule; what it made stays",
    params: byId,
    answers: { 204: { description: "It has ended." } },
    problems: ["NotFound"],
  }),
} as const;
