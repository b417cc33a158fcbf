/** Every operation of the gateway. Router, documentation and typed client are all made from this list. */
import { z } from "zod";
import { operation } from "./operation.ts";
import { PROBLEM_CODES, problemKind } from "./problem.ts";
import { listQuery, receivableDetail, receivablePage } from "./receivable.ts";
import { date, hash } from "./scalars.ts";
import { health, readiness } from "./service.ts";
import { session, signIn, signInNonce } from "./session.ts";

/** The files of the interactive reference. */
export const DOCS_FILES = ["favicon-32x32.png", "start.js", "swagger-ui-bundle.js", "swagger-ui.css"] as const;

export const OPERATIONS = {
  health: operation({
    method: "get",
    path: "/v1/health",
    tag: "Service",
    summary: "Whether the process answers",
    caller: "anyone",
    answers: { 200: { description: "It does.", body: health } },
  }),
  readiness: operation({
    method: "get",
    path: "/v1/readiness",
    tag: "Service",
    summary: "Whether questions about receivables can be answered, and as of which block",
    caller: "anyone",
    answers: {
      200: { description: "They can.", body: readiness },
      503: { description: "They cannot, and the body says why.", body: readiness },
    },
  }),
  metrics: operation({
    method: "get",
    path: "/metrics",
    tag: "Service",
    summary: "Figures for Prometheus",
    caller: "operator",
    answers: { 200: { description: "Prometheus text.", body: z.string(), contentType: "text/plain" } },
  }),
  openapi: operation({
    method: "get",
    path: "/openapi.json",
    tag: "Service",
    summary: "This document",
    caller: "anyone",
    answers: { 200: { description: "OpenAPI 3.1.", body: z.looseObject({ openapi: z.literal("3.1.0") }) } },
  }),
  docs: operation({
    method: "get",
    path: "/docs",
    tag: "Service",
    summary: "This document, to read and to try",
    caller: "anyone",
    answers: { 200: { description: "A page.", body: z.string(), contentType: "text/html" } },
  }),
  docsFile: operation({
    method: "get",
    path: "/docs/{file}",
    tag: "Service",
    summary: "A file of that page",
    caller: "anyone",
    params: z.strictObject({ file: z.enum(DOCS_FILES) }),
    answers: { 200: { description: "The file.", body: z.string(), contentType: "*/*" } },
  }),
  problemKind: operation({
    method: "get",
    path: "/problems/{code}",
    tag: "Service",
    summary: "What a kind of problem means",
    caller: "anyone",
    params: z.strictObject({ code: z.enum(PROBLEM_CODES) }),
    answers: { 200: { description: "The kind.", body: problemKind } },
  }),
  issueNonce: operation({
    method: "post",
    path: "/v1/sessions/nonce",
    tag: "Sessions",
    summary: "A nonce to sign in with, and what else the message must say",
    caller: "anyone",
    answers: { 200: { description: "A nonce for one sign-in.", body: signInNonce } },
  }),
  signIn: operation({
    method: "post",
    path: "/v1/sessions",
    tag: "Sessions",
    summary: "Sign in with Ethereum",
    description:
      "Takes a message of EIP-4361 and its signature, by a key or by a contract account (ERC-1271). The message must " +
      "name the domain, URI, chain and nonce given out before, and when it expires. An agent signs in for an " +
      "organisation that has given it a mandate; the session ends when the mandate does.",
    caller: "anyone",
    body: signIn,
    answers: { 201: { description: "Signed in.", body: session } },
    problems: [
      "MessageInvalid",
      "DomainMismatch",
      "MessageExpired",
      "NonceUnknown",
      "NonceAlreadySpent",
      "WrongChain",
      "SignatureInvalid",
      "MandateMissing",
    ],
  }),
  signOut: operation({
    method: "delete",
    path: "/v1/sessions",
    tag: "Sessions",
    summary: "End this session",
    caller: "member",
    answers: { 204: { description: "It has ended." } },
  }),
  listReceivables: operation({
    method: "get",
    path: "/v1/receivables",
    tag: "Receivables",
    summary: "The receivables that the organisation takes part in",
    description: "Those in which it is supplier, buyer or holder, page by page, each page where the last one ended.",
    caller: "member",
    query: listQuery,
    answers: { 200: { description: "A page.", body: receivablePage } },
    problems: ["CursorInvalid"],
  }),
  readReceivable: operation({
    method: "get",
    path: "/v1/receivables/{id}",
    tag: "Receivables",
    summary: "One receivable with its terms, timeline and payoff",
    description: "Whoever takes no part in it learns no more than of one that does not exist.",
    caller: "member",
    params: z.strictObject({ id: hash }),
    query: z.strictObject({
      at: date.optional().meta({ description: "A value date to reckon the payoff for, beside today's." }),
    }),
    answers: { 200: { description: "The receivable.", body: receivableDetail } },
    problems: ["NotFound"],
  }),
} as const;

export type Operations = typeof OPERATIONS;
