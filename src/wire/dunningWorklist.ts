/** What is open, the most urgent first, with why it is and what is done next. */
import { z } from "zod";
import { pageQuery } from "./access.ts";
import { placement } from "./collection.ts";
import { dunningFinding } from "./dunningSend.ts";
import { stage } from "./dunningPolicy.ts";
import { PLAN_STATES } from "./paymentPlan.ts";
import { address, amount, cursor, date, hash, instant, integer } from "./scalars.ts";

const count = z.int().min(0);
const rate = z.int().min(0).meta({ description: "Parts per million." });

export const worklistQuery = pageQuery
  .extend({
    currency: z
      .string()
      .max(50)
      .regex(/^[A-Za-z0-9.$€£¥_-]+$/)
      .meta({ description: "Of the items: sums of one currency alone compare." }),
    owner: address.optional(),
    customer: address.optional(),
    stage: stage.optional().meta({ description: "Of the last notice." }),
    placements: z
      .enum(["known", "all"])
      .default("known")
      .meta({
        description:
          "Whose items are listed of those that were placed with the organisation: of its counterparties and of " +
          "creditors for whom it has collected, or of all. Anybody may place with anybody.",
      }),
  })
  .meta({ id: "WorklistQuery" });
export type WorklistQuery = z.output<typeof worklistQuery>;

const priority = z
  .strictObject({
    score: integer.meta({ description: "asked x chance x days x value / 10^12 in minor units, rounded down." }),
    chance: z
      .strictObject({ ppm: rate, late: count, settled: count })
      .meta({ description: "Of being late: (late + 1) / (settled + 2) over a year of the customer's payments." }),
    days: z.strictObject({ factor: count, pastDue: count }).meta({ description: "From 1 to 365." }),
    value: z
      .strictObject({ ppm: rate, contacts: count, hasBrokenPromise: z.boolean() })
      .meta({ description: "Of another contact: 1 / (1 + contacts of 30 days), twice that after a broken promise." }),
  })
  .meta({ id: "WorklistPriority" });

const pressure = z
  .strictObject({
    week: count.meta({ description: "Contacts of the customer in the last 7 days." }),
    month: count.meta({ description: "In the last 30 days." }),
    perWeek: count.nullable().meta({ description: "How many the policy allows one person in any seven days." }),
  })
  .meta({ id: "ContactPressure" });

/** What both sides planned of an item. */
const worklistPlan = z
  .strictObject({
    plan: hash,
    state: z.enum(PLAN_STATES),
    next: z.strictObject({ amount, payBy: date }).nullable().meta({ description: "The instalment that is next." }),
    behind: amount.nullable().meta({ description: "What had to be paid by now and is not; null where nobody knows." }),
  })
  .meta({ id: "WorklistPlan" });

const worklistItem = z
  .strictObject({
    number: z.string().nullable().meta({ description: "The invoice's, as far as it is known here." }),
    customerName: z.string().nullable(),
    owner: address.nullable(),
    escalatedTo: address.nullable().meta({ description: "Who is to know of it, by the last level that names one." }),
    stage: stage.nullable(),
    dueDate: date.nullable(),
    priority,
    pressure,
    placement: placement.nullable().meta({
      description: "By which the organisation collects it for its creditor, by hand; null of what is its own.",
    }),
    finding: dunningFinding,
    next: z
      .strictObject({
        action: z.string().meta({ description: "The level that fires next, or why nothing does." }),
        day: date.nullable(),
      })
      .meta({ description: "What is done next, and on which day." }),
    followUp: date.nullable().meta({ description: "When whoever spoke to the customer last said to go on." }),
    promise: z.strictObject({ amount, day: date }).nullable().meta({ description: "One that is not over." }),
    plan: worklistPlan.nullable().meta({ description: "The last that was agreed, unless it was completed or ended." }),
    looked: instant.meta({ description: "As of when this is." }),
  })
  .meta({ id: "WorklistItem" });
export type ShownWorklistItem = z.output<typeof worklistItem>;

export const worklist = z
  .strictObject({
    currency: z.string(),
    decimals: z.int(),
    sums: z.strictObject({ items: count, open: amount, overdue: amount, disputed: amount, promised: amount }).meta({
      description: "Of all that the filters leave of what is owed to the organisation itself, as of the last looks.",
    }),
    items: z.array(worklistItem),
    faults: z
      .array(z.strictObject({ customer: address, fault: z.string() }))
      .meta({ description: "Customers that could not be dunned, and why; the first twenty." }),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
  })
  .meta({ id: "Worklist" });

const share = z
  .strictObject({
    hits: count,
    of: count,
    rate: rate.nullable().meta({ description: "Parts per million; null for fewer than five cases (R45)." }),
  })
  .meta({ id: "DunningRate" });

const seconds = count.nullable().meta({ description: "Seconds; null for fewer than five cases (R45)." });

export const dunningStatistics = z
  .strictObject({
    from: date,
    effects: z.array(
      z.strictObject({ by: z.enum(["stage", "channel", "template"]), value: z.string(), answered: share, paid: share }),
    ),
    promises: z
      .strictObject({
        ...{ kept: share, late: count, broken: count, open: count },
        replaced: count.meta({ description: "Another took its place before it came due." }),
        released: count.meta({ description: "Credits left nothing to be paid." }),
      })
      .meta({ description: "Of promises that came due, how many were kept in full by their day (R46)." }),
    waits: z.array(
      z.strictObject({
        kind: z.enum(["acceptance", "disputeAnswer", "creditNote", "statementAnswer"]).meta({
          description:
            "Until a buyer accepted; until a dispute was answered or ended; until one that was conceded was " +
            "credited; until the other side answered a statement, of account or on chain.",
        }),
        of: count.meta({ description: "How many were answered." }),
        median: seconds,
        p90: seconds,
        waiting: count,
        longestWaiting: count.meta({ description: "Seconds." }),
      }),
    ),
  })
  .meta({
    id: "DunningStatistics",
    description: "Of notices whose seven days are over. Followed by payment is not paid because of it.",
  });
export const statisticsQuery = z
  .strictObject({ from: date.meta({ description: "Notices of this day and later; at most 366 days back." }) })
  .meta({ id: "DunningStatisticsQuery" });
