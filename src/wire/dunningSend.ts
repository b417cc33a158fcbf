/** What is due and why, what was sent, and what happened with a customer. */
import { z } from "zod";
import { CONTACT_OUTCOMES } from "../domain/collections/record.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { LANGUAGES } from "./document.ts";
import { ACT_OUTCOMES } from "./dunningCustomer.ts";
import { channel, stage } from "./dunningPolicy.ts";
import { line, moment } from "./personal.ts";
import { address, amount, cursor, date, hash, instant } from "./scalars.ts";

const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

export const SEND_STATES = [
  ...["waiting", "toPrint", "toDo", "taken", "printed", "logged", "failed", "withdrawn"],
] as const;

/** Of whose code nothing else is asked than to be the same tomorrow. */
const WHY = [
  ...["due", "repeated", "brokenPromise", "brokenPlan"],
  ...["closed", "assignedAway", "insolvent", "planned", "placed", "writtenOff", "noPolicy", "queried", "rejected"],
  ...["notAccepted", "held", "disputed", "promised", "notDue", "alreadySent", "tooSoon", "passedOver"],
  ...["agreedSchedule", "noContact", "unwarned", "holiday", "outOfHours", "capped", "sealed"],
] as const;

const why = z
  .strictObject({
    code: z.string().meta({ description: WHY.join(", ") }),
    level: z.string().nullable().meta({ description: "Which one fires, or waits." }),
    days: z.int().nullable().meta({ description: "Past the due date; below 0 before it." }),
    day: date.nullable().meta({ description: "On which it fires, or the first on which it may." }),
    until: date
      .nullable()
      .meta({ description: "The last day of a hold, or of a promise with its grace; since when a broken word is." }),
    promise: z.string().nullable(),
    plan: hash.nullable().meta({ description: "That was not kept." }),
    exception: uuid.nullable(),
    said: z.string().nullable().meta({ description: "The reason of the exception." }),
    disregarded: z
      .strictObject({ promise: z.string(), why: z.enum(["tooFar", "tooMany"]) })
      .nullable()
      .meta({
        description:
          "A promise of the debtor that is open and holds nothing back: its day is further away than the policy " +
          "lets, or too many before it were not kept (R46).",
      }),
  })
  .meta({ id: "DunningReason" });
export type ShownReason = z.output<typeof why>;

const claim = z
  .strictObject({
    open: amount,
    disputed: amount,
    promised: amount,
    asked: amount.meta({ description: "Open less disputed and promised." }),
    charges: amount.meta({ description: "Late interest and fixed sums accrued: in no balance (R27)." }),
    contingent: amount.meta({ description: "Those on what is disputed (R26)." }),
  })
  .meta({ id: "DunningClaim" });
export type ShownClaim = z.output<typeof claim>;

const currencyFields = { currency: z.string().nullable(), decimals: z.int().nullable() };

export const dunningFinding = z
  .strictObject({
    item: hash,
    customer: address,
    fires: z.boolean(),
    why,
    stage: stage.nullable(),
    channel: channel.nullable(),
    person: uuid.nullable(),
    cycle: z.int().nullable(),
    payBy: date.nullable(),
    fee: amount,
    ...currencyFields,
    claim,
    policy: uuid.nullable(),
    version: z.int().nullable(),
    scope: z.enum(["item", "customer", "segment", "all"]).nullable(),
    passed: z.array(z.strictObject({ level: z.string(), why: z.string() })).meta({ description: "Left out before." }),
  })
  .meta({ id: "DunningFinding" });
export type ShownFinding = z.output<typeof dunningFinding>;

export const dryRunQuery = z
  .strictObject({
    at: moment.optional().meta({ description: "As if it were then and nothing changed; now unless told." }),
    customer: address.optional(),
    cursor: cursor.optional(),
  })
  .meta({ id: "DunningDryRunQuery" });

