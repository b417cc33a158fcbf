/** Disputes: what is disputed of a receivable, whose turn it is, and how it is to end (R39). */
import { z } from "zod";
import { DISPUTE_SIDES, OUTCOME_STATES } from "../domain/cases/dispute.ts";
import { LONGEST_ANSWER_DAYS } from "../domain/clocks/disputeAnswer.ts";
import { uuid } from "./act.ts";
import { pageQuery } from "./access.ts";
import { INTENT_STATES } from "./intent.ts";
import { moment } from "./personal.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";
import { currency } from "./terms.ts";
import { message } from "./thread.ts";

const side = z.enum(DISPUTE_SIDES).meta({ description: "The debtor disputes; the creditor is holder or factor." });

const disputeAnswer = z
  .strictObject({
    side,
    since: instant.meta({ description: "When the other side did or said the first thing that is not answered." }),
    days: z.int().min(1),
    by: date.meta({ description: "The last day of the answer." }),
    overdue: z.boolean(),
    source: z.string().meta({ description: "Where the number of days is from." }),
  })
  .meta({
    id: "DisputeAnswer",
    description: "Whose turn it is. A message, an outcome and an act on the ledger answer.",
  });

const about = {
  ...{ receivable: hash, supplier: address, buyer: address, creditor: address },
  currency,
  state: z.enum(["open", "settled"]),
  disputed: amount.meta({ description: "What is disputed now and still open; zero once it is settled." }),
  since: instant.meta({ description: "When its first amount was disputed." }),
  settledAt: instant.nullable(),
  answer: disputeAnswer.nullable().meta({ description: "Null once it is settled." }),
};

const disputeSummary = z
  .strictObject({
    ...about,
    codes: z.array(z.int()).meta({ description: "In the parties' own list, each once." }),
  })
  .meta({ id: "DisputeSummary" });

export const disputePage = z
  .strictObject({ items: z.array(disputeSummary), next: cursor.nullable() })
  .meta({ id: "DisputePage" });

export const disputeQuery = pageQuery
  .extend({
    state: z.enum(["open", "settled"]).optional(),
    turn: z.enum(DISPUTE_SIDES).optional().meta({ description: "Those alone in which it is that side's turn." }),
  })
  .meta({ id: "DisputeQuery" });

const disputeAct = z
  .strictObject({
    kind: z.enum(["raised", "withdrawn", "conceded"]),
    amount,
    code: z.int().nullable(),
    evidence: hash.nullable(),
    by: address.meta({ description: "Who consented for the party." }),
    at: instant,
  })
  .meta({ id: "DisputeAct" });

const twoFactorClock = z
  .strictObject({
    clock: z.string().meta({
      description: "disputeNotice, disputeFacts, disputeBeforePayment, paymentUnderApproval, disputeAfterPayment.",
    }),
    due: date,
    state: z.enum(["running", "over", "met", "suspended"]),
    text: z.string(),
    source: z.string(),
  })
  .meta({ id: "DisputeClock" });

const outcomePart = z
  .strictObject({
    part: z.enum(["credit", "withdrawal"]),
    side,
    amount,
    intent: uuid.nullable().meta({ description: "Null where your organisation has no part in it." }),
    state: z.enum(INTENT_STATES).meta({
      description: "That of its intent; `partlySigned` while one of seller and factor alone has agreed to a credit.",
    }),
  })
  .meta({ id: "DisputeOutcomePart" });

export const disputeOutcome = z
  .strictObject({
    id: uuid,
    organisation: address.meta({ description: "Who proposed it." }),
    side,
    at: instant,
    state: z.enum(OUTCOME_STATES).meta({
      description: "`over` once a part was refused, withdrawn or expired: propose another for what is left.",
    }),
    parts: z.array(outcomePart),
  })
  .meta({ id: "DisputeOutcome" });

const disputeDetail = z
  .strictObject({
    ...about,
    acts: z.array(disputeAct).meta({ description: "In the order of the chain." }),
    documents: z.array(z.strictObject({ sha256: hash, mediaType: z.string(), since: instant })).meta({
      description: "Given for the receivable since then, or named by its hash; read at `/v1/documents/{sha256}`.",
    }),
    messages: z.array(message).meta({ description: "Of the thread since then, the first 100." }),
    twoFactorClocks: z.array(twoFactorClock).meta({
      description: "Towards the factor (R64); none where its supplier holds the receivable, nor once it is closed.",
    }),
    outcome: disputeOutcome.nullable().meta({ description: "The one that was proposed last." }),
  })
  .meta({ id: "Dispute" });

export const disputeReading = z
  .strictObject({ dispute: disputeDetail.nullable().meta({ description: "Null where nothing was ever disputed." }) })
  .meta({ id: "DisputeReading" });

const proposed = { id: uuid, deadline: moment.optional().meta({ description: "Last instant of its intents." }) };
const evidence = hash.optional().meta({ description: "Hash of what supports it, such as the credit note." });

export const newDisputeOutcome = z
  .discriminatedUnion("side", [
    z.strictObject({
      ...{ ...proposed, side: z.literal("creditor") },
      credit: amount.meta({ description: "What it credits, maybe nothing; the rest is to be withdrawn." }),
      evidence,
    }),
    z.strictObject({
      ...{ ...proposed, side: z.literal("debtor") },
      withdrawal: amount.meta({ description: "What it withdraws." }),
      evidence,
    }),
  ])
  .meta({ id: "NewDisputeOutcome" });

const answerDays = z.int().min(1).max(LONGEST_ANSWER_DAYS).meta({
  description: "Days within which the organisation answers; 60 at most, when a factor needs the facts (R64).",
});

export const newDisputeRule = z
  .strictObject({
    counterparty: address.nullable().meta({ description: "Null for all whom no other rule names." }),
    days: answerDays.nullable().meta({ description: "Null takes the rule back." }),
  })
  .meta({ id: "NewDisputeRule" });

export const disputeRules = z
  .strictObject({
    items: z.array(
      z.strictObject({ counterparty: address.nullable(), days: answerDays, setBy: address, since: instant }),
    ),
  })
  .meta({ id: "DisputeRules" });

export type DisputeQuery = z.output<typeof disputeQuery>;
export type DisputeSummary = z.output<typeof disputeSummary>;
export type DisputeDetail = z.output<typeof disputeDetail>;
export type ShownOutcome = z.output<typeof disputeOutcome>;
export type NewDisputeOutcome = z.output<typeof newDisputeOutcome>;
export type NewDisputeRule = z.output<typeof newDisputeRule>;
