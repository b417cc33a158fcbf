/** Makes a route of every operation: who calls, how often, what is asked, whether it was before, and the answer. */
import { Router } from "express";
import type { Request, RequestHandler, Response } from "express";
import { z } from "zod";
import { IDEMPOTENCY_HEADER, isRepeatable } from "../../wire/operation.ts";
import type { Operation, Scope } from "../../wire/operation.ts";
import type { Callers } from "../access/remembered.ts";
import type { Member } from "./exchange.ts";
import type { BodyReader } from "./body.ts";
import { EVENT_STREAM, sendStream } from "./eventStream.ts";
import type { EventStream } from "./eventStream.ts";
import type { Repeats } from "./idempotency.ts";
import { networkOf } from "./limits.ts";
import type { Limiter } from "./limits.ts";
import { notFound, ProblemError, readPart } from "./problems.ts";
import { Rendered } from "./rendered.ts";
import { sameSecret } from "./secrets.ts";
import { factsOf } from "./requests.ts";

export interface RouterParts {
  /** Of members. */
  readonly readBody: BodyReader;
  /** Of anybody: to read a large body takes time, which is not for strangers to spend. */
  readonly readStrangersBody: BodyReader;
  readonly callers: Callers;
  readonly operatorToken: string;
  readonly limitOrganisation: Limiter;
  readonly limitStranger: Limiter;
  /** Of parts of pages, counted apart. */
  readonly limitParts: Limiter;
  readonly repeats: Repeats;
}

/** What every handler looks like once the types of its operation are checked. */
export type AnyHandler = (asked: {
  readonly params: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly member: Member | undefined;
}) => Promise<AnyReply> | AnyReply;

interface AnyReply {
  readonly status: number;
  readonly body: unknown;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly stream?: EventStream;
}

const NOTHING = z.strictObject({});
const TOKEN = /^Bearer ([A-Za-z0-9._~+/=-]{1,512})$/i;

/** @param handlers By the ids of the operations; see `Handlers`. */
export function createRouter(
  operations: Readonly<Record<string, Operation>>,
  handlers: Readonly<Record<string, AnyHandler>>,
  parts: RouterParts,
): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const paths = Map.groupBy(Object.entries(operations), ([, { path }]) => path);
  for (const [path, described] of paths) {
    const route = router.route(path.replaceAll(/\{(\w+)\}/g, ":$1"));
    for (const [id, operation] of described) {
      const handler = handlers[id];
      if (handler === undefined) throw new Error(`nobody handles the operation ${id}`);
      const handling =
        operation.method === "get" || operation.caller === "anyone" ? handler : forgetting(handler, parts);
      route[operation.method](serve(id, operation, handling, parts));
    }
    route.all(
      refuseMethod(
        described.map(([, { method }]) => method.toUpperCase()),
        parts,
      ),
    );
  }
  router.use(async (request) => {
    await parts.limitStranger(networkOf(request.ip));
    throw notFound();
  });
  return router;
}

/** Whatever acts may have ended somebody's session, key or membership. */
function forgetting(handler: AnyHandler, { callers }: RouterParts): AnyHandler {
  return async (asked) => {
    try {
      return await handler(asked);
    } finally {
      callers.forget();
    }
  };
}

function serve(id: string, operation: Operation, handler: AnyHandler, parts: RouterParts): RequestHandler {
  return async (request, response) => {
    factsOf(response).operation = id;
    const member = await admit(operation, request, parts);
    checkAccepted(operation, request);
    const readBody = member === undefined ? parts.readStrangersBody : parts.readBody;
    const sent = operation.body && (await readBody(request));
    const asked = {
      params: operation.params && readPart(operation.params, request.params, "path"),
      query: readPart(operation.query ?? NOTHING, { ...request.query }, "query"),
      headers: operation.headers && readPart(operation.headers, headersOf(operation.headers, request), "header"),
      body: operation.body && readPart(operation.body, sent, "body"),
      member,
    };
    const key = request.get(IDEMPOTENCY_HEADER);
    if (member !== undefined && key !== undefined && isRepeatable(operation)) {
      const all = [{ ...request.params }, { ...request.query }, sent];
      const caller = `${member.account} ${member.key ?? "session"}`;
      const repeatable = { organisation: member.organisation, caller, operation: id, key, asked: all };
      const { reply, isReplayed } = await parts.repeats.answer(repeatable, async () => handler(asked));
      if (isReplayed) response.setHeader("idempotent-replayed", "true");
      send(response, operation, reply);
      return;
    }
    const reply = await handler(asked);
    if (reply.stream === undefined) send(response, operation, reply);
    else {
      const stillAdmitted = (): Promise<boolean> => isAdmitted(operation, request, parts);
      await sendStream(response, String(reply.body), reply.stream, stillAdmitted);
    }
  };
}

