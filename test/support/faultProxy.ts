/**
 * A provider that goes wrong on demand: an HTTP server in front of an honest node. Faults come by schedule, exactly, or
 * by chance, where one seed gives the same faults to the same questions in whatever order they come.
 */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ANSWER_FAULTS } from "./faultProxyAnswers.ts";
import type { AnswerFaultName } from "./faultProxyAnswers.ts";
import { TRANSPORT_FAULTS } from "./faultProxyTransport.ts";
import type { TransportFaultName } from "./faultProxyTransport.ts";
import { RANGE_WORDINGS } from "./faultProxyWords.ts";
import type { Vendor } from "./faultProxyWords.ts";

export type FaultName = AnswerFaultName | TransportFaultName;

export const FAULT_NAMES = [...Object.keys(TRANSPORT_FAULTS), ...Object.keys(ANSWER_FAULTS)] as readonly FaultName[];

/** How long a reader that meets a fault waits for an answer, in milliseconds: for those that never end, not long. */
export function patienceWith(fault: FaultName): number {
  return fault === "timeout" || fault === "hangAfterHeaders" ? 300 : 5_000;
}

export interface Question {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** A question that was put to the proxy, and what became of it. */
export interface Met extends Question {
  readonly fault: FaultName | Vendor | undefined;
}

export interface Schedule {
  readonly fault: FaultName;
  /** The questions that it is for; all unless told. */
  readonly method?: string;
  readonly when?: (question: Question) => boolean;
  /** How many such questions are answered well before it; none unless told. */
  readonly after?: number;
  /** How many questions it spoils; all that follow unless told. */
  readonly times?: number;
}

export interface Chance {
  readonly seed: number;
  /** From 0 to 1, each on its own; a question meets the first that chance picks. */
  readonly rates: Readonly<Partial<Record<FaultName, number>>>;
}

export interface FaultProxy {
  readonly url: string;
  /** Everything that was asked, in order. */
  readonly met: readonly Met[];
  schedule(...schedules: readonly Schedule[]): void;
  byChance(chance: Chance): void;
  /** Refuses logs of more blocks than the limit, in a vendor's words. */
  limitRange(vendor: Vendor, limit: number): void;
  /** From now on the node is as honest as the one behind it. */
  heal(): void;
  close(): Promise<void>;
}

interface Plan {
  readonly schedules: { readonly schedule: Schedule; seen: number }[];
  readonly asked: Map<string, number>;
  chance: Chance | undefined;
  limit: { readonly vendor: Vendor; readonly blocks: number } | undefined;
}

/** An honest node in this process. What it throws with a number as its `code` is what it refuses. */
export type Upstream = (method: string, params: readonly unknown[]) => unknown;

const LOOPBACK = "127.0.0.1";
const WORD_RANGE = 2 ** 32;

/** @param upstream The honest node, or its address. */
export async function openFaultProxy(upstream: string | Upstream): Promise<FaultProxy> {
  const plan: Plan = { schedules: [], asked: new Map(), chance: undefined, limit: undefined };
  const met: Met[] = [];
  const server = createServer((request, response) => {
    serve(upstream, plan, met, request, response).catch(() => response.socket?.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${port}`,
    met,
    schedule(...schedules) {
      for (const schedule of schedules) plan.schedules.push({ schedule, seen: 0 });
    },
    byChance(chance) {
      plan.chance = chance;
      plan.asked.clear();
    },
    limitRange(vendor, blocks) {
      plan.limit = { vendor, blocks };
    },
    heal() {
      plan.schedules.length = 0;
      Object.assign(plan, { chance: undefined, limit: undefined });
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function serve(
  upstream: string | Upstream,
  plan: Plan,
  met: Met[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { id, method, params } = JSON.parse(await bodyOf(request)) as Question & { readonly id: unknown };
  const question = { method, params };
  const refusal = refusalOf(plan, question);
  if (refusal !== undefined) {
    met.push({ ...question, fault: refusal.vendor });
    const { status, ...error } = refusal.wording;
    response
      .writeHead(status, { "content-type": "application/json" })
      .end(JSON.stringify({ jsonrpc: "2.0", id, error }));
    return;
  }
  const dice = diceOf(plan, question);
  const fault = scheduled(plan, question) ?? drawn(plan, question, dice);
  met.push({ ...question, fault });
  const honest = (name: string, ...values: readonly unknown[]): Promise<unknown> => resultOf(upstream, name, values);
  const answer = await exchange(upstream, { id, ...question });
  if (fault !== undefined && fault in ANSWER_FAULTS && "result" in answer) {
    const asked = { ...question, honest, choose: (bound: number) => Math.floor(dice() * bound) };
    answer["result"] = await ANSWER_FAULTS[fault as AnswerFaultName].change(answer["result"], asked);
  }
  const body = JSON.stringify(answer);
  if (fault !== undefined && fault in TRANSPORT_FAULTS) {
    TRANSPORT_FAULTS[fault as TransportFaultName](response, { id, body });
  } else response.writeHead(200, { "content-type": "application/json" }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function exchange(
  upstream: string | Upstream,
  { id, method, params }: Question & { readonly id: unknown },
): Promise<Record<string, unknown>> {
  if (typeof upstream === "function") return answerOf(upstream, { id, method, params });
  const body = JSON.stringify({ jsonrpc: "2.0", id, method, params });
  const headers = { "content-type": "application/json" };
  const response = await fetch(upstream, { method: "POST", headers, body });
  return (await response.json()) as Record<string, unknown>;
}

/** What a node in this process answers, or refuses. */
export function answerOf(
  upstream: Upstream,
  { id, method, params }: Question & { readonly id: unknown },
): Record<string, unknown> {
  try {
    return { jsonrpc: "2.0", id, result: upstream(method, params) };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && typeof error.code === "number")) throw error;
    return { jsonrpc: "2.0", id, error: { code: error.code, message: error.message } };
  }
}

async function resultOf(upstream: string | Upstream, method: string, params: readonly unknown[]): Promise<unknown> {
  return (await exchange(upstream, { id: 0, method, params }))["result"];
}

function refusalOf({ limit }: Plan, { method, params }: Question) {
  const filter = params[0] as Readonly<Record<string, string>> | undefined;
  if (limit === undefined || method !== "eth_getLogs" || filter?.["fromBlock"] === undefined) return undefined;
  const [from, to] = [Number(filter["fromBlock"]), Number(filter["toBlock"])];
  if (to - from < limit.blocks) return undefined;
  return { vendor: limit.vendor, wording: RANGE_WORDINGS[limit.vendor]({ from, to, limit: limit.blocks }) };
}

function scheduled({ schedules }: Plan, question: Question): FaultName | undefined {
  for (const entry of schedules) {
    const { fault, method = question.method, when = () => true, after = 0, times = Infinity } = entry.schedule;
    if (method !== question.method || !canSpoil(fault, question.method) || !when(question)) continue;
    entry.seen += 1;
    if (entry.seen > after && entry.seen <= after + times) return fault;
  }
  return undefined;
}

function canSpoil(fault: FaultName, method: string): boolean {
  if (fault in TRANSPORT_FAULTS) return true;
  const methods: readonly string[] = ANSWER_FAULTS[fault as AnswerFaultName].methods;
  return methods.includes(method);
}

function drawn({ chance }: Plan, { method }: Question, dice: () => number): FaultName | undefined {
  const rates = Object.entries(chance?.rates ?? {}) as [FaultName, number][];
  return rates.find(([fault, rate]) => canSpoil(fault, method) && dice() < rate)?.[0];
}

/** Numbers from 0 to 1 that hang on the seed, the question, and how often it was put, and on nothing else. */
function diceOf({ chance, asked }: Plan, question: Question): () => number {
  const text = JSON.stringify(question);
  const times = (asked.get(text) ?? 0) + 1;
  asked.set(text, times);
  let throws = 0;
  return () => {
    throws += 1;
    const hash = createHash("sha256").update(`${chance?.seed ?? 0} ${times} ${throws} ${text}`);
    return hash.digest().readUInt32BE() / WORD_RANGE;
  };
}
