/** Bringing in what an ERP knows. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import {
  importLinePage,
  importLineQuery,
  importRecord,
  newImport,
  openItemPage,
  openItemQuery,
  partyPage,
} from "../import.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";

const TAG = "Imports";
const byId = z.strictObject({ id: uuid });

export const IMPORT_OPERATIONS = {
  importFile: operation({
    method: "post",
    path: "/v1/imports",
    tag: TAG,
    summary: "Import parties or open items from CSV",
    description:
      "First without `apply`: columns, decimal mark and dates that are not said are guessed from headers (English, " +
      "German, Chinese) and values, and every line is tried; nothing but the result is stored. Then with `apply` and " +
      "what was guessed, corrected where it has to be: what the file leaves open is never guessed then. A line is " +
      "taken whole or not at all, and a bad one keeps no other from being taken. The same file changes " +
      "nothing again; what an earlier file said otherwise is updated, and the change is named. A column that is not " +
      "mapped leaves what is known as it is. A line that names or changes the address of a party is taken from " +
      "administrators alone: whose payments and open items are whose, and so what is used of a limit, follows from it.",
    caller: "member",
    scope: "receivables:write",
    body: newImport,
    answers: {
      200: { description: "It was imported before.", body: importRecord },
      201: { description: "Every line is taken, or reported.", body: importRecord },
    },
    problems: ["EncodingUnsupported", "FileUnreadable", "IdTaken", "ImportRunning", "ImportUndeclared"],
  }),
  readImport: reading({
    path: "/v1/imports/{id}",
    tag: TAG,
    summary: "What became of an import",
    params: byId,
    answers: { 200: { description: "The import.", body: importRecord } },
    problems: ["NotFound"],
  }),
  listImportLines: reading({
    path: "/v1/imports/{id}/lines",
    tag: TAG,
    summary: "What became of each line",
    description: "In the order of the file. Lines of an organisation's last 20 imports are kept.",
    params: byId,
    query: importLineQuery,
    answers: { 200: { description: "A page.", body: importLinePage } },
    problems: ["NotFound", "CursorInvalid"],
  }),
  reportImportFaults: reading({
    path: "/v1/imports/{id}/faults",
    tag: TAG,
    summary: "The lines that failed, as CSV",
    description:
      "A row for each fault: line, field, value, what to do. At most the first 10,000 lines. No cell begins in a way " +
      "that a spreadsheet takes for a formula: such cells have an apostrophe before them.",
    params: byId,
    answers: { 200: { description: "UTF-8.", body: z.string(), contentType: "text/csv" } },
    problems: ["NotFound"],
  }),
  listParties: paged({
    path: "/v1/parties",
    tag: TAG,
    summary: "Whom the organisation deals with, as it imported them",
    query: pageQuery,
    page: partyPage,
  }),
  listOpenItems: paged({
    path: "/v1/open-items",
    tag: TAG,
    summary: "What the organisation's ERP believes to be open",
    description: "As it was imported: nobody signed any of it, and no counterparty sees it.",
    query: openItemQuery,
    page: openItemPage,
  }),
} as const;
