/** Early warning: its rules, what they said, what became of it, and how a rule would have done. */
import { z } from "zod";
import { OUTCOMES } from "../domain/risk/outcomes.ts";
import { WARNING_RULES } from "../domain/risk/warnings.ts";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, cursor, date, instant, integer } from "./scalars.ts";

const MOST_WINDOW = 1_095;
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });

export const warningRule = z.enum(WARNING_RULES).meta({ id: "WarningRule" });
const unit = z.enum(["days", "count", "ppm"]).meta({ description: "Whole days, things, or parts per million." });
const threshold = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,17})$/, "write a whole number from 0 up, in the rule's unit")
  .meta({
    description:
      "From here on it warns, and `limitExceeded` beyond it; in the rule's unit. `limitNear` goes up to 1,000,000: " +
      "between that and a higher threshold of `limitExceeded` neither warns.",
  });
const windowDays = z.int().min(0).max(MOST_WINDOW).meta({ description: "How many days back it looks." });

export const newWarningRule = z
  .strictObject({
    id: uuid.meta({ description: "Made by the sender, so that a repeated request is the same one." }),
    rule: warningRule,
    isOn: z.boolean(),
    threshold,
    windowDays,
    isAlarm: z.boolean().default(false).meta({ description: "Whether administrators are told who never asked." }),
  })
  .meta({ id: "NewWarningRule" });
export type NewWarningRule = z.output<typeof newWarningRule>;

const precision = integer.nullable().meta({
  description: "Confirmed of those confirmed or false, parts per million; null where fewer than 5 are (R45).",
});
const record = z
  .strictObject({
    raised: z.int().meta({
      description: "Each once: one that was over and came back within 30 days is no other, and is not counted again.",
    }),
    confirmed: z.int().meta({
      description:
        "Of warnings whose horizon is over, as of what follows: 90 days after they were raised; of `largerInvoice`, " +
        "`dormantRevived` and `belowTier` after the last of the invoices that they name is due, if that is later.",
    }),
    false: z.int().meta({ description: "False alarms." }),
    open: z.int().meta({
      description:
        "All whose horizon is not over, although some of them may have come true: false alarms are known only then, " +
        "and a rule would look better than it is.",
    }),
    precisionPpm: precision,
  })
  .meta({ id: "WarningRecord", description: "What became of the warnings of a rule." });

const shownRule = newWarningRule
  .omit({ id: true })
  .extend({
    unit,
    says: z.string(),
    reads: z.enum(["book", "signs", "standing"]).meta({
      description:
        "Rules that read how things stand now cannot be tried on the past. The use of limits is read customer by " +
        "customer, of everyone of whom a limit is in force.",
    }),
    version: z.int().nullable().meta({ description: "Null where the organisation never set it." }),
    set: instant.nullable(),
    setBy: address.nullable(),
    current: z.int().meta({ description: "Warnings that last, or wait to be decided." }),
    record,
  })
  .meta({ id: "ShownWarningRule" });
export const warningRules = z
  .strictObject({
    items: z.array(shownRule),
    looked: instant.nullable().meta({ description: "When the organisation's books were looked at last." }),
    fault: z.string().nullable().meta({ description: "Why the last look came to nothing." }),
  })
  .meta({ id: "WarningRules" });
export type ShownWarningRules = z.output<typeof warningRules>;

const said = z.strictObject({ account: address, at: instant, note: z.string() });

