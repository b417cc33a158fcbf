/** A fetch that fails for every answer that its operation does not document. */
import type { Operation } from "../../src/wire/operation.ts";
import { problemsOf } from "../../src/wire/operation.ts";
import { OPERATIONS } from "../../src/wire/operations.ts";
import { problem, PROBLEMS } from "../../src/wire/problem.ts";

const BY_ROUTE: readonly (readonly [string, Operation])[] = Object.entries(OPERATIONS);

/** A frame of a stack trace; bounded, since some answers are one line of a megabyte. */
const STACK = /\bat [^()\n]{0,200}\([^()\s]{1,300}:\d+:\d+\)|node_modules/;

/** Fetches, and checks status, kind, body and the headers that every answer has. */
export async function checkedFetch(request: Request): Promise<Response> {
  const response = await fetch(request);
  const { status, headers } = response;
  // Two readers of one stream wait for each other, so that the body is read once.
  const body = status === 204 ? null : await response.arrayBuffer();
  await checkAnswer(request.method, new URL(request.url).pathname, new Response(body, { status, headers }));
  return new Response(body, { status, headers });
}

/** @throws Error for an answer outside of what is documented. */
export async function checkAnswer(method: string, path: string, response: Response): Promise<void> {
  const said = `${method} ${path} answered ${response.status}`;
  for (const header of ["x-request-id", "content-security-policy", "x-content-type-options"]) {
    if (!response.headers.has(header)) throw new Error(`${said} without ${header}`);
  }
  const operation = operationOf(method, path);
  const text = await response.text();
  if (!path.startsWith("/docs") && STACK.test(text)) {
    throw new Error(`${said} with a stack trace: ${text}`);
  }
  const answer = operation?.answers[response.status];
  if (answer === undefined) {
    checkProblem(said, response, text, operation);
    return;
  }
  const type = response.headers.get("content-type") ?? "";
  if (answer.body === undefined) {
    if (text !== "") throw new Error(`${said} with a body where none is documented: ${text}`);
    return;
  }
  const { contentType = "application/json" } = answer;
  if (contentType !== "*/*" && !type.startsWith(contentType)) throw new Error(`${said} as ${type}`);
  if (contentType === "application/json" && method !== "HEAD") checkBody(said, answer.body, text);
}

/** What was read last in a shape: the same text again is as right as before, and some are megabytes. */
const lastRead = new WeakMap<object, string>();

function checkBody(said: string, shape: NonNullable<Operation["answers"][number]["body"]>, text: string): void {
  if (lastRead.get(shape) === text) return;
  const value: unknown = JSON.parse(text);
  const read = shape.safeParse(value);
  if (!read.success) throw new Error(`${said} outside its schema: ${read.error.message}\n${text}`);
  // What is read is what was written: no field more, and hex in lower case.
  if (JSON.stringify(sorted(read.data)) !== JSON.stringify(sorted(value)))
    throw new Error(`${said}, not canonical: ${text}`);
  lastRead.set(shape, text);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

function checkProblem(said: string, response: Response, text: string, operation: Operation | undefined): void {
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/problem+json")) throw new Error(`${said} as ${type}`);
  if (text === "") return;
  const { type: name, status, instance } = problem.parse(JSON.parse(text));
  const code = name.slice("/problems/".length) as keyof typeof PROBLEMS;
  if (PROBLEMS[code].status !== response.status || status !== response.status) throw new Error(`${said} as ${code}`);
  if (instance !== `urn:uuid:${response.headers.get("x-request-id") ?? ""}`) throw new Error(`${said} as another`);
  const allowed =
    operation === undefined
      ? ["NotFound", "MethodNotAllowed", "RequestInvalid", "TooManyRequests"]
      : problemsOf(operation);
  if (!allowed.some((known) => known === code)) throw new Error(`${said} with ${code}, which is not documented`);
  if (status >= 500) throw new Error(`${said}: ${text}`);
}

/** The operation of a route; HEAD is that of GET. */
function operationOf(method: string, path: string): Operation | undefined {
  const verb = method === "HEAD" ? "get" : method.toLowerCase();
  return BY_ROUTE.find(([, operation]) => operation.method === verb && formOf(operation.path).test(path))?.[1];
}

function formOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}
