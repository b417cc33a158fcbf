import { readFileSync, statSync } from "node:fs";
import { CommandError, EXIT } from "./exit.ts";
import { isSystemError, whyUnreadable } from "./unopened.ts";

/** More than any file is that a command reads whole. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The text of a file in UTF-8, with or without a byte order mark.
 * @param hint What to do about a file that is too large.
 * @param subject What a message says the fault of.
 * @throws CommandError FILE_UNREADABLE if it cannot be opened (called wrongly), or is no text (unusable).
 */
export function readText(file: string, hint: string, subject: string = file): string {
  const bytes = readFileBytes(file, hint, subject);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CommandError("FILE_UNREADABLE", `${subject}: it is no UTF-8 text: save it as that`, EXIT.document, {
      cause,
    });
  }
}

/**
 * The bytes of a file.
 * @throws CommandError FILE_UNREADABLE as {@link readText}
 */
export function readFileBytes(file: string, hint: string, subject: string = file): Buffer {
  try {
    if (statSync(file).size <= MOST_BYTES) return readFileSync(file);
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new CommandError("FILE_UNREADABLE", `${subject}: ${whyUnreadable(cause.code)}`, EXIT.usage, { cause });
  }
  const message = `${subject}: it is larger than ${MOST_BYTES} bytes: ${hint}`;
  throw new CommandError("FILE_UNREADABLE", message, EXIT.document);
}