export const warning = z
  .strictObject({
    id: uuid,
    rule: warningRule,
    currency: z
      .string()
      .meta({ description: "ISO 4217, or a token's address; empty of what is said of a customer in all of them." }),
    subject: z.string().meta({
      description:
        "The customer; of a concentration maybe a group of affiliates, by the name that it had when the warning was " +
        "raised. Empty once an imported customer is erased: at the next look its name is erased here too, with what " +
        "was noted of it.",
    }),
    occasion: z.string().meta({ description: "What it is about; empty where it lasts while the figure does." }),
    since: date.meta({
      description: "When it began, where the facts say so; else the day of the look. Days are those of UTC.",
    }),
    unit,
    figure: integer.meta({
      description:
        "Of a warning that lasts as the last look had it that found it, like `n` and `items`; of one that is given " +
        "once (with an occasion) as it was then.",
    }),
    raisedFigure: integer.meta({ description: "As it was when the warning was raised." }),
    threshold: integer.meta({ description: "As it was when the warning was raised." }),
    n: z.int().meta({ description: "Of how many items, invoices or signs the figure is made." }),
    items: z.array(z.string()).meta({ description: "The items that it is about, 20 at most." }),
    raised: instant,
    isReturn: z.boolean().meta({
      description: "It was over, and came back within 30 days: nobody is told of it again, and it counts no more.",
    }),
    cleared: instant.nullable().meta({ description: "When it was found to be over." }),
    horizon: date.meta({ description: "The last day on which it may come true; without, it was a false alarm." }),
    outcome: z.enum(OUTCOMES),
    outcomeItem: z.string().nullable().meta({ description: "The first item that was harmed." }),
    outcomeDay: date.nullable(),
    acknowledged: said.extend({ owner: address.nullable() }).nullable(),
    judged: said.extend({ outcome: z.enum(OUTCOMES) }).nullable(),
  })
  .meta({ id: "Warning" });
export type ShownWarning = z.output<typeof warning>;
export const warningPage = z.strictObject({ items: z.array(warning), next }).meta({ id: "WarningPage" });

export const warningQuery = pageQuery
  .extend({
    rule: warningRule.optional(),
    subject: z.string().min(1).max(200).optional(),
    state: z.enum(["current", "all"]).default("current"),
  })
  .meta({ id: "WarningQuery" });

export const newAcknowledgement = z
  .strictObject({
    note: line(2_000),
    owner: address.nullable().default(null).meta({ description: "A member who sees to it." }),
  })
  .meta({ id: "NewAcknowledgement" });

export const newJudgement = z
  .strictObject({ outcome: z.enum(["confirmed", "false"]), note: line(2_000) })
  .meta({ id: "NewJudgement", description: "It stands in the place of what time decides." });

export const backTestQuery = z
  .strictObject({
    rule: warningRule,
    currency: z.string().min(1).max(42),
    from: date,
    through: date,
    threshold: threshold.optional(),
    windowDays: z
      .string()
      .regex(/^(?:0|[1-9]\d{0,3})$/, `give whole days from 0 to ${MOST_WINDOW}`)
      .refine((text) => Number(text) <= MOST_WINDOW, `give whole days from 0 to ${MOST_WINDOW}`)
      .optional(),
  })
  .meta({ id: "BackTestQuery", description: "What is left out is as the organisation has it set." });
export type BackTestQuery = z.output<typeof backTestQuery>;

export const backTestAnswer = z
  .strictObject({
    rule: warningRule,
    currency: z.string(),
    unit,
    threshold: integer,
    windowDays: z.int(),
    harmDays: z.int().meta({ description: "An item is harmed once it is open more than so many days past due." }),
    horizonDays: z.int().meta({
      description: "A warning is a false alarm if nothing is harmed in so many days after it; see `WarningRecord`.",
    }),
    record,
    harmed: z.int().meta({ description: "Items that were harmed in the time." }),
    caught: z.int().meta({ description: "Those of them whose customer the rule had warned of before." }),
    lotPpm: integer.nullable().meta({
      description:
        "What warnings drawn by lot at month ends would come to, of those whose horizon is over: a rule below it " +
        "says nothing; null where data is thin.",
    }),
    warnings: z
      .array(
        z.strictObject({
          subject: z.string(),
          raised: date,
          horizon: date,
          figure: integer,
          outcome: z.enum(OUTCOMES),
          outcomeItem: z.string().nullable(),
          outcomeDay: date.nullable(),
        }),
      )
      .meta({ description: "The first 500." }),
    sealed: z.int().meta({ description: "Receivables whose terms nobody here knows, and which are left out." }),
  })
  .meta({ id: "BackTest" });
export type ShownBackTest = z.output<typeof backTestAnswer>;
