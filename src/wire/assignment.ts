/** To whom a receivable is owed after an assignment, and what its debtor was told of it. */
import { z } from "zod";
import { NoticeKind, NoticeReply } from "../domain/factoring/notice.ts";
import { address, hash, instant } from "./scalars.ts";

const KINDS = Object.keys(NoticeKind) as [keyof typeof NoticeKind, ...(keyof typeof NoticeKind)[]];
const REPLIES = Object.keys(NoticeReply) as [keyof typeof NoticeReply, ...(keyof typeof NoticeReply)[]];

export const noticeKind = z.enum(KINDS).meta({
  id: "AssignmentNoticeKind",
  description: "Assigned: pay the payee from now on. Reassigned: it is the seller's again.",
});

export const noticeReply = z.enum(REPLIES).meta({
  id: "AssignmentNoticeReply",
  description:
    "None so far. Received: it has arrived, and nothing else. Acknowledged: the payee will be paid, no defence or " +
    "set-off is known. Reserved: it will be paid, and they are reserved. Refused: it will not.",
});

/** Whom to pay. */
export const assignment = z
  .strictObject({
    payee: address.meta({ description: "Whom to pay now: the holder, or the factor whose desk the holder is." }),
    since: instant.meta({ description: "When the holder got it." }),
    notice: z
      .strictObject({ hash, kind: noticeKind, given: instant, reply: noticeReply })
      .nullable()
      .meta({
        description:
          "The last notice since then that names this payee. Null: the debtor was given none here, and by UCC 9-406 " +
          "or Civil Code 546 may pay as before; on the ledger a payment goes to the holder in any case.",
      }),
  })
  .meta({ id: "Assignment" });
