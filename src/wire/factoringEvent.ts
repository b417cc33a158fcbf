/**
 * What factoring and its desks recorded, for those whom it concerns: seller and factor of a deal, the three parties of
 * a notice, both parties of a filing. One table says of each event which fields it has and what kind each is.
 */
import { z } from "zod";
import { ClaimReason, Source } from "../domain/factoring/deal.ts";
import type { DeskEvent, FactoringEvent } from "../domain/factoring/factoringEvents.ts";
import { noticeKind, noticeReply } from "./assignment.ts";
import { address, amount, date, hash, instant } from "./scalars.ts";
import { place } from "./timeline.ts";

const optionalHash = hash.nullable();

/** What a field of an event is written as. */
const KINDS = {
  account: address,
  amount,
  hash,
  hashes: z.array(hash),
  optionalHash,
  day: date.nullable().meta({ description: "Null for a number of days that no year up to 9999 has." }),
  instant: instant.nullable().meta({ description: "Null for none, and for one that no year up to 9999 has." }),
  text: z.string().meta({ description: "As somebody wrote it on the chain: anybody can." }),
  source: z.enum(Object.keys(Source) as [string, ...string[]]).meta({
    description: "The debtor's payment; the seller or anyone for it; the debtor's money that reached factor or seller.",
  }),
  claim: z.enum(Object.keys(ClaimReason) as [string, ...string[]]),
  noticeKind,
  noticeReply,
} as const;

export type FactoringFieldKind = keyof typeof KINDS;

/** A spent nonce is told to nobody. */
export type FactoringKind = Exclude<(FactoringEvent | DeskEvent)["name"], "NonceSpent">;

const SHARED = { toFunds: "amount", toFees: "amount", toSeller: "amount" } as const;

/** The fields that are told of each event. */
export const FACTORING_FIELDS = {
  DeskOpened: { factor: "account", desk: "account" },
  AssignmentNotified: {
    ...{ kind: "noticeKind", assignor: "account", assignee: "account", debtor: "account", payee: "account" },
    ...{ by: "account", receivables: "hashes", proof: "hash" },
  },
  NoticeReplied: { debtor: "account", by: "account", reply: "noticeReply", reason: "optionalHash" },
  FilingRecorded: {
    ...{ secured: "account", debtor: "account", by: "account", register: "text", office: "text", number: "text" },
    ...{ filedAt: "instant", until: "instant", receivables: "hashes", document: "hash" },
  },
  ReceivableSold: {
    ...{ desk: "account", seller: "account", buyer: "account", offer: "hash" },
    ...{ open: "amount", advance: "amount", commission: "amount", day: "day" },
  },
  ReceivablePurchased: { desk: "account", seller: "account", offer: "hash", open: "amount", price: "amount" },
  DealPaid: { desk: "account", source: "source", ...SHARED, day: "day", bankRef: "optionalHash" },
  DealReceiptReversed: { desk: "account", source: "source", ...SHARED, day: "day", bankRef: "hash" },
  ClaimRaised: { desk: "account", seller: "account", reason: "claim", amount: "amount", evidence: "hash" },
  ActProposed: { desk: "account", by: "account", act: "hash" },
  ActDone: { desk: "account", by: "account", act: "hash" },
  ReceivableReassigned: { desk: "account", seller: "account" },
  CashOwed: { desk: "account", account: "account", amount: "amount" },
  CashWithdrawn: { desk: "account", account: "account", amount: "amount" },
} as const satisfies { readonly [Name in FactoringKind]: Readonly<Record<string, FactoringFieldKind>> };

/** Every kind of event of factoring that is told. */
export const FACTORING_KINDS = Object.keys(FACTORING_FIELDS) as [FactoringKind, ...FactoringKind[]];

/** One event: its name, its place, and what it says. */
export const factoringEntry = z
  .discriminatedUnion("name", entries())
  .meta({ id: "FactoringEntry", description: "Something that factoring or a factor's desk recorded." });

function entries(): [z.ZodObject, ...z.ZodObject[]] {
  const shapes = Object.entries(FACTORING_FIELDS).map(([name, fields]) => {
    const shape = Object.fromEntries(Object.entries(fields).map(([field, kind]) => [field, KINDS[kind]]));
    return z.strictObject({ name: z.literal(name), ...shape, at: place }).meta({ id: `${name}Entry` });
  });
  return shapes as unknown as [z.ZodObject, ...z.ZodObject[]];
}

/** An entry as it is written; which fields belong to which name is {@link FACTORING_FIELDS}'s to say. */
export interface FactoringEntry {
  readonly name: FactoringKind;
  readonly at: z.output<typeof place>;
  readonly [field: string]: unknown;
}
