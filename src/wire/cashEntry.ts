/** Bank entries, and what was decided about them. */
import { z } from "zod";
import {
  BILL_STATES,
  CASH_RULES,
  DIFFERENCE_REASONS,
  ENTRY_STATES,
  LEFT_OUT_REASONS,
  MATCH_STATES,
  PAYER_EVIDENCE,
  SHORT_REASONS,
  UNDO_CAUSES,
} from "../domain/cashMatch.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { INTENT_STATES } from "./intent.ts";
import { line } from "./personal.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";

const MOST_ALLOCATIONS = 500;
const MOST_HISTORY = 100;

const code = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: "ISO 4217." });
const count = z.int().min(0);
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

const cashItem = z
  .strictObject({
    receivable: hash.nullable().meta({ description: "On the ledger; null of an item that only the ERP knows." }),
    party: z.string().meta({ description: "The ERP's party, or the debtor's address." }),
    number: z.string().meta({ description: "Of the invoice; empty where nobody gave it." }),
    line: z.int().min(0),
  })
  .meta({ id: "CashItem" });

const allocation = z
  .strictObject({
    item: cashItem,
    cash: amount,
    discount: amount,
    difference: amount.meta({ description: "Settled without cash, to the named reason; below zero of too much cash." }),
    reason: z.enum(DIFFERENCE_REASONS),
  })
  .meta({ id: "CashAllocation", description: "Cash, discount and difference together are settled of the item." });

const receipt = z
  .strictObject({
    receivable: hash,
    bankReference: z.string().meta({ description: "Under which the ledger is told of it, once for a receivable." }),
    valueDate: date.nullable(),
    cash: amount,
    intent: uuid.nullable().meta({ description: "That records it, for a member of the holder to sign." }),
    state: z.enum(INTENT_STATES).nullable(),
    reversal: uuid.nullable().meta({ description: "The intent that takes back what was recorded." }),
    reversalState: z.enum(INTENT_STATES).nullable(),
    problem: z.string().nullable().meta({ description: "Why no intent could be prepared, and the way out." }),
  })
  .meta({ id: "CashReceipt" });

const shortReason = z
  .strictObject({ code: z.enum(SHORT_REASONS), text: z.string(), account: address, at: instant })
  .meta({ id: "ShortReason" });

export const cashMatch = z
  .strictObject({
    id: uuid,
    state: z.enum(MATCH_STATES),
    rule: z.enum(CASH_RULES).nullable().meta({ description: "Null of what somebody matched by hand." }),
    confidence: z.int().min(0).max(10_000).meta({ description: "Basis points." }),
    payer: z.enum(PAYER_EVIDENCE).nullable().meta({ description: "By what the payer was found." }),
    party: z.string().nullable(),
    candidates: count.nullable().meta({ description: "How many items of the payer stood to choose from." }),
    solutions: count.nullable().meta({ description: "How many readings fit; of several none is posted." }),
    contested: z.boolean().meta({ description: "Whether another proposal would take the same: one can be confirmed." }),
    allocations: z.array(allocation),
    unapplied: amount.meta({ description: "Of the entry, what it settles nothing with." }),
    run: uuid.nullable(),
    decidedBy: address.nullable().meta({ description: "Null of what a run decided." }),
    decided: instant,
    cause: z.enum(UNDO_CAUSES).nullable(),
    undoneBy: address.nullable(),
    undone: instant.nullable(),
    reason: shortReason.nullable().meta({ description: "Why the payer kept something back, as a member says." }),
    receipts: z.array(receipt),
  })
  .meta({ id: "CashMatch" });

export type ShownCashMatch = z.output<typeof cashMatch>;

const bill = z
  .strictObject({ state: z.enum(BILL_STATES), number: z.string(), maturity: date })
  .meta({ id: "Bill", description: "It is no payment until it is honoured." });

