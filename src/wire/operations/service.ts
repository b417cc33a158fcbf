/** What the gateway says of itself, to whoever asks. */
import { z } from "zod";
import { operation } from "../operation.ts";
import { PROBLEM_CODES, problemKind } from "../problem.ts";
import { deployment, health, readiness } from "../service.ts";

/** The files of the interactive reference. */
export const DOCS_FILES = ["favicon-32x32.png", "start.js", "swagger-ui-bundle.js", "swagger-ui.css"] as const;

export const SERVICE_OPERATIONS = {
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
  readDeployment: operation({
    method: "get",
    path: "/v1/deployment",
    tag: "Service",
    summary: "Which ledger is served",
    caller: "anyone",
    answers: { 200: { description: "Where the contracts are.", body: deployment } },
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
} as const;
