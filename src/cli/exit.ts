/** What a script may rely on after a command. */
export const EXIT = {
  /** Done. */
  ok: 0,
  /** Something failed that the caller did not cause, or that nobody foresaw. */
  failed: 1,
  /** The command was called wrongly. */
  usage: 2,
  /** A document cannot be read, or cannot become a receivable as it is: a rule fails, or a question is open. */
  document: 3,
  /** The chain refused: a revert, a missing key, a node that does not answer. */
  chain: 4,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A failure that the caller can do something about; its message says what. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  readonly code: string;

  constructor(code: string, message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.name = "CommandError";
    this.code = code;
    this.exitCode = exitCode;
  }
}
