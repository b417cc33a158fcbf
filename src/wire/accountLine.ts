/** The lines of a statement of account, and what the other side answers to them. */
import { z } from "zod";
import { NOTICE_STANDINGS } from "../domain/account/movement.ts";
import { ANSWER_KINDS } from "../domain/account/lineAnswer.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, amount, cursor, date, instant } from "./scalars.ts";

const MOST_ANSWERS = 500;
const MOST_TEXT = 1_000;

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

/** An answer to a line, or to the balance as a whole. */
const newLineAnswer = z
  .strictObject({
    line: z.int().min(1).nullable().meta({ description: "As the statement numbers it; null: its balance." }),
    kind: z.enum(ANSWER_KINDS),
    amount: amount.optional().meta({ description: "Of `differs`: what is open in the answering side's own books." }),
    paidOn: date.optional().meta({ description: "Of `paid`: the value date." }),
    reference: line(100).optional().meta({ description: "Of `paid`: the bank's reference." }),
    text: z.string().max(MOST_TEXT).default("").meta({ description: "Plain text, for people." }),
  })
  .refine(({ kind, amount: own }) => (kind === "differs") === (own !== undefined), {
    path: ["amount"],
    message: "give it with `differs`, and with nothing else",
  })
  .refine(({ kind, paidOn }) => (kind === "paid") === (paidOn !== undefined), {
    path: ["paidOn"],
    message: "give it with `paid`, and with nothing else",
  })
  .meta({ id: "NewLineAnswer" });

export const newLineAnswers = z
  .strictObject({ id: uuid, answers: z.array(newLineAnswer).min(1).max(MOST_ANSWERS) })
  .meta({
    id: "NewLineAnswers",
    description: "All of them or none. What was said before stays; the last answer to a line is shown beside it.",
  });
export type NewLineAnswers = z.output<typeof newLineAnswers>;

export const lineAnswer = z
  .strictObject({
    id: uuid,
    line: z.int().nullable(),
    kind: z.enum(ANSWER_KINDS),
    amount: amount.nullable(),
    paidOn: date.nullable(),
    reference: z.string().nullable(),
    text: z.string(),
    organisation: address,
    account: address,
    at: instant,
  })
  .meta({ id: "LineAnswer" });
export type ShownLineAnswer = z.output<typeof lineAnswer>;

export const lineAnswers = z.strictObject({ items: z.array(lineAnswer) }).meta({ id: "LineAnswers" });
export const lineAnswerPage = z.strictObject({ items: z.array(lineAnswer), next }).meta({ id: "LineAnswerPage" });

export const accountLine = z
  .strictObject({
    line: z.int(),
    kind: z.enum(["invoice", "debitNote", "creditNote", "unapplied"]),
    number: z.string().meta({ description: "The document's; of unapplied money, the item's that it went beyond." }),
    reference: z.string(),
    date,
    due: date.nullable(),
    amount,
    open: amount,
    disputed: amount,
    accruedInterest: amount,
    daysPastDue: z.int().min(0),
    payee: z.string().nullable().meta({ description: "Whom an assigned item is owed to; null: the supplier." }),
    payeeSince: date.nullable().meta({ description: "When that was last changed; null where it never was." }),
    payeeChanged: z.boolean().meta({ description: "Whether it was changed in the period of this statement." }),
    notice: z.enum(NOTICE_STANDINGS).nullable().meta({
      description:
        "Of an assigned item what the debtor was told, and said, when the statement was made; null of any other.",
    }),
    answer: lineAnswer.nullable().meta({ description: "The last one of the other side." }),
  })
  .meta({ id: "AccountLine" });
export type ShownAccountLine = z.output<typeof accountLine>;
export const accountLinePage = z.strictObject({ items: z.array(accountLine), next }).meta({ id: "AccountLinePage" });
