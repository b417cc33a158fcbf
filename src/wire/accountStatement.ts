/** Statements of account for people: what is asked, what was made, what became of it, what the other side answers. */
import { z } from "zod";
import { REPLY_STATES } from "../domain/account/lineAnswer.ts";
import { FREQUENCIES } from "../domain/account/schedule.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { LANGUAGES } from "./document.ts";
import { email } from "./notification.ts";
import { line } from "./personal.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";

export const LAYOUTS = ["open-item", "balance-forward"] as const;
export const SIDES = ["supplier", "buyer"] as const;
const MOST_RECIPIENTS = 5;

const side = z.enum(SIDES).meta({ description: "Which of both the organisation is." });
const layout = z.enum(LAYOUTS).meta({ description: "Every open line with its rest, or balance and movements." });
const language = z.enum(LANGUAGES).meta({ description: "The recipient's." });
const currencyOf = z
  .string()
  .max(50)
  .regex(/^[A-Za-z0-9.$€£¥_-]+$/)
  .meta({ description: "A code of ISO 4217, a token that this gateway knows, or the address of one." });
const zone = line(50).meta({ description: "Where the day of the cut-off ends: an IANA name, or +08:00." });
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const count = z.int().min(0);

const recipients = z
  .array(email)
  .max(MOST_RECIPIENTS)
  .default([])
  .meta({
    description:
      "Who gets it by mail, as a PDF where it is small enough. Only to a counterparty that has dealt with the " +
      "organisation on the ledger; its members see it here either way.",
  });
const contact = z
  .strictObject({ name: line(100), phone: line(40).optional(), email: email.optional() })
  .meta({ id: "AccountContact" });

/** What every statement of a pair is asked with. */
const asked = {
  side,
  counterparty: address,
  currency: currencyOf,
  layout,
  language,
  zone,
  recipients,
  paymentReference: line(35).optional().meta({ description: "What the payer is to quote, such as ISO 11649." }),
  contact: contact.optional(),
};

export const newAccountStatement = z
  .strictObject({
    ...asked,
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same statement." }),
    from: date.meta({ description: "First day of the period." }),
    cutOff: date.meta({ description: "Last day of it; what is dated later counts for nothing." }),
    replyBy: date.optional().meta({ description: "Until when an answer is asked for. Silence is no answer." }),
    replaces: uuid.optional().meta({ description: "The version of the organisation whose place it takes." }),
  })
  .meta({ id: "NewAccountStatement" });
export type NewAccountStatement = z.output<typeof newAccountStatement>;

export const newStatementSchedule = z
  .strictObject({
    ...asked,
    id: uuid,
    frequency: z.enum(FREQUENCIES),
    day: z.int().min(1).max(31).meta({ description: "Of the month; in shorter months the last one." }),
    first: date.meta({ description: "No cut-off before this day." }),
    makeAfterDays: z.int().min(0).max(30).default(3).meta({
      description: "How many days after the cut-off it is made: what the bank tells late is in it then.",
    }),
    replyDays: z.int().min(1).max(180).default(14).meta({ description: "Days for an answer, once it is made." }),
  })
  .meta({ id: "NewStatementSchedule" });
export type NewStatementSchedule = z.output<typeof newStatementSchedule>;

export const statementSchedule = z
  .strictObject({
    id: uuid,
    side,
    counterparty: address,
    currency: z.string(),
    frequency: z.enum(FREQUENCIES),
    day: z.int(),
    layout,
    language,
    recipients: z.array(z.string()),
    made: instant,
    stopped: instant.nullable(),
    nextCutOff: date,
    due: instant.meta({ description: "When the next statement is made, or tried again." }),
    fault: z.string().nullable().meta({ description: "Why the last attempt made none, and the way out." }),
  })
  .meta({ id: "StatementSchedule" });

export type ShownStatementSchedule = z.output<typeof statementSchedule>;

