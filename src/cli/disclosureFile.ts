/** The file that proves single fields of a document: written by `disclose`, read by `check`. */
import { writeFileSync } from "node:fs";
import { isDisclosed } from "../domain/document.ts";
import type { Hex } from "../domain/receivable.ts";
import { fieldDisclosure } from "../wire/document.ts";
import type { FieldDisclosure } from "../wire/document.ts";
import { JsonError, parseJson } from "../wire/json.ts";
import { CommandError, EXIT } from "./exit.ts";
import { readText } from "./readText.ts";

/** For the help of both commands. */
export const FILE_MANUAL = `
The file is one JSON object:
  version     1
  chainId     of the ledger, or null
  ledger      its address, or null
  receivable  the id whose document it is, or null
  root        the document's root, 0x and 64 hex digits
  fields      a list of {path, value, salt, proof}: where the field stands in the invoice, what stands there, and with
              which salt (keccak256(secret, path)) and siblings it hashes to the root. The leaf is
              keccak256(keccak256(keccak256(path) keccak256(value) keccak256(salt))), and two nodes make one as
              keccak256 of both, the smaller one first.`;

/** @throws CommandError FILE_UNREADABLE, DISCLOSURE_INVALID that names the field at fault */
export function readDisclosure(file: string): FieldDisclosure {
  const text = readText(file, "give a file that countersign disclose wrote");
  try {
    const read = fieldDisclosure.safeParse(parseJson(Buffer.from(text, "utf8")));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    const at = issue?.path.join(".") ?? "";
    throw invalid(file, `${at === "" ? "the file" : at}: ${issue?.message ?? "it is something else"}`);
  } catch (cause) {
    if (!(cause instanceof JsonError)) throw cause;
    throw invalid(file, cause.message);
  }
}

function invalid(file: string, fault: string): CommandError {
  const message = `${file}: it is no disclosure as countersign disclose writes it (${fault}): ask for it once more`;
  return new CommandError("DISCLOSURE_INVALID", message, EXIT.document);
}

/** The paths of the fields that are not part of a document with that root. */
export function unprovenFields({ fields }: FieldDisclosure, root: Hex): readonly string[] {
  return fields
    .filter(({ path, value, salt, proof }) => !isDisclosed(root, { field: { path, value }, salt, proof }))
    .map(({ path }) => path);
}

/** Writes a result that must not replace anything. @throws CommandError FILE_UNWRITTEN */
export function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx" });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? "it exists already" : (code ?? "unknown");
    throw new CommandError("FILE_UNWRITTEN", `${file} cannot be written (${why}): name another`, EXIT.usage, { cause });
  }
}

const HASH = /^0x[0-9a-f]{64}$/i;

/** 32 bytes from the command line or a file. @throws CommandError HASH_INVALID that never repeats what was given */
export function requireHash(text: string, name: string, exitCode: 2 | 3 = EXIT.usage): Hex {
  const hash = text.trim().toLowerCase();
  if (HASH.test(hash)) return hash as Hex;
  throw new CommandError("HASH_INVALID", `${name} is no hash: give 0x and 64 hex digits`, exitCode);
}
