/** Statements that both sides sign, as the chain has them: roots, replies and hashes, and no item and no sum. */
import { z } from "zod";
import type { StatementEvent } from "../domain/statementEvents.ts";
import type { Standing } from "../domain/statementFold.ts";
import { pageQuery } from "./access.ts";
import { address, blockNumber, cursor, date, hash, instant } from "./scalars.ts";
import { asOf } from "./service.ts";
import { currency } from "./terms.ts";
import { place } from "./timeline.ts";

/** Where two sides can stand. */
export const STANDINGS = [
  "NO_REPLY",
  "SAME_ROOT",
  "AGREED",
  "AGREED_EXCEPT",
  "REJECTED",
] as const satisfies readonly Standing[];

/** How a posted root can have been replied to, in the order of the contract's numbers. */
export const BALANCE_REPLIES = ["NO_REPLY", "AGREED", "AGREED_EXCEPT", "REJECTED"] as const;

/** What an organisation can be to a statement. */
export const STATEMENT_SIDES = ["supplier", "buyer"] as const;

const MOST_VERSION = 2 ** 14 - 1;
const MOST_EXCEPTIONS = 2 ** 32 - 1;

const version = z.int().min(0).max(MOST_VERSION);
const exceptionCount = z.int().min(0).max(MOST_EXCEPTIONS);
const replyBy = instant.nullable().meta({
  description: "Until when a reply is asked for; it has no effect: silence is no reply. Null if none was named.",
});
const standing = z.enum(STANDINGS).meta({
  description:
    "`NO_REPLY` however long the other side is silent; `SAME_ROOT`: both have posted the same books, and not both " +
    "have agreed; `AGREED`: every root that was posted was agreed to; `AGREED_EXCEPT`: both signed a result with " +
    "exceptions; `REJECTED`: a side rejected. None of them acknowledges a debt.",
});

const roots = z
  .strictObject({
    supplierRoot: hash.nullable(),
    supplierVersion: version,
    buyerRoot: hash.nullable(),
    buyerVersion: version,
  })
  .meta({ id: "StatementRoots", description: "What both sides had posted when it happened; null and 0 for nothing." });

const exceptions = z.strictObject({
  result: hash.meta({ description: "Merkle root over the outcome of the reconciliation." }),
  count: exceptionCount,
});

/** What one side posted last. */
const posting = z
  .strictObject({
    root: hash,
    version: version.meta({ description: "Counted from 1." }),
    keys: hash.meta({ description: "Hash of the viewing keys behind the salts; only roots of equal keys compare." }),
    replyBy,
    reply: z.enum(BALANCE_REPLIES).meta({ description: "Of the other side; AGREED_EXCEPT is the reply of both." }),
    exceptions: exceptions.nullable().meta({ description: "Of that reply, where it names any." }),
  })
  .meta({ id: "StatementPosting" });

/** A row of the list. */
export const statement = z
  .strictObject({
    id: hash,
    supplier: address,
    buyer: address,
    role: z.enum(STATEMENT_SIDES).meta({ description: "What the organisation that asks is." }),
    names: z.strictObject({ supplier: z.string().nullable(), buyer: z.string().nullable() }).meta({
      description:
        "As the organisation that asks has them in its books, or else as they call themselves; vouched for by nobody.",
    }),
    currency,
    cutOff: instant.meta({ description: "At which instant the items are open." }),
    standing,
    supplierPosting: posting.nullable().meta({ description: "Null until the supplier has posted." }),
    buyerPosting: posting.nullable().meta({ description: "Null until the buyer has posted." }),
    postedBlock: blockNumber.meta({ description: "The block of its first event." }),
    changedBlock: blockNumber.meta({ description: "The block of its last event." }),
  })
  .meta({ id: "Statement" });

const by = address.meta({ description: "Who consented: the party itself, or its agent." });
const balance = hash.meta({ description: "Hash of a sum and its salt." });
const demand = hash.meta({ description: "Hash of the demand as it was received." });
const payBy = date.nullable().meta({ description: "By when it will be paid; null if no day was named." });

/** What an event of a statement is about, and nothing of money: the chain has hashes of it. */
const FIELDS = {
  StatementPosted: { party: address, by, root: hash, version, keys: hash, replyBy },
  BalanceAgreed: { party: address, by, roots, balance },
  BalanceAgreedExcept: { supplierBy: by, buyerBy: by, roots, ...exceptions.shape, balance },
  BalanceRejected: { party: address, by, roots, ...exceptions.shape, balance },
  DebtAcknowledged: { debtor: address, by, roots, debt: balance, payBy },
  DemandReceived: { debtor: address, by, roots, demand },
} as const satisfies { readonly [Name in StatementKind]: { readonly [Field in FieldsOf<Name>]: z.ZodType } };

