/** Bringing in large files, so that a broken connection costs one piece. */
import { z } from "zod";
import { uuid } from "../act.ts";
import { operation } from "../operation.ts";
import { reading } from "../readings.ts";
import { newPiece, newUpload, upload } from "../upload.ts";

const TAG = "Uploads";
const byId = z.strictObject({ id: uuid });
const writing = { caller: "member", scope: "receivables:write", tag: TAG } as const;

export const UPLOAD_OPERATIONS = {
  beginUpload: operation({
    ...writing,
    method: "post",
    path: "/v1/uploads",
    summary: "Announce a file",
    description:
      "Then send its pieces in their order. Whatever was interrupted goes on where `received` says. Uploads are " +
      "forgotten a day after they began.",
    body: newUpload,
    answers: { 201: { description: "It may be sent.", body: upload } },
    problems: ["IdTaken", "QuotaReached"],
  }),
  addPiece: operation({
    ...writing,
    method: "post",
    path: "/v1/uploads/{id}/pieces",
    summary: "Send the next piece",
    params: byId,
    body: newPiece,
    answers: { 200: { description: "It is there.", body: upload } },
    problems: ["NotFound", "PieceMisplaced", "DocumentMismatch"],
  }),
  readUpload: reading({
    path: "/v1/uploads/{id}",
    tag: TAG,
    summary: "How much of a file is there",
    params: byId,
    answers: { 200: { description: "The upload.", body: upload } },
    problems: ["NotFound"],
  }),
  dropUpload: operation({
    ...writing,
    method: "delete",
    path: "/v1/uploads/{id}",
    summary: "Forget a file",
    params: byId,
    answers: { 204: { description: "It is gone." } },
    problems: ["NotFound"],
  }),
} as const;
