/** An archive of evidence as it is read: bounded, whole, and every file what its manifest says. */
import { readFileSync, statSync } from "node:fs";
import type { z } from "zod";
import { MOST_ARCHIVE_BYTES, readArchive } from "../../documents/evidence/archive.ts";
import { checkFiles, EvidenceError, hashFile, MANIFEST, MANIFEST_HASH } from "../../documents/evidence/manifest.ts";
import type { EvidenceFile, EvidenceKind, EvidenceManifest } from "../../documents/evidence/manifest.ts";
import { evidenceManifest } from "../../wire/evidence.ts";
import { JsonError, parseJson } from "../../wire/json.ts";
import { CommandError, EXIT } from "../exit.ts";
import { isSystemError, whyUnreadable } from "../unopened.ts";

export interface Pack {
  readonly manifest: EvidenceManifest;
  /** The files of a kind, in the order of their paths. */
  of(kind: EvidenceKind): readonly EvidenceFile[];
  bytes(file: EvidenceFile): Uint8Array;
  /** @throws EvidenceError that names the file and the field */
  read<Shape extends z.ZodType>(file: EvidenceFile, shape: Shape): z.output<Shape>;
}

/** @throws CommandError FILE_UNREADABLE */
export function readArchiveFile(file: string): Uint8Array {
  try {
    if (statSync(file).size <= MOST_ARCHIVE_BYTES) return readFileSync(file);
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new CommandError("FILE_UNREADABLE", `${file}: ${whyUnreadable(cause.code)}`, EXIT.usage, { cause });
  }
  const message = `${file}: it is larger than ${MOST_ARCHIVE_BYTES} bytes, and no archive of evidence`;
  throw new CommandError("FILE_UNREADABLE", message, EXIT.document);
}

/** Nothing is written to disk. @throws EvidenceError that names the first file at fault */
export function openPack(archive: Uint8Array): Pack {
  const files = readArchive(archive);
  const [content, hash] = [MANIFEST, MANIFEST_HASH].map((name) => {
    const found = files.get(name);
    if (found === undefined) throw new EvidenceError(name, "the archive lacks it: it is no archive of evidence");
    return found;
  });
  if (content === undefined || hash === undefined || Buffer.compare(hashFile(content), hash) !== 0) {
    throw new EvidenceError(MANIFEST, `it is not what ${MANIFEST_HASH} says, or that was changed`);
  }
  const manifest = parsed(MANIFEST, content, evidenceManifest);
  checkFiles(manifest, files);
  return {
    manifest,
    of: (kind) => manifest.files.filter((file) => file.kind === kind),
    bytes: ({ path }) => files.get(path) ?? new Uint8Array(),
    read: ({ path }, shape) => parsed(path, files.get(path) ?? new Uint8Array(), shape),
  };
}

function parsed<Shape extends z.ZodType>(path: string, content: Uint8Array, shape: Shape): z.output<Shape> {
  let value: unknown;
  try {
    value = parseJson(content);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new EvidenceError(path, error.message);
  }
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new EvidenceError(path, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it is something else"}`);
}