/** A stream never ends by itself: nobody gets one who did not say that it can read one. */
function checkAccepted({ answers }: Operation, { headers }: Request): void {
  const streams = Object.values(answers).some(({ contentType }) => contentType === EVENT_STREAM);
  if (!streams || headers.accept?.includes(EVENT_STREAM) === true) return;
  throw new ProblemError("NotAcceptable", `this answers with ${EVENT_STREAM}: accept it`);
}

/** Those headers that an operation reads, and no other. */
function headersOf(shape: z.ZodObject, request: Request): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(shape.shape).map((name) => [name, request.headers[name]]));
}

/** Whether a member who was let in would be let in now; others are. */
async function isAdmitted({ caller, scope }: Operation, request: Request, parts: RouterParts): Promise<boolean> {
  if (caller !== "member") return true;
  const token = TOKEN.exec(request.headers.authorization ?? "")?.[1];
  const member = token === undefined ? undefined : await parts.callers.find(token);
  return member !== undefined && (scope === undefined || member.scopes.has(scope));
}

/** Counts the request, and lets in only whom the operation is for. */
async function admit(operation: Operation, request: Request, parts: RouterParts): Promise<Member | undefined> {
  const token = TOKEN.exec(request.headers.authorization ?? "")?.[1];
  const member = operation.caller === "member" && token !== undefined ? await parts.callers.find(token) : undefined;
  const limitStranger = operation.isPartOfPage === true ? parts.limitParts : parts.limitStranger;
  await (member === undefined ? limitStranger(networkOf(request.ip)) : parts.limitOrganisation(member.organisation));
  switch (operation.caller) {
    case "anyone":
      return undefined;
    case "operator":
      if (token !== undefined && sameSecret(token, parts.operatorToken)) return undefined;
      throw unauthorised("OperatorOnly", "give the operator's token as a bearer token");
    case "member":
      if (member !== undefined) return inScope(member, operation.scope);
      throw token === undefined
        ? unauthorised("SessionMissing", "sign in, and send the session's token as a bearer token")
        : unauthorised("SessionUnknown", "the token is that of no session, or of one that has ended: sign in again");
  }
}

function inScope(member: Member, scope: Scope | undefined): Member {
  if (scope === undefined || member.scopes.has(scope)) return member;
  throw new ProblemError("ScopeMissing", `this needs ${scope}: ask an administrator of the organisation for it`);
}

function unauthorised(code: "OperatorOnly" | "SessionMissing" | "SessionUnknown", detail: string): ProblemError {
  return new ProblemError(code, detail, { headers: { "www-authenticate": "Bearer" } });
}

function refuseMethod(methods: readonly string[], parts: RouterParts): RequestHandler {
  const allowed = methods.includes("GET") ? [...methods, "HEAD"] : methods;
  return async (request) => {
    await parts.limitStranger(networkOf(request.ip));
    throw new ProblemError("MethodNotAllowed", `this path takes ${allowed.join(", ")}`, {
      headers: { allow: allowed.join(", ") },
    });
  };
}

function send(response: Response, operation: Operation, reply: AnyReply): void {
  const answer = operation.answers[reply.status];
  if (answer === undefined) throw new Error(`the status ${reply.status} is documented nowhere`);
  response.status(reply.status).set(reply.headers ?? {});
  if (answer.body === undefined) {
    response.end();
    return;
  }
  response.type(reply.contentType ?? answer.contentType ?? "application/json");
  response.send(contentOf(reply.body));
}

function contentOf(body: unknown): string | Uint8Array {
  if (typeof body === "string" || body instanceof Uint8Array) return body;
  return body instanceof Rendered ? body.json : JSON.stringify(body);
}
