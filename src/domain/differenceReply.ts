/** What a side may say of a difference between two books, and what the two may settle on. */

export const REPLY_KINDS = ["comment", "propose", "accept", "reject", "withdraw"] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

/** How a difference ends: one side's books are right, both meet, it clears in time, or it goes on as a dispute. */
export const RESOLUTIONS = [
  "supplierIsRight",
  "buyerIsRight",
  "creditNote",
  "debitNote",
  "clearsInTime",
  "becomesDispute",
] as const;
export type Resolution = (typeof RESOLUTIONS)[number];
