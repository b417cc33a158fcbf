/** Faults below JSON-RPC: connections, HTTP and bodies that go wrong whatever the node would have said. */
import type { ServerResponse } from "node:http";

/** What the proxy would have sent. */
export interface Answered {
  readonly id: unknown;
  readonly body: string;
}

type Send = (response: ServerResponse, answered: Answered) => void;

const JSON_TYPE = { "content-type": "application/json" };
const HTML = "<!doctype html><html><title>Just a moment...</title><body>Checking your browser</body></html>";
const MEGABYTE = 2 ** 20;
const STRANGE_ID = 987_654;

function reply(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { ...JSON_TYPE, ...headers }).end(body);
}

function errorBody(id: unknown, code: number, message: string): string {
  return JSON.stringify({ jsonrpc: "2.0", id, error: { code, message } });
}

export const TRANSPORT_FAULTS = {
  /** Nothing comes, ever. */
  timeout: () => undefined,
  hangAfterHeaders: (response, { body }) => {
    response.writeHead(200, { ...JSON_TYPE, "content-length": String(body.length) });
    response.flushHeaders();
  },
  resetMidBody: (response, { body }) => {
    response.writeHead(200, { ...JSON_TYPE, "content-length": String(body.length) });
    response.write(body.slice(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
  },
  connectionRefused: (response) => {
    response.socket?.destroy();
  },
  tooManyRequests: (response) => reply(response, 429, "Too Many Requests", { "content-type": "text/plain" }),
  tooManyRequestsRetryAfter: (response) => reply(response, 429, "", { "retry-after": "0" }),
  tooManyRequestsForAnHour: (response) => reply(response, 429, "", { "retry-after": "3600" }),
  tooManyRequestsJson: (response, { id }) =>
    reply(response, 200, errorBody(id, -32_005, "daily request count exceeded, request rate limited")),
  serviceUnavailable: (response) => reply(response, 503, "", { "retry-after": "0" }),
  badGateway: (response) => reply(response, 502, "<h1>502 Bad Gateway</h1>", { "content-type": "text/html" }),
  notFound: (response) => reply(response, 404, "no such path"),
  html: (response) => reply(response, 200, HTML, { "content-type": "text/html" }),
  truncated: (response, { body }) => reply(response, 200, body.slice(0, -2)),
  emptyBody: (response) => reply(response, 200, ""),
  wrongId: (response, { body }) => {
    const answer = JSON.parse(body) as Record<string, unknown>;
    reply(response, 200, JSON.stringify({ ...answer, id: STRANGE_ID }));
  },
  neitherResultNorError: (response, { id }) => reply(response, 200, JSON.stringify({ jsonrpc: "2.0", id })),
  batch: (response, { body }) => reply(response, 200, `[${body}]`),
  /** As long as a test's limit for answers is short. */
  oversized: (response, { body }) => reply(response, 200, `${" ".repeat(MEGABYTE)}${body}`),
  internalError: (response, { id }) => reply(response, 200, errorBody(id, -32_603, "Internal error")),
  unknownMethod: (response, { id }) =>
    reply(response, 200, errorBody(id, -32_601, "the method does not exist/is not available")),
  /** As nodes answer that were written before the merge. */
  unknownTag: (response, { id }) =>
    reply(response, 200, errorBody(id, -32_602, "invalid argument 0: hex string without 0x prefix")),
  headerNotFound: (response, { id }) => reply(response, 200, errorBody(id, -32_000, "header not found")),
} satisfies Readonly<Record<string, Send>>;

export type TransportFaultName = keyof typeof TRANSPORT_FAULTS;
