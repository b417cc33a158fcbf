/** Indicators of an organisation's book, as of any instant. */
import { z } from "zod";
import { pageQuery } from "./access.ts";
import { uuid } from "./act.ts";
import { line } from "./personal.ts";
import { address, amount, cursor, date, instant, integer } from "./scalars.ts";
import { currency } from "./terms.ts";

const MOST_PPM = 1_000_000;
const count = z.int().min(0);
const next = cursor.nullable().meta({ description: "Where the next page begins; null on the last." });
const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^(?:0|[1-9]\d{0,8})$/)
    .transform(Number)
    .refine((value) => value <= most, `give a whole number up to ${most}`);

const currencyText = z
  .string()
  .max(50)
  .regex(/^[A-Za-z0-9.$€£¥_-]+$/)
  .meta({ description: "An ISO 4217 code, or a token's address or code: sums of one currency alone compare." });
const zone = z
  .string()
  .max(64)
  .default("UTC")
  .meta({ description: "Whose midnight ends a day, a name of IANA such as Europe/Berlin." });

/** Which book, and what of it counts. */
const cutFields = {
  currency: currencyText,
  asOf: date.optional().meta({
    description: "Nothing dated after that day counts; today if it is left out. Money is dated by its value day.",
  }),
  known: instant.optional().meta({
    description:
      "Nothing recorded after that instant counts; now if it is left out. With the same two no later payment, act, " +
      "import, note or decision changes an answer, but two things do: what is erased, and what this gateway learns " +
      "later of the content of receivables, such as terms that were sealed to others, documents, sums of promises.",
  }),
  zone,
};

export const indicatorQuery = z
  .strictObject({
    ...cutFields,
    customer: line(200)
      .optional()
      .meta({ description: "Of this one alone: an address, or a key of imported history." }),
    months: wholeNumber(60)
      .optional()
      .meta({ description: "Of DSO, turnover, CEI and the cost of holding, that end with the day; 3 unless told." }),
  })
  .meta({ id: "IndicatorQuery" });
export type IndicatorQuery = z.output<typeof indicatorQuery>;

export const indicatorFileQuery = indicatorQuery
  .extend({ format: z.enum(["csv", "xlsx"]).default("csv") })
  .meta({ id: "IndicatorFileQuery" });

export const agingQuery = pageQuery
  .extend({
    ...cutFields,
    basis: z.enum(["due", "invoice"]).default("due").meta({ description: "Days past due, or since the invoice." }),
  })
  .meta({ id: "AgingQuery" });
export type AgingQuery = z.output<typeof agingQuery>;

const ppm = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,6})$/)
  .transform(Number)
  .refine((value) => value <= MOST_PPM, "give parts per million, at most 1000000");

export const whatIfQuery = z
  .strictObject({
    ...cutFields,
    customer: line(200).optional().meta({ description: "Whose terms change; everybody's if it is left out." }),
    netDays: wholeNumber(365).optional().meta({ description: "From invoice to due day, in place of what was agreed." }),
    discountRate: ppm.optional().meta({ description: "Parts per million off for paying early; with the two below." }),
    discountDays: wholeNumber(365).optional().meta({ description: "From invoice to the last day of the discount." }),
    discountUptake: ppm.optional().meta({ description: "Share of the amount that takes it, parts per million." }),
    lateRate: ppm.optional().meta({ description: "What is added to the late rate, parts per million a year." }),
  })
  .meta({ id: "WhatIfQuery" });
export type WhatIfQuery = z.output<typeof whatIfQuery>;

const value = z
  .string()
  .regex(/^-?\d+(?:\.\d+)?$/)
  .nullable()
  .meta({
    description:
      "amount: in the currency's unit, with its decimals. days: with two decimals. ratePpm, timesPpm: parts per " +
      "million. count, seconds: whole. Null where it has none, as `undefinedWhere` says.",
  });

