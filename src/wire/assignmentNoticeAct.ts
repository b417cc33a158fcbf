/** What an organisation wants to say about an assignment, or about a filing of it, before anybody signs it. */
import { z } from "zod";
import { MAX_NOTICE_RECEIVABLES, NoticeKind, NoticeReply } from "../domain/factoring/notice.ts";
import { line, moment } from "./personal.ts";
import { address, hash } from "./scalars.ts";

type ReplyName = Exclude<keyof typeof NoticeReply, "None">;

/** What a notice can say. */
export const NOTICE_OF = Object.keys(NoticeKind) as [keyof typeof NoticeKind, ...(keyof typeof NoticeKind)[]];

/** What a debtor can reply. */
export const REPLIES = Object.keys(NoticeReply).filter((name) => name !== "None") as [ReplyName, ...ReplyName[]];

const MOST_NUMBER = 100;

const receivables = z.array(hash).min(1).max(MAX_NOTICE_RECEIVABLES);

/** The fields of the acts about notices of assignment and filings, by their verbs. */
export const NOTICE_ACT_FIELDS = {
  giveNotice: {
    kind: z.enum(NOTICE_OF).meta({
      description: "Assigned: pay whoever holds them now. Reassigned: they are the seller's again, pay it.",
    }),
    receivables: receivables.meta({ description: "Of one debtor, all held by the same." }),
    proof: hash.meta({ description: "Hash of what proves the assignment: the agreement, or an extract of it." }),
  },
  replyToNotice: {
    notice: hash,
    reply: z.enum(REPLIES).meta({
      description:
        "Received: it has arrived, and nothing else. Acknowledged: the payee will be paid, and no defence or set-off " +
        "is known. Reserved: the payee will be paid, and they are reserved. Refused: it will not, for a reason.",
    }),
    reason: z.string().min(1).max(4000).optional().meta({
      description: "Why, in words, of Reserved and Refused alone; the chain is told its keccak256 alone.",
    }),
  },
  recordFiling: {
    register: line(60).meta({ description: '"ZDW" for 中登网, "UCC" with the office, or another name.' }),
    office: line(100).optional().meta({ description: "State or office, where the register has several." }),
    number: line(MOST_NUMBER).meta({ description: "As the register gave it." }),
    filedAt: moment.meta({ description: "When the register took it." }),
    until: moment.optional().meta({ description: "When it ends; absent for never." }),
    debtor: address.meta({ description: "Against whom it was filed: the seller." }),
    receivables: receivables.optional().meta({
      description: "What it names; absent for all present and future receivables of the seller.",
    }),
    document: hash.meta({ description: "Hash of the register's extract." }),
  },
} as const;
