/**
 * Notices to a debtor that receivables were assigned, and how it replies (R56, R60, R62). Shapes and order are those of
 * `IFactoring.sol`.
 */
import { hashStruct } from "../eip712.ts";
import { keccakOfWords } from "../hash.ts";
import type { Address, Hex } from "../receivable.ts";

/** The most receivables that one notice names. */
export const MAX_NOTICE_RECEIVABLES = 100;

/** Assigned: pay the payee from now on. Reassigned (反转让): pay the assignee of before no more. */
export const NoticeKind = { Assigned: 0, Reassigned: 1 } as const;
export type NoticeKind = (typeof NoticeKind)[keyof typeof NoticeKind];

export interface AssignmentNotice {
  readonly kind: NoticeKind;
  /** Who sold. */
  readonly assignor: Address;
  /** To whom: the factor. */
  readonly assignee: Address;
  /** Their buyer. */
  readonly debtor: Address;
  /** Who holds them on the ledger and is to be paid: the factor's desk, or the factor; of a reassignment the seller. */
  readonly payee: Address;
  /** As {@link idsHash} gives it. */
  readonly receivables: Hex;
  /** Hash of what proves the assignment (9-406(c), art. 764): the agreement, or an extract. */
  readonly proof: Hex;
  /** Unix seconds. */
  readonly givenAt: number;
}

/**
 * What the debtor says. Received: it has arrived, and nothing else. Acknowledged: it will pay the payee, and reserves
 * no defence or set-off that it knows of. Reserved: it will pay the payee, and reserves them. Refused: with why.
 */
export const NoticeReply = { None: 0, Received: 1, Acknowledged: 2, Reserved: 3, Refused: 4 } as const;
export type NoticeReply = (typeof NoticeReply)[keyof typeof NoticeReply];

/** The struct of a notice. */
export const NOTICE_STRUCTS = {
  AssignmentNotice: [
    { name: "kind", type: "uint8" },
    { name: "assignor", type: "address" },
    { name: "assignee", type: "address" },
    { name: "debtor", type: "address" },
    { name: "payee", type: "address" },
    { name: "receivables", type: "bytes32" },
    { name: "proof", type: "bytes32" },
    { name: "givenAt", type: "uint40" },
  ],
} as const;

/** How events name a notice. @throws RangeError that names a field whose value is not of its type. */
export function noticeHash(notice: AssignmentNotice): Hex {
  return hashStruct(NOTICE_STRUCTS, "AssignmentNotice", notice);
}

/** What a notice or a filing holds of the receivables that it names, in their order: a word each. */
export function idsHash(ids: readonly Hex[]): Hex {
  return keccakOfWords(...ids);
}
