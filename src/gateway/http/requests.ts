/** What is known of a request beside its content: its id, which operation it is, how long it took. */
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { PROBLEMS } from "../../wire/problem.ts";
import { problemBody, problemOf } from "./problems.ts";
import type { ProblemError } from "./problems.ts";

interface Facts {
  readonly id: string;
  /** Monotonic, milliseconds. */
  readonly since: number;
  /** The operation's id; undefined where the path is none of ours. */
  operation: string | undefined;
  /** The problem that was answered. */
  problem: string | undefined;
}

/** A figure of every answer. */
export type Observe = (operation: string, status: number, seconds: number) => void;

const FACTS = Symbol("facts of the request");

export function factsOf(response: Response): Facts {
  const locals = response.locals as { [FACTS]?: Facts };
  const facts = locals[FACTS] ?? {
    id: randomUUID(),
    since: performance.now(),
    operation: undefined,
    problem: undefined,
  };
  locals[FACTS] = facts;
  return facts;
}

/**
 * Numbers the request, and writes one line when it is over: which operation, how it went, how long it took. Never what
 * was asked, by whom or from where: the id is enough to find the answer that somebody complains of.
 */
export function trackRequests(logger: Logger, observe: Observe): RequestHandler {
  return (request, response, next) => {
    const facts = factsOf(response);
    response.setHeader("x-request-id", facts.id);
    response.on("close", () => {
      const { id, since, operation = "none", problem } = facts;
      const seconds = (performance.now() - since) / 1000;
      const { statusCode: status, writableFinished: isWhole } = response;
      observe(operation, status, seconds);
      const told = {
        requestId: id,
        method: request.method,
        operation,
        status,
        problem,
        milliseconds: Math.round(seconds * 1000),
      };
      logger.info(told, isWhole ? "answered" : "the caller left before the answer");
    });
    next();
  };
}

/** The last resort of every request. What the caller is told is a problem; what failed here goes to the log. */
export function answerProblems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const facts = factsOf(response);
    const problem = problemOf(error);
    facts.problem = problem.code;
    if (problem.code === "InternalError") logger.error({ requestId: facts.id, err: error }, "failed to answer");
    if (response.headersSent) {
      // Half an answer must not look like a whole one; handed on as an error, it would be printed.
      response.destroy();
      next("router");
      return;
    }
    response.status(PROBLEMS[problem.code].status).set(problem.headers);
    response.set("content-type", "application/problem+json; charset=utf-8").set("cache-control", "no-store");
    response.end(JSON.stringify(problemBody(problem, facts.id)));
  };
}

/** A problem for whoever sent something that is no request at all, as the bytes of an answer. */
export function rawProblem(problem: ProblemError): string {
  const { status } = PROBLEMS[problem.code];
  const body = JSON.stringify(problemBody(problem, randomUUID()));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "content-type: application/problem+json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}
