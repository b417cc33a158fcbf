/** A ZIP archive of evidence: what goes in comes out byte for byte, and what strangers made of one is bounded. */
import { unzipSync, zipSync } from "fflate";
import { EvidenceError } from "./manifest.ts";

export const MOST_ARCHIVE_BYTES = 64 * 2 ** 20;
/** Of all files together, unpacked. */
export const MOST_UNPACKED_BYTES = 128 * 2 ** 20;
export const MOST_FILES = 2_000;

const NAME = /^[a-z0-9][a-z0-9._-]{0,99}(?:\/[a-z0-9][a-z0-9._-]{0,99}){0,2}$/;
/** Folders that a program writes as entries of their own when somebody packs the files again. */
const FOLDER = /^(?:[a-z0-9][a-z0-9._-]{0,99}\/){1,2}$/;
/** ZIP knows no time before it; the same files make the same archive whenever it is made. */
const FIRST_TIME = "1980-01-01T00:00:00";

/** The archive of some files by their paths, in the order of these. @throws RangeError for a path that none has */
export function writeArchive(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [name] of entries) if (!NAME.test(name)) throw new RangeError(`${name} is no path of evidence`);
  return zipSync(Object.fromEntries(entries), { mtime: FIRST_TIME });
}

/**
 * The files of an archive. Nothing is unpacked before names and sizes are known to be in bounds, and no more of a file
 * than it declares.
 * @throws EvidenceError that names the file at fault
 */
export function readArchive(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (archive.length > MOST_ARCHIVE_BYTES) {
    throw new EvidenceError("the archive", `it has more than ${MOST_ARCHIVE_BYTES} bytes`);
  }
  const sizes = new Map<string, number>();
  let total = 0;
  const filter = (entry: { name: string; size: number; originalSize: number }): boolean => {
    const { name, size, originalSize } = entry;
    if (FOLDER.test(name) && originalSize === 0) return false;
    if (!NAME.test(name)) throw new EvidenceError(shown(name), "no file of evidence is called so");
    if (sizes.has(name)) throw new EvidenceError(name, "it stands twice in the archive");
    sizes.set(name, originalSize);
    total += Math.max(size, originalSize);
    if (total > MOST_UNPACKED_BYTES)
      throw new EvidenceError(name, `with it there are over ${MOST_UNPACKED_BYTES} bytes`);
    if (sizes.size > MOST_FILES) throw new EvidenceError(name, `it is one of more than ${MOST_FILES} files`);
    return true;
  };
  const files = unpacked(archive, filter);
  for (const [name, size] of sizes) {
    if (files[name]?.length !== size) throw new EvidenceError(name, "it is not as long as the archive says");
  }
  return new Map([...sizes.keys()].map((name) => [name, files[name] ?? new Uint8Array()]));
}

function unpacked(
  archive: Uint8Array,
  filter: (entry: { name: string; size: number; originalSize: number }) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(archive, { filter });
  } catch (error) {
    if (error instanceof EvidenceError) throw error;
    throw new EvidenceError("the archive", "it is damaged, or no ZIP archive: ask for it once more");
  }
}

const LONGEST_SHOWN = 60;

function shown(name: string): string {
  return JSON.stringify(name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name);
}
