/**
 * Everything that can go wrong with an act, by what its caller does next. `code` is the Solidity error's name where a
 * contract refused, `values` are what offended, and the message is a sentence that says the way out.
 */
import type { Revert, RevertValues } from "../chain/reverts.ts";
import type { Hex } from "../domain/receivable.ts";

/** Codes of failures that no contract named. */
export type FailureCode =
  | "AccountMissing"
  | "ArgumentInvalid"
  | "GasNotCovered"
  | "NodeRefused"
  | "NodeUnreachable"
  | "NonceTaken"
  | "NotMined"
  | "SendingInterrupted"
  | "SignatureDeclined"
  | "WrongChain";

export type ErrorCode = Revert["name"] | FailureCode;

/** The one root; it is always one of the three below. */
export abstract class LedgerError extends Error {
  readonly code: ErrorCode;
  readonly values: RevertValues;

  constructor(code: ErrorCode, values: RevertValues, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = new.target.name;
    this.code = code;
    this.values = values;
  }
}

/** Nothing happened, and the same call will be refused again: change what the message names. */
export class RefusedError extends LedgerError {}

/** Nothing happened, and the same call may well succeed: try again. */
export class RetryError extends LedgerError {}

/** It may have happened or may yet happen: look at the ledger before anything is repeated. */
export class OutcomeUnknownError extends LedgerError {
  /** The transaction, if the node gave its hash. */
  readonly hash: Hex | undefined;

  constructor(code: ErrorCode, message: string, hash: Hex | undefined, cause?: unknown) {
    super(code, hash === undefined ? {} : { hash }, message, cause);
    this.hash = hash;
  }
}
