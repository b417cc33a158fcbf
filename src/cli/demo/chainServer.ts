/** The demo's chain over HTTP, for its own index and for whoever wants to look: questions, and signed transactions. */
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LocalChain } from "../localChain.ts";

export interface ChainServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Nothing that acts with the keys that the chain holds, or moves its clock. */
const OPEN = new RegExp(
  "^(?:eth_(?:blockNumber|call|chainId|estimateGas|feeHistory|gasPrice|get\\w+)|" +
    "eth_(?:maxPriorityFeePerGas|sendRawTransaction)|net_version|web3_clientVersion)$",
);
const MOST_BYTES = 2 ** 20;
const OF_THIS_MACHINE = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/;
const ALLOWED_SECONDS = 600;
const REFUSED = { code: -32_601, message: "this chain answers questions and takes signed transactions, nothing else" };
const UNREADABLE = { code: -32_700, message: "this is no single question of JSON-RPC" };

interface Question {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}

/**
 * Listens on this machine alone, at any free port. Pages that this machine serves may ask from the browser, as the
 * portal's audit does; a page from elsewhere cannot.
 */
export async function serveChain(chain: LocalChain): Promise<ChainServer> {
  const server = createServer((request, response) => {
    answer(chain, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

async function answer(chain: LocalChain, request: IncomingMessage, response: ServerResponse): Promise<void> {
  allowOrigin(request, response);
  if (request.method === "OPTIONS") {
    response.writeHead(204).end();
    return;
  }
  const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
  const question = request.method === "POST" && isJson ? await read(request) : undefined;
  const said = question === undefined ? { id: null, error: UNREADABLE } : await ask(chain, question);
  response.setHeader("content-type", "application/json").end(JSON.stringify({ jsonrpc: "2.0", ...said }));
}

/** What a browser wants to hear before a page of another port asks (CORS). */
function allowOrigin({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
  response.setHeader("vary", "origin");
  if (origin === undefined || !OF_THIS_MACHINE.test(origin)) return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-allow-methods", "POST");
  response.setHeader("access-control-allow-headers", "content-type");
  response.setHeader("access-control-max-age", ALLOWED_SECONDS);
}

async function ask(chain: LocalChain, { id, method, params }: Question): Promise<object> {
  if (!OPEN.test(method)) return { id, error: REFUSED };
  try {
    return { id, result: await chain.request(method, params) };
  } catch (error) {
    const { code = -32_000, message = "failed", data } = error as { code?: unknown; message?: string; data?: unknown };
    return { id, error: { code, message, data } };
  }
}

async function read(request: IncomingMessage): Promise<Question | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    const { id, method, params = [] } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Partial<Question>;
    return typeof method === "string" && Array.isArray(params) ? { id, method, params } : undefined;
  } catch {
    return undefined;
  }
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
