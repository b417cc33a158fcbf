/** Notices of assignment: for assignor, assignee and debtor of each. */
import { z } from "zod";
import { pageQuery } from "./access.ts";
import { noticeKind, noticeReply } from "./assignment.ts";
import { voucher } from "./organisation.ts";
import { address, cursor, hash, instant } from "./scalars.ts";
import { asOf } from "./service.ts";
import { place } from "./timeline.ts";

/** What an organisation can be to a notice. */
export const NOTICE_ROLES = ["assignor", "assignee", "debtor"] as const;

const names = z.strictObject({
  assignor: z.string().nullable(),
  assignee: z.string().nullable(),
  debtor: z.string().nullable(),
});

const reply = z
  .strictObject({
    reply: noticeReply,
    reason: hash.nullable(),
    said: z.string().nullable().meta({
      description: "The reason in words, where the debtor gave it at this gateway; what is signed is its hash.",
    }),
    by: address.meta({ description: "Who consented for the debtor." }),
    at: place,
  })
  .meta({ id: "AssignmentReply" });

/** A row of the list. */
export const assignmentNotice = z
  .strictObject({
    hash,
    kind: noticeKind,
    role: z.enum(NOTICE_ROLES),
    assignor: address,
    assignee: address,
    debtor: address,
    names,
    payee: address.meta({
      description: "Whom to pay on the ledger: the factor's desk, the factor, or the seller again.",
    }),
    receivables: z.array(hash),
    proof: hash.meta({ description: "Hash of what proves the assignment." }),
    givenAt: instant.meta({ description: "As the notice itself says." }),
    by: address.meta({ description: "Who consented for the one that gave it." }),
    reply: noticeReply,
  })
  .meta({ id: "AssignmentNotice" });

const named = z
  .strictObject({
    receivable: hash,
    invoiceNumber: z.string().nullable(),
    holder: address,
    payee: address.meta({ description: "Whom to pay now." }),
    since: instant.nullable(),
    stands: z.boolean().meta({
      description: "Whether the ledger bears it out now: the payee holds it, and had it from whom the notice says.",
    }),
  })
  .meta({ id: "NoticedReceivable" });

/** Everything about one notice. */
export const assignmentNoticeDetail = assignmentNotice
  .extend({
    recorded: place,
    replies: z.array(reply).meta({ description: "In the order of the chain; the last one counts." }),
    items: z.array(named).meta({ description: "What it names, as the ledger has it now." }),
    debtorVouchers: z.array(voucher).meta({
      description: "Who vouched for the debtor's key, by which channel: what an acknowledgement is worth.",
    }),
    asOf: asOf.nullable(),
  })
  .meta({ id: "AssignmentNoticeDetail" });

const provenParty = z.strictObject({ address, legalName: z.string().nullable(), vouchers: z.array(voucher) });

/** What proves an assignment to its debtor. */
export const assignmentProof = z
  .strictObject({
    notice: hash,
    text: z.string().meta({ description: "What the notice means, word for word as it is signed." }),
    statement: z.array(z.string()).meta({ description: "The same in sentences, with this notice's own facts." }),
    chainId: z.int(),
    contract: address,
    ledger: address,
    assignor: provenParty,
    assignee: provenParty,
    payee: z.strictObject({
      account: address.meta({ description: "Who is paid on the ledger." }),
      factor: address.nullable().meta({ description: "Whose desk that is; null where it is no desk." }),
    }),
    agreement: hash.meta({ description: "Hash of the agreement, or of an extract: ask for it and compare." }),
    by: address,
    recorded: place,
    receivables: z.array(
      z
        .strictObject({
          receivable: hash,
          invoice: hash.meta({ description: "keccak256 of the normalised invoice number." }),
          invoiceNumber: z.string().nullable(),
          commitment: hash,
          holder: address,
          assigned: place.nullable().meta({ description: "Where the ledger recorded the assignment itself." }),
        })
        .meta({ id: "ProvenAssignment" }),
    ),
    asOf: asOf.nullable(),
  })
  .meta({
    id: "AssignmentProof",
    description:
      "Reasonable proof of an assignment (UCC 9-406(c)), and who gives notice with what attached (Civil Code 764): " +
      "each event is in the block named, which anybody can read from the chain.",
  });

/** Which notices. */
export const noticeQuery = pageQuery
  .extend({ role: z.enum(NOTICE_ROLES).meta({ description: "What the organisation that asks is to them." }) })
  .meta({ id: "AssignmentNoticeQuery" });

export const noticePage = z
  .strictObject({
    items: z.array(assignmentNotice).meta({ description: "The last recorded first." }),
    next: cursor.nullable(),
    asOf: asOf.nullable(),
  })
  .meta({ id: "AssignmentNoticePage" });

export type ShownNotice = z.output<typeof assignmentNotice>;
export type NoticeDetail = z.output<typeof assignmentNoticeDetail>;
export type AssignmentProof = z.output<typeof assignmentProof>;
