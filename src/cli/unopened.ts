/** Why a file cannot be opened, and what to do about it. */

const NOT_THERE = "there is no such file: check the path";
const NOT_ALLOWED = "it may not be read: ask its owner for the right to, or copy it";

const WORDS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", NOT_THERE],
  ["ENOTDIR", NOT_THERE],
  ["ENAMETOOLONG", NOT_THERE],
  ["EISDIR", "it is a folder: name a file inside it"],
  ["EACCES", NOT_ALLOWED],
  ["EPERM", NOT_ALLOWED],
]);

/** What the system says of a file, by its code. */
export type SystemError = Error & { readonly code: string };

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}

/** Whether the file could not even be opened, rather than not be read to its end. */
export function isUnopened(code: string): boolean {
  return WORDS.has(code);
}

export function whyUnreadable(code: string): string {
  return WORDS.get(code) ?? `it cannot be read (${code}): try again`;
}
