/** What somebody does to an archive of evidence who means to deceive: a part is changed, and every hash made to fit. */
import { writeArchive } from "../../src/documents/evidence/archive.ts";
import { canonicalJson, hashFile, sha256 } from "../../src/documents/evidence/manifest.ts";
import type { EvidenceManifest } from "../../src/documents/evidence/manifest.ts";

export type Files = ReadonlyMap<string, Uint8Array>;
type Place = readonly (string | number)[];

/** A value in a file, by the way to it; one that is undefined takes the place out. */
export interface Forgery {
  readonly file: string;
  readonly at: Place;
  readonly value: unknown;
  /** The file whose check finds it. */
  readonly found: string;
}

export function jsonIn(files: Files, name: string): unknown {
  return JSON.parse(Buffer.from(files.get(name) ?? []).toString());
}

export function forged(files: Files, { file, at, value }: Omit<Forgery, "found">): Uint8Array {
  return rehashed(new Map(files).set(file, canonicalJson(changed(jsonIn(files, file), at, value))));
}

function changed(whole: unknown, [first, ...rest]: Place, value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(whole)) {
    const index = Number(first) < 0 ? whole.length + Number(first) : Number(first);
    const inner = changed(whole[index], rest, value);
    return inner === undefined ? whole.toSpliced(index, 1) : whole.with(index, inner);
  }
  const fields = whole as Readonly<Record<string, unknown>>;
  return { ...fields, [first]: changed(fields[first], rest, value) };
}

/** The archive with a manifest that fits its files; what the archive lacks is listed no more. */
export function rehashed(files: Files): Uint8Array {
  const manifest = jsonIn(files, "manifest.json") as EvidenceManifest;
  const listed = manifest.files.flatMap((file) => {
    const content = files.get(file.path);
    return content === undefined ? [] : [{ ...file, bytes: content.length, sha256: sha256(content) }];
  });
  const content = canonicalJson({ ...manifest, files: listed });
  return writeArchive(new Map(files).set("manifest.json", content).set("manifest.sha256", hashFile(content)));
}
