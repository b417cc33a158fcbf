/** Files in pieces, over HTTP. */
import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Hex } from "../../domain/receivable.ts";
import type { Transaction } from "../../store/database.ts";
import { lockCount } from "../../store/quotas.ts";
import {
  addPiece,
  beginUpload,
  dropUpload,
  forgetUploads,
  uploadedBytes,
  uploadOf,
  uploadsOf,
} from "../../store/uploads.ts";
import type { Upload } from "../../store/uploads.ts";
import type { UPLOAD_OPERATIONS } from "../../wire/operations/uploads.ts";
import { MOST_IN_PIECE, MOST_UPLOADED } from "../../wire/upload.ts";
import type { upload } from "../../wire/upload.ts";
import { idTaken, quotaReached } from "../access/refusals.ts";
import type { GatewayDeps } from "../deps.ts";
import type { Handlers, Member } from "../http/exchange.ts";
import { notFound, ProblemError } from "../http/problems.ts";
import { shownInstant } from "../receivables/showing.ts";

/** Of one organisation at a time. */
const MOST_OF_ORGANISATION = 4 * MOST_UPLOADED;
const MOST_UPLOADS = 50;
const KEPT_SECONDS = 86_400;

export function uploadHandlers({ database, now }: GatewayDeps): Handlers<typeof UPLOAD_OPERATIONS> {
  async function own({ organisation }: Member, id: string): Promise<Upload> {
    const found = await uploadOf(database, organisation, id);
    if (found === undefined) throw notFound();
    return found;
  }

  return {
    beginUpload: async ({ member: { organisation, account }, body }) => {
      await forgetUploads(database, now() - KEPT_SECONDS);
      const kept = await database.transaction(async (tx) => {
        await lockCount(tx, `uploads of ${organisation}`);
        if ((await uploadOf(tx, organisation, body.id)) === undefined)
          checkRoom(await uploadsOf(tx, organisation), body);
        return beginUpload(tx, { ...body, organisation, account, begun: now() });
      });
      const isSame = kept.name === body.name && kept.length === body.length && kept.sha256 === body.sha256;
      if (!isSame) throw idTaken("another upload");
      return { status: 201, body: shownUpload(kept) };
    },
    addPiece: async ({ member, params: { id }, body: { start, content } }) => {
      const found = await own(member, id);
      const piece = Buffer.from(content, "base64");
      if (piece.length > MOST_IN_PIECE) throw misplaced(found, `it has more than ${MOST_IN_PIECE} bytes`);
      const { isAdded, other } = await database.transaction((tx) => added(tx, found, start, piece));
      if (other !== undefined) {
        const detail = `the file has the SHA-256 ${other}, and ${found.sha256} was said: it is forgotten, begin anew`;
        throw new ProblemError("DocumentMismatch", detail);
      }
      const after = await own(member, id);
      // The same piece, sent again because its answer was lost, is there already.
      if (!isAdded && start + piece.length > after.received) throw misplaced(after, `it begins at ${start}`);
      return { status: 200, body: shownUpload(after) };
    },
    readUpload: async ({ member, params: { id } }) => ({ status: 200, body: shownUpload(await own(member, id)) }),
    dropUpload: async ({ member, params: { id } }) => {
      const { organisation } = await own(member, id);
      await dropUpload(database, organisation, id);
      return { status: 204, body: undefined };
    },
  };
}

interface Added {
  readonly isAdded: boolean;
  /** The hash of a whole file that is another one than was said, which is forgotten. */
  readonly other?: Hex;
}

/** With the last piece the file is checked at once, so that none is ever there whole and unchecked. */
async function added(tx: Transaction, upload: Upload, start: number, piece: Uint8Array): Promise<Added> {
  const isAdded = await addPiece(tx, upload, start, piece);
  if (!isAdded || start + piece.length !== upload.length) return { isAdded };
  const { organisation, id } = upload;
  const content = await uploadedBytes(tx, organisation, id);
  const hash: Hex = `0x${createHash("sha256").update(content).digest("hex")}`;
  if (hash === upload.sha256) return { isAdded };
  await dropUpload(tx, organisation, id);
  return { isAdded, other: hash };
}

/** @throws ProblemError `QuotaReached` */
function checkRoom({ count, length }: Awaited<ReturnType<typeof uploadsOf>>, next: Pick<Upload, "length">): void {
  if (count >= MOST_UPLOADS) throw quotaReached(count, "uploads: drop one first");
  if (length + next.length <= MOST_OF_ORGANISATION) return;
  throw quotaReached(length, `bytes of uploads, and ${MOST_OF_ORGANISATION} may be: drop one first`);
}

function misplaced({ received, length }: Upload, what: string): ProblemError {
  const detail = `${what}; ${received} of ${length} bytes are there: send what comes next, up to the end and no more`;
  return new ProblemError("PieceMisplaced", detail, { faults: [{ at: "body.start", message: detail }] });
}

function shownUpload({ id, name, length, sha256: hash, received, begun }: Upload): z.output<typeof upload> {
  return { id, name, length, sha256: hash, received, complete: received === length, begun: shownInstant(begun) };
}