export const cashEntry = z
  .strictObject({
    id: uuid,
    name: z.string(),
    account: z.string(),
    bankReference: z.string().nullable(),
    bookingDate: date.nullable(),
    valueDate: date.nullable(),
    amount,
    currency: z.string(),
    payerName: z.string(),
    payerAccount: z.string(),
    text: z.string(),
    references: z.array(z.string()).meta({ description: "In fields of their own." }),
    state: z.enum(ENTRY_STATES),
    leftOut: z.enum(LEFT_OUT_REASONS).nullable().meta({ description: "Why it is not applied." }),
    counterpart: uuid.nullable().meta({ description: "What returned it, or what it returns." }),
    bill: bill.nullable(),
    match: cashMatch.nullable().meta({ description: "The decision that stands." }),
  })
  .meta({ id: "CashEntry" });

export type ShownCashEntry = z.output<typeof cashEntry>;

export const cashEntryPage = z.strictObject({ items: z.array(cashEntry), next }).meta({ id: "CashEntryPage" });

export const cashEntryHistory = z
  .strictObject({ items: z.array(cashMatch).max(MOST_HISTORY) })
  .meta({ id: "CashEntryHistory" });

export const cashEntryFilter = z.strictObject({
  state: z.enum(ENTRY_STATES).optional(),
  currency: code.optional(),
});

export const cashEntryQuery = pageQuery.extend(cashEntryFilter.shape).meta({ id: "CashEntryQuery" });

export const matchNamed = z
  .strictObject({ match: uuid.meta({ description: "The decision that stands: of another, nothing is done." }) })
  .meta({ id: "MatchNamed" });

export const statedReason = z
  .strictObject({
    match: uuid.meta({ description: "The decision that stands." }),
    code: z.enum(SHORT_REASONS),
    text: z.string().max(1_000).default("").meta({ description: "Plain text, for people." }),
  })
  .meta({ id: "StatedReason" });

const itemNamed = z
  .union([
    z.strictObject({ receivable: hash }),
    z.strictObject({ party: line(200), number: line(200), line: z.int().min(0).max(1_000_000).default(0) }),
  ])
  .meta({ id: "CashItemNamed", description: "A receivable, or an open item of the ERP." });

export const newMatch = z
  .strictObject({
    match: uuid.meta({ description: "Made by the sender, so that a repeated request is the same match." }),
    allocations: z
      .array(
        z.strictObject({
          item: itemNamed,
          cash: amount.meta({ description: "Below zero of a credit note." }),
          discount: amount.default("0"),
          difference: amount.default("0").meta({ description: "Settled without cash." }),
          reason: z.enum(DIFFERENCE_REASONS).default("NONE"),
        }),
      )
      .min(1)
      .max(MOST_ALLOCATIONS),
  })
  .meta({ id: "NewCashMatch" });

export type NewMatch = z.output<typeof newMatch>;

export const newBill = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same bill." }),
    number: line(100),
    amount,
    currency: code,
    received: date,
    maturity: date,
    payerName: line(300),
    payerAccount: line(100).optional(),
    text: z.string().max(1_000).default("").meta({ description: "What the payer wrote." }),
  })
  .meta({ id: "NewBill" });

export const honoured = z
  .strictObject({
    bankReference: line(200).meta({ description: "Of the bank's entry by which it was paid." }),
    valueDate: date,
  })
  .meta({ id: "BillHonoured" });

const cashSum = z
  .strictObject({
    currency: z.string(),
    state: z.enum(ENTRY_STATES),
    count,
    amount,
    applied: amount.meta({ description: "Of what is posted, the cash that settles items; the rest is unapplied." }),
  })
  .meta({ id: "CashSum" });

export const cashSums = z.strictObject({ items: z.array(cashSum) }).meta({ id: "CashSums" });

const alias = z
  .strictObject({
    name: z.string().meta({ description: "Under which a party pays; empty of an account." }),
    account: z.string(),
    party: z.string(),
    entries: z.array(uuid).meta({ description: "From which it was learned; at most 20." }),
    confirmedBy: z.array(address),
  })
  .meta({ id: "PayerAlias" });

export const aliases = z.strictObject({ items: z.array(alias) }).meta({ id: "PayerAliases" });