const figure = z
  .strictObject({
    figure: z.string(),
    of: z.array(z.string()).meta({
      description:
        "A basis, a bucket, a segment, a month; the outermost first. A bar of payments from its least size on and " +
        "below its greatest: days, or amounts in the currency's unit.",
    }),
    unit: z.enum(["amount", "ratePpm", "timesPpm", "days", "count", "seconds"]),
    value,
  })
  .meta({ id: "IndicatorFigure" });

const described = {
  name: z.string(),
  formula: z.string(),
  inputs: z.record(z.string(), z.string()).meta({ description: "What each name of the formula means." }),
  undefinedWhere: z.string().nullable().meta({ description: "When it has no value; null where it always has." }),
};
const indicator = z.strictObject({ ...described, figures: z.array(figure) }).meta({ id: "Indicator" });

const cut = {
  currency,
  asOf: date,
  known: instant,
  zone: z.string(),
  sealed: count.meta({ description: "Receivables whose terms this gateway cannot read, in whatever currency." }),
  imported: count.meta({ description: "Items of imported history among them." }),
  doubled: count.meta({
    description: "Imported invoices that are left out, also as of days before: the book has them from the ledger.",
  }),
};

const loss = z.strictObject({
  segment: z.string().max(100),
  bucket: z.enum(["current", "days1To30", "days31To60", "days61To90", "daysOver90"]),
  rate: z.int().min(0).max(MOST_PPM),
});
const overlay = z.strictObject({
  segment: z.string().max(100).meta({ description: "Empty for every segment that has none of its own." }),
  change: z.int().min(-MOST_PPM).max(10_000_000).meta({ description: "Of the loss rate, parts per million." }),
  reason: line(500),
});

export const newIndicatorSettings = z
  .strictObject({
    id: uuid,
    costOfCapital: z.int().min(0).max(MOST_PPM).nullable().meta({ description: "Parts per million a year." }),
    agreedRates: z.array(loss).max(200).meta({ description: "Loss rates in place of those of the book's history." }),
    overlays: z.array(overlay).max(100).meta({ description: "What is expected to be other than it was (IFRS 9)." }),
    reason: line(500),
  })
  .meta({ id: "NewIndicatorSettings" });

export const indicatorSettings = newIndicatorSettings
  .extend({
    account: address.meta({ description: "Who decided." }),
    approval: uuid.nullable().meta({ description: "By which it was set; null where none was needed." }),
    at: instant,
  })
  .meta({ id: "IndicatorSettings" });
export const indicatorSettingsPage = z
  .strictObject({ items: z.array(indicatorSettings), next })
  .meta({ id: "IndicatorSettingsPage" });

export const indicatorAnswer = z
  .strictObject({
    ...cut,
    from: date.meta({ description: "The first day of the period of DSO, turnover and CEI." }),
    settings: uuid.nullable().meta({ description: "The version that counted then; null for none." }),
    indicators: z.array(indicator),
  })
  .meta({ id: "IndicatorAnswer" });

const bucket = z.strictObject({ name: z.string(), items: count, amount, disputed: amount, notYetDue: amount });
const agingRow = z
  .strictObject({
    customer: z.string().meta({ description: "An address, or a key of imported history." }),
    ...{ buckets: z.array(bucket), credits: amount, unapplied: amount, total: amount },
    ledger: amount.meta({ description: "What is open of the ledger's own items, before unapplied money." }),
  })
  .meta({ id: "AgingRow" });
export const agingPage = z.strictObject({ ...cut, items: z.array(agingRow), next }).meta({ id: "AgingPage" });

export const whatIfAnswer = z
  .strictObject({
    ...{ ...cut, ...described, from: date, payments: count, amount },
    months: z.array(z.strictObject({ month: z.string(), before: amount, after: amount })),
    daysBefore: value,
    daysAfter: value.meta({ description: "From invoice to payment, weighted by amount: the shift of DSO." }),
    ...{ discounts: amount, holding: amount.nullable(), interest: amount, effect: amount.nullable() },
    costOfCapital: integer.nullable().meta({
      description: "Parts per million a year, of the settings; without one nobody knows `holding` and `effect`.",
    }),
  })
  .meta({ id: "WhatIfAnswer" });
