/** Invoices of before the ledger, or beside it, that the organisation's indicators and predictions learn from. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import { historyImport, historyImportPage, newHistoryImport } from "../history.ts";
import { operation } from "../operation.ts";
import { paged } from "../readings.ts";

const TAG = "Indicators";
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
      "its address, or a key of the address book. Everything counts as recorded on its own day. Of an invoice that " +
      "is imported twice the last import counts, and what the ledger has is left out.",
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
    description: "Reports are from then on as if it had never been.",
    params: z.strictObject({ id: uuid }),
    answers: { 204: { description: "It is gone." } },
    problems: ["NotFound"],
  }),
} as const;
