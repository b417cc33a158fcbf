/** When open items will be paid, what comes in, and what such predictions were worth: statistics by counting. */
import { z } from "zod";
import { pageQuery } from "./access.ts";
import { amount, cursor, date, hash, instant } from "./scalars.ts";

const count = z.int().min(0);
const ppm = z.int().min(0);
const chance = ppm.max(1_000_000);
const currency = z
  .string()
  .regex(/^[A-Za-z0-9.-]{1,42}$/)
  .meta({ description: "ISO 4217, or the code or address of a token." });

export const predictionQuery = pageQuery
  .extend({
    currency,
    customer: z.string().min(1).max(200).optional().meta({ description: "An address, or a key of imported history." }),
    asOf: instant.optional().meta({ description: "Of the book as it was known then; now, where it is left out." }),
  })
  .meta({ id: "PredictionQuery" });
export type PredictionQuery = z.output<typeof predictionQuery>;

export const forecastQuery = z
  .strictObject({ currency, periods: z.enum(["weeks", "months"]).default("weeks") })
  .meta({ id: "CashForecastQuery" });
export type ForecastQuery = z.output<typeof forecastQuery>;

export const qualityQuery = z.strictObject({ currency }).meta({ id: "PredictionQualityQuery" });

/** What every answer begins with. */
const made = {
  currency: z.string(),
  decimals: count,
  asOf: instant.meta({
    description:
      "Nothing that the ledger recorded later is used. All days of these answers are days of UTC; indicators " +
      "have others where another time zone is asked for.",
  }),
  version: z.string().meta({
    description: "Of the model: the same version and inputs give the same answer to the same question.",
  }),
  inputs: hash.meta({
    description: "Of the book and the segments that it was made from; of a forecast also of what was agreed, and when.",
  }),
  sealed: count.meta({ description: "Receivables whose terms are sealed to others, and which are left out." }),
  refused: z
    .strictObject({ known: count, needed: count })
    .nullable()
    .meta({ description: "Too few items whose outcome is known: nothing is predicted. Null where there are enough." }),
};

const late = z.strictObject({ over0: chance.nullable(), over30: chance.nullable(), over90: chance.nullable() }).meta({
  id: "LateChances",
  description:
    "Of being more than so many days late, parts per million; null where too few items tell of it. One that is " +
    "later already has all of them.",
});

const level = z
  .strictObject({
    of: z.enum(["all", "segment", "customer"]),
    items: count.meta({ description: "That were unpaid as long, hundredths: those of long ago may count less." }),
    added: count.meta({ description: "As how many more the level before counts beside them, hundredths." }),
    weight: chance.meta({ description: "Of its own items against those, parts per million." }),
    late,
  })
  .meta({ id: "PredictionLevel", description: "What was counted, from all items to those of the customer." });

const prediction = z
  .strictObject({
    id: z.string().meta({ description: "Of the receivable; of imported history its own." }),
    number: z.string(),
    customer: z.string(),
    ...{ open: amount, dueDate: date },
    daysLate: z.int().meta({ description: "On the day of `asOf` in UTC; below nought before the due day." }),
    refused: z
      .enum(["tooFewAsLate", "writtenOff"])
      .nullable()
      .meta({
        description:
          "Why nothing is predicted: fewer than 20 items, those of long ago counting less, tell what becomes of one " +
          "that is as late; or it is held for lost.",
      }),
    late: late.nullable(),
    expected: date.nullable().meta({
      description:
        "The mean day of those that were paid within what the history tells of; null where at least half of such " +
        "items were not.",
    }),
    median: date.nullable(),
    nineInTenBy: date.nullable().meta({ description: "The first day by which nine tenths of such items were paid." }),
    levels: z.array(level),
  })
  .meta({ id: "Prediction" });

export const predictionPage = z
  .strictObject({
    ...made,
    model: z
      .strictObject({
        known: count.meta({ description: "Items whose outcome is known." }),
        customers: count,
        memory: count.nullable().meta({ description: "Days after which an item counts half; null for never." }),
        strengths: z.array(z.strictObject({ from: z.int(), customer: count, segment: count })).meta({
          description:
            "From which day late on, as how many items a customer's segment counts beside its own, and as how many " +
            "customers all count beside those of a segment: from how much they differ beyond chance; 10 where " +
            "nothing tells.",
        }),
      })
      .nullable(),
    items: z.array(prediction),
    next: cursor.nullable().meta({ description: "Where the next page begins; null on the last." }),
  })
  .meta({ id: "PredictionPage" });