const totals = z
  .strictObject({
    balance: amount,
    dueNow: amount,
    dueLater: amount,
    credit: amount.meta({ description: "Credit notes and money that may still be used." }),
    disputed: amount,
    accruedInterest: amount.meta({ description: "A memo, in no balance." }),
  })
  .meta({ id: "AccountTotals" });

/** The terms of `opening + invoices + debitNotes − credits − payments − writeOffs + exchange = closing`. */
const equation = z
  .strictObject({
    opening: amount,
    invoices: amount,
    debitNotes: amount,
    credits: amount,
    payments: amount,
    writeOffs: amount,
    exchange: amount,
    closing: amount,
    openLines: amount,
    unapplied: amount,
  })
  .meta({ id: "AccountEquation" });

/** What is kept of a statement for lists. */
export const accountSummary = z.strictObject({
  number: z.string(),
  version: z.int(),
  names: z.strictObject({ supplier: z.string(), buyer: z.string() }),
  currency: z.string(),
  decimals: z.int(),
  from: date,
  zone: z.string(),
  lines: count,
  totals,
  equation,
});
export type AccountSummary = z.output<typeof accountSummary>;

const mailing = z
  .strictObject({
    address: z.string(),
    state: z.enum(["waiting", "taken", "failed"]).meta({ description: "`taken`: a mail server took it." }),
    tries: count,
    tried: instant.nullable(),
    taken: instant.nullable(),
    status: z.int().nullable(),
    fault: z.string().nullable(),
  })
  .meta({ id: "StatementMailing" });

export const accountStatement = z
  .strictObject({
    ...accountSummary.shape,
    id: uuid,
    organisation: address.meta({ description: "Who made it." }),
    supplier: address,
    buyer: address,
    cutOff: date,
    layout,
    language,
    made: instant,
    replaces: uuid.nullable(),
    replacedBy: uuid.nullable(),
    schedule: uuid.nullable().meta({ description: "To whoever made it; null to the other side." }),
    reply: z.enum(REPLY_STATES).meta({ description: "Silence is NO_REPLY, however long it lasts." }),
    replyBy: date.nullable(),
    overdue: z.boolean().meta({ description: "Nobody answered by then; that says nothing else." }),
    opened: instant.nullable().meta({ description: "When a member of the other side first opened it here." }),
    mailings: z.array(mailing).meta({ description: "To whoever made it; empty to the other side." }),
    onChain: z
      .strictObject({ id: hash, standing: z.string() })
      .nullable()
      .meta({ description: "The statement that both post on chain for the pair, currency and cut-off." }),
  })
  .meta({ id: "AccountStatement" });
export type ShownAccountStatement = z.output<typeof accountStatement>;

export const accountStatementPage = z
  .strictObject({ items: z.array(accountStatement), next })
  .meta({ id: "AccountStatementPage" });
export const statementSchedulePage = z
  .strictObject({ items: z.array(statementSchedule), next })
  .meta({ id: "StatementSchedulePage" });

export const accountStatementQuery = pageQuery
  .extend({
    made: z.enum(["here", "elsewhere"]).default("here").meta({ description: "By the organisation, or for it." }),
    counterparty: address.optional(),
  })
  .meta({ id: "AccountStatementQuery" });

export const fileQuery = z.strictObject({
  format: z.enum(["pdf", "csv", "json"]).default("pdf"),
  layout: layout.optional(),
  language: language.optional(),
});

export const previewQuery = z.strictObject({
  side,
  counterparty: address,
  currency: currencyOf,
  from: date,
  cutOff: date,
  zone: zone.default("UTC"),
  format: z.enum(["pdf", "csv", "json"]).default("json"),
  layout: layout.default("open-item"),
  language: language.default("en"),
});

export const journalQuery = z.strictObject({
  side,
  counterparty: address,
  currency: currencyOf,
  from: date,
  cutOff: date,
});
