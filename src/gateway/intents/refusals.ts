/** What the ledger's own refusals are to whoever asks the gateway. */
import { LedgerError, RetryError } from "../../clients/errors.ts";
import { attempt } from "../../clients/failures.ts";
import { PROBLEMS } from "../../wire/problem.ts";
import type { ProblemCode } from "../../wire/problem.ts";
import { ProblemError } from "../http/problems.ts";

/** A problem of the same name as the error, in its own words; the gateway's own failure where there is none. */
export function problemOfLedger(error: LedgerError): ProblemError | LedgerError {
  return isProblem(error.code) ? new ProblemError(error.code, wordsOf(error), { cause: error }) : error;
}

/** What a node said, or did not say, names the machine that was asked: that is the operator's business alone. */
function wordsOf(error: LedgerError): string {
  return error instanceof RetryError ? "the chain's node gave no answer to rely on: try again" : error.message;
}

/** Does something that the ledger's clients may refuse. @throws ProblemError that is named as the Solidity error. */
export async function explained<Result>(act: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await attempt("encoding", act);
  } catch (error) {
    throw error instanceof LedgerError ? problemOfLedger(error) : error;
  }
}

function isProblem(code: string): code is ProblemCode {
  return code in PROBLEMS;
}
