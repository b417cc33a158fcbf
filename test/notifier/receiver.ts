/** Somebody's server, which records what it is sent and answers as it is told. */
import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Hex } from "../../src/domain/receivable.ts";
import type { WebhookMessage } from "../../src/wire/webhook.ts";

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  readonly message: WebhookMessage;
}

/** Answers a message; the default is 204. */
export type Answer = (received: Received, response: ServerResponse) => void;

export interface Receiver {
  readonly port: number;
  readonly url: string;
  readonly received: Received[];
  answer: Answer;
  close(): Promise<void>;
}

export const OK: Answer = (_received, response) => response.writeHead(204).end();
export const answering =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_received, response) =>
    response.writeHead(status, headers).end();

/** @param tls Key and certificate, PEM; plain HTTP without. */
export async function openReceiver(tls?: { readonly key: string; readonly cert: string }): Promise<Receiver> {
  const received: Received[] = [];
  const listener: RequestListener = (request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const { url = "", headers } = request;
      const one = { path: url, headers, body, message: JSON.parse(body || "{}") as WebhookMessage };
      received.push(one);
      receiver.answer(one, response);
    });
  };
  const server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    port,
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}/hook`,
    received,
    answer: OK,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

/** The `webhook-id` of each. */
export const idsOf = (received: readonly Received[]): unknown[] => received.map(({ headers }) => headers["webhook-id"]);
/** The types of those that are about a receivable, or of all. */
export const typesOf = (received: readonly Received[], of?: Hex): string[] =>
  received.flatMap(({ message: { type, data } }) => (of === undefined || data.receivable === of ? [type] : []));
