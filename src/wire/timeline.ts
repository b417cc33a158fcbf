/**
 * The events of a receivable as JSON. One table says of each event which fields it has and what kind each is; the
 * schemas come from it, and so does whoever writes the values.
 */
import { z } from "zod";
import { ClarificationAction, ClarificationReason } from "../domain/clarification.ts";
import type { EventOfReceivable } from "../domain/foldReceivable.ts";
import { Outcome } from "../domain/receivable.ts";
import { address, amount, blockNumber, date, hash, instant, integer } from "./scalars.ts";

/** What a field of an event is written as. */
const KINDS = {
  account: address,
  amount,
  amounts: z.array(amount),
  // Whoever takes an advice back may name any number of days, and the ledger records it.
  day: date.nullable().meta({ description: "Null for a number of days that no year up to 9999 has." }),
  flag: z.boolean(),
  hash,
  hashes: z.array(hash),
  number: z.int(),
  integer,
  reason: z.enum(Object.keys(ClarificationReason) as [string, ...string[]]),
  action: z.enum(Object.keys(ClarificationAction) as [string, ...string[]]),
  outcome: z.enum(Object.keys(Outcome) as [string, ...string[]]),
} as const;

export type FieldKind = keyof typeof KINDS;

type FieldsOf<Name extends EventOfReceivable["name"]> = Exclude<
  keyof Extract<EventOfReceivable, { name: Name }>,
  "name" | "id"
>;

/** The money of `terms` and `content` is told by the receivable itself, not by each event that carried them. */
type Untold = "terms" | "content" | "supplier" | "buyer" | "invoice" | "line" | "policy" | "carry";

type Table = {
  readonly [Name in EventOfReceivable["name"]]: { readonly [Field in Exclude<FieldsOf<Name>, Untold>]: FieldKind };
};

/** The fields that the timeline tells of each event. */
export const EVENT_FIELDS = {
  ReceivableIssued: { by: "account", revision: "number", document: "hash" },
  ReceivableSealed: { by: "account", revision: "number", document: "hash" },
  ReceivableAccepted: { by: "account", commitment: "hash" },
  ReceivableQueried: { by: "account", reason: "reason", action: "action", text: "hash" },
  ReceivableRejected: { by: "account", reason: "reason", action: "action", text: "hash" },
  ReceivableAmended: {
    by: "account",
    supplierBy: "account",
    buyerBy: "account",
    revision: "number",
    document: "hash",
    disputed: "amount",
    closed: "flag",
  },
  ReceivableDebited: {
    by: "account",
    buyerBy: "account",
    amount: "amount",
    reason: "hash",
    disputed: "amount",
    commitment: "hash",
  },
  ReceivableAccelerated: { by: "account", overdue: "hash", dueDay: "day", commitment: "hash" },
  ReceivableSplit: { by: "account", amounts: "amounts", commitments: "hashes" },
  ReceivableWrittenOff: { by: "account", reason: "hash" },
  ReceivableCancelled: { by: "account", reason: "hash" },
  TransferConsented: { by: "account", to: "account" },
  ListeningBegun: { holder: "account" },
  ReceivablePaid: {
    payer: "account",
    holder: "account",
    principal: "amount",
    discount: "amount",
    charges: "amount",
    lateDays: "integer",
    closed: "flag",
  },
  DiscountCarried: {},
  ReceiptAdvised: { by: "account", bankRef: "hash", cash: "amount", valueDay: "day" },
  ReceiptRecorded: {
    by: "account",
    holder: "account",
    bankRef: "hash",
    principal: "amount",
    discount: "amount",
    charges: "amount",
    lateDays: "integer",
    valueDay: "day",
    advised: "flag",
    closed: "flag",
  },
  ReceiptReversed: {
    by: "account",
    bankRef: "hash",
    principal: "amount",
    discount: "amount",
    charges: "amount",
    lateDays: "integer",
    evidence: "hash",
    closed: "flag",
  },
  ReceivableCredited: { by: "account", principal: "amount", reason: "hash", closed: "flag" },
  ChargesWaived: { by: "account", charges: "amount", reason: "hash", closed: "flag" },
  ReceivableDisputed: { by: "account", amount: "amount", disputed: "amount", code: "number", evidence: "hash" },
  DisputeResolved: { by: "account", outcome: "outcome", amount: "amount", disputed: "amount", evidence: "hash" },
  Transfer: { from: "account", to: "account" },
  Approval: { owner: "account", account: "account" },
} as const satisfies Table;

export type ToldEvent = keyof typeof EVENT_FIELDS;

/** Where on the chain an event stands. */
export const place = z
  .strictObject({
    block: blockNumber,
    blockHash: hash,
    time: instant,
    transaction: hash,
    logIndex: z.int().min(0),
    certainty: z.enum(["finalised", "safe", "latest"]).meta({
      description: "Whether the block can no longer be taken back, is not expected to be, or may be any time.",
    }),
  })
  .meta({ id: "Place" });

/** One event: its name, its place, and what it says. */
export const timelineEntry = z
  .discriminatedUnion("name", entries())
  .meta({ id: "TimelineEntry", description: "Something that the ledger recorded; named as in the contracts." });

function entries(): [z.ZodObject, ...z.ZodObject[]] {
  const shapes = Object.entries(EVENT_FIELDS).map(([name, fields]) => {
    const shape = Object.fromEntries(Object.entries(fields).map(([field, kind]) => [field, KINDS[kind]]));
    return z.strictObject({ name: z.literal(name), ...shape, at: place }).meta({ id: `${name}Entry` });
  });
  return shapes as unknown as [z.ZodObject, ...z.ZodObject[]];
}

/** An entry as it is written; which fields belong to which name is {@link EVENT_FIELDS}'s to say. */
export interface TimelineEntry {
  readonly name: ToldEvent;
  readonly at: z.output<typeof place>;
  readonly [field: string]: unknown;
}