export type ShownPrediction = z.output<typeof prediction>;
export type ShownLate = z.output<typeof late>;

export const riskQuery = z
  .strictObject({ currency, customer: z.string().min(1).max(200).meta({ description: "As the book knows it." }) })
  .meta({ id: "PaymentRiskQuery" });
export type RiskQuery = z.output<typeof riskQuery>;

export const paymentRisk = z
  .strictObject({ ...made, customer: z.string(), late: late.nullable(), levels: z.array(level) })
  .meta({ id: "PaymentRisk" });

const receipts = z
  .strictObject({
    expected: amount,
    p50: amount.meta({ description: "At least so much comes in with a chance of one half." }),
    p90: amount.meta({
      description:
        "At least so much comes in with a chance of nine tenths: the careful figure. So it is while customers keep " +
        "their habits; where many change them it is reached less often, in made-up histories 84 to 86 times in 100. " +
        "The test by time tells how often in this one.",
    }),
  })
  .meta({ id: "ForecastReceipts" });

const forecast = z
  .strictObject({
    seed: count.meta({ description: "Of the draws, which can be drawn again." }),
    awaited: amount.meta({ description: "Open, undisputed principal of which the periods tell." }),
    agreed: amount.meta({ description: "The part of it that was promised or is to be paid by a plan." }),
    disputed: amount.meta({ description: "In no period, like what follows." }),
    writtenOff: amount,
    unpredicted: amount.meta({ description: "So late that fewer than 20 items tell what becomes of it." }),
    unapplied: amount.meta({
      description:
        "Money in the books that settles no item yet, all of it. It is not taken off what is awaited: what it will " +
        "settle is still in the periods, though it came in already.",
    }),
    periods: z.array(
      z.strictObject({
        ...{ from: date, through: date, within: receipts },
        until: receipts.meta({ description: "From the first period on." }),
      }),
    ),
  })
  .meta({ id: "ForecastOfReceipts" });
export type ShownForecast = z.output<typeof forecast>;

export const cashForecast = z
  .strictObject({
    ...made,
    promises: z
      .strictObject({ kept: count, of: count })
      .meta({ description: "That came due: by them a promise is weighed where the customer's own are too few (R46)." }),
    forecast: forecast.nullable(),
  })
  .meta({ id: "CashForecast" });

const verdict = z.enum(["better", "even", "worse", "tooFew"]).meta({
  description: "By more than two standard errors, customers being the cases; even is what chance makes.",
});
const share = z.strictObject({
  hits: count,
  of: count,
  rate: chance.nullable().meta({ description: "Parts per million; null for fewer than five." }),
});

const question = z
  .strictObject({
    overDays: z.int().nullable().meta({
      description: "Whether an item is more than 0, 30 or 90 days late; null for all three together.",
    }),
    ...{ predictions: count, customers: count },
    brier: z
      .strictObject({ model: ppm, overall: ppm, own: ppm })
      .nullable()
      .meta({
        description:
          "Mean squares by which chances missed what happened, parts per million, nought is best: of the model; of " +
          "the share of all items that were as late and became later than asked; of the customer's own share. Null " +
          "for too few predictions.",
      }),
    verdicts: z.strictObject({ overall: verdict, own: verdict }),
    calibration: z
      .array(
        z.strictObject({ from: chance, predictions: count, predicted: chance.nullable(), happened: chance.nullable() }),
      )
      .meta({ description: "By tenths of the chance that was given: the mean chance, and how often it happened." }),
  })
  .meta({ id: "PredictionQuestion" });

const test = z
  .strictObject({
    cuts: z
      .array(z.strictObject({ day: date, known: count, memory: count.nullable(), predictions: count }))
      .meta({ description: "Ends of months at which it was tried by what was known then; without too few items." }),
    questions: z.array(question),
    coverage: z
      .array(z.strictObject({ month: count, p50: share, p90: share, expected: amount, received: amount }))
      .meta({
        description:
          "How often so much came in as a forecast of the first, second or third month had said, of what it awaited: " +
          "without promises and plans, and without what was disputed, held for lost or not predicted then. Money is " +
          "of the month of its value day; with an earlier one, recorded only after the forecast, of the first.",
      }),
  })
  .meta({ id: "PredictionTest" });
export type ShownTest = z.output<typeof test>;

export const predictionQuality = z.strictObject({ ...made, test: test.nullable() }).meta({ id: "PredictionQuality" });
