/** Receivables as the gateway shows them to those who take part in them. */
import { z } from "zod";
import { MAX_DIGITS, parseDecimal } from "../domain/decimal.ts";
import { normaliseInvoiceNumber } from "../domain/invoiceNumber.ts";
import { Status } from "../domain/receivable.ts";
import { assignment } from "./assignment.ts";
import { payoff } from "./payoff.ts";
import { address, amount, blockNumber, bytes, cursor, date, hash, integer } from "./scalars.ts";
import { asOf } from "./service.ts";
import { currency, policy, terms } from "./terms.ts";
import { timelineEntry } from "./timeline.ts";

type StatusName = Exclude<keyof typeof Status, "None">;

/** Where a receivable can stand. */
export const STATUSES = Object.keys(Status).filter((name) => name !== "None") as [StatusName, ...StatusName[]];

/** What an organisation can be to a receivable. */
export const ROLES = ["supplier", "buyer", "holder"] as const;

/** What an organisation can be to what somebody else lets it see. */
export const SHOWN_ROLES = ["auditor", "offeree"] as const;

/** What a list can be ordered by. */
export const SORTS = ["changed", "due"] as const;

/** Whence the terms of a receivable are known. */
export const CONTENT_STATES = ["open", "opened", "sealed", "false"] as const;

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** A row of the list. */
export const receivable = z
  .strictObject({
    id: hash,
    supplier: address,
    buyer: address,
    holder: address.meta({ description: "Whom the open amount is owed to on the ledger; of a factor maybe its desk." }),
    assignment: assignment.nullable().meta({
      description: "To whom it is owed since it was assigned; null of what its supplier holds, and always held.",
    }),
    roles: z.array(z.enum([...ROLES, ...SHOWN_ROLES])).meta({
      description:
        "What the organisation that asks is to it; auditor or offeree where it takes no part, and is let see it.",
    }),
    invoice: hash.meta({ description: "keccak256 of the normalised invoice number; of a part, its parent's id." }),
    invoiceNumber: z.string().nullable().meta({
      description: "As the invoice has it, where it was given to this gateway and the hash is right; otherwise null.",
    }),
    names: z
      .strictObject({ supplier: z.string().nullable(), buyer: z.string().nullable(), holder: z.string().nullable() })
      .meta({
        description:
          "As the organisation that asks has them in its books, or else as they call themselves, or else as the " +
          "invoice has them; vouched for by nobody. Null where nothing is known.",
      }),
    line: z.int().min(0),
    revision: z.int().min(0),
    status: z.enum(STATUSES),
    closed: z.boolean().meta({ description: "Whether nothing is due any more." }),
    writtenOff: z.boolean(),
    part: z.boolean().meta({ description: "Whether it came from a split." }),
    sealed: z.boolean().meta({ description: "Whether amount and due date are unknown here, and therefore null." }),
    content: z.enum(CONTENT_STATES).meta({
      description:
        "Whence the terms are known: `open`: the chain shows them; `opened`: they were sealed, and this gateway " +
        "opened them or was given them; `sealed`: it cannot; `false`: what was sealed is not what was committed to.",
    }),
    currency,
    amount: amount.nullable(),
    open: amount.nullable().meta({ description: "Principal not yet paid or credited." }),
    settled: amount.meta({ description: "Principal paid, discounted or credited." }),
    credited: amount,
    disputed: amount,
    dueDate: date.nullable(),
    issuedBlock: blockNumber.meta({ description: "The block of its first event." }),
    changedBlock: blockNumber.meta({ description: "The block of its last event." }),
  })
  .meta({ id: "Receivable" });

/** A receipt, or the buyer's advice of one. */
export const receipt = z
  .discriminatedUnion("status", [
    z.strictObject({ status: z.literal("Advised"), bankRef: hash, cash: amount, valueDate: date }),
    z.strictObject({
      status: z.literal("Recorded"),
      bankRef: hash,
      holder: address,
      principal: amount,
      discount: amount,
      charges: amount,
    }),
    z.strictObject({ status: z.literal("Reversed"), bankRef: hash }),
  ])
  .meta({ id: "Receipt", description: "Money that moved outside the chain, by the hash of the bank's reference." });

