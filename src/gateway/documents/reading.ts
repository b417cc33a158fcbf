/** Reading documents, for those who gave them and those who may see what they belong to. */
import type { z } from "zod";
import type { Address, Hex } from "../../domain/receivable.ts";
import { dateOfDay } from "../../domain/terms.ts";
import type { Database } from "../../store/database.ts";
import { noteSending, originalOf, ownsOriginal, receivablesOf, sendingsOf } from "../../store/documents.ts";
import type { Sending, StoredOriginal } from "../../store/documents.ts";
import { maySee } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import { MEDIA_TYPES } from "../../wire/document.ts";
import type { documentRecord, sending, StoredDocument } from "../../wire/document.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";
import { OWN_CHANNEL } from "./keeping.ts";

const DAY = 86_400;

/** A document, and what it belongs to of that the reader may see. */
export interface Readable {
  readonly original: StoredOriginal;
  readonly receivables: readonly Hex[];
}

/** @throws ProblemError `NotFound` for what is not there, or not for the organisation */
export async function readableDocument(
  database: Database,
  organisation: Address,
  sha256: Hex,
  now: number,
): Promise<Readable> {
  const isOwn = await ownsOriginal(database, sha256, organisation);
  const receivables: Hex[] = [];
  for (const id of await receivablesOf(database, sha256)) {
    if (await maySee(database, organisation, id, now)) receivables.push(id);
  }
  const original = isOwn || receivables.length > 0 ? await originalOf(database, sha256) : undefined;
  if (original === undefined) throw notFound();
  return { original, receivables };
}

/** The bytes of a document; that the buyer read it is noted. @throws ProblemError `NotFound`, `DocumentErased` */
export async function openedDocument(
  database: Database,
  { organisation, account }: Member,
  sha256: Hex,
  now: number,
): Promise<{ readonly content: Uint8Array; readonly mediaType: string }> {
  const { original, receivables } = await readableDocument(database, organisation, sha256, now);
  if (original.bytes === null) {
    const since = original.erased === null ? "" : ` on ${shownInstant(original.erased)}`;
    throw new ProblemError("DocumentErased", `the document was erased${since}: ask who gave it for another copy`);
  }
  for (const [receivable, { state }] of await statesOf(database, receivables)) {
    if (state.agreed?.header.buyer !== organisation) continue;
    const read = { receivable, event: "opened", channel: OWN_CHANNEL, at: now, organisation, account } as const;
    await noteSending(database, sha256, read, now);
  }
  return { content: original.bytes, mediaType: original.mediaType };
}

/** What is told of a document. */
export function shownDocument({ original, receivables }: Readable): StoredDocument {
  const { sha256, mediaType, size, keptUntil, erased } = original;
  return {
    sha256,
    mediaType: knownType(mediaType),
    size,
    keptUntil: keptUntil === null ? null : dateOfDay(Math.floor(keptUntil / DAY)),
    erased: erased === null ? null : shownInstant(erased),
    receivables: [...receivables],
  };
}

/** What is told of a document, with what became of it in receivables that the reader may see. */
export async function shownRecord(database: Database, readable: Readable): Promise<z.output<typeof documentRecord>> {
  const sendings = await sendingsOf(database, readable.original.sha256);
  const visible = sendings.filter(({ receivable }) => readable.receivables.includes(receivable));
  return { ...shownDocument(readable), sendings: visible.map(shownSending) };
}

export function shownSending({ at, ...rest }: Sending): z.output<typeof sending> {
  return { ...rest, at: shownInstant(at) };
}

type MediaType = (typeof MEDIA_TYPES)[number];

const ENDINGS: Readonly<Record<MediaType, string>> = {
  "application/xml": "xml",
  "text/xml": "xml",
  "application/pdf": "pdf",
  "application/ofd": "ofd",
  "application/json": "json",
  "application/octet-stream": "bin",
  "image/jpeg": "jpg",
  "image/png": "png",
  "text/csv": "csv",
  "text/plain": "txt",
};

function knownType(mediaType: string): MediaType {
  return MEDIA_TYPES.find((type) => type === mediaType) ?? "application/octet-stream";
}

/**
 * Headers with which a browser saves a file and never runs it. Its name is its hash: whatever the sender called it
 * stays outside.
 */
export function savedAs(sha256: Hex, mediaType: string): Readonly<Record<string, string>> {
  return {
    "content-disposition": `attachment; filename="${sha256.slice(2, 18)}.${ENDINGS[knownType(mediaType)]}"`,
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  };
}
