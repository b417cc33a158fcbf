/** A firm's book as a statement: stated, handed to the other firm, verified, compared. */
import { z } from "zod";
import { pageQuery } from "../access.ts";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { paged, reading } from "../readings.ts";
import { resultProof } from "../resultProof.ts";
import { hash } from "../scalars.ts";
import {
  newPairSecret,
  newStatementBook,
  pairSecret,
  pairSecretPage,
  resultLinePage,
  statementBook,
  statementBookPage,
  statementBookQuery,
} from "../statementBook.ts";
import { statementProof } from "../statementProof.ts";

const TAG = "Statement books";
const byId = z.strictObject({ id: uuid });
const byKeys = z.strictObject({ keys: hash });
const place = z.string().regex(/^(?:0|[1-9]\d{0,6})$/);
const document = z.string().min(1).max(200).meta({ description: "A document's number, or its id on the ledger." });
const ofDocument = z.strictObject({ id: uuid, document });
const ofLine = z.strictObject({ id: uuid, place: place.meta({ description: "Of the line, from 0." }) });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const STATEMENT_BOOK_OPERATIONS = {
  givePairSecret: operation({
    ...writing,
    method: "post",
    path: "/v1/pair-secrets",
    summary: "Give the secret that lines of a pair's statements are salted with",
    description:
      "Both firms make the same one, each of its own viewing key, which no gateway needs. It is kept sealed and " +
      "shown to nobody. Whoever has it can try amounts against this pair's roots.",
    body: newPairSecret,
    answers: {
      201: { description: "It is kept, in the place of one given before for the same keys.", body: pairSecret },
    },
    problems: ["PairKeysChanged", "ViewingKeyMissing", "QuotaReached"],
  }),
  listPairSecrets: paged({
    path: "/v1/pair-secrets",
    tag: TAG,
    summary: "For which pairs a secret was given",
    description: "The latest first.",
    query: pageQuery,
    page: pairSecretPage,
  }),
  forgetPairSecret: operation({
    ...writing,
    method: "delete",
    path: "/v1/pair-secrets/{keys}",
    summary: "Forget a secret",
    params: byKeys,
    answers: { 204: { description: "It is forgotten. Books that were made with it stay." } },
    problems: ["NotFound"],
  }),
  addStatementBook: operation({
    ...writing,
    method: "post",
    path: "/v1/statement-books",
    summary: "State the own book, or take in the other firm's",
    description:
      "The own book is read as for a reconciliation, and becomes lines, a root and a balance. The other firm's file " +
      "is verified: its items have to come to the root that the firm has posted. It goes on after this answer, and " +
      "after a restart of the gateway. Once both are here and differ, they are compared.",
    body: newStatementBook,
    answers: { 202: { description: "It is begun, once, however often it is sent.", body: statementBook } },
    problems: [
      ...(["CurrencyUnknown", "IdTaken", "NothingPosted", "NotFound", "PairSecretMissing", "QuotaReached"] as const),
      ...(["UploadIncomplete", "ViewingKeyMissing"] as const),
    ],
  }),
  listStatementBooks: paged({
    path: "/v1/statement-books",
    tag: TAG,
    summary: "Books of statements, own and received",
    description: "The latest first.",
    query: statementBookQuery,
    page: statementBookPage,
  }),
  readStatementBook: reading({
    path: "/v1/statement-books/{id}",
    tag: TAG,
    summary: "Root, balance, what stands on the chain, and what can be signed now",
    params: byId,
    answers: { 200: { description: "The book.", body: statementBook } },
    problems: ["NotFound"],
  }),
  readStatementFile: reading({
    path: "/v1/statement-books/{id}/file",
    tag: TAG,
    summary: "The own book as a file for the other firm",
    description:
      "Every item that the root is of, and those of the month after it. Given out once the root stands on the chain, " +
      "since the other firm verifies the file by it. No secret is in it.",
    params: byId,
    answers: { 200: { description: "JSON, to be saved.", body: z.string(), contentType: "*/*" } },
    problems: ["NotFound", "BookUnfinished", "RootNotPosted"],
  }),
  proveStatementLine: reading({
    path: "/v1/statement-books/{id}/documents/{document}/proof",
    tag: TAG,
    summary: "Prove what is open of one document, and show nothing else",
    description: "What `countersign check` reads.",
    params: ofDocument,
    answers: { 200: { description: "Its lines with their proofs.", body: statementProof } },
    problems: ["NotFound", "BookUnfinished", "LineMissing", "PairSecretMissing"],
  }),
  listResultLines: reading({
    path: "/v1/statement-books/{id}/result/lines",
    tag: TAG,
    summary: "What both firms sign, line by line",
    description: "Of the latest comparison that the book is part of.",
    params: byId,
    query: pageQuery,
    answers: { 200: { description: "A page.", body: resultLinePage } },
    problems: ["NotFound", "BookUnfinished", "CursorInvalid"],
  }),
  proveResultLine: reading({
    path: "/v1/statement-books/{id}/result/lines/{place}",
    tag: TAG,
    summary: "Prove one line of the result, and show nothing else",
    description: "What `countersign check` reads.",
    params: ofLine,
    answers: { 200: { description: "The line with its proof.", body: resultProof } },
    problems: ["NotFound", "BookUnfinished"],
  }),
  dropStatementBook: operation({
    ...writing,
    method: "delete",
    path: "/v1/statement-books/{id}",
    summary: "Forget a book and its items",
    description: "What stands on the chain stays, and can be proven no more from here.",
    params: byId,
    answers: { 204: { description: "It is forgotten." } },
    problems: ["NotFound"],
  }),
} as const;
