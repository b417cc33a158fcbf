/** What an operation of the gateway is: all that its route and its documentation are made from. */
import type { z } from "zod";
import type { ProblemCode } from "./problem.ts";

/**
 * Who may call: anybody, whoever is signed in for an organisation, or whoever runs this gateway and has its token.
 */
export type Caller = "anyone" | "member" | "operator";

/**
 * What a caller may do for its organisation: see what it sees, prepare what its keys sign, arrange who may do what, or,
 * for sales staff, learn whether a buyer is on hold and nothing else.
 */
export const SCOPES = ["receivables:read", "receivables:write", "organisation:administer", "holds:read"] as const;
export type Scope = (typeof SCOPES)[number];

/** An answer that is no problem. */
export interface Answer {
  readonly description: string;
  /** Absent where the answer has no body. */
  readonly body?: z.ZodType;
  /** `application/json` unless it is said otherwise. */
  readonly contentType?: string;
}

export interface Operation {
  readonly method: "get" | "post" | "delete";
  /** Parameters in braces: `/v1/receivables/{id}`. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly caller: Caller;
  /** Of a member: what the session or the key must be good for; absent where any is enough. */
  readonly scope?: Scope;
  /** Whether a page brings many of them at once; they are counted apart, and more of them are let pass. */
  readonly isPartOfPage?: true;
  /** Of the path; one field for each parameter. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Headers that it reads beside those of every request, by their names in lower case. */
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Beside those that follow from the parts above, see `problemsOf`. */
  readonly problems?: readonly ProblemCode[];
}

/** An operation with the types of its own parts. */
export function operation<const Described extends Operation>(described: Described): Described {
  return described;
}

/** The header under which a request can be sent again and has one effect. */
export const IDEMPOTENCY_HEADER = "Idempotency-Key";

/** Whether an operation takes an `Idempotency-Key`: every POST of a member does. */
export function isRepeatable({ method, caller }: Operation): boolean {
  return method === "post" && caller === "member";
}

/** Everything that an operation may report, its own problems and those that every one like it has. */
export function problemsOf(described: Operation): readonly ProblemCode[] {
  const { caller, method, scope, body, answers, problems = [] } = described;
  const streams = Object.values(answers).some(({ contentType }) => contentType === "text/event-stream");
  const codes: readonly ProblemCode[] = [
    // Whoever asks for nothing in particular may still ask with a query that means nothing.
    "RequestInvalid",
    ...(streams ? (["NotAcceptable"] as const) : []),
    ...(body === undefined ? [] : (["BodyUnreadable", "BodyTooLarge", "MediaTypeUnsupported"] as const)),
    ...(caller === "member" ? (["SessionMissing", "SessionUnknown"] as const) : []),
    ...(scope === undefined ? [] : (["ScopeMissing"] as const)),
    ...(caller === "operator" ? (["OperatorOnly"] as const) : []),
    ...(caller === "member" && method !== "get" ? (["DutyMissing", "DutyConflict"] as const) : []),
    ...problems,
    ...(isRepeatable(described) ? (["IdempotencyKeyInUse", "IdempotencyKeyReused"] as const) : []),
    "TooManyRequests",
    "InternalError",
  ];
  return [...new Set(codes)];
}

/** The names of a path's parameters, in their order. */
export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}
