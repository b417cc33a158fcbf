/**
 * The manifest of an archive of evidence: every file of it with its hash and what it is, and what could not be given.
 */
import { createHash } from "node:crypto";
import type { Address, Hex } from "../../domain/receivable.ts";

/** What stands under `countersign` in the manifest; another form gets another name. */
export const EVIDENCE_FORM = "evidence-1";
export const MANIFEST = "manifest.json";
/** Has the manifest's own sha-256, so that a slip of a byte shows there too. Whoever changes both is not found so. */
export const MANIFEST_HASH = "manifest.sha256";

/** What a file of evidence is. */
export const EVIDENCE_KINDS = [
  "block",
  "events",
  "terms",
  "document",
  "consent",
  "contract",
  "orders",
  "openings",
  "interest",
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export interface EvidenceFile {
  readonly path: string;
  readonly kind: EvidenceKind;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: Hex;
}

/** What belongs to the evidence and is not there. */
export interface MissingEvidence {
  readonly kind: EvidenceKind;
  /** Which one, where one is known by a hash, an id or a block. */
  readonly about: string;
  readonly why: string;
}

export interface EvidenceManifest {
  readonly countersign: typeof EVIDENCE_FORM;
  readonly chainId: number;
  readonly ledger: Address;
  readonly directory: Address;
  readonly statements: Address | null;
  readonly collections: Address | null;
  readonly receivable: Hex;
  /** The receivable, then what it is a part of, up to the invoice's own. */
  readonly lineage: readonly Hex[];
  /** For whom it was made: one of the receivable's parties. */
  readonly organisation: Address;
  /** ISO 8601. */
  readonly made: string;
  /** The last block that was looked at; null before the first. */
  readonly asOf: { readonly block: number; readonly blockHash: Hex } | null;
  /** In the order of their paths. */
  readonly files: readonly EvidenceFile[];
  readonly missing: readonly MissingEvidence[];
}

/** Evidence that cannot be read, or is not what its manifest says. */
export class EvidenceError extends Error {
  /** The file at fault, by its path. */
  readonly file: string;

  constructor(file: string, fault: string) {
    super(`${file}: ${fault}`);
    this.name = "EvidenceError";
    this.file = file;
  }
}

/**
 * JSON with the fields of every object in the order of their names, without a space between, and a line break after it:
 * of one value there is one text. Bigints are decimal text.
 */
export function canonicalJson(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(ordered(value))}\n`);
}

function ordered(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([k, v]) => [k, ordered(v)]));
}

export function sha256(bytes: Uint8Array): Hex {
  return `0x${createHash("sha256").update(bytes).digest("hex")}`;
}

/** The file of a manifest's own hash. */
export function hashFile(manifest: Uint8Array): Uint8Array {
  return new TextEncoder().encode(`${sha256(manifest).slice(2)}  ${MANIFEST}\n`);
}

/**
 * Whether an archive holds what its manifest says, and nothing else.
 * @throws EvidenceError that names the first file that is missing, added or changed
 */
export function checkFiles({ files }: EvidenceManifest, found: ReadonlyMap<string, Uint8Array>): void {
  const listed = new Set(files.map(({ path }) => path));
  if (listed.size !== files.length) throw new EvidenceError(MANIFEST, "it lists a file twice");
  for (const { path, bytes, sha256: expected } of files) {
    const content = found.get(path);
    if (content === undefined) throw new EvidenceError(path, "the manifest lists it, and the archive lacks it");
    if (content.length !== bytes || sha256(content) !== expected) {
      throw new EvidenceError(path, `it has the sha-256 ${sha256(content)}, and the manifest says ${expected}`);
    }
  }
  for (const path of found.keys()) {
    if (listed.has(path) || path === MANIFEST || path === MANIFEST_HASH) continue;
    throw new EvidenceError(path, "it is in the archive, and the manifest does not list it");
  }
}
