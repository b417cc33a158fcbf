/** How the collection of a receivable stands: what counts, and all that was recorded, as far as its reader may see. */
import { z } from "zod";
import { STAGES } from "../domain/collections/policy.ts";
import { collectionEntry, collectionSchedule } from "./collectionEvent.ts";
import { planning } from "./paymentPlan.ts";
import { PLAN_FIELDS } from "./planTerms.ts";
import { address, amount, date, hash, instant } from "./scalars.ts";
import { asOf } from "./service.ts";
import { currency } from "./terms.ts";

const PROMISE_STATES = ["open", "kept", "late", "broken", "replaced", "released"] as const;

const adopted = z
  .strictObject({
    schedule: collectionSchedule,
    isCurrent: z.boolean().meta({
      description: "False where the receivable was amended since: it is adopted again before a stage is recorded.",
    }),
    dueDate: date.nullable().meta({ description: "From which its days count; null for one that no calendar has." }),
    stages: z.array(
      z.strictObject({
        stage: z.enum(STAGES),
        cycle: z.int().min(0).meta({ description: "The last in which it was recorded; 0 for none." }),
        next: instant.nullable().meta({ description: "When it may be recorded next; null for never." }),
      }),
    ),
  })
  .meta({ id: "AdoptedSchedule" });

export const placement = z
  .strictObject({
    creditor: address,
    collector: address,
    stages: z.array(z.enum(STAGES)).meta({ description: "That the collector may record." }),
    maySteps: z.boolean(),
    fee: z.int().min(0).meta({ description: "Of what it collects, parts per million." }),
    until: instant.nullable().meta({ description: "Null for an instant that no year up to 9999 has." }),
    terms: hash.meta({ description: "Hash of what was agreed with the collector." }),
  })
  .meta({ id: "CollectionPlacement" });

const payment = z
  .strictObject({
    amount,
    payBy: date.nullable(),
    salt: hash.meta({ description: "With amount and day it makes the hash on the chain." }),
    standing: z
      .enum(PROMISE_STATES)
      .nullable()
      .meta({
        description:
          "Of a promise, by what was settled with a value date up to its day (R46): open; kept, or late, within a " +
          "grace of two business days; broken; replaced by a later one before its day; released, since credits left " +
          "nothing to be paid. Null of a request for time, and where the terms are sealed to others.",
      }),
    rest: amount.nullable().meta({ description: "What is still to be paid of a promise." }),
  })
  .meta({ id: "PromisedPayment" });

export const collection = z
  .strictObject({
    currency,
    creditor: address.meta({ description: "The holder, or the factor whose desk it is." }),
    schedule: adopted.nullable().meta({ description: "What both sides agreed and adopted for it." }),
    placements: z.array(placement).meta({ description: "Those that count now." }),
    entries: z.array(
      z.strictObject({
        entry: collectionEntry,
        content: z
          .strictObject({ text: z.string(), salt: hash })
          .nullable()
          .meta({
            description:
              "What was said, where this gateway knows it and the reader may: `content` or `reason` of the entry is " +
              "keccak256 of the salt and the keccak256 of the text. Steps and reasons are the collecting side's own.",
          }),
        payment: payment.nullable().meta({ description: "Of a promise or a request for time, where it is known." }),
      }),
    ),
    planning,
    asOf: asOf.nullable(),
  })
  .meta({ id: "Collection", description: "In the order of the chain; nothing is edited and nothing deleted." });

/** Of words that open a hash, in characters: as long as the longest notice. */
export const MOST_OPENED_TEXT = 500_000;

/** What was told beside the chain, and opens a hash that an event has. */
export const collectionOpening = z
  .discriminatedUnion("kind", [
    z
      .strictObject({
        kind: z.literal("words"),
        text: z.string().min(1).max(MOST_OPENED_TEXT).meta({ description: "To the last character as it was said." }),
        salt: hash,
      })
      .meta({ id: "OpenedWords" }),
    z
      .strictObject({
        kind: z.literal("payment"),
        amount: amount.meta({ description: "In the currency of the receivable." }),
        payBy: date,
        salt: hash,
      })
      .meta({ id: "OpenedPayment", description: "Of a promise or a request for time." }),
    z
      .strictObject({ kind: z.literal("plan"), ...PLAN_FIELDS, salt: hash })
      .meta({ id: "OpenedPlan", description: "Of a payment plan that both sides agreed on." }),
  ])
  .meta({ id: "CollectionOpening" });
export type CollectionOpening = z.output<typeof collectionOpening>;

export const agreedSchedules = z
  .strictObject({
    items: z.array(z.strictObject({ supplier: address, buyer: address, schedule: collectionSchedule })),
  })
  .meta({ id: "AgreedSchedules", description: "What both agreed last: at most one for each who sells to the other." });

export type Collection = z.output<typeof collection>;
