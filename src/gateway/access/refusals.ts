/** What several lists refuse in the same words. */
import { ProblemError } from "../http/problems.ts";

export function idTaken(what: string): ProblemError {
  return new ProblemError("IdTaken", `there is ${what} of this id: make up another id`);
}

export function quotaReached(most: number, what: string): ProblemError {
  return new ProblemError("QuotaReached", `there are ${most} ${what}`);
}

/** A moment that is none for this. @param at The part and the field. */
export function instantInvalid(at: string, message: string): ProblemError {
  return new ProblemError("RequestInvalid", `${at}: ${message}`, { faults: [{ at, message }] });
}