/** A spent nonce is about no statement. */
export type StatementKind = Exclude<StatementEvent["name"], "NonceSpent">;

/** What the statement itself says is not told again by each event. */
type FieldsOf<Name extends StatementKind> = Exclude<
  keyof Extract<StatementEvent, { name: Name }>,
  "name" | "id" | "supplier" | "buyer" | "currency" | "cutOff"
>;

/** Every kind of event of statements; all of them are told. */
export const STATEMENT_KINDS = Object.keys(FIELDS) as [StatementKind, ...StatementKind[]];

const statementOf = { statement: hash.meta({ description: "Its id." }), at: place };
const debtAcknowledged = z
  .strictObject({ name: z.literal("DebtAcknowledged"), ...statementOf, ...FIELDS.DebtAcknowledged })
  .meta({ id: "DebtAcknowledgedEntry" });
const demandReceived = z
  .strictObject({ name: z.literal("DemandReceived"), ...statementOf, ...FIELDS.DemandReceived })
  .meta({ id: "DemandReceivedEntry" });

/** One event: its name, its statement, its place, and what it says. */
export const statementEntry = z
  .discriminatedUnion("name", [
    z
      .strictObject({ name: z.literal("StatementPosted"), ...statementOf, ...FIELDS.StatementPosted })
      .meta({ id: "StatementPostedEntry" }),
    z
      .strictObject({ name: z.literal("BalanceAgreed"), ...statementOf, ...FIELDS.BalanceAgreed })
      .meta({ id: "BalanceAgreedEntry" }),
    z
      .strictObject({ name: z.literal("BalanceAgreedExcept"), ...statementOf, ...FIELDS.BalanceAgreedExcept })
      .meta({ id: "BalanceAgreedExceptEntry" }),
    z
      .strictObject({ name: z.literal("BalanceRejected"), ...statementOf, ...FIELDS.BalanceRejected })
      .meta({ id: "BalanceRejectedEntry" }),
    debtAcknowledged,
    demandReceived,
  ])
  .meta({ id: "StatementEntry", description: "Something that was recorded of a statement; named as in the contract." });

/** How many debts and demands stand beside a statement. */
export const MOST_ACTS = 100;

const latest = `The latest ${MOST_ACTS}, newest first; its events have them all.`;

/** Everything that the chain has of one statement. */
export const statementDetail = statement
  .extend({
    supplierPostedAt: place.nullable(),
    supplierRepliedAt: place.nullable().meta({ description: "When the buyer replied to the supplier's root." }),
    buyerPostedAt: place.nullable(),
    buyerRepliedAt: place.nullable().meta({ description: "When the supplier replied to the buyer's root." }),
    acknowledgedDebts: z.array(debtAcknowledged).meta({ description: `Debts that a side acknowledged. ${latest}` }),
    receivedDemands: z.array(demandReceived).meta({
      description: `Demands that arrived; receiving one agrees to nothing that it says. ${latest}`,
    }),
    asOf: asOf.nullable(),
  })
  .meta({ id: "StatementDetail" });

/** Which statements. */
export const statementQuery = pageQuery
  .extend({
    role: z.enum(STATEMENT_SIDES).optional().meta({ description: "Only where the organisation that asks is this." }),
    counterparty: address.optional().meta({ description: "Only where this organisation is the other side." }),
    standing: standing.optional(),
    cutOffFrom: date.optional().meta({ description: "First day (UTC) of the cut-off." }),
    cutOffTo: date.optional().meta({ description: "Last such day." }),
  })
  .meta({ id: "StatementQuery" });

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

export const statementPage = z
  .strictObject({ items: z.array(statement), next, asOf: asOf.nullable() })
  .meta({ id: "StatementPage", description: "The latest cut-off first." });

export const statementEventPage = z
  .strictObject({ items: z.array(statementEntry), next, asOf: asOf.nullable() })
  .meta({ id: "StatementEventPage", description: "In the order of the chain." });

export type ShownStatement = z.output<typeof statement>;
export type StatementDetail = z.output<typeof statementDetail>;
export type StatementEntry = z.output<typeof statementEntry>;
export type StatementQuery = z.output<typeof statementQuery>;
