/** What goes wrong while answering, and how it is told outwards: never more than the caller can act upon. */
import type { z } from "zod";
import { ChainReadError } from "../../chain/rpcErrors.ts";
import { PROBLEMS, problemType } from "../../wire/problem.ts";
import type { Fault, Problem, ProblemCode } from "../../wire/problem.ts";

/** A problem that the caller is told of. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly faults: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { faults?: readonly Fault[]; headers?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.name = "ProblemError";
    this.code = code;
    this.faults = more.faults ?? [];
    this.headers = more.headers ?? {};
  }
}

/** The one answer to whoever asks for what is not there, or not for them. */
export function notFound(): ProblemError {
  return new ProblemError("NotFound", "there is nothing here for you: check the path, or who you are signed in for");
}

/** The body of a problem. @param requestId A UUID. */
export function problemBody({ code, message, faults }: ProblemError, requestId: string): Problem {
  const { status, title } = PROBLEMS[code];
  return {
    type: problemType(code),
    title,
    status,
    detail: message,
    instance: `urn:uuid:${requestId}`,
    ...(faults.length === 0 ? {} : { faults: [...faults] }),
  };
}

/** What an error of any kind is to the caller; whatever nobody foresaw is the gateway's own failure. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isPathError(error)) {
    return new ProblemError("RequestInvalid", "the path is not percent-encoded UTF-8: encode it", { cause: error });
  }
  // Which node it is, and what is wrong with it, is the operator's business.
  if (error instanceof ChainReadError) {
    return new ProblemError("NodeUnreachable", "the chain's node gave no answer to rely on: try again", {
      cause: error,
    });
  }
  return new ProblemError(
    "InternalError",
    "the fault is the gateway's: try again, and tell its operator the instance if it stays",
    { cause: error },
  );
}

/** A part of the request as its schema reads it. @throws ProblemError `RequestInvalid` naming every field at fault. */
export function readPart<Shape extends z.ZodType>(shape: Shape, value: unknown, part: string): z.output<Shape> {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const faults = read.error.issues.slice(0, MAX_FAULTS).map((issue) => faultOf(issue, part));
  const first = faults[0];
  const detail = `${first?.at ?? part}: ${first?.message ?? "correct it"}`;
  throw new ProblemError("RequestInvalid", detail, { faults, cause: read.error });
}

const MAX_FAULTS = 20;
const MAX_NAME = 60;

function faultOf(issue: z.core.$ZodIssue, part: string): Fault {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const at = [part, ...issue.path.map(String), ...unknown].map(printable).join(".");
  const message = issue.code === "unrecognized_keys" ? "there is no such field: leave it out" : issue.message;
  return { at, message };
}

/** Names come from the caller and go into answers and logs: short, and without anything that is not plain text. */
function printable(name: string): string {
  return name.slice(0, MAX_NAME).replaceAll(/[^\w.$ -]/g, "?");
}

/** Express gives up on a path that it cannot decode. */
function isPathError(error: unknown): boolean {
  return error instanceof URIError;
}
