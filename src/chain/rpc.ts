/** One JSON-RPC provider over HTTP: one question, one answer, or a typed error that says what can be done about it. */
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { ChainBehind, RpcBusy, RpcMalformed, RpcRangeTooWide, RpcRefused, RpcUnreachable } from "./rpcErrors.ts";
import type { ChainReadError } from "./rpcErrors.ts";
import { meaningOf } from "./rpcLimits.ts";

export interface Rpc {
  /** How errors and reports call the provider: the origin of its address, since path and query may hold a key. */
  readonly name: string;
  /**
   * The result of a method, of whatever shape the provider gives it.
   * @throws RpcUnreachable, RpcBusy, RpcRangeTooWide (eth_getLogs only), RpcRefused, ChainBehind or RpcMalformed; what
   *   `signal` says if it stops the request
   */
  request(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown>;
}

export interface RpcOptions {
  /** http or https; user and password in it are sent as basic authentication. */
  readonly url: string;
  /** Tells providers of one origin apart. */
  readonly name?: string;
  readonly fetch?: typeof fetch;
  /** For the whole answer, its body included. */
  readonly timeoutMilliseconds?: number;
  /** The longest answer that is read. */
  readonly maxBytes?: number;
}

interface Exchange {
  readonly name: string;
  readonly method: string;
  readonly id: number;
}

interface Said {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

const TIMEOUT_MILLISECONDS = 30_000;
const MAX_BYTES = 64 * 2 ** 20;
const LONGEST_QUOTE = 160;
const SECOND = 1_000;
const NO_STATUS_OF_ITS_OWN = 0;

const HttpStatus = { Ok: 200, TooManyRequests: 429, Internal: 500, Unavailable: 503 } as const;

/** Stops reading an answer that grows beyond all measure. */
class Oversized extends Error {}

/** @throws TypeError if the address is none of http or https */
export function createRpc(options: RpcOptions): Rpc {
  const { address, authorization } = locate(options.url);
  const name = options.name ?? address.origin;
  const send = options.fetch ?? fetch;
  const timeout = options.timeoutMilliseconds ?? TIMEOUT_MILLISECONDS;
  const maxBytes = options.maxBytes ?? MAX_BYTES;
  const secret = `${address.pathname}${address.search}`;
  const headers = { "content-type": "application/json", accept: "application/json", ...authorization };
  let asked = 0;

  return {
    name,
    async request(method, params, signal) {
      asked += 1;
      const exchange = { name, method, id: asked };
      const body = JSON.stringify({ jsonrpc: "2.0", id: exchange.id, method, params });
      const late = AbortSignal.timeout(timeout);
      const stop = signal === undefined ? late : AbortSignal.any([signal, late]);
      let said: Said;
      try {
        const response = await send(address, { method: "POST", headers, body, signal: stop, redirect: "error" });
        const text = await textOf(response, maxBytes);
        said = { status: response.status, retryAfter: response.headers.get("retry-after"), text };
      } catch (error) {
        signal?.throwIfAborted();
        throw unanswered(exchange, error, { late, timeout, maxBytes });
      }
      return judge(exchange, said, (words) => quote(words, secret));
    },
  };
}

function locate(url: string): { address: URL; authorization: Readonly<Record<string, string>> } {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) {
    throw new TypeError("the address of a JSON-RPC provider begins with http:// or https://");
  }
  const { username, password } = address;
  address.username = "";
  address.password = "";
  if (username === "") return { address, authorization: {} };
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address, authorization: { authorization: `Basic ${base64Of(pair)}` } };
}

/** RFC 7617: the name and its password in UTF-8. */
function base64Of(text: string): string {
  return btoa(String.fromCodePoint(...utf8ToBytes(text)));
}

async function textOf(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body = response.body as AsyncIterable<Uint8Array> | null;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxBytes) throw new Oversized();
    chunks.push(chunk);
  }
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(concatBytes(...chunks));
}

