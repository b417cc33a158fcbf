/** Invoices of before the ledger, or beside it, that the organisation's indicators and predictions learn from. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import { historyImport, historyImportPage, newHistoryImport } from "../history.ts";
import { operation } from "../operation.ts";
import { paged } from "../readings.ts";

const TAG = "Indicators";
const byId = z.strictObject({ id: uuid });
// Customers' scores, and so their limits, follow from it: whoever prepares invoices does not write their past.
const writing = { caller: "member", scope: "organisation:administer", tag: TAG } as const;

export const HISTORY_OPERATIONS = {
  importHistory: operation({
    ...writing,
    method: "post",
    path: "/v1/history-imports",
    summary: "Import invoices with the days on which they were paid",
    description:
      "CSV or .xlsx with the columns customer, invoice, issued, due, currency, amount, settled and, if need be, " +
      "paid: a line for each payment, one without a day for what is open. Taken whole or not at all. A customer is " +
      "its address, or a key of the address book. A report has what was imported by the instant up to which it " +
      "knows. Nothing tells when each line was recorded: within a report, and wherever the past is played again, it " +
      "is known when its own day ends. Of an invoice that is imported twice the last import counts, and what the " +
      "ledger has in the same currency is left out, unless its terms are sealed to this gateway.",
    body: newHistoryImport,
    answers: {
      200: { description: "It was imported before.", body: historyImport },
      201: { description: "Imported.", body: historyImport },
    },
    problems: ["EncodingUnsupported", "FileUnreadable", "IdTaken", "QuotaReached", "UploadIncomplete"],
  }),
  listHistoryImports: paged({
    path: "/v1/history-imports",
    tag: TAG,
    summary: "What was imported",
    description: "The latest first.",
    query: pageQuery,
    page: historyImportPage,
  }),
  removeHistory: operation({
    ...writing,
    method: "delete",
    path: "/v1/history-imports/{id}",
    summary: "Take an import back",
    description:
      "It counts no more from now on. A report as it was known before has it still, until the import is erased.",
    params: byId,
    answers: { 204: { description: "It is taken back." } },
    problems: ["NotFound"],
  }),
  eraseHistory: operation({
    ...writing,
    method: "delete",
    path: "/v1/history-imports/{id}/items",
    summary: "Erase what an import says, such as where it names a person",
    description:
      "Of an import that was taken back: its invoices, its name and its file go for good, and reports as of before " +
      "lack them too. That there was an import of that file stays, with the addresses of whom it was about.",
    params: byId,
    answers: { 204: { description: "Erased." } },
    problems: ["HistoryCounts", "NotFound"],
  }),
} as const;
