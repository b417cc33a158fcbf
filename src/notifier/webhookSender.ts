/**
 * Sends a message to a URL that somebody else chose, and to nothing inside: the name is resolved once, every address
 * that it has must be allowed, and the connection goes to the very address that was looked at.
 */
import { lookup } from "node:dns/promises";
import { request as requestHttp } from "node:http";
import type { IncomingMessage, RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import { addressOf, targetOf } from "../wire/targets.ts";
import type { Resolve, TargetRules } from "../wire/targets.ts";
import type { Send, Sent } from "./deps.ts";
import type { SignedMessage } from "./message.ts";

export interface WebhookSenderOptions {
  readonly rules: TargetRules;
  /** The addresses of a name; those that the system knows, if it is left out. */
  readonly resolve?: Resolve;
  /** From the name's resolution to the answer's end. */
  readonly timeoutMilliseconds?: number;
  /** Certificates that are trusted beside those that everybody trusts, PEM. */
  readonly certificates?: readonly string[];
}

const TIMEOUT_MILLISECONDS = 15_000;
/** Of an answer so much is read, and thrown away. */
const ANSWER_BYTES = 4_096;
const REFUSED: Sent = { status: null, fault: "the URL leads nowhere that anything is sent to" };
const LATE: Sent = { status: null, fault: "no answer in time" };

export function createWebhookSender(options: WebhookSenderOptions): Send<SignedMessage> {
  const { rules, resolve = resolveBySystem, timeoutMilliseconds = TIMEOUT_MILLISECONDS, certificates } = options;
  return async (message) => {
    // The rules may have changed since the URL was registered.
    const url = targetOf(message.url, rules);
    if (url === undefined) return REFUSED;
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    const address = await Promise.race([addressOf(url, rules, resolve), whenAborted(timeout)]);
    if (typeof address === "object") return address;
    if (address === undefined) return REFUSED;
    return post(url, message, {
      signal: timeout,
      lookup: pinnedTo(address),
      ...(certificates === undefined ? {} : { ca: [...certificates] }),
    });
  };
}

interface Connection extends Pick<RequestOptions, "signal" | "lookup"> {
  readonly ca?: string[];
}

/** Redirects are answers like any other; what they point at is not looked at. */
function post(url: URL, { headers, body }: SignedMessage, connection: Connection): Promise<Sent> {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const length = Buffer.byteLength(body).toString();
  return new Promise((settle) => {
    const sending = request(
      url,
      // A connection of its own: one that is kept would have been opened to an address of another moment.
      { ...connection, method: "POST", agent: false, headers: { ...headers, "content-length": length } },
      (answer) => {
        const sent = sentOf(answer.statusCode ?? 0);
        discard(answer, () => settle(sent));
      },
    );
    sending.on("error", (error: NodeJS.ErrnoException) => settle(isLate(error) ? LATE : faultOf(error)));
    sending.end(body);
  });
}

function sentOf(status: number): Sent {
  const isDelivered = status >= 200 && status < 300;
  return { status, fault: isDelivered ? null : `answered ${status}` };
}

/** The status counts, even where the rest of the answer is too long or never comes. */
function discard(answer: IncomingMessage, done: () => void): void {
  let size = 0;
  answer.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > ANSWER_BYTES) answer.destroy();
  });
  answer.on("error", done);
  answer.on("close", done);
}

/** However the name is asked for, there is this one answer. */
function pinnedTo(address: string): LookupFunction {
  const family = isIP(address);
  return (_host, { all }, callback) => {
    if (all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
}

function whenAborted(signal: AbortSignal): Promise<Sent> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(LATE), { once: true }));
}

function isLate({ name, code }: NodeJS.ErrnoException): boolean {
  return name === "AbortError" || name === "TimeoutError" || code === "ABORT_ERR";
}

function faultOf({ code }: NodeJS.ErrnoException): Sent {
  return { status: null, fault: `the connection failed (${code ?? "no code"})` };
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}