const preview = z
  .strictObject({
    customer: address,
    level: z.string(),
    stage,
    channel,
    person: uuid,
    language: z.enum(LANGUAGES),
    template: z.string(),
    words: z
      .enum(["template", "stage"])
      .nullable()
      .meta({ description: "Whose words it begins and ends with: the policy's for the template, or the stage's own." }),
    items: z.array(hash),
    subject: z.string().nullable(),
    text: z
      .string()
      .nullable()
      .meta({
        description:
          "As it would be sent, but for its number and salt, which every notice has anew. Of one customer alone: " +
          "null where all are asked for.",
      }),
    fault: z.string().nullable().meta({ description: "Why it cannot be made." }),
  })
  .meta({ id: "DunningPreview" });
export type ShownPreview = z.output<typeof preview>;

export const dryRun = z
  .strictObject({
    at: instant,
    items: z.array(dunningFinding),
    notices: z.array(preview).meta({ description: "In which what fires would be sent, the weightiest first." }),
    sealed: z.array(hash).meta({ description: "Of which this gateway does not know the terms." }),
    next,
  })
  .meta({ id: "DunningDryRun" });

export const dunningSend = z
  .strictObject({
    id: uuid,
    customer: address,
    policy: uuid,
    version: z.int(),
    level: z.string(),
    stage,
    channel,
    person: uuid.nullable(),
    language: z.enum(LANGUAGES),
    state: z
      .enum(SEND_STATES)
      .meta({ description: "`taken`: a server took it, which says of nobody that it read it." }),
    fee: amount,
    ...currencyFields,
    items: z.array(z.strictObject({ item: hash, cycle: z.int(), asked: amount })),
    made: instant,
    ended: instant.nullable().meta({ description: "When it was taken, printed, logged, given up or withdrawn." }),
    endedBy: address.nullable(),
    tries: z.int(),
    fault: z.string().nullable(),
    escalation: z
      .strictObject({
        to: address,
        state: z.enum(["waiting", "taken", "failed", "withdrawn"]),
        ended: instant.nullable(),
        fault: z.string().nullable(),
      })
      .nullable()
      .meta({ description: "The mail to whom the level escalates; null where it escalates to nobody." }),
    resolution: z
      .strictObject({
        state: z.enum(["resolved", "partly", "open"]),
        left: z.array(z.strictObject({ item: hash, amount })),
      })
      .meta({
        description:
          "What became of what was asked for: resolved only once every item is; else the items that are not, with " +
          "what is left of their principal.",
      }),
    contentHash: hash.meta({ description: "Of the text under its salt, as a record on the ledger has it." }),
  })
  .meta({ id: "DunningSend" });
export type ShownDunningSend = z.output<typeof dunningSend>;
export const dunningSendText = dunningSend
  .extend({ target: z.string(), salt: hash, text: z.string().meta({ description: "The very text that is sent." }) })
  .meta({ id: "DunningSendText" });
export const dunningSendPage = z.strictObject({ items: z.array(dunningSend), next }).meta({ id: "DunningSendPage" });
export const dunningSendQuery = pageQuery
  .extend({ customer: address.optional(), item: hash.optional(), state: z.enum(SEND_STATES).optional() })
  .meta({ id: "DunningSendQuery" });
export const newWithdrawal = z.strictObject({ reason: line(200) }).meta({ id: "NewDunningWithdrawal" });

const TIMELINE_STATES = [...new Set([...SEND_STATES, ...ACT_OUTCOMES, ...CONTACT_OUTCOMES])];

export const timelineEntry = z
  .strictObject({
    at: instant,
    kind: z.enum(["send", "act", "answer", "payment", "collection", "plan"]),
    what: z.string().meta({ description: "The stage that was sent, the outcome of the act, or the event's name." }),
    detail: z
      .string()
      .nullable()
      .meta({ description: "Of what was recorded of collection: stage, step, or kind of the answer." }),
    id: z.string().meta({ description: "Of the send or the act; of an event its transaction." }),
    item: hash.nullable(),
    channel: channel.nullable(),
    state: z.enum(TIMELINE_STATES).nullable(),
    amount: amount.nullable().meta({ description: "Asked for, paid, or promised as far as that is known here." }),
    ...currencyFields,
  })
  .meta({ id: "CustomerTimelineEntry" });
export type ShownTimelineEntry = z.output<typeof timelineEntry>;
export const customerTimeline = z
  .strictObject({ items: z.array(timelineEntry), next })
  .meta({ id: "CustomerTimeline" });
