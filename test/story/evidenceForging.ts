/** What somebody does to an archive of evidence who means to deceive: a part is changed, and every hash made to fit. */
import { writeArchive } from "../../src/documents/evidence/archive.ts";
import { canonicalJson, hashFile, sha256 } from "../../src/documents/evidence/manifest.ts";
import type { EvidenceManifest } from "../../src/documents/evidence/manifest.ts";
import { contentHashOf } from "../../src/documents/letters/contentHash.ts";
import { ZERO_HASH } from "../../src/domain/receivable.ts";

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

/** What was told of a collection, changed or made up, with the fault that is found. It needs one of each kind. */
export function forgedOpenings(
  files: Files,
): readonly { readonly about: string; readonly archive: Uint8Array; readonly fault: RegExp }[] {
  const openings = jsonIn(files, "openings.json") as readonly Readonly<Record<string, unknown>>[];
  const at = (of: string): number => openings.findIndex((opening) => opening["of"] === of);
  const changes: readonly (readonly [at: Place, value: unknown])[] = [
    [[at("words"), "text"], "Words that nobody said."],
    [[at("payment"), "amount"], "40001"],
    [[at("plan"), "debt"], `${2n ** 96n}`],
    [[at("plan"), "interest"], { kind: "stands" }],
    [[at("plan"), "instalments", 0, "payBy"], 20_000],
    [[at("plan"), "hash"], `0x${"11".repeat(32)}`],
  ];
  const hash = contentHashOf("Never said.", ZERO_HASH);
  const madeUp = [...openings, { of: "words", hash, text: "Never said.", salt: ZERO_HASH }];
  const forge = (place: Place, value: unknown, fault: RegExp) => {
    return { about: place.join("."), archive: forged(files, { file: "openings.json", at: place, value }), fault };
  };
  return [
    ...changes.map(([place, value]) =>
      forge(place, value, /^openings\.json: \d+: these \w+ have another hash than 0x/),
    ),
    forge([], madeUp, /^openings\.json: \d+: no event has the hash 0x[0-9a-f]{64} of words$/),
  ];
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
