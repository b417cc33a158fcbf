/** Taking documents in, saying how long they are kept, and letting them go. */
import type { Hex } from "../../domain/receivable.ts";
import { dateOfDay, dayNumber } from "../../domain/terms.ts";
import type { Database } from "../../store/database.ts";
import {
  attachOriginal,
  eraseOriginal,
  keepOriginal,
  noteSending,
  originalOf,
  ownOriginal,
  ownsOriginal,
  sha256Of,
} from "../../store/documents.ts";
import { takesPart } from "../../store/participation.ts";
import { statesOf } from "../../store/readModel.ts";
import type { NewDocument } from "../../wire/document.ts";
import type { Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";

const DAY = 86_400;
/**
 * Whole calendar years after the one in which an invoice came in. Laws ask for six to ten in most of Europe (France:
 * Code de commerce, L123-22: ten); where more is asked, as in China for vouchers, whoever gives the document says so.
 */
const INVOICE_YEARS = 10;
/** How what happens at this gateway is named in a sending record. */
export const OWN_CHANNEL = "gateway";

/** The last instant at which an invoice that comes in now may not be erased, unix seconds. */
export function invoiceKeptUntil(now: number): number {
  return Date.UTC(new Date(now * 1000).getUTCFullYear() + INVOICE_YEARS + 1, 0, 1) / 1000 - 1;
}

/** The last instant at which a document may not be erased, unix seconds; null if nobody has to keep it. */
function keptUntil({ kind, keepUntil }: NewDocument, now: number): number | null {
  const asked = keepUntil === undefined ? null : (dayNumber(keepUntil) + 1) * DAY - 1;
  if (kind !== "invoice") return asked;
  const required = invoiceKeptUntil(now);
  return asked === null ? required : Math.max(asked, required);
}

/**
 * Keeps a document for whoever gave it, and with the receivable that it belongs to, all or nothing.
 * @returns its hash, and whether the organisation had given it before.
 * @throws ProblemError `DocumentMismatch`, or `NotFound` for a receivable that the organisation takes no part in
 */
export async function keepDocument(
  database: Database,
  { organisation, account }: Member,
  body: NewDocument,
  now: number,
): Promise<{ readonly sha256: Hex; readonly isKnown: boolean }> {
  const content = Uint8Array.from(Buffer.from(body.content, "base64"));
  const sha256 = sha256Of(content);
  if (body.sha256 !== undefined && body.sha256 !== sha256) {
    const detail = `the document has the sha-256 ${sha256}, not ${body.sha256}: send it again, or correct the hash`;
    throw new ProblemError("DocumentMismatch", detail);
  }
  const { receivable } = body;
  if (receivable !== undefined && !(await takesPart(database, organisation, receivable))) throw notFound();
  return database.transaction(async (tx) => {
    const isKnown = await ownsOriginal(tx, sha256, organisation);
    await keepOriginal(tx, { sha256, mediaType: body.mediaType, bytes: content, keptUntil: keptUntil(body, now) });
    await ownOriginal(tx, sha256, organisation, now);
    if (receivable !== undefined && (await attachOriginal(tx, sha256, receivable, body.kind, now))) {
      const header = (await statesOf(tx, [receivable])).get(receivable)?.state.agreed?.header;
      const sent = { receivable, event: "sent", channel: OWN_CHANNEL, at: now, organisation, account } as const;
      if (header?.supplier === organisation) await noteSending(tx, sha256, sent, now);
    }
    return { sha256, isKnown };
  });
}

/**
 * Lets go of a document, and erases it where nobody else gave it.
 * @throws ProblemError `NotFound` for one that the organisation did not give, `RetentionRunning`
 */
export async function eraseDocument(
  database: Database,
  { organisation }: Member,
  sha256: Hex,
  now: number,
): Promise<void> {
  if (!(await ownsOriginal(database, sha256, organisation))) throw notFound();
  if (await eraseOriginal(database, sha256, organisation, now)) return;
  const last = (await originalOf(database, sha256))?.keptUntil ?? now;
  const day = dateOfDay(Math.floor(last / DAY));
  throw new ProblemError("RetentionRunning", `the document must be kept until ${day}: erase it after that day`);
}
