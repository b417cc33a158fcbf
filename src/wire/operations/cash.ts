/** Statements of banks, and cash application: what came in against what is open. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import {
  aliases,
  cashEntry,
  cashEntryFilter,
  cashEntryHistory,
  cashEntryPage,
  cashEntryQuery,
  cashSums,
} from "../cashEntry.ts";
import { bankStatement, bankStatementPage, newBankStatement } from "../cashFile.ts";
import { cashRun, cashRunPage, newCashRun } from "../cashRun.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Cash application";
const byId = z.strictObject({ id: uuid });
const writing = { method: "post", caller: "member", scope: "receivables:write", tag: TAG } as const;
const stream = { description: "A stream.", body: z.string(), contentType: "text/event-stream" } as const;

const STATEMENT_OPERATIONS = {
  giveBankStatement: operation({
    ...writing,
    path: "/v1/bank-statements",
    summary: "Have a bank's file read",
    description:
      "Booked entries are kept once, however often a bank tells of them under its reference; what it tells before it " +
      "books it is not kept. Balances are checked, and of a file that does not add up nothing is kept. A return " +
      "undoes what it returns, and what was posted for it.",
    body: newBankStatement,
    answers: { 202: { description: "It is begun, once, however often it is sent.", body: bankStatement } },
    problems: ["IdTaken", "QuotaReached", "UploadIncomplete"],
  }),
  listBankStatements: paged({
    path: "/v1/bank-statements",
    tag: TAG,
    summary: "Files of banks",
    description: "The latest first.",
    query: pageQuery,
    page: bankStatementPage,
  }),
  readBankStatement: reading({
    path: "/v1/bank-statements/{id}",
    tag: TAG,
    summary: "What a bank's file told",
    params: byId,
    answers: { 200: { description: "The file.", body: bankStatement } },
    problems: ["NotFound"],
  }),
  followBankStatement: reading({
    path: "/v1/bank-statements/{id}/progress",
    tag: TAG,
    summary: "How far the reading is, as it goes on",
    description: "Server-sent events named `step`, whose `data` is a BankStatement. Ends when it has ended.",
    params: byId,
    answers: { 200: stream },
    problems: ["NotFound"],
  }),
} as const;

const RUN_OPERATIONS = {
  applyCash: operation({
    ...writing,
    path: "/v1/cash/runs",
    summary: "Match what came in with what is open",
    description:
      "Receivables that the organisation holds and that are paid outside the chain, and open items of its ERP " +
      "that are on no ledger. What is sure and has one reading is posted, the rest proposed or left to people; " +
      "what somebody undid is never posted by a run again. Posting twice posts once. A posted match of a " +
      "receivable prepares the receipt for the ledger, which a member signs.",
    body: newCashRun,
    answers: { 202: { description: "It is begun, once, however often it is sent.", body: cashRun } },
    problems: ["AmountUnfit", "CurrencyUnknown", "IdTaken", "QuotaReached"],
  }),
  listCashRuns: paged({
    path: "/v1/cash/runs",
    tag: TAG,
    summary: "Runs of cash application",
    description: "The latest first.",
    query: pageQuery,
    page: cashRunPage,
  }),
  readCashRun: reading({
    path: "/v1/cash/runs/{id}",
    tag: TAG,
    summary: "What a run came to",
    params: byId,
    answers: { 200: { description: "The run.", body: cashRun } },
    problems: ["NotFound"],
  }),
  followCashRun: reading({
    path: "/v1/cash/runs/{id}/progress",
    tag: TAG,
    summary: "How far a run is, as it goes on",
    description: "Server-sent events named `step`, whose `data` is a CashRun. Ends when it has ended.",
    params: byId,
    answers: { 200: stream },
    problems: ["NotFound"],
  }),
} as const;

const ENTRY_OPERATIONS = {
  listCashEntries: paged({
    path: "/v1/cash/entries",
    tag: TAG,
    summary: "Bank entries, and what is decided about them",
    description: "The latest first.",
    query: cashEntryQuery,
    page: cashEntryPage,
  }),
  sumCashEntries: reading({
    path: "/v1/cash/sums",
    tag: TAG,
    summary: "How much is posted, proposed, left to people and left out",
    answers: { 200: { description: "By currency and state.", body: cashSums } },
  }),
  reportCashEntries: reading({
    path: "/v1/cash/report",
    tag: TAG,
    summary: "Bank entries and their matches, as CSV",
    description: "At most the latest 10,000. No cell begins in a way that a spreadsheet takes for a formula.",
    query: cashEntryFilter,
    answers: { 200: { description: "UTF-8.", body: z.string(), contentType: "text/csv" } },
  }),
  readCashEntry: reading({
    path: "/v1/cash/entries/{id}",
    tag: TAG,
    summary: "A bank entry",
    params: byId,
    answers: { 200: { description: "The entry.", body: cashEntry } },
    problems: ["NotFound"],
  }),
  listCashMatches: reading({
    path: "/v1/cash/entries/{id}/matches",
    tag: TAG,
    summary: "All that was decided about a bank entry",
    description: "The latest 100, the latest first.",
    params: byId,
    answers: { 200: { description: "Decisions.", body: cashEntryHistory } },
    problems: ["NotFound"],
  }),
  listPayerAliases: reading({
    path: "/v1/cash/aliases",
    tag: TAG,
    summary: "Names and accounts that confirmed matches have shown to be a party's",
    description: "Of two different entries at least. What an alias identifies is proposed, and never posted by a run.",
    answers: { 200: { description: "In the order of names and accounts.", body: aliases } },
  }),
} as const;

export const CASH_OPERATIONS = {
  ...STATEMENT_OPERATIONS,
  ...RUN_OPERATIONS,
  ...ENTRY_OPERATIONS,
} as const;