/** Everything about one receivable. */
export const receivableDetail = receivable
  .extend({
    commitment: hash,
    document: hash,
    termsHash: hash.nullable().meta({ description: "Null where the ledger derived the terms from sealed ones." }),
    sealedContent: bytes.meta({ description: "Sealed to its readers (age); 0x if the terms are in the open." }),
    policy,
    approved: address.nullable().meta({ description: "Who else may transfer it." }),
    transferee: address.nullable().meta({ description: "Whom the buyer lets it go to although it is locked." }),
    listening: z.boolean().meta({ description: "Whether its holder, a contract, is called whenever it is paid." }),
    advices: z.int().min(0).meta({ description: "Advices of the buyer that wait for an answer." }),
    chargesSettled: amount,
    lateDays: integer.meta({ description: "Sum over settled principal of minor units x days late." }),
    discounted: z.boolean(),
    terms: terms.nullable().meta({ description: "Null while they are unknown here." }),
    receipts: z.array(receipt),
    payoff: payoff.nullable().meta({ description: "Today's; null where terms are unknown or nothing can fall due." }),
    payoffAt: payoff.nullable().meta({ description: "That of the day asked for by `at`; null without one." }),
    timeline: z.array(timelineEntry).meta({ description: "In the order of the chain." }),
    asOf: asOf.nullable(),
  })
  .meta({ id: "ReceivableDetail" });

const SUMS = "With `currency` alone; leaves out what has an amount unknown here.";

/** An amount to compare with, with any number of decimals. */
const bound = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,39})(?:\.\d{1,39})?$/)
  .refine((text) => parseDecimal(text) !== undefined, `write ${MAX_DIGITS} digits at most`);

/** Whether there is an invoice of that number. */
function identifies(number: string): boolean {
  try {
    normaliseInvoiceNumber(number);
    return true;
  } catch {
    return false;
  }
}

/** Which receivables, in which order. */
export const listQuery = z
  .strictObject({
    role: z
      .enum([...ROLES, ...SHOWN_ROLES])
      .optional()
      .meta({
        description:
          "Only where the organisation that asks is this. Without it, what it takes part in; what others " +
          "let it see is listed to an auditor or an offeree (whom something is offered to) alone.",
      }),
    status: z.enum(STATUSES).optional(),
    closed: flag.optional(),
    disputed: flag.optional(),
    dueFrom: date.optional().meta({ description: "First due date; leaves out what has a due date unknown here." }),
    dueTo: date.optional().meta({ description: "Last due date." }),
    counterparty: address.optional().meta({
      description: "Only where this organisation is supplier, buyer or holder too, beside the one that asks.",
    }),
    invoiceNumber: z
      .string()
      .max(200)
      .refine(identifies, "write the number as the invoice prints it")
      .optional()
      .meta({
        description:
          "Exactly this invoice number, apart from case, blanks and how characters are encoded. It is compared by " +
          "its hash, so that sealed receivables are found too; parts have their parent's id instead, and are not.",
      }),
    currency: z
      .string()
      .min(1)
      .max(42)
      .optional()
      .meta({ description: "A code (`EUR`, or a token's symbol) or an address, as `currency` has them." }),
    amountFrom: bound.optional().meta({ description: `The least amount, in the currency's unit. ${SUMS}` }),
    amountTo: bound.optional().meta({ description: `The largest amount. ${SUMS}` }),
    issuedFrom: date.optional().meta({ description: "First day (UTC) on which the chain recorded the issue." }),
    issuedTo: date.optional().meta({ description: "Last such day." }),
    owner: address.optional().meta({
      description:
        "Only what this member looks after for the organisation that asks, see `/v1/receivables/{id}/owner`.",
    }),
    sort: z
      .enum(SORTS)
      .default("changed")
      .meta({ description: "By the block of the last event, or by due date, unknown ones after all others." }),
    order: z.enum(["asc", "desc"]).default("desc"),
    limit: z
      .string()
      .regex(/^(?:[1-9]\d?|1\d\d|200)$/, `give a whole number from 1 to ${MAX_LIMIT}`)
      .default(DEFAULT_LIMIT.toString())
      .transform(Number)
      .meta({ description: `At most so many, 1 to ${MAX_LIMIT}.` }),
    cursor: cursor.optional(),
  })
  .refine(({ currency: of, amountFrom, amountTo }) => of !== undefined || (amountFrom ?? amountTo) === undefined, {
    path: ["currency"],
    message: "say in which currency the amounts are",
  })
  .meta({ id: "ListQuery" });

/** A page of the list. */
export const receivablePage = z
  .strictObject({
    items: z.array(receivable),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
    asOf: asOf.nullable(),
  })
  .meta({ id: "ReceivablePage" });

export type Receivable = z.output<typeof receivable>;
export type ReceivablePage = z.output<typeof receivablePage>;
export type ReceivableDetail = z.output<typeof receivableDetail>;
export type ListQuery = z.output<typeof listQuery>;
