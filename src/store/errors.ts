/** Everything that can go wrong with the database, by what the caller does next. */

/** What no engine has a code of its own for; elsewhere `code` is the five-character SQLSTATE. */
export type StoreErrorCode =
  | "ConnectionLost"
  | "DatabaseClosed"
  | "DirectoryInUse"
  | "EngineFailed"
  | "ForeignDatabase"
  | "SchemaChanged"
  | "SchemaNewer"
  | "TransactionAborted"
  | (string & {});

/** The one root; it is always one of the two below. */
export abstract class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = new.target.name;
    this.code = code;
  }
}

/** The same may well succeed: try the whole transaction again, reading afresh what it depends on. */
export class StoreRetryError extends StoreError {
  /** Whether it may have been stored all the same: the connection broke between the commit and its answer. */
  readonly mayBeStored: boolean;

  constructor(code: StoreErrorCode, message: string, mayBeStored: boolean, cause?: unknown) {
    super(code, message, cause);
    this.mayBeStored = mayBeStored;
  }
}

/** Nothing was stored, and the same will be refused again: change what the message names. */
export class StoreRefusedError extends StoreError {}

/**
 * SQLSTATEs, or classes of them, that pass: connections (08), resources such as disk, memory and connections (53),
 * deadlocks and lost races (40), locks that were not free (55P03), shutdowns and starts (57P0x), timeouts (57014), and
 * servers that only read until they, or others, take over (25006).
 */
const PASSING = /^(?:08...|53...|40...|55P03|57P0[123]|57014|25006)$/;
/** After these the session is gone, and a commit on its way may or may not have been heard. */
const SESSION_LOST = /^(?:08...|57P0[12])$/;
const SOCKET = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"]);
/** How the driver words a lost or late connection, for which it has no code. */
const LOST =
  /connection terminated|terminating connection|not queryable|connection error|timeout exceeded when trying/i;

/**
 * What an engine threw, as an error of ours; `committing` says that the commit was already on its way. Errors of our
 * own, and errors of the work inside a transaction, pass as they are.
 */
export function storeErrorOf(thrown: unknown, committing = false): unknown {
  if (!(thrown instanceof Error) || thrown instanceof StoreError) return thrown;
  const code = codeOf(thrown);
  if ((code !== undefined && SOCKET.has(code)) || (code === undefined && LOST.test(thrown.message))) {
    return new StoreRetryError("ConnectionLost", `The database did not answer: ${thrown.message}`, committing, thrown);
  }
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return thrown;
  const message = `The database answered ${code}: ${thrown.message}`;
  return PASSING.test(code)
    ? new StoreRetryError(code, message, committing && SESSION_LOST.test(code), thrown)
    : new StoreRefusedError(code, message, thrown);
}

function codeOf(error: Error): string | undefined {
  // A connection that failed on every address of a name is one error with many inside; they tell the same.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code: unknown = first instanceof Error && "code" in first ? first.code : undefined;
  return typeof code === "string" ? code : undefined;
}

/** What every call after `close` is told. */
export function closedError(): StoreRefusedError {
  return new StoreRefusedError("DatabaseClosed", "The database was closed; open it again to use it.");
}

/** What the work of a transaction is told that went on after a statement of it had failed. */
export function abortedError(cause?: unknown): StoreRefusedError {
  return new StoreRefusedError("TransactionAborted", "A statement failed before, so that nothing was stored.", cause);
}
