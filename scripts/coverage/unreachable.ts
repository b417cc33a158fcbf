/** What no test can reach, each with the reason. */

export interface Unreachable {
  readonly file: string;
  /** The statement or condition as the source has it, on one line. */
  readonly code: string;
  readonly way: "reached" | "true" | "false";
  /** One sentence. */
  readonly why: string;
}

export const UNREACHABLE: readonly Unreachable[] = [];