interface Limits {
  readonly late: AbortSignal;
  readonly timeout: number;
  readonly maxBytes: number;
}

function unanswered({ name, method }: Exchange, error: unknown, limits: Limits): ChainReadError {
  if (error instanceof Oversized) {
    const fault = `its answer is longer than ${limits.maxBytes} bytes`;
    return method === "eth_getLogs"
      ? new RpcRangeTooWide(name, method, fault, undefined)
      : new RpcMalformed(name, method, fault);
  }
  if (limits.late.aborted) {
    return new RpcUnreachable(name, method, `no whole answer within ${limits.timeout} ms`, true, error);
  }
  return new RpcUnreachable(name, method, `the connection failed (${reasonOf(error)})`, false, error);
}

/** The code of the innermost error that has one, such as ECONNREFUSED. */
function reasonOf(error: unknown): string {
  let reason = "no reason given";
  for (let layer = error; layer instanceof Error; layer = layer.cause) {
    reason = "code" in layer && typeof layer.code === "string" ? layer.code : layer.message;
  }
  return reason;
}

function judge(exchange: Exchange, said: Said, shown: (words: string) => string): unknown {
  const { name, method, id } = exchange;
  const answer = objectIn(said.text);
  if (answer?.["error"] !== undefined && answer["error"] !== null) {
    throw refusal(exchange, said, answer["error"], shown);
  }
  if (said.status !== HttpStatus.Ok) throw httpFailure(exchange, said);
  if (answer === undefined) throw new RpcMalformed(name, method, `its answer is no JSON object: ${shown(said.text)}`);
  if (answer["id"] !== id) {
    const found = shown(JSON.stringify(answer["id"] ?? null));
    throw new RpcMalformed(name, method, `it answers question ${found}, but was asked question ${id}`);
  }
  if (!("result" in answer)) throw new RpcMalformed(name, method, "its answer has neither a result nor an error");
  return answer["result"];
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function refusal({ name, method }: Exchange, said: Said, error: unknown, shown: (words: string) => string): Error {
  const { code, message, data } = (typeof error === "object" ? error : { message: error }) as Record<string, unknown>;
  const number = typeof code === "number" ? code : NO_STATUS_OF_ITS_OWN;
  const words = [message, data].filter((part) => part !== undefined && part !== null).map(wordsOf);
  const fault = `it refuses (${number}): ${shown(words.join(" "))}`;
  const meaning = meaningOf(method, number, words.join(" "));
  if (meaning.kind === "too wide") return new RpcRangeTooWide(name, method, fault, meaning.blocks);
  if (meaning.kind === "no such block") return new ChainBehind(name, method, fault);
  if (meaning.kind === "too often" || isBusy(said.status)) {
    return new RpcBusy(name, method, fault, retryAfterOf(said.retryAfter));
  }
  return new RpcRefused(name, method, fault, number, { unsupported: meaning.kind === "no such method", data });
}

function wordsOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isBusy(status: number): boolean {
  return status === HttpStatus.TooManyRequests || status === HttpStatus.Unavailable;
}

function httpFailure({ name, method }: Exchange, { status, retryAfter }: Said): Error {
  const fault = `it answers with HTTP status ${status}`;
  if (isBusy(status)) return new RpcBusy(name, method, fault, retryAfterOf(retryAfter));
  if (status >= HttpStatus.Internal) return new RpcUnreachable(name, method, fault);
  return new RpcRefused(name, method, `${fault}: check the path and the key in its address`, status);
}

/** Retry-After in milliseconds: a number of seconds, or an instant (RFC 9110, 10.2.3). */
function retryAfterOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / SECOND;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds * SECOND)) : undefined;
}

/** A few words of what a provider wrote, on one line, without what its address keeps secret. */
function quote(words: string, secret: string): string {
  const open = secret.length > 1 ? words.replaceAll(secret, "/…") : words;
  const line = open.replace(/[\p{C}\s]+/gu, " ").trim();
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}
