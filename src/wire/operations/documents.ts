/** Documents, and showing what is sealed. */
import { z } from "zod";
import {
  disclosure,
  disclosureList,
  documentList,
  documentRecord,
  fieldDisclosure,
  fieldRequest,
  gatewayViewingKey,
  LANGUAGES,
  newDisclosure,
  newDocument,
  newSending,
  sending,
  storedDocument,
} from "../document.ts";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";
import { hash } from "../scalars.ts";

const document = z.strictObject({ sha256: hash });
const receivable = z.strictObject({ id: hash });
const READABLE =
  "For organisations that gave the document, and those that may see a receivable it belongs to. The first time that " +
  "the buyer reads it is noted.";

export const DOCUMENT_OPERATIONS = {
  storeDocument: operation({
    method: "post",
    path: "/v1/documents",
    tag: "Documents",
    summary: "Keep an original",
    description: "By its sha-256, so that the same file is kept once. What is given for a receivable counts as sent.",
    caller: "member",
    scope: "receivables:write",
    body: newDocument,
    answers: {
      200: { description: "It is here already.", body: storedDocument },
      201: { description: "It is kept.", body: storedDocument },
    },
    problems: ["DocumentMismatch", "NotFound"],
  }),
  listDocuments: reading({
    path: "/v1/receivables/{id}/documents",
    tag: "Documents",
    summary: "The documents of a receivable: its invoice, and what was given for it",
    description: "For those who may see it. To be told that a document exists is not to open it: nothing is noted.",
    params: receivable,
    answers: { 200: { description: "In the order of their hashes.", body: documentList } },
    problems: ["NotFound"],
  }),
  readDocument: reading({
    path: "/v1/documents/{sha256}",
    tag: "Documents",
    summary: "An original, byte for byte",
    description: READABLE,
    params: document,
    answers: { 200: { description: "The file, to be saved.", body: z.string(), contentType: "*/*" } },
    problems: ["NotFound", "DocumentErased"],
  }),
  renderDocument: reading({
    path: "/v1/documents/{sha256}/rendering",
    tag: "Documents",
    summary: "An e-invoice as people read it",
    description:
      `A page without scripts; what does not show, or turns the direction of text, is written ` + `out. ${READABLE}`,
    params: document,
    query: z.strictObject({ language: z.enum(LANGUAGES).default("en") }),
    answers: { 200: { description: "A page.", body: z.string(), contentType: "text/html" } },
    problems: ["NotFound", "DocumentErased", "InvoiceUnreadable"],
  }),
  readDocumentRecord: reading({
    path: "/v1/documents/{sha256}/record",
    tag: "Documents",
    summary: "What became of a document: sent, delivered, opened, and how long it is kept",
    params: document,
    answers: { 200: { description: "The record.", body: documentRecord } },
    problems: ["NotFound"],
  }),
  noteSending: operation({
    method: "post",
    path: "/v1/documents/{sha256}/sendings",
    tag: "Documents",
    summary: "Note that a document was sent or delivered",
    description: "By the supplier of the receivable. Noting the same twice is noting it once.",
    caller: "member",
    scope: "receivables:write",
    params: document,
    body: newSending,
    answers: { 201: { description: "It is noted.", body: sending } },
    problems: ["NotFound", "RequestInvalid"],
  }),
  eraseDocument: operation({
    method: "delete",
    path: "/v1/documents/{sha256}",
    tag: "Documents",
    summary: "Erase a document, and what was read from it",
    description:
      "For organisations that gave it, once nobody has to keep it. Where others gave it too it stays for them. The " +
      "record stays, without persons.",
    caller: "member",
    scope: "receivables:write",
    params: document,
    answers: { 204: { description: "It is erased for the organisation." } },
    problems: ["NotFound", "RetentionRunning"],
  }),
  disclose: operation({
    method: "post",
    path: "/v1/receivables/{id}/disclosures",
    tag: "Documents",
    summary: "Show the content of a receivable to one more reader",
    description:
      "Seals it to the reader's viewing key, or keeps what the party sealed itself. The chain is not touched.",
    caller: "member",
    scope: "receivables:write",
    params: receivable,
    body: newDisclosure,
    answers: { 201: { description: "It is shown.", body: disclosure } },
    problems: ["NotFound", "ContentSealed", "ReaderMayNotSee", "ViewingKeyMissing"],
  }),
  listDisclosures: reading({
    path: "/v1/receivables/{id}/disclosures",
    tag: "Documents",
    summary: "What the organisation was shown of a receivable, and what it showed",
    params: receivable,
    answers: { 200: { description: "Newest first.", body: disclosureList } },
    problems: ["NotFound"],
  }),
  discloseFields: operation({
    method: "post",
    path: "/v1/receivables/{id}/fields",
    tag: "Documents",
    summary: "Prove single fields of the e-invoice, and show none of the others",
    description: "A file that anybody checks against the ledger with `countersign check`. For those who take part.",
    caller: "member",
    scope: "receivables:read",
    params: receivable,
    body: fieldRequest,
    answers: { 200: { description: "The file.", body: fieldDisclosure } },
    problems: ["NotFound", "ContentSealed", "FieldUnknown"],
  }),
  readViewingKey: operation({
    method: "get",
    path: "/v1/viewing-key",
    tag: "Documents",
    summary: "The key to seal content to, so that this gateway opens it",
    caller: "anyone",
    answers: { 200: { description: "The key, if there is one.", body: gatewayViewingKey } },
  }),
} as const;
